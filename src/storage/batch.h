#pragma once

// One attempt to bring some units of work into one commit. The writer decides what comes after a failed
// one (writer.h); nobody else uses this.

#include <map>
#include <set>

#include "storage/writer.h"

namespace kader::storage {

// The session as a unit of work sees it: notes whether it was written through, and what went wrong even
// when the work swallows it. A transaction belongs to the batch, never to the work.
class WatchedSession final : public Session {
public:
    explicit WatchedSession(Session& session) : m_session(session) {}

    void each(const Sql&, Values, const RowVisitor&) override;
    void run(const Sql&, Values) override;
    void script(std::string_view) override;
    void begin() override;
    void commit() override;
    void rollback() noexcept override;
    void begin_snapshot() override;
    void end_snapshot() noexcept override;
    void enter_practice(const UuidBytes&) override;
    Engine engine() const override { return m_session.engine(); }
    using Session::each;
    using Session::run;

    bool has_written() const { return m_written; }
    const std::optional<StorageError>& trouble() const { return m_trouble; }

private:
    template <class Call>
    void watched(const Call& call);
    Session& m_session;
    bool m_written = false;
    std::optional<StorageError> m_trouble;
};

// change_seq of each practice: what the database holds, and what the open batch makes of it.
class ChangeNumbers {
public:
    // The number that the next unit of this practice has when it writes. The session has entered it.
    std::int64_t next(Session&, const UuidBytes& practice);
    // A unit of this practice wrote; afterwards the number is at least `least`.
    void take(const UuidBytes& practice, std::int64_t least);
    // The practice is gone, its row with it.
    void end(const UuidBytes& practice);
    // One row for each practice of the open batch.
    void write(Session&);
    // The open batch was committed, or came to nothing.
    void keep();
    void forget();
    // Also what was read: someone else may have written.
    void forget_all();

private:
    std::map<UuidBytes, std::int64_t> m_kept;
    std::map<UuidBytes, std::int64_t> m_open;  // By how much the open batch raises it.
    std::set<UuidBytes> m_ended;             // In the open batch.
};

// A unit that waits for its turn, and then for its answer.
struct Waiting {
    UuidBytes practice{};
    Work work;
    Answer answer;
    Kind kind = Kind::Usual;
    // Of the last attempt.
    std::optional<Error> outcome;
    std::vector<std::function<void()>> after;
};

struct Attempt {
    enum class End {
        Kept,         // Committed; the outcomes of the units are those of the work.
        UnitFailed,   // `unit` did, after its first write; its outcome is set.
        SomeFailed,   // Some unit did, and the storage told too late which. No outcome is set.
        Broken,       // The storage cannot be used now; nobody is to blame.
    };
    End end = End::Kept;
    std::size_t unit = 0;
    Fault fault = Fault::Other;
    bool at_commit = false;
    std::string what;  // Of the storage; never a bound value.
    std::uint64_t slow_units = 0;
    std::chrono::steady_clock::duration usual_time{}, commit_time{};  // Of the usual units, and of the commit.
};

class Batch {
public:
    Batch(const system::Clock& clock, ChangeNumbers& numbers, const std::vector<BatchKeeper*>& keepers,
          const WriterOptions& options)
        : m_clock(clock), m_numbers(numbers), m_keepers(keepers), m_options(options) {}

    using Units = std::vector<Waiting*>;
    // Adds those who came meanwhile, and may wait for them; false: nobody.
    using More = std::function<bool(Units&)>;

    // Leaves no open transaction and, unless it was kept, nothing in memory. With `ask_after_each` each
    // unit that wrote is followed by a question, so that an engine that answers late answers then. `more` is asked
    // before the commit, again and again; unless it is empty.
    Attempt run(Session&, Units&, bool ask_after_each, const More& more);

private:
    bool run_unit(Session&, Waiting&, bool tells_at_once, Attempt&);
    system::Instant next_now();

    const system::Clock& m_clock;
    ChangeNumbers& m_numbers;
    const std::vector<BatchKeeper*>& m_keepers;
    const WriterOptions& m_options;
    system::Instant m_last_now{};
    bool m_asks_after_each = false;
};

}  // namespace kader::storage
