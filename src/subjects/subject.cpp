#include "subjects/subject.h"

#include "system/random.h"

namespace kader::subjects {

namespace {

constexpr storage::Sql select_subject{
    "SELECT subject_id FROM subject WHERE practice_id = $1 AND kind = $2 AND name = $3"};
constexpr storage::Sql select_subjects{
    "SELECT subject_id, kind, name, created_at FROM subject WHERE practice_id = $1 ORDER BY subject_id"};
constexpr storage::Sql insert_subject{
    "INSERT INTO subject (practice_id, subject_id, kind, name, created_at) VALUES ($1, $2, $3, $4, $5)"};
constexpr storage::Sql select_by_id{"SELECT 1 FROM subject WHERE practice_id = $1 AND subject_id = $2"};

}  // namespace

std::optional<SubjectId> find_subject(storage::Session& session, const PracticeId& practice,
                                      const SubjectRef& ref) {
    std::optional<SubjectId> found;
    session.each(select_subject, {storage::id(practice), static_cast<std::int64_t>(ref.kind), ref.name},
                 [&](const storage::Row& row) { found = row.id<SubjectId>(0); });
    return found;
}

bool is_subject(storage::Session& session, const PracticeId& practice, const SubjectId& subject) {
    bool found = false;
    session.each(select_by_id, {storage::id(practice), storage::id(subject)}, [&](const storage::Row&) { found = true; });
    return found;
}

SubjectId subject_for(storage::Unit& unit, vault::SubjectKeys& keys, const SubjectRef& ref) {
    const PracticeId practice{unit.practice()};
    if (const auto known = find_subject(unit.session(), practice, ref)) return *known;
    const auto made = system::make_id<SubjectId>(unit.now());
    add_old_subject(unit, keys, {made, ref, unit.now()});
    return made;
}

void each_subject(storage::Session& session, const PracticeId& practice,
                  const std::function<void(const StoredSubject&)>& visit) {
    session.each(select_subjects, {storage::id(practice)}, [&](const storage::Row& row) {
        visit({row.id<SubjectId>(0),
               {static_cast<SubjectKind>(row.integer(1)), std::string{row.text(2)}},
               system::Instant{std::chrono::microseconds{row.integer(3)}}});
    });
}

void add_old_subject(storage::Unit& unit, vault::SubjectKeys& keys, const StoredSubject& subject) {
    unit.run(insert_subject, {storage::Bytes{unit.practice()}, storage::id(subject.id),
                              static_cast<std::int64_t>(subject.ref.kind), subject.ref.name,
                              static_cast<std::int64_t>(subject.created_at.time_since_epoch().count())});
    keys.make(unit, subject.id.bytes());
}

}  // namespace kader::subjects
