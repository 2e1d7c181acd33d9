#include "storage/writer.h"

#include <future>

#include "kernel/check.h"
#include "storage/batch.h"
#include "storage/writer_words.h"

namespace kader::storage {

Writer::Writer(Database& database, const system::Clock& clock, std::vector<BatchKeeper*> keepers,
               WriterOptions options)
    : m_database(database),
      m_options(options),
      m_keepers(std::move(keepers)),
      m_session(database.open_writer()),
      m_numbers(std::make_unique<ChangeNumbers>()),
      m_batch(std::make_unique<Batch>(clock, *m_numbers, m_keepers, m_options)),
      m_log_bytes_due(options.log_bytes_before_checkpoint) {
    HALT_UNLESS(m_options.batch_units_max > 0);
    m_thread = std::thread{[this] { work(); }};
}

Writer::~Writer() {
    {
        const std::lock_guard lock{m_mutex};
        m_ending = true;
    }
    m_wake.notify_one();
    m_thread.join();
}

void Writer::submit(const UuidBytes& practice, Work work, Answer answer, Kind kind) {
    HALT_UNLESS(work && answer);
    auto waiting = std::make_unique<Waiting>();
    waiting->practice = practice;
    waiting->work = std::move(work);
    waiting->answer = std::move(answer);
    waiting->kind = kind;

    std::optional<Text> refusal;
    bool is_to_wake = false;
    {
        const std::lock_guard lock{m_mutex};
        const auto waits = m_usual.size() + m_bulk.size();
        if (m_ending) {
            refusal = words::is_ending();
        } else if (m_stopped) {
            refusal = words::broken(m_stopped->fault);
        } else if (waits >= m_options.queue_units_max) {
            refusal = words::queue_is_full();
        } else {
            (kind == Kind::Bulk ? m_bulk : m_usual).push_back(std::move(waiting));
            if (m_wake_at != 0 && waits + 1 >= m_wake_at) {
                m_wake_at = 0;
                is_to_wake = true;
            }
        }
        if (refusal) ++m_counts.refused;
    }
    if (is_to_wake) m_wake.notify_one();
    if (refusal) waiting->answer(Error{Code::Unavailable, said(*refusal)});
}

std::optional<Error> Writer::write(const UuidBytes& practice, Work work, Kind kind) {
    HALT_UNLESS(std::this_thread::get_id() != m_thread.get_id());
    const auto promise = std::make_shared<std::promise<std::optional<Error>>>();
    auto answer = promise->get_future();
    submit(
        practice, std::move(work),
        [promise](std::optional<Error> error) { promise->set_value(std::move(error)); }, kind);
    return answer.get();
}

std::optional<Writer::Stopped> Writer::stopped() const {
    const std::lock_guard lock{m_mutex};
    return m_stopped;
}

WriterCounts Writer::counts() const {
    const std::lock_guard lock{m_mutex};
    auto counts = m_counts;
    counts.queue_now = m_usual.size() + m_bulk.size();
    return counts;
}

std::string Writer::said(const Text& text) const {
    return text.in(m_options.language);
}

}  // namespace kader::storage
