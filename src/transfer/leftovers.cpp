#include "transfer/leftovers.h"

#include <array>
#include <vector>

#include "subjects/subject.h"

namespace kader::transfer {

namespace {

// In an order in which nothing points at what is gone. A bite is small enough for a unit. The log is not
// among them: it comes with the last unit, and what is in a log is never removed.
struct Bite {
    storage::Sql any;
    storage::Sql remove;
};
constexpr std::array bites{
    Bite{{"SELECT 1 FROM record_version WHERE practice_id = $1 LIMIT 1"},
         {"DELETE FROM record_version WHERE practice_id = $1 AND record_id IN"
          " (SELECT record_id FROM record_version WHERE practice_id = $1 LIMIT 200)"}},
    Bite{{"SELECT 1 FROM record WHERE practice_id = $1 LIMIT 1"},
         {"DELETE FROM record WHERE practice_id = $1 AND record_id IN"
          " (SELECT record_id FROM record WHERE practice_id = $1 LIMIT 200)"}},
    Bite{{"SELECT 1 FROM subject_key WHERE practice_id = $1 LIMIT 1"},
         {"DELETE FROM subject_key WHERE practice_id = $1 AND subject_id IN"
          " (SELECT subject_id FROM subject_key WHERE practice_id = $1 LIMIT 200)"}},
    Bite{{"SELECT 1 FROM subject WHERE practice_id = $1 LIMIT 1"},
         {"DELETE FROM subject WHERE practice_id = $1 AND subject_id IN"
          " (SELECT subject_id FROM subject WHERE practice_id = $1 LIMIT 200)"}},
};
constexpr storage::Sql remove_change{"DELETE FROM practice_change WHERE practice_id = $1"};
constexpr storage::Sql remove_practice{"DELETE FROM practice WHERE practice_id = $1 AND complete = 0"};

std::optional<Error> remove(installation::Installation& installation, const subjects::PracticeId& practice) {
    std::vector<subjects::SubjectId> gone;
    {
        const auto session = installation.reader();
        session->begin_snapshot();
        session->enter_practice(practice.bytes());
        subjects::each_subject(*session, practice,
                               [&](const subjects::StoredSubject& subject) { gone.push_back(subject.id); });
        session->end_snapshot();
    }
    for (bool done = false; !done;) {
        const auto refused = installation.writer().write(
            practice.bytes(),
            [&](storage::Unit& unit) -> std::optional<Error> {
                for (const auto& bite : bites)
                    for (;;) {
                        bool any = false;
                        unit.each(bite.any, {storage::id(practice)}, [&](const storage::Row&) { any = true; });
                        if (!any) break;
                        unit.run(bite.remove, {storage::id(practice)});
                        if (unit.is_time_up()) return {};
                    }
                unit.run(remove_change, {storage::id(practice)});
                unit.run(remove_practice, {storage::id(practice)});
                unit.end_practice();
                done = true;
                return {};
            },
            storage::Kind::Bulk);
        if (refused) return refused;
    }
    // The same subjects may come back, with other keys.
    for (const auto& subject : gone) installation.keys().forget(practice.bytes(), subject.bytes());
    return {};
}

}  // namespace

std::optional<Error> remove_leftovers(installation::Installation& installation) {
    const auto left = subjects::practices_being_moved_in(*installation.reader());
    for (const auto& practice : left)
        if (auto refused = remove(installation, practice.id)) return refused;
    return {};
}

}  // namespace kader::transfer
