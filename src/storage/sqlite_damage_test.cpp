#include <doctest/doctest.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <chrono>
#include <cstdlib>
#include <functional>
#include <stdexcept>
#include <vector>

#include "storage/sqlite_connection.h"
#include "storage/sqlite_file.h"
#include "storage/sqlite_for_tests.h"

namespace kader::storage {

using namespace suite;

namespace {

std::string fault_of_opening(const Folder& folder) {
    const auto to_read = fault_of([&] { open_sqlite_to_read(folder.file())->open_reader(); });
    const auto to_write = fault_of([&] { open_sqlite(folder.file())->open_writer(); });
    CHECK(to_read == to_write);
    return to_write;
}

// Root may write everywhere, so somebody else has to try. Says whether `attempt` was as it should
// be.
bool as_somebody_else(const std::function<bool()>& attempt) {
    const auto child = ::fork();
    if (child == 0) {
        constexpr uid_t nobody = 65534;
        if (::geteuid() == 0 && ::setuid(nobody) != 0) ::_exit(2);
        try {
            ::_exit(attempt() ? 0 : 1);
        } catch (...) {
            ::_exit(3);
        }
    }
    int state = 0;
    REQUIRE(::waitpid(child, &state, 0) == child);
    return WIFEXITED(state) && WEXITSTATUS(state) == 0;
}

}  // namespace

TEST_CASE("what is not our database is left as it is, and called damaged") {
    const Folder folder;
    std::string bytes;
    SUBCASE("a text") {
        bytes = std::string(10'000, 'x');
    }
    SUBCASE("a short text") {
        bytes = "x";
    }
    SUBCASE("nothing at all") {
        bytes = "";
    }
    SUBCASE("the first half of a page") {
        const Folder sound;
        open_migrated(sound);
        bytes = content(sound.file()).substr(0, 2000);
    }
    SUBCASE("a database of another program") {
        const Folder other;
        sqlite3* opened = nullptr;
        REQUIRE(sqlite3_open(other.file().c_str(), &opened) == SQLITE_OK);
        const SqliteHandle handle{opened};
        REQUIRE(sqlite3_exec(opened, "CREATE TABLE a (b)", nullptr, nullptr, nullptr) == SQLITE_OK);
        bytes = content(other.file());
    }
    put(folder.file(), bytes);
    CHECK(fault_of_opening(folder) == "damaged");
    CHECK(content(folder.file()) == bytes);
}

TEST_CASE("a link, a folder or a pipe is no database") {
    const Folder folder, elsewhere;
    open_migrated(elsewhere);
    SUBCASE("a link to a sound one") {
        fs::create_symlink(elsewhere.file(), folder.file());
    }
    SUBCASE("a folder") {
        fs::create_directory(folder.file());
    }
    SUBCASE("a pipe") {
        REQUIRE(::mkfifo(folder.file().c_str(), 0600) == 0);
    }
    CHECK(fault_of_opening(folder) == "damaged");
}

TEST_CASE("a log without its database is not given to a new one") {
    const Folder folder;
    put(folder.log(), "what was committed once");
    CHECK(fault_of([&] { open_sqlite(folder.file()); }) == "damaged");
    CHECK_FALSE(fs::exists(folder.file()));
    CHECK(content(folder.log()) == "what was committed once");
}

TEST_CASE("where there is no database, reading says so and makes none") {
    const Folder folder;
    CHECK(fault_of([&] { open_sqlite_to_read(folder.file()); }) == "gone");
    CHECK(fs::is_empty(folder.path));
    CHECK(fault_of([&] { open_sqlite(folder.path / "none" / "kader.db"); }) == "gone");
}

TEST_CASE("pages that were damaged are noticed when they are read") {
    const Folder folder;
    {
        const auto database = open_migrated(folder);
        const auto writer = database->open_writer();
        add_practices(*writer);
        write(*writer, [&] {
            const std::string words(1000, 'w');
            for (std::int64_t number = 0; number < 200; ++number)
                keep(*writer, number, {}, std::string_view{words});
        });
        database->checkpoint(*writer, LogEnd::Cut);
    }
    auto bytes = content(folder.file());
    const auto pages = bytes.size() / 4096;
    REQUIRE(pages > 20);
    SUBCASE("the heads of the last pages") {
        for (auto page = pages - 10; page < pages; ++page)
            bytes.replace(page * 4096, 16, 16, '\xee');
    }
    SUBCASE("the last pages are missing") {
        bytes.resize((pages - 10) * 4096);
    }
    put(folder.file(), bytes);
    CHECK(fault_of([&] {
              const auto reader = open_sqlite_to_read(folder.file())->open_reader();
              reader->each(select_kept, {Bytes{first_practice}},
                           [](const Row& row) { row.text(2); });
          }) == "damaged");
}

TEST_CASE("who may not write is told that it is read-only") {
    const Folder outer;
    const auto folder = outer.path / "folder";
    fs::create_directory(folder);
    fs::permissions(outer.path, fs::perms::all);
    fs::permissions(folder, fs::perms::all);
    const auto file = folder / "kader.db";
    CHECK(as_somebody_else([&] {
        migrate_sqlite(file, suite_migrations(), 1);
        ::chmod(file.c_str(), 0400);
        const bool is_told = fault_of([&] { open_sqlite(file); }) == "read_only";
        ::chmod(file.c_str(), 0600);
        return is_told;
    }));
    // The folder, in which the database would be made.
    fs::permissions(folder, fs::perms::owner_all | fs::perms::group_read | fs::perms::group_exec |
                                fs::perms::others_read | fs::perms::others_exec);
    if (::geteuid() == 0)
        CHECK(as_somebody_else(
            [&] { return fault_of([&] { open_sqlite(folder / "new.db"); }) == "read_only"; }));
    CHECK_FALSE(fs::exists(folder / "new.db"));
}

TEST_CASE("the log that is found is written over itself, byte for byte") {
    const Folder folder;
    make_log_last(folder.file());
    CHECK_FALSE(fs::exists(folder.log()));
    std::string bytes(700'001, 'x');
    for (std::size_t at = 0; at < bytes.size(); ++at) bytes[at] = static_cast<char>(at * 31 >> 3);
    put(folder.log(), bytes);
    const auto long_ago = fs::last_write_time(folder.log()) - std::chrono::hours{1};
    fs::last_write_time(folder.log(), long_ago);
    make_log_last(folder.file());
    CHECK(content(folder.log()) == bytes);
    CHECK(fs::last_write_time(folder.log()) > long_ago);
}

TEST_CASE("a migration that fails leaves nothing, and can be repaired") {
    const Folder folder;
    std::vector<Migration> list{suite_migrations().begin(), suite_migrations().end()};
    migrate_sqlite(folder.file(), suite_migrations(), 1);
    std::string broken = "CREATE TABLE half (number {int} NOT NULL) {strict};";
    const char* more = "";
    SUBCASE("in its second statement") {
        more = "CREATE TABLE practice (number {int} NOT NULL) {strict};";
    }
    SUBCASE("because it ends the transaction by itself") {
        more = "COMMIT; CREATE TABLE b (c {int}) {strict};";
    }
    SUBCASE("because it changes a setting") {
        more = "PRAGMA foreign_keys = OFF;";
    }
    broken += more;
    list.push_back({3, "half", broken});
    CHECK(fault_of([&] { migrate_sqlite(folder.file(), list, 2); }) != "nothing");
    CHECK_NOTHROW(
        require_schema(*open_sqlite_to_read(folder.file())->open_reader(), suite_migrations()));
    list[2].sql = "CREATE TABLE half (number {int} NOT NULL) {strict};";
    CHECK_NOTHROW(migrate_sqlite(folder.file(), list, 3));
    CHECK_NOTHROW(require_schema(*open_sqlite_to_read(folder.file())->open_reader(), list));
}

TEST_CASE("a database of a later program, or of another history, is not migrated") {
    const Folder folder;
    migrate_sqlite(folder.file(), suite_migrations(), 1);
    const auto before = content(folder.file());
    CHECK(fault_of([&] { migrate_sqlite(folder.file(), suite_migrations().first(1), 2); }) ==
          "newer");
    std::vector<Migration> list{suite_migrations().begin(), suite_migrations().end()};
    const std::string changed = std::string{list[0].sql} + " ";
    list[0].sql = changed;
    CHECK(fault_of([&] { migrate_sqlite(folder.file(), list, 2); }) == "damaged");
    list[0].number = 2;
    CHECK_THROWS_AS(migrate_sqlite(folder.file(), list, 2), std::logic_error);
    CHECK(content(folder.file()) == before);
}

}  // namespace kader::storage
