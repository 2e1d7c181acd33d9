#include "backup/notes.h"

#include "access/grant.h"
#include "system/random.h"

namespace kader::backup {

namespace {

constexpr storage::Sql add_run{
    "INSERT INTO backup_run (practice_id, run_id, sequence, began_at, ended_at, keys, files, new_objects, new_bytes, wrong)"
    " VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)"};
constexpr storage::Sql add_drill{
    "INSERT INTO backup_drill (practice_id, drill_id, sequence, began_at, ended_at, records, versions, lines, subjects_opened, files_opened, wrong)"
    " VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)"};
constexpr storage::Sql last_run{"SELECT ended_at, wrong FROM backup_run WHERE practice_id = $1 ORDER BY ended_at DESC, run_id DESC LIMIT 1"};
constexpr storage::Sql last_good_run{"SELECT max(ended_at) FROM backup_run WHERE practice_id = $1 AND wrong IS NULL"};
constexpr storage::Sql last_drill{"SELECT ended_at, wrong FROM backup_drill WHERE practice_id = $1 ORDER BY ended_at DESC, drill_id DESC LIMIT 1"};
constexpr storage::Sql last_good_drill{"SELECT max(ended_at) FROM backup_drill WHERE practice_id = $1 AND wrong IS NULL"};

struct RunId;
struct DrillId;

std::int64_t number(std::uint64_t value) { return static_cast<std::int64_t>(value); }
std::int64_t stored(system::Instant at) { return at.time_since_epoch().count(); }
system::Instant instant_in(const storage::Row& row) { return system::Instant{std::chrono::microseconds{row.integer(0)}}; }

void write_line(installation::Installation& here, storage::Unit& unit, const subjects::PracticeId& practice, audit::Act act, const char* type,
                const std::string& id, bool is_good, std::uint64_t sequence) {
    audit::Line line;
    line.act = act;
    line.outcome = is_good ? audit::Outcome::Done : audit::Outcome::Refused;
    line.object = audit::Object{type, id};
    line.count = number(sequence);
    here.log().append(unit, access::server_grant(practice), line);
}

void write_run(installation::Installation& here, storage::Unit& unit, const subjects::PracticeId& practice, const RunReport& run, const std::string& wrong) {
    const auto id = system::make_id<Uuid<RunId>>(unit.now());
    unit.run(add_run, {storage::id(practice), storage::id(id), number(run.sequence), stored(run.began), stored(run.ended), number(run.generation),
                       number(run.files), number(run.objects.written), number(run.objects.bytes_written),
                       wrong.empty() ? storage::null() : storage::Value{std::string_view{wrong}}});
    write_line(here, unit, practice, "backup.make", "backup", id.text(), wrong.empty(), run.sequence);
}

void write_drill_row(installation::Installation& here, storage::Unit& unit, const subjects::PracticeId& practice, const DrillReport& drill) {
    const auto id = system::make_id<Uuid<DrillId>>(unit.now());
    const auto wrong = drill.wrong ? storage::Value{std::string_view{drill.wrong->en}} : storage::null();
    unit.run(add_drill, {storage::id(practice), storage::id(id), number(drill.sequence), stored(drill.began), stored(drill.ended), number(drill.records),
                         number(drill.versions), number(drill.lines), number(drill.subjects_opened), number(drill.files_opened), wrong});
    write_line(here, unit, practice, "backup.drill", "backup_drill", id.text(), !drill.wrong, drill.sequence);
}

}  // namespace

std::optional<Error> note(installation::Installation& here, const Notes& notes) {
    for (const auto& practice : subjects::practices(*here.reader())) {
        auto refused = here.writer().write(practice.id.bytes(), [&](storage::Unit& unit) -> std::optional<Error> {
            if (notes.run) write_run(here, unit, practice.id, *notes.run, {});
            if (notes.run_failed) {
                RunReport none;
                none.began = notes.run_failed->began;
                none.ended = notes.run_failed->ended;
                write_run(here, unit, practice.id, none, notes.run_failed->wrong);
            }
            if (notes.drill) write_drill_row(here, unit, practice.id, *notes.drill);
            return {};
        });
        if (refused) return refused;
    }
    return {};
}

Latest latest(storage::Session& session, const subjects::PracticeId& practice) {
    Latest found;
    const auto whose = storage::id(practice);
    session.each(last_run, {whose}, [&](const storage::Row& row) {
        found.run = instant_in(row);
        found.run_failed = !row.is_null(1);
    });
    session.each(last_drill, {whose}, [&](const storage::Row& row) {
        found.drill = instant_in(row);
        found.drill_failed = !row.is_null(1);
    });
    session.each(last_good_run, {whose}, [&](const storage::Row& row) {
        if (!row.is_null(0)) found.good_run = instant_in(row);
    });
    session.each(last_good_drill, {whose}, [&](const storage::Row& row) {
        if (!row.is_null(0)) found.good_drill = instant_in(row);
    });
    return found;
}

}  // namespace kader::backup
