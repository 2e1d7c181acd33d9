#pragma once

// The one writer of a database: a thread that puts the units of work of many callers into one commit,
// and answers each of them only after that commit returned.
//
// A unit of work is a function. It reads through the unit, decides, and only then writes. It may be
// called more than once: when a unit fails after its first write, the batch is rolled back, the others
// run again together, and the failed one runs again alone. So it keeps nothing between two calls that
// it does not set at its start, and has no effect outside the unit before after_commit.
//
// A caller who is told that the outcome is unknown (the disk or the database went away during the commit)
// may have been stored: asking again with the same key of retry is safe. Its after_commit did not run; who
// follows commits in memory sees it by a gap in change_seq, or in BatchKeeper::database_returned().

#include <chrono>
#include <condition_variable>
#include <deque>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <thread>
#include <vector>

#include "kernel/result.h"
#include "kernel/text.h"
#include "storage/session.h"
#include "system/clock.h"

namespace kader::storage {

class WatchedSession;
struct Waiting;

// What a unit of work sees. Lives during one call of the work.
class Unit {
public:
    // A question, within the transaction.
    void each(const Sql&, std::initializer_list<Value>, const RowVisitor&);
    // A write.
    void run(const Sql&, std::initializer_list<Value>);

    const UuidBytes& practice() const { return m_practice; }
    // One instant for the whole unit. Never before that of an earlier unit, also when the clock is set
    // back.
    system::Instant now() const { return m_now; }
    // The number of this change within its practice: 1, 2, 3 …, without gaps, in the order of commits. A
    // unit that writes nothing uses none: the next unit has the same number.
    std::int64_t change_seq() const { return m_change_seq; }
    // From the next unit on the numbers of this practice are beyond `least`, if they are not already: for a
    // practice that comes from elsewhere and brings its numbers. Only in a unit that writes.
    void pass_change_seq(std::int64_t least) { m_pass = least; }
    // This unit removed its practice, all of it: no number is kept of it. Only in bulk units.
    void end_practice() { m_ends = true; }
    // Bulk work stops and returns when this is past; the rest is a next unit. Asked after each piece, so
    // that every unit does at least one.
    bool is_time_up() const;
    // Runs on the writer's thread after the commit, in the order of change_seq, before the caller is
    // answered. Must not throw and must not submit-and-wait.
    void after_commit(std::function<void()>);
    bool has_written() const;
    // For what asks its questions of a session. It is within the same transaction, and a write through it
    // counts as a write of this unit; it can neither begin nor end a transaction.
    Session& session();

private:
    friend class Batch;
    Unit(WatchedSession& session, const UuidBytes& practice) : m_session(session), m_practice(practice) {}
    WatchedSession& m_session;
    UuidBytes m_practice;
    system::Instant m_now{};
    std::int64_t m_change_seq = 0;
    std::int64_t m_pass = 0;
    bool m_ends = false;
    std::chrono::steady_clock::time_point m_time_up{};
    std::vector<std::function<void()>> m_after;
};

// Nothing: done. An error before the first write costs nobody anything.
using Work = std::function<std::optional<Error>(Unit&)>;
using Answer = std::function<void(std::optional<Error>)>;

// Someone who keeps state in memory that belongs to the open batch, such as the head of the audit chain.
class BatchKeeper {
public:
    virtual ~BatchKeeper() = default;
    // Last before the commit: writes what is written once per batch. On the writer's thread.
    virtual void close_batch(Session&) = 0;
    // The batch, or the attempt, came to nothing: forget everything and read it again from the database.
    // Must not throw.
    virtual void forget() = 0;
    // The database was gone and is back. Someone else may have written meanwhile, and the last batch before
    // may have been stored without its after_commit. Comes after forget(). Must not throw.
    virtual void database_returned() {}
};

struct WriterOptions {
    std::size_t batch_units_max = 256;
    std::size_t queue_units_max = 4096;  // Beyond it: Unavailable, at once.
    std::chrono::milliseconds bulk_time{50};
    std::size_t log_bytes_before_checkpoint = 8 * 1024 * 1024;  // SQLite
    std::chrono::milliseconds idle_before_checkpoint{500};      // SQLite
    std::chrono::milliseconds probe_every{1000};  // While the disk is full or the database gone.
    Language language = Language::Dutch;          // Of the refusals of the writer itself.
};

enum class Kind {
    Usual,  // At most 5 ms; longer is counted.
    Bulk,   // Imports: a commit of its own, after the usual units that wait, at most bulk_time.
};

struct WriterCounts {
    std::uint64_t units = 0;       // Answered as done.
    std::uint64_t refused = 0;     // Answered with an error.
    std::uint64_t commits = 0;     // That returned.
    std::uint64_t replays = 0;     // Attempts that were rolled back.
    std::uint64_t slow_units = 0;  // Calls of a usual work that took longer than 5 ms.
    std::uint64_t checkpoints = 0;
    std::size_t queue_now = 0;
    std::uint64_t faults = 0;      // How often `last_fault` was said.
    std::string last_fault = {};   // What the storage said last when it failed, in English, for the log.
};

class ChangeNumbers;
class Batch;
struct Attempt;

class Writer {
public:
    // Opens the writing session. Throws what Database::open_writer throws. All must outlive the writer.
    Writer(Database&, const system::Clock&, std::vector<BatchKeeper*> keepers, WriterOptions = {});
    // Finishes what was submitted, checkpoints, and stops.
    ~Writer();
    Writer(const Writer&) = delete;
    Writer& operator=(const Writer&) = delete;

    // Any thread. `answer` is called once: on the writer's thread, after the commit or with the refusal; or
    // at once on this thread, with Unavailable, when the work is not even taken (the queue is full, nothing
    // can be written, the writer is ending). It must not throw or wait.
    void submit(const UuidBytes& practice, Work, Answer, Kind = Kind::Usual);
    // The same, waiting. Not from the writer's thread.
    std::optional<Error> write(const UuidBytes& practice, Work, Kind = Kind::Usual);

    // Why nothing can be written now, in both languages; nothing when all is well.
    //   Full, Gone, ReadOnly: comes back by itself when the cause is gone.
    //   Io (an fsync failed): only after a restart.
    struct Stopped {
        Fault fault = Fault::Other;
        std::string nl, en;
    };
    std::optional<Stopped> stopped() const;
    WriterCounts counts() const;

private:
    using Units = std::vector<std::unique_ptr<Waiting>>;
    using Pointers = std::vector<Waiting*>;

    // What the thread does, in writer_thread.cpp.
    void work();
    bool take(Units& usual, Units& bulk);
    void expect_more();
    bool take_more(Units& taken, Pointers& together);
    void wait_for(std::size_t units, std::unique_lock<std::mutex>&, std::optional<std::chrono::steady_clock::time_point> end);
    void settle(Units&, Kind);
    void settle_together(Pointers, Pointers& alone, const std::function<bool(Pointers&)>& more);
    void deliver(const Pointers&) noexcept;
    void refuse(const Pointers&, const Text&);
    void took(const Attempt&);
    void stop(Fault);
    void probe();
    void checkpoint_if_due(bool is_idle);
    void note(const std::string& fault);
    std::string said(const Text&) const;

    Database& m_database;
    WriterOptions m_options;
    std::vector<BatchKeeper*> m_keepers;

    // Of the thread alone.
    std::unique_ptr<Session> m_session;
    std::unique_ptr<ChangeNumbers> m_numbers;
    std::unique_ptr<Batch> m_batch;
    std::size_t m_last_batch = 0;
    std::size_t m_waited = 0;  // Units that waited when the last batch was answered.
    std::size_t m_expected = 0;  // In the batch at hand.
    std::chrono::steady_clock::duration m_waited_for{};  // The others of the batch at hand.
    int m_not_gathering = 0;   // For so many batches.
    std::chrono::steady_clock::duration m_last_commit{}, m_unit_time{};  // Of usual units.
    std::chrono::steady_clock::time_point m_next_probe{}, m_next_checkpoint{};
    std::size_t m_log_bytes_due = 0;
    bool m_uncheckpointed = false;

    // Of all.
    mutable std::mutex m_mutex;
    std::condition_variable m_wake;
    std::deque<std::unique_ptr<Waiting>> m_usual, m_bulk;
    std::size_t m_wake_at = 0;  // So many must wait before the thread is woken; 0: it is awake.
    std::optional<Stopped> m_stopped;
    WriterCounts m_counts;
    bool m_ending = false;
    std::thread m_thread;
};

}  // namespace kader::storage
