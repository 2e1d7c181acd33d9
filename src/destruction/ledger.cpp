#include "destruction/ledger.h"

#include <vector>

namespace kader::destruction {

namespace {

constexpr storage::Sql insert_row{"INSERT INTO destroyed_subject (practice_id, subject_id, destroyed_at, epoch) VALUES ($1, $2, $3, $4)"};
constexpr storage::Sql select_row{"SELECT 1 FROM destroyed_subject WHERE practice_id = $1 AND subject_id = $2"};
constexpr storage::Sql select_rows{"SELECT subject_id, destroyed_at, epoch FROM destroyed_subject WHERE practice_id = $1 ORDER BY subject_id"};
constexpr storage::Sql select_with_key{
    "SELECT DISTINCT d.subject_id FROM destroyed_subject d JOIN subject_key k ON k.practice_id = d.practice_id AND k.subject_id = d.subject_id"
    " WHERE d.practice_id = $1"};
// Sealed content vouches for itself; these columns alone point at a human.
constexpr storage::Sql blank_human{"UPDATE record_version SET same_human = NULL WHERE practice_id = $1 AND subject_id = $2"};
constexpr storage::Sql blank_name{"UPDATE subject SET name = $3 WHERE practice_id = $1 AND subject_id = $2"};

}  // namespace

void add_to_ledger(storage::Unit& unit, const LedgerRow& row) {
    unit.run(insert_row, {storage::Bytes{unit.practice()}, storage::id(row.subject),
                          static_cast<std::int64_t>(row.destroyed_at.time_since_epoch().count()), static_cast<std::int64_t>(row.epoch)});
}

bool is_in_ledger(storage::Session& session, const subjects::PracticeId& practice, const subjects::SubjectId& subject) {
    bool found = false;
    session.each(select_row, {storage::id(practice), storage::id(subject)}, [&](const storage::Row&) { found = true; });
    return found;
}

void each_in_ledger(storage::Session& session, const subjects::PracticeId& practice, const std::function<void(const LedgerRow&)>& visit) {
    session.each(select_rows, {storage::id(practice)}, [&](const storage::Row& row) {
        visit({row.id<subjects::SubjectId>(0), system::Instant{std::chrono::microseconds{row.integer(1)}}, static_cast<int>(row.integer(2))});
    });
}

void blank(storage::Unit& unit, const subjects::SubjectId& subject) {
    const auto name = "destroyed:" + subject.text();
    unit.run(blank_human, {storage::Bytes{unit.practice()}, storage::id(subject)});
    unit.run(blank_name, {storage::Bytes{unit.practice()}, storage::id(subject), name});
}

std::int64_t replay(storage::Unit& unit, vault::SubjectKeys& keys) {
    std::vector<subjects::SubjectId> back;
    unit.each(select_with_key, {storage::Bytes{unit.practice()}}, [&](const storage::Row& row) { back.push_back(row.id<subjects::SubjectId>(0)); });
    for (const auto& subject : back) {
        (void)keys.destroy(unit, subject.bytes());
        blank(unit, subject);
    }
    return static_cast<std::int64_t>(back.size());
}

}  // namespace kader::destruction
