#include <doctest/doctest.h>
#include <sys/resource.h>
#include <sys/stat.h>

#include <chrono>
#include <csignal>

#include "storage/sqlite_for_tests.h"

namespace kader::storage {

using namespace suite;

namespace {

constexpr Sql delete_kept{"DELETE FROM kept WHERE practice_id = $1"};

mode_t mode_of(const fs::path& file) {
    struct stat about {};
    REQUIRE(::stat(file.c_str(), &about) == 0);
    return about.st_mode & 0777;
}

void keep_many(Session& writer, std::int64_t from, std::int64_t count) {
    const std::string words(400, 'x');
    write(writer, [&] {
        for (auto number = from; number < from + count; ++number)
            keep(writer, number, {}, std::string_view{words});
    });
}

}  // namespace

TEST_CASE("SQLite keeps every promise of the port") {
    const Folder folder;
    storage_suite([&] { return open_migrated(folder); });
}

TEST_CASE("the database and its log have their names, for the owner alone, before anybody writes") {
    const Folder folder;
    const auto database = open_sqlite(folder.file());
    CHECK(mode_of(folder.file()) == 0600);
    CHECK(mode_of(folder.log()) == 0600);
    CHECK_FALSE(fs::exists(folder.path / "kader.db-journal"));
    CHECK_FALSE(fs::exists(folder.path / "kader.db.new"));
    CHECK_FALSE(fs::exists(folder.path / "kader.db.new-wal"));
}

TEST_CASE("a creation that was cut off is begun again") {
    const Folder folder;
    put(folder.path / "kader.db.new", "half a page");
    put(folder.path / "kader.db.new-journal", "something");
    const auto database = open_migrated(folder);
    CHECK_FALSE(fs::exists(folder.path / "kader.db.new-journal"));
    CHECK_NOTHROW(add_practices(*database->open_writer()));
}

TEST_CASE("no name of the files comes or goes with the sessions") {
    const Folder folder;
    auto database = open_migrated(folder);
    auto writer = database->open_writer();
    add_practices(*writer);
    auto reader = database->open_reader();
    const auto file = content(folder.file()), log = content(folder.log());
    CHECK(log.size() > 0);
    SUBCASE("the writer last") {
        reader.reset();
        writer.reset();
    }
    SUBCASE("a reader last") {
        writer.reset();
        reader.reset();
    }
    database.reset();
    CHECK(content(folder.file()) == file);
    CHECK(content(folder.log()) == log);
}

TEST_CASE("every setting is as it must be") {
    const Folder folder;
    const auto database = open_migrated(folder);
    const auto writer = database->open_writer(), reader = database->open_reader();
    for (auto* session : {writer.get(), reader.get()}) {
        CHECK(number_of(*session, {"PRAGMA mmap_size"}, {}) == 0);
        CHECK(number_of(*session, {"PRAGMA cell_size_check"}, {}) == 1);
        CHECK(number_of(*session, {"PRAGMA trusted_schema"}, {}) == 0);
        CHECK(number_of(*session, {"PRAGMA foreign_keys"}, {}) == 1);
        CHECK(number_of(*session, {"PRAGMA temp_store"}, {}) == 2);
        CHECK(number_of(*session, {"PRAGMA wal_autocheckpoint"}, {}) == 0);
    }
    CHECK(number_of(*writer, {"PRAGMA synchronous"}, {}) == 2);
    CHECK(number_of(*writer, {"PRAGMA secure_delete"}, {}) == 1);
    CHECK(number_of(*reader, {"PRAGMA query_only"}, {}) == 1);
    CHECK(first_text(*reader, {"PRAGMA quick_check"}) == "ok");
}

TEST_CASE("the log goes into the database when the writer says so, and never waits for a reader") {
    const Folder folder;
    const auto database = open_migrated(folder);
    const auto writer = database->open_writer();
    add_practices(*writer);
    CHECK(database->checkpoint(*writer, LogEnd::Cut));
    CHECK(database->log_bytes(*writer) == 0);
    CHECK(fs::file_size(folder.log()) == 0);

    keep_many(*writer, 0, 100);
    CHECK(database->log_bytes(*writer) >= 40'000);
    CHECK(database->log_bytes(*writer) <= fs::file_size(folder.log()));

    const auto reader = database->open_reader();
    reader->begin_snapshot();
    keep_many(*writer, 100, 100);
    const auto began = std::chrono::steady_clock::now();
    CHECK_FALSE(database->checkpoint(*writer, LogEnd::Cut));
    CHECK(std::chrono::steady_clock::now() - began < std::chrono::milliseconds{1500});
    CHECK(database->log_bytes(*writer) > 0);
    CHECK(number_of_kept(*reader) == 100);
    reader->end_snapshot();

    // A reader of the newest moment hinders no moving, only the cutting of the log.
    reader->begin_snapshot();
    const auto again = std::chrono::steady_clock::now();
    CHECK_FALSE(database->checkpoint(*writer, LogEnd::Cut));
    CHECK(std::chrono::steady_clock::now() - again < std::chrono::milliseconds{1500});
    CHECK(database->log_bytes(*writer) == 0);
    CHECK(fs::file_size(folder.log()) > 0);
    reader->end_snapshot();

    CHECK(database->checkpoint(*writer, LogEnd::Cut));
    CHECK(database->log_bytes(*writer) == 0);
    CHECK(fs::file_size(folder.log()) == 0);
    CHECK(number_of_kept(*reader) == 200);
    keep_many(*writer, 200, 1);
    CHECK(database->log_bytes(*writer) > 0);
    CHECK(fault_of([&] {
              writer->begin();
              database->checkpoint(*writer, LogEnd::Cut);
          }) == "other");
}

TEST_CASE("a log that is kept is written over, and its bytes are gone once it is cut") {
    const Folder folder;
    const auto database = open_migrated(folder);
    const auto writer = database->open_writer();
    add_practices(*writer);
    keep_many(*writer, 0, 100);
    const auto length = fs::file_size(folder.log());
    for (int round = 1; round <= 3; ++round) {
        database->checkpoint(*writer, LogEnd::Kept);
        CHECK(database->log_bytes(*writer) == 0);
        CHECK(fs::file_size(folder.log()) == length);
        keep_many(*writer, 100 * round, 20);
        CHECK(fs::file_size(folder.log()) == length);
        CHECK(database->log_bytes(*writer) > 0);
        CHECK(database->log_bytes(*writer) < length / 2);
    }
    database->checkpoint(*writer, LogEnd::Cut);
    CHECK(fs::file_size(folder.log()) == 0);
    CHECK(number_of_kept(*database->open_reader()) == 160);
}

TEST_CASE("what was committed is there for whoever opens the files after a stop") {
    const Folder folder, after;
    const auto database = open_migrated(folder);
    const auto writer = database->open_writer();
    add_practices(*writer);
    database->checkpoint(*writer, LogEnd::Cut);
    keep_many(*writer, 0, 50);
    const auto whole = fs::file_size(folder.log());
    writer->begin();
    keep(*writer, 999);
    copy_as_they_are(folder, after);
    SUBCASE("as it is") {}
    SUBCASE("with a piece of the next commit") {
        put(after.log(), content(after.log()) + std::string(1000, '?'));
    }
    SUBCASE("with a piece of the next commit that is all zeros") {
        put(after.log(), content(after.log()) + std::string(4096, '\0'));
    }
    const auto reopened = open_sqlite(after.file());
    CHECK(number_committed(*reopened) == 50);
    const auto next = reopened->open_writer();
    // What was found is in the database before anything is added.
    CHECK(fs::file_size(after.log()) == 0);
    keep_many(*next, 50, 1);
    CHECK(number_committed(*reopened) == 51);
    CHECK(first_text(*next, {"PRAGMA integrity_check"}) == "ok");
    CHECK(whole > 0);
}

TEST_CASE("what was deleted is gone from the files after the log was moved") {
    const Folder folder;
    const auto database = open_migrated(folder);
    const auto writer = database->open_writer();
    add_practices(*writer);
    const std::string marker = "KENMERK-DAT-WEG-MOET";
    write(*writer, [&] {
        for (std::int64_t number = 0; number < 20; ++number)
            keep(*writer, number, {}, std::string_view{marker});
    });
    database->checkpoint(*writer, LogEnd::Cut);
    CHECK(content(folder.file()).find(marker) != std::string::npos);
    write(*writer, [&] { writer->run(delete_kept, {Bytes{first_practice}}); });
    database->checkpoint(*writer, LogEnd::Cut);
    CHECK(content(folder.file()).find(marker) == std::string::npos);
    CHECK(content(folder.log()).find(marker) == std::string::npos);
}

TEST_CASE("a second writer is told to wait") {
    const Folder folder;
    const auto database = open_migrated(folder, {.busy_milliseconds = 20});
    const auto writer = database->open_writer();
    const auto second = database->open_writer();
    writer->begin();
    CHECK(fault_of([&] { second->begin(); }) == "busy");
    writer->rollback();
    CHECK(fault_of([&] { second->begin(); }) == "nothing");
}

TEST_CASE(
    "a full disk is told as one, keeps nothing of the transaction, and is over when there is "
    "room") {
    const Folder folder;
    const auto database = open_migrated(folder);
    const auto writer = database->open_writer();
    add_practices(*writer);
    keep_many(*writer, 0, 10);

    // A file that may not grow is the nearest to a full disk that a test can make anywhere.
    struct rlimit before {};
    REQUIRE(::getrlimit(RLIMIT_FSIZE, &before) == 0);
    const auto ignore = std::signal(SIGXFSZ, SIG_IGN);
    auto tight = before;
    tight.rlim_cur = fs::file_size(folder.log()) + 100'000;
    REQUIRE(::setrlimit(RLIMIT_FSIZE, &tight) == 0);
    const auto failure = failure_of([&] { keep_many(*writer, 10, 2000); });
    ::setrlimit(RLIMIT_FSIZE, &before);
    std::signal(SIGXFSZ, ignore);

    REQUIRE(failure);
    const std::string what = failure->what();
    INFO(what);
    CHECK(word(failure->fault()) == "full");
    CHECK(number_committed(*database) == 10);
    keep_many(*writer, 10, 2000);
    CHECK(number_committed(*database) == 2010);
}

}  // namespace kader::storage
