#include "log_keeping/log_keeper.h"

#include <algorithm>
#include <future>

#include "system/files.h"
#include "system/thread_name.h"

namespace kader::log_keeping {

namespace {

namespace fs = std::filesystem;

constexpr storage::Sql select_chain{"SELECT chain FROM audit_entry WHERE practice_id = $1 AND lane = 0 AND seq = $2"};
constexpr storage::Sql select_newest{"SELECT entry FROM audit_entry WHERE practice_id = $1 AND lane = 0 ORDER BY seq DESC LIMIT 1"};

std::vector<subjects::PracticeId> practices_of(installation::Installation& here) {
    std::vector<subjects::PracticeId> all;
    for (const auto& practice : subjects::practices(*here.reader())) all.push_back(practice.id);
    return all;
}

// A moment of one practice.
template <class Work>
void looking(storage::Session& session, const subjects::PracticeId& practice, const Work& work) {
    session.begin_snapshot();
    try {
        session.enter_practice(practice.bytes());
        work();
    } catch (...) {
        session.end_snapshot();
        throw;
    }
    session.end_snapshot();
}

bool is_in_log(storage::Session& session, const subjects::PracticeId& practice, const audit::Head& head) {
    bool is_there = false;
    session.each(select_chain, {storage::id(practice), head.seq},
                 [&](const storage::Row& row) { is_there = vault::same_bytes(row.blob(0), head.chain); });
    return is_there;
}

}  // namespace

std::optional<Text> refusal_of_folder(const fs::path& checkpoints, const fs::path& data) {
    std::error_code fault;
    const auto inner = fs::weakly_canonical(checkpoints, fault);
    const auto outer = fs::weakly_canonical(data, fault);
    const auto [end, unused] = std::mismatch(outer.begin(), outer.end(), inner.begin(), inner.end());
    static_cast<void>(unused);
    if (end == outer.end() || fs::equivalent(inner, outer, fault))
        return Text{"De map voor controlepunten ligt in de map met gegevens. Kies een andere plek: wie de gegevens kan vervangen, kan dan niet ook de controlepunten vervangen.",
                    "The folder for checkpoints is inside the data folder. Choose another place: then whoever can replace the data cannot replace the checkpoints as well."};
    return {};
}

vault::Key signing_seed_of(const vault::Keyring& keyring) {
    return vault::Key::from(keyring.signing_seed().bytes());
}

audit::Signer signer_of(const vault::Key& seed, const installation::Installation& here) {
    return {seed, Uuid<struct InstallationTag>{here.keyring().installation()}.text()};
}

LogKeeper::LogKeeper(installation::Installation& here, Options options)
    : m_installation(here), m_options(std::move(options)), m_seed(signing_seed_of(here.keyring())), m_signer(signer_of(m_seed, here)) {
    m_wall = here.clock().now();
    m_steady = m_options.steady();
    guarded([&] {
        // A clock that is behind the newest line was set back while nobody looked.
        auto state = audit::ClockState::Steady;
        const auto session = here.reader();
        for (const auto& practice : practices_of(here))
            looking(*session, practice, [&] {
                session->each(select_newest, {storage::id(practice)}, [&](const storage::Row& row) {
                    if (const auto entry = audit::parse_entry(row.text(0)); entry && entry->at > m_wall + m_options.jump_least) state = audit::ClockState::Jumped;
                });
            });
        here.log().set_clock_state(state);
        write_all({.act = "program.start"});
        if (state == audit::ClockState::Jumped) write_all({.act = "clock.jump", .query = "back"});
    });
    tick();
    if (m_options.every.count() > 0) m_thread = std::thread{[this] { work(); }};
}

LogKeeper::~LogKeeper() {
    stop();
}

void LogKeeper::work() {
    system::name_thread("log");
    for (;;) {
        {
            std::unique_lock lock{m_mutex};
            if (m_wake.wait_for(lock, m_options.every, [&] { return m_ending; })) return;
        }
        tick();
    }
}

void LogKeeper::tick() noexcept {
    guarded([&] { watch_clock(); });
    guarded([&] { watch_writer(); });
    guarded([&] { sign(false); });
    if (m_options.also) guarded([&] { m_options.also(); });
}

void LogKeeper::stop() noexcept {
    {
        const std::lock_guard lock{m_mutex};
        m_ending = true;
    }
    m_wake.notify_all();
    if (m_thread.joinable()) m_thread.join();
    if (m_is_over) return;
    m_is_over = true;
    guarded([&] { write_all({.act = "program.stop"}); });
    guarded([&] { sign(true); });
}

void LogKeeper::watch_clock() {
    const auto wall = m_installation.clock().now();
    const auto steady = m_options.steady();
    const auto jump = (wall - m_wall) - std::chrono::duration_cast<std::chrono::microseconds>(steady - m_steady);
    m_wall = wall;
    m_steady = steady;
    if (std::chrono::abs(jump) < m_options.jump_least) return;
    // Until the next start nothing says that it is right again.
    m_installation.log().set_clock_state(audit::ClockState::Jumped);
    write_all({.act = "clock.jump",
               .count = std::chrono::duration_cast<std::chrono::seconds>(std::chrono::abs(jump)).count(),
               .query = jump.count() > 0 ? "forward" : "back"});
    say("the clock of the machine jumped");
}

void LogKeeper::watch_writer() {
    const bool is_stopped = m_installation.writer().stopped().has_value();
    const bool is_back = m_was_stopped && !is_stopped;
    m_was_stopped = is_stopped;
    if (is_back) write_all({.act = "log.resumed"});
}

void LogKeeper::sign(bool everything) {
    if (m_options.checkpoints.empty()) return;
    const auto session = m_installation.reader();
    const auto now = m_options.steady();
    for (const auto& practice : practices_of(m_installation)) {
        std::optional<audit::Head> head;
        looking(*session, practice, [&] {
            if (!m_signed.contains(practice)) m_signed[practice] = last_signed(*session, practice);
            head = audit::stored_head(*session, m_installation.keyring(), practice);
        });
        if (!head) {
            say("the log of a practice does not end as its head says, and is not signed: see kader verify");
            continue;
        }
        const auto& last = m_signed[practice];
        const bool is_due = head->seq - last.head.seq >= m_options.lines_between || now - last.at >= m_options.time_between || everything;
        if (head->seq == 0 || (head->seq == last.head.seq && head->chain == last.head.chain) || !is_due) continue;
        sign(practice, *head);
        m_signed[practice] = {*head, now};
    }
    std::vector<subjects::PracticeId> otherwise;
    std::swap(otherwise, m_signed_otherwise);
    for (const auto& practice : otherwise) {
        const auto refused = m_installation.writer().write(practice.bytes(), [&](storage::Unit& unit) -> std::optional<Error> {
            m_installation.log().append(unit, access::server_grant(practice), {.act = "log.signed_otherwise"});
            if (m_options.after_writes) m_options.after_writes(unit);
            return {};
        });
        if (refused) say("the log does not follow on what was signed before, and that could not be logged");
    }
    const std::lock_guard lock{m_mutex};
    m_fault.reset();
}

void LogKeeper::sign(const subjects::PracticeId& practice, const audit::Head& head) {
    const auto at = m_installation.clock().now();
    audit::add_checkpoint(m_options.checkpoints, practice, at, m_signer.sign(practice, audit::first_lane, head, at), m_signer.verifier());
}

// What the folder says of the time before the start. Both are kept when the log is another than what was signed.
LogKeeper::Signed LogKeeper::last_signed(storage::Session& session, const subjects::PracticeId& practice) {
    const auto found = audit::read_checkpoints(m_options.checkpoints, practice, m_signer.verifier());
    // Its time is not known by this clock: what is new is signed at once.
    Signed last{{}, m_options.steady() - m_options.time_between};
    if (found.heads.empty()) return last;
    last.head = found.heads.back().head;
    if (is_in_log(session, practice, last.head)) return last;
    say("the log of a practice is not the continuation of what was signed: see kader verify --checkpoints");
    m_signed_otherwise.push_back(practice);
    last.head = {};
    return last;
}

void LogKeeper::write_all(const audit::Line& line) {
    std::vector<std::future<void>> answers;
    for (const auto& practice : practices_of(m_installation)) {
        const auto answered = std::make_shared<std::promise<void>>();
        answers.push_back(answered->get_future());
        m_installation.writer().submit(
            practice.bytes(),
            [this, practice, line](storage::Unit& unit) -> std::optional<Error> {
                m_installation.log().append(unit, access::server_grant(practice), line);
                if (m_options.after_writes) m_options.after_writes(unit);
                return {};
            },
            [answered](const std::optional<Error>&) { answered->set_value(); });
    }
    for (auto& answer : answers) answer.wait();
}

void LogKeeper::guarded(const std::function<void()>& work) noexcept {
    try {
        work();
    } catch (const std::exception& error) {
        {
            const std::lock_guard lock{m_mutex};
            m_fault = error.what();
        }
        try {
            say(error.what());
        } catch (...) {
        }
    }
}

std::optional<std::string> LogKeeper::fault() const {
    const std::lock_guard lock{m_mutex};
    return m_fault;
}

void LogKeeper::say(const std::string& what) const {
    if (m_options.say) m_options.say(what);
}

}  // namespace kader::log_keeping
