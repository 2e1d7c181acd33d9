#pragma once

// How a practice stands: its check, made from what is stored and following every commit.
//
// Opens no sealed content: reasons cite a record by its kenmerk. Members of Standing may be called from
// any thread; changes are taken in, in order of change_seq, under a lock of its own.

#include <atomic>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <shared_mutex>
#include <span>

#include "check/check.h"
#include "records/record_store.h"
#include "standing/people.h"

namespace kader::standing {

// The records of a practice as the check takes them: facts of the newest present versions, people who
// are the same human counted as the one with the smallest kenmerk. Damaged rows are named and left out.
struct Loaded {
    std::vector<check::Record> records;
    std::int64_t change_seq = 0;
    struct Damaged {
        std::string record;  // "mensen:P01"
        std::string column;
    };
    std::vector<Damaged> damaged;
    // How many records there are today, also when `known_on` leaves some out.
    std::size_t present = 0;
};
// With `known_on`: what was known on that day, of the versions of that day. The check of it is made
// without `known_on`: nothing that was not known is in it. Takes a snapshot of its own. Throws StorageError.
Loaded load(storage::Session&, const subjects::PracticeId&, std::optional<CalendarDay> known_on = {});

// What one unit of work did to records.
struct Change {
    std::int64_t change_seq = 0;             // 0: nothing was written; apply() ignores it.
    std::vector<records::Version> versions;  // That it stored, in that order. May be empty.
};
// Within a unit, after its writes, with what they stored (records::Written); to be given to Standing::apply after
// the commit, for every unit of the practice that wrote anything, also if it was no record: change_seq has no gaps.
Change change_in(storage::Unit&, std::vector<records::Version> stored);

class Standing {
public:
    // Reads the whole practice. Book and database must outlive it. Throws StorageError.
    Standing(const norm_book::NormBook&, storage::Database&, const subjects::PracticeId&);
    ~Standing();

    // What is already in is ignored; what comes too early waits for what goes before it. Quick: a change is
    // noted, and the next ask() takes it in. Where much has to be made again (who is the same human, a large
    // import), or what goes before never came, it reads.
    void apply(Change);
    // Changes may have been missed (see storage::BatchKeeper::database_returned): the next ask() reads.
    void forget();

    // The check as it is after every change that was applied before this call. Holds a lock, shared where
    // nothing changed since the ask before: `with` may not call apply() and may not wait for a commit. Throws
    // StorageError when it had to read and could not.
    void ask(const std::function<void(const check::Check&)>& with);

    std::int64_t change_seq() const;
    // How many records there are. Without a lock: also for who is inside ask().
    std::size_t present() const { return m_present; }
    std::vector<Loaded::Damaged> damaged() const;
    // How often everything was read, the first time included.
    std::size_t loads() const { return m_loads; }
    // How often the answers were worked out since the last time that everything was read, that time included.
    std::size_t settles() const;

private:
    struct State;
    std::shared_lock<std::shared_mutex> lock_to_read() const;
    std::unique_lock<std::shared_mutex> lock_to_change();
    std::unique_ptr<State> read();
    bool has_to_read();  // Takes in what waits; whether that was not enough.
    bool is_up_to_date() const;  // Under the lock.
    void reload_if_stale();
    void take_waiting(std::size_t most = ~std::size_t{0});
    bool take(const Change&);

    const norm_book::NormBook& m_book;
    storage::Database& m_database;
    subjects::PracticeId m_practice;
    std::atomic<std::size_t> m_loads = 0;
    std::atomic<std::size_t> m_present = 0;
    std::mutex m_reading;  // One reads at a time; taken before m_mutex.
    // Who comes for m_mutex waits here, so that readers who keep coming do not keep a change out.
    mutable std::mutex m_gate;
    mutable std::shared_mutex m_mutex;
    std::unique_ptr<State> m_state;
    std::map<std::int64_t, Change> m_waiting;
    std::size_t m_waiting_size = 0;  // Changes and their versions.
    std::int64_t m_dropped_through = 0;  // Changes that were too many to keep; to be read.
    bool m_stale = false;
    std::size_t m_forgets = 0;
};

}  // namespace kader::standing
