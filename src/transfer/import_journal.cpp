#include "transfer/import_journal.h"

#include <algorithm>

#include "system/random.h"

namespace kader::transfer {

namespace {

constexpr storage::Sql last_run{
    "SELECT import_id, content_hash, finished_at, rows_done, rows_total, added, corrected, withdrawn"
    " FROM import_run WHERE practice_id = $1 ORDER BY import_id DESC LIMIT 1"};
constexpr storage::Sql insert_run{
    "INSERT INTO import_run (practice_id, import_id, content_hash, begun_at, finished_at, rows_done, rows_total,"
    " added, corrected, withdrawn) VALUES ($1, $2, $3, $4, NULL, 0, $5, 0, 0, 0)"};
constexpr storage::Sql update_run{
    "UPDATE import_run SET rows_done = $3, added = $4, corrected = $5, withdrawn = $6"
    " WHERE practice_id = $1 AND import_id = $2"};
constexpr storage::Sql close_run{
    "UPDATE import_run SET finished_at = $3 WHERE practice_id = $1 AND import_id = $2"};

std::int64_t microseconds(const storage::Unit& unit) { return unit.now().time_since_epoch().count(); }

}  // namespace

std::optional<ImportRun> find_broken_run(storage::Session& session, const subjects::PracticeId& practice,
                                         const vault::Digest& content) {
    std::optional<ImportRun> found;
    session.each(last_run, {storage::id(practice)}, [&](const storage::Row& row) {
        const bool finished = !row.is_null(2);
        if (finished || !std::ranges::equal(row.blob(1), content)) return;
        found = ImportRun{row.id<subjects::ImportId>(0), row.integer(3), row.integer(4),
                          row.integer(5), row.integer(6), row.integer(7)};
    });
    return found;
}

ImportRun begin_run(storage::Unit& unit, const vault::Digest& content, std::size_t rows_total) {
    ImportRun run{system::make_id<subjects::ImportId>(unit.now()), 0, static_cast<std::int64_t>(rows_total)};
    unit.run(insert_run, {storage::Bytes{unit.practice()}, storage::id(run.id), storage::Bytes{content},
                          microseconds(unit), run.rows_total});
    return run;
}

void store_run(storage::Unit& unit, const ImportRun& run) {
    unit.run(update_run, {storage::Bytes{unit.practice()}, storage::id(run.id), run.rows_done, run.added,
                          run.corrected, run.withdrawn});
}

void finish_run(storage::Unit& unit, const ImportRun& run) {
    store_run(unit, run);
    unit.run(close_run, {storage::Bytes{unit.practice()}, storage::id(run.id), microseconds(unit)});
}

}  // namespace kader::transfer
