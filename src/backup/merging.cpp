// The newest key table over an older one.

#include <algorithm>
#include <map>

#include "backup/restore.h"
#include "vault/subject_keys.h"

namespace kader::backup {

namespace {

constexpr storage::Sql practices_here{"SELECT practice_id FROM practice ORDER BY practice_id"};
constexpr storage::Sql subjects_here{"SELECT subject_id FROM subject WHERE practice_id = $1"};
constexpr storage::Sql keys_here{
    "SELECT subject_id, wrap_kind, wrapped_by, wrapped FROM subject_key WHERE practice_id = $1 ORDER BY subject_id, wrap_kind, wrapped_by"};
constexpr storage::Sql remove_keys{"DELETE FROM subject_key WHERE practice_id = $1"};
constexpr storage::Sql add_key{
    "INSERT INTO subject_key (practice_id, subject_id, wrap_kind, wrapped_by, wrapped) VALUES ($1, $2, $3, $4, $5)"};
constexpr storage::Sql add_to_ledger{
    "INSERT INTO destroyed_subject (practice_id, subject_id, destroyed_at, epoch) VALUES ($1, $2, $3, $4)"
    " ON CONFLICT (practice_id, subject_id) DO NOTHING"};

UuidBytes id_in(const storage::Row& row, int column) {
    UuidBytes made{};
    const auto bytes = row.blob(column);
    if (bytes.size() != made.size()) throw storage::StorageError{storage::Fault::Damaged, "an id that is not 16 bytes"};
    std::ranges::copy(bytes, made.begin());
    return made;
}

bool opens_now(const KeyRow& row, const vault::Keyring& keyring) {
    const auto content = keyring.content();
    const auto is_it = [&](const auto& epoch) { return row.by == std::to_string(epoch.first); };
    return row.kind == static_cast<std::int64_t>(vault::WrapKind::Epoch) && std::ranges::any_of(content->epochs, is_it);
}

// Whoever had a token of before does not come back with the data: sessions, workstations that let somebody return by a
// PIN, and first ways in. The accounts stay, with both their factors.
constexpr storage::Sql end_sessions{"UPDATE session SET ended_at = $2 WHERE practice_id = $1 AND ended_at IS NULL"};
constexpr storage::Sql end_stations{"UPDATE station SET ended_at = $2 WHERE practice_id = $1 AND ended_at IS NULL"};
constexpr storage::Sql end_setup_tokens{"UPDATE setup_token SET used_at = $2 WHERE practice_id = $1 AND used_at IS NULL"};

using RowsOfSubjects = std::map<UuidBytes, std::vector<KeyRow>>;

RowsOfSubjects rows_here(storage::Session& session, const UuidBytes& practice) {
    RowsOfSubjects rows;
    session.each(keys_here, {storage::Bytes{practice}}, [&](const storage::Row& row) {
        const auto subject = id_in(row, 0);
        const auto wrapped = row.blob(3);
        rows[subject].push_back({{practice, subject}, row.integer(1), std::string{row.text(2)}, {wrapped.begin(), wrapped.end()}});
    });
    return rows;
}

}  // namespace

MergedKeys merge_keys(storage::Session& session, const KeysCopy& newest, const vault::Keyring& keyring, system::Instant now) {
    std::map<UuidBytes, RowsOfSubjects> table;
    for (const auto& row : newest.keys) table[row.whose.practice][row.whose.subject].push_back(row);
    MergedKeys merged;
    session.begin();
    try {
        std::vector<UuidBytes> practices;
        session.each(practices_here, {}, [&](const storage::Row& row) { practices.push_back(id_in(row, 0)); });
        for (const auto& practice : practices) {
            session.enter_practice(practice);
            for (const auto* end : {&end_sessions, &end_stations, &end_setup_tokens})
                session.run(*end, {storage::Bytes{practice}, now.time_since_epoch().count()});
            std::vector<UuidBytes> subjects;
            session.each(subjects_here, {storage::Bytes{practice}}, [&](const storage::Row& row) { subjects.push_back(id_in(row, 0)); });
            for (const auto& [whose, how] : newest.destroyed)
                if (whose.practice == practice)
                    session.run(add_to_ledger, {storage::Bytes{practice}, storage::Bytes{whose.subject}, how.at_us, how.epoch});
            auto older = rows_here(session, practice);
            session.run(remove_keys, {storage::Bytes{practice}});
            for (const auto& subject : subjects) {
                if (newest.destroyed.contains({practice, subject})) {
                    ++merged.destroyed;
                    continue;
                }
                const auto found = table[practice].find(subject);
                const bool is_newest = found != table[practice].end();
                const auto& rows = is_newest ? found->second : older[subject];
                // Wrapped to a person as well, it goes with the rest when no epoch opens it any more.
                if (!is_newest && std::ranges::none_of(rows, [&](const KeyRow& row) { return opens_now(row, keyring); })) continue;
                if (!is_newest) ++merged.only_here;
                for (const auto& row : rows) {
                    session.run(add_key, {storage::Bytes{practice}, storage::Bytes{subject}, row.kind, std::string_view{row.by}, storage::Bytes{row.wrapped}});
                    ++merged.keys;
                }
            }
        }
        session.commit();
    } catch (...) {
        session.rollback();
        throw;
    }
    return merged;
}

}  // namespace kader::backup
