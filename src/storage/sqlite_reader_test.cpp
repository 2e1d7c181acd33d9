#include <doctest/doctest.h>

#include <array>

#include "storage/sqlite_connection.h"
#include "storage/sqlite_for_tests.h"

namespace kader::storage {

using namespace suite;

namespace {

// A race between two connections that checkpoint could damage a database; so only the writer does.
constexpr std::array<Sql, 13> forbidden{{
    {"PRAGMA wal_checkpoint"},
    {"PRAGMA wal_checkpoint(PASSIVE)"},
    {"PRAGMA wal_checkpoint(RESTART)"},
    {"PRAGMA wal_checkpoint(TRUNCATE)"},
    {"PRAGMA main.wal_checkpoint(FULL)"},
    {"PRAGMA wal_autocheckpoint = 1"},
    {"PRAGMA journal_mode = DELETE"},
    {"PRAGMA query_only = OFF"},
    {"PRAGMA synchronous = OFF"},
    {"PRAGMA foreign_keys = OFF"},
    {"PRAGMA writable_schema = ON"},
    {"ATTACH DATABASE ':memory:' AS other"},
    {"VACUUM"},
}};

void try_everything(Session& session) {
    for (const auto& sql : forbidden) {
        INFO(sql.text);
        CHECK(fault_of([&] { session.each(sql, {}, [](const Row&) {}); }) != "nothing");
    }
}

}  // namespace

TEST_CASE("readers and tools cannot checkpoint, whatever they ask") {
    const Folder folder;
    const auto database = open_migrated(folder);
    const auto writer = database->open_writer();
    add_practices(*writer);
    const auto tool = open_sqlite_to_read(folder.file());
    const auto inside = database->open_reader(), outside = tool->open_reader();
    SUBCASE("while the log waits to be moved") {}
    SUBCASE("while all of the log was moved, so that nothing but cutting it is left") {
        // A reader in its snapshot keeps the writer from cutting the log.
        inside->begin_snapshot();
        database->checkpoint(*writer, LogEnd::Cut);
        inside->end_snapshot();
    }
    const auto file = content(folder.file()), log = content(folder.log());
    REQUIRE(log.size() > 0);
    try_everything(*inside);
    try_everything(*outside);
    CHECK(fault_of([&] { database->checkpoint(*inside, LogEnd::Cut); }) == "other");
    CHECK(content(folder.file()) == file);
    CHECK(content(folder.log()) == log);
}

TEST_CASE("a tool that reads what a stopped server left changes neither the database nor its log") {
    const Folder folder, after;
    {
        const auto database = open_migrated(folder);
        const auto writer = database->open_writer();
        add_practices(*writer);
        write(*writer, [&] { keep(*writer, 1); });
        copy_as_they_are(folder, after);
    }
    const auto file = content(after.file()), log = content(after.log());
    {
        const auto tool = open_sqlite_to_read(after.file());
        CHECK(number_committed(*tool) == 1);
        CHECK(fault_of([&] { tool->open_writer(); }) == "read_only");
        try_everything(*tool->open_reader());
    }
    CHECK(content(after.file()) == file);
    CHECK(content(after.log()) == log);
}

TEST_CASE("the writer changes no setting by SQL either") {
    const Folder folder;
    const auto database = open_migrated(folder);
    const auto writer = database->open_writer();
    try_everything(*writer);
    add_practices(*writer);
    writer->begin();
    CHECK(fault_of([&] { writer->script("PRAGMA foreign_keys = OFF;"); }) != "nothing");
    writer->rollback();
}

TEST_CASE("a reader is read-only twice: the file is opened so, and the session is") {
    const Folder folder;
    const auto database = open_migrated(folder);
    const auto reader = connect_sqlite(folder.file(), Role::Reader, {});
    CHECK(sqlite3_db_readonly(reader.get(), "main") == 1);
    CHECK(run_pragma(reader.get(), "PRAGMA query_only") == "1");
}

TEST_CASE("a tool sees what the server commits while it looks") {
    const Folder folder;
    const auto database = open_migrated(folder);
    const auto writer = database->open_writer();
    add_practices(*writer);
    const auto reader = open_sqlite_to_read(folder.file())->open_reader();
    for (std::int64_t number = 1; number <= 3; ++number) {
        write(*writer, [&] { keep(*writer, number); });
        look(*reader, first_practice, [&] { CHECK(number_of_kept(*reader) == number); });
    }
}

}  // namespace kader::storage
