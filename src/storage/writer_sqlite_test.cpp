// The writer on SQLite, with its fsync.

#include <filesystem>

#include "storage/databases.h"
#include "storage/writer_load_for_tests.h"
#include "system/random.h"

using namespace kader;
using namespace kader::storage;
using namespace kader::storage::fake;
namespace fs = std::filesystem;

namespace {

struct Folder {
    fs::path path =
        fs::temp_directory_path() / ("kader-writer-" + Uuid<Folder>{system::make_uuid_bytes({})}.text());
    Folder() { fs::create_directory(path); }
    ~Folder() { fs::remove_all(path); }
    fs::path file() const { return path / "kader.db"; }
};

}  // namespace

TEST_CASE("on SQLite sixteen callers, some failing, leave exactly what was acknowledged") {
    const Folder folder;
    migrate_sqlite(folder.file(), load_migrations, 1);
    const auto database = open_sqlite(folder.file());
    TestClock clock;
    Told told;
    {
        Writer writer{*database, clock, {}};
        add_practices(writer);
        many_callers(writer, told, 16, 500);
        look(*database, told);
        const auto counts = writer.counts();
        CHECK(counts.units + counts.refused == 16 * 500 + load_practices);
        // Fewer than one commit for three units, though every second batch has one that fails.
        CHECK(counts.commits * 3 < counts.units);
        CHECK(counts.replays > 0);
        CHECK(!writer.stopped());
        MESSAGE(counts.units << " units, " << counts.commits << " commits, " << counts.replays
                             << " rolled back");
    }
    CHECK(fs::file_size(folder.path / "kader.db-wal") == 0);  // The end brought it into the database.
    look(*open_sqlite_to_read(folder.file()), told);
}

TEST_CASE("on SQLite a change of a practice that does not exist is Invalid, and harms nobody") {
    const Folder folder;
    migrate_sqlite(folder.file(), load_migrations, 1);
    const auto database = open_sqlite(folder.file());
    TestClock clock;
    Answers answers;
    Writer writer{*database, clock, {}};
    add_practices(writer);
    Hold hold{writer};
    for (std::uint8_t whose = 0; whose < 4; ++whose)
        writer.submit(
            practice(whose), [](Unit& unit) { return store(unit, 1); }, answers.of(whose));
    hold.release();
    answers.wait_for(4);
    for (int whose = 0; whose < 3; ++whose) CHECK(!answers[whose]);
    CHECK(answers[3]->code == Code::Invalid);
}

TEST_CASE("on SQLite the log is brought into the database when it has grown, also under load") {
    const Folder folder;
    migrate_sqlite(folder.file(), load_migrations, 1);
    const auto database = open_sqlite(folder.file());
    TestClock clock;
    Writer writer{*database, clock, {}, {.log_bytes_before_checkpoint = 100'000}};
    add_practices(writer);
    std::uintmax_t most = 0;
    for (int unit = 0; unit < 200; ++unit) {
        REQUIRE(!writer.write(practice(0), [unit](Unit& its) { return store(its, unit); }));
        most = std::max(most, fs::file_size(folder.path / "kader.db-wal"));
    }
    CHECK(writer.counts().checkpoints > 5);
    CHECK(most < 200'000);
}

TEST_CASE("on SQLite the room that a probe asks for is written for good") {
    const Folder folder;
    migrate_sqlite(folder.file(), load_migrations, 1);
    const auto database = open_sqlite(folder.file());
    TestClock clock;
    Writer writer{*database, clock, {}, {.probe_every = std::chrono::milliseconds{1}}};
    CHECK(writer.write(practice(0), [](Unit&) -> std::optional<Error> {
        throw StorageError{Fault::Full, "no room"};
    }));
    CHECK(comes_true([&] { return !writer.stopped(); }));
    static constexpr Sql read_room{"SELECT beat, length(room) FROM heartbeat"};
    std::int64_t beats = 0, bytes = 0;
    database->open_reader()->each(read_room, {}, [&](const Row& row) {
        beats = row.integer(0);
        bytes = row.integer(1);
    });
    CHECK(beats >= 1);
    CHECK(bytes == 64 * 1024);
}
