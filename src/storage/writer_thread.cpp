// What the writer's thread does: take what waits, bring it into a commit, answer; and look after the log
// of the database and its faults.

#include <algorithm>
#include <utility>

#include "storage/batch.h"
#include "storage/writer.h"
#include "storage/writer_words.h"
#include "system/thread_name.h"

namespace kader::storage {

namespace {

using Clock = std::chrono::steady_clock;

// So many times a batch is tried again when the database is busy, each time after a longer pause.
constexpr int busy_tries = 4;
constexpr std::chrono::milliseconds busy_pause{10};
// When so many units of one batch failed, and trying took so long, the others no longer try to go together.
constexpr std::size_t failed_apart = 3;
constexpr std::chrono::milliseconds failed_apart_time{50};
// Enough that a disk with room for nothing but a few bytes is still called full.
constexpr std::size_t probe_bytes = 64 * 1024;

const Sql write_heartbeat{
    "INSERT INTO heartbeat (one, beat, room) VALUES (1, 1, $1) "
    "ON CONFLICT (one) DO UPDATE SET beat = heartbeat.beat + 1, room = excluded.room"};

// How long the next batch may wait for units, at least to be worth it and at most; and for how many batches it is
// not tried again after a wait that was in vain.
constexpr std::chrono::microseconds gather_min{100}, gather_max{5000};
constexpr int batches_without_gathering = 16;
// So many times the time of a commit is enough work for one.
constexpr int commits_in_work = 3;

// Only what a restart and a person can mend.
bool is_for_good(Fault fault) {
    return fault == Fault::Io;
}
// The session is of no use any more.
bool ends_session(Fault fault) {
    return fault == Fault::Gone || fault == Fault::ReadOnly;
}

std::vector<Waiting*> pointers(std::vector<std::unique_ptr<Waiting>>& units) {
    std::vector<Waiting*> made;
    for (const auto& unit : units) made.push_back(unit.get());
    return made;
}

// From the front of a queue, until there are `most`.
void take_from(std::deque<std::unique_ptr<Waiting>>& queue, std::vector<std::unique_ptr<Waiting>>& units, std::size_t most) {
    for (; !queue.empty() && units.size() < most; queue.pop_front()) units.push_back(std::move(queue.front()));
}

}  // namespace

void Writer::work() {
    system::name_thread("kader-writer");
    for (;;) {
        Units usual, bulk;
        if (!take(usual, bulk)) break;
        if (!usual.empty()) settle(usual, Kind::Usual);
        m_last_batch = usual.size();
        // After each batch one unit of bulk, so that neither waits for ever.
        if (!bulk.empty()) settle(bulk, Kind::Bulk);
        checkpoint_if_due(false);
    }
    m_next_checkpoint = {};
    checkpoint_if_due(true);
    m_session.reset();
}

// Waits for so many units, or the end of the writer, or of the time.
void Writer::wait_for(std::size_t units, std::unique_lock<std::mutex>& lock, std::optional<Clock::time_point> end) {
    const auto is_time = [&] { return m_ending || m_usual.size() + m_bulk.size() >= units; };
    m_wake_at = units;
    if (end)
        m_wake.wait_until(lock, *end, is_time);
    else
        m_wake.wait(lock, is_time);
    m_wake_at = 0;
}

// Waits until there is something to do, and takes it. False: it is over.
bool Writer::take(Units& usual, Units& bulk) {
    std::unique_lock lock{m_mutex};
    const auto waits = [&] { return !m_usual.empty() || !m_bulk.empty(); };
    while (!waits()) {
        if (m_ending) return false;
        if (m_stopped) {
            const auto for_good = is_for_good(m_stopped->fault);
            wait_for(1, lock, for_good ? std::nullopt : std::optional{m_next_probe});
            if (for_good || m_ending || Clock::now() < m_next_probe) continue;
            lock.unlock();
            probe();
            lock.lock();
        } else if (m_uncheckpointed) {
            wait_for(1, lock, std::max(Clock::now() + m_options.idle_before_checkpoint, m_next_checkpoint));
            if (waits() || m_ending) continue;
            lock.unlock();
            checkpoint_if_due(true);
            lock.lock();
        } else {
            wait_for(1, lock, {});
        }
    }
    take_from(m_usual, usual, m_options.batch_units_max);
    take_from(m_bulk, bulk, 1);
    expect_more();
    return true;
}

// Those who were answered a moment ago come back one by one, and others wait already. Where they all come within
// the time of a commit, waiting for them makes one batch, and one commit, of what would be two.
void Writer::expect_more() {
    m_expected = 0;
    m_waited_for = {};
    if (m_not_gathering > 0) {
        --m_not_gathering;
    } else if (m_last_batch > 1 && m_last_commit > gather_min) {
        // More than make a commit cheap beside the work on them need not come: the others can be in the next.
        const auto enough = static_cast<std::size_t>(commits_in_work * m_last_commit / std::max(m_unit_time, Clock::duration{1}));
        m_expected = std::min({m_last_batch + m_waited, m_options.batch_units_max, enough});
    }
}

// The batch at hand is done but for its commit: takes those who came meanwhile, and waits for those who are expected.
bool Writer::take_more(Units& taken, Pointers& together) {
    const auto before = taken.size();
    if (before >= m_expected) return false;
    std::unique_lock lock{m_mutex};
    if (m_usual.empty()) {
        const auto start = Clock::now();
        wait_for((m_expected - before + 1) / 2, lock, start + std::min<Clock::duration>(m_last_commit, gather_max) - m_waited_for);
        m_waited_for += Clock::now() - start;
        if (m_usual.empty()) m_not_gathering = batches_without_gathering;
    }
    take_from(m_usual, taken, m_expected);
    for (auto unit = before; unit < taken.size(); ++unit) together.push_back(taken[unit].get());
    return taken.size() > before;
}

void Writer::settle(Units& units, Kind kind) {
    Pointers together, alone;
    for (const auto& unit : units) together.push_back(unit.get());
    settle_together(std::move(together), alone, [&](Pointers& more) {
        return kind == Kind::Usual && take_more(units, more);
    });
    for (auto* unit : alone) {
        Pointers none;
        settle_together({unit}, none, {});
    }
}

// Commits and answers the units, except those that must be alone.
void Writer::settle_together(Pointers together, Pointers& alone, const std::function<bool(Pointers&)>& more) {
    if (const auto reason = stopped()) {
        refuse(together, words::broken(reason->fault));
        return;
    }
    std::optional<Pointers> all;
    const auto start = Clock::now();
    bool ask_after_each = false;
    for (int busy = 0; !together.empty();) {
        // Those who come later join the first attempt alone.
        const auto attempt = m_batch->run(*m_session, together, ask_after_each, all ? Batch::More{} : more);
        if (!all) all = together;
        took(attempt);
        if (attempt.end == Attempt::End::Kept) {
            deliver(together);
            return;
        }
        if (attempt.end == Attempt::End::Broken) {
            if (attempt.fault == Fault::Busy && ++busy <= busy_tries) {
                std::this_thread::sleep_for(busy_pause * (1 << busy));
                continue;
            }
            const auto is_unknown =
                attempt.at_commit && (attempt.fault == Fault::Io || attempt.fault == Fault::Gone);
            const auto text = is_unknown ? words::unknown_outcome() : words::broken(attempt.fault);
            if (attempt.fault != Fault::Busy) stop(attempt.fault);
            refuse(together, text);
            return;
        }
        if (together.size() == 1) {
            if (attempt.end == Attempt::End::SomeFailed)
                together.front()->outcome = words::unit_failed(attempt.fault, m_options.language);
            deliver(together);
            return;
        }
        const auto may_set_apart = alone.size() < failed_apart || Clock::now() - start < failed_apart_time;
        if (attempt.end == Attempt::End::UnitFailed && may_set_apart) {
            alone.push_back(together[attempt.unit]);
            together.erase(together.begin() + static_cast<std::ptrdiff_t>(attempt.unit));
        } else if (attempt.end == Attempt::End::SomeFailed && m_session->engine() == Engine::Postgres &&
                   !ask_after_each) {
            ask_after_each = true;  // Once more, in a way that shows which.
        } else {
            alone = *all;
            return;
        }
    }
}

// Answers. What follows the commit in memory comes first, in the order of change_seq.
void Writer::deliver(const Pointers& units) noexcept {
    {
        const std::lock_guard lock{m_mutex};
        for (const auto* unit : units) ++(unit->outcome ? m_counts.refused : m_counts.units);
        m_waited = m_usual.size();
    }
    for (auto* unit : units)
        if (!unit->outcome)
            for (const auto& call : unit->after) call();
    for (auto* unit : units) {
        // Whoever is answered finds nothing of the work alive.
        unit->work = nullptr;
        unit->after.clear();
        const auto answer = std::exchange(unit->answer, nullptr);
        answer(std::move(unit->outcome));
    }
}

void Writer::refuse(const Pointers& units, const Text& text) {
    for (auto* unit : units) unit->outcome = Error{Code::Unavailable, said(text)};
    deliver(units);
}

// Notes what an attempt was.
void Writer::took(const Attempt& attempt) {
    const auto is_kept = attempt.end == Attempt::End::Kept;
    if (is_kept && attempt.usual_time.count() > 0) {
        m_last_commit = attempt.commit_time;
        m_unit_time = attempt.usual_time / attempt.unit;
    }
    if (is_kept) {
        m_uncheckpointed = m_database.engine() == Engine::Sqlite;
    }
    const std::lock_guard lock{m_mutex};
    ++(is_kept ? m_counts.commits : m_counts.replays);
    m_counts.slow_units += attempt.slow_units;
    if (!attempt.what.empty()) {
        m_counts.last_fault = attempt.what;
        ++m_counts.faults;
    }
}

// From now on nothing is taken; and what waits is answered, but for the batch at hand.
void Writer::stop(Fault fault) {
    if (ends_session(fault)) m_session.reset();
    if (is_for_good(fault)) m_uncheckpointed = false;  // A checkpoint writes as well.
    m_next_probe = Clock::now() + m_options.probe_every;
    const auto text = words::stopped(fault);
    Units waiting;
    {
        const std::lock_guard lock{m_mutex};
        m_stopped = Stopped{fault, text.nl, text.en};
        for (auto* queue : {&m_usual, &m_bulk}) {
            for (auto& unit : *queue) waiting.push_back(std::move(unit));
            queue->clear();
        }
    }
    refuse(pointers(waiting), words::broken(fault));
}

// Tries whether something can be written durably again.
void Writer::probe() {
    const auto came_anew = !m_session;
    bool is_open = false;
    try {
        if (!m_session) m_session = m_database.open_writer();
        const std::vector<std::uint8_t> room(probe_bytes);
        m_session->begin();
        is_open = true;
        m_session->run(write_heartbeat, {Bytes{room}});
        is_open = false;
        m_session->commit();
    } catch (const std::exception& error) {
        const auto* told = dynamic_cast<const StorageError*>(&error);
        if (is_open) m_session->rollback();
        if (told != nullptr) note(told->what());
        const auto fault = told != nullptr && (told->fault() == Fault::Full || told->fault() == Fault::Io ||
                                               ends_session(told->fault()))
                               ? told->fault()
                               : stopped()->fault;
        if (came_anew) m_session.reset();
        stop(fault);
        return;
    }
    if (came_anew) {
        m_numbers->forget_all();
        for (auto* keeper : m_keepers) {
            keeper->forget();
            keeper->database_returned();
        }
    }
    m_uncheckpointed = m_database.engine() == Engine::Sqlite;
    const std::lock_guard lock{m_mutex};
    m_stopped.reset();
}

void Writer::checkpoint_if_due(bool is_idle) {
    if (!m_uncheckpointed || !m_session || Clock::now() < m_next_checkpoint) return;
    try {
        if (!is_idle && m_database.log_bytes(*m_session) < m_log_bytes_due) return;
        const auto is_done = m_database.checkpoint(*m_session, is_idle ? LogEnd::Cut : LogEnd::Kept);
        // Readers can keep a part of the log in use. Then the next one waits until the log grew again, or
        // a while.
        const auto left = m_database.log_bytes(*m_session);
        const auto most = m_options.log_bytes_before_checkpoint;
        m_log_bytes_due = left < most ? most : left + most;
        m_uncheckpointed = !is_done || !is_idle;  // To be cut when nobody asks.
        if (!is_done && is_idle) m_next_checkpoint = Clock::now() + m_options.probe_every;
        const std::lock_guard lock{m_mutex};
        ++m_counts.checkpoints;
    } catch (const StorageError& error) {
        note(error.what());
        // The log has everything, so any other fault than these waits.
        if (is_for_good(error.fault()) || ends_session(error.fault())) stop(error.fault());
        m_next_checkpoint = Clock::now() + m_options.probe_every;
    }
}

void Writer::note(const std::string& fault) {
    const std::lock_guard lock{m_mutex};
    m_counts.last_fault = fault;
    ++m_counts.faults;
}

}  // namespace kader::storage
