// A copy of one moment, made while somebody writes.

#include <doctest/doctest.h>

#include "storage/sqlite_for_tests.h"

namespace kader::storage {

using namespace suite;

namespace {

constexpr Sql make_numbers{"CREATE TABLE number (id INTEGER PRIMARY KEY, filling BLOB NOT NULL)"};
constexpr Sql add_number{"INSERT INTO number (id, filling) VALUES ($1, zeroblob(3000))"};
constexpr Sql count_numbers{"SELECT count(*) FROM number"};
constexpr Sql look_at_all{"PRAGMA integrity_check"};

void add_numbers(Session& writer, std::int64_t from, std::int64_t until) {
    writer.begin();
    for (auto id = from; id < until; ++id) writer.run(add_number, {id});
    writer.commit();
}

std::int64_t numbers_in(Session& session) {
    std::int64_t count = 0;
    session.each(count_numbers, {}, [&](const Row& row) { count = row.integer(0); });
    return count;
}

}  // namespace

TEST_CASE("a copy holds one moment and is sound, keeps no writer waiting, and moves nothing out of the log") {
    const Folder folder;
    const auto database = open_migrated(folder);
    const auto writer = database->open_writer();
    writer->begin();
    writer->script(make_numbers.text);
    writer->commit();
    add_numbers(*writer, 0, 2000);
    const auto file = content(folder.file());
    int writes = 0;
    // Between the pieces of the copy; a writer that had to wait would wait for ever, for we are its thread.
    const auto write_more = [&] {
        add_numbers(*writer, 2000 + writes, 2001 + writes);
        ++writes;
        return false;
    };
    REQUIRE(copy_sqlite(folder.file(), folder.path / "copy.db", write_more));
    CHECK(writes > 3);
    CHECK(content(folder.file()) == file);
    const auto copy = open_sqlite_to_read(folder.path / "copy.db")->open_reader();
    CHECK(numbers_in(*copy) == 2000);
    CHECK(first_text(*copy, look_at_all) == "ok");
    CHECK(numbers_in(*writer) == 2000 + writes);
    // Pages keep their place, so that the next copy differs only where something changed.
    REQUIRE(copy_sqlite(folder.file(), folder.path / "again.db"));
    const auto one = content(folder.path / "copy.db"), two = content(folder.path / "again.db");
    std::size_t same = 0, pages = one.size() / 4096;
    for (std::size_t page = 0; page < pages; ++page) same += one.compare(page * 4096, 4096, two, page * 4096, 4096) == 0 ? 1 : 0;
    CHECK(same > pages - 12);
}

TEST_CASE("a copy that is asked to stop stops, and one is never made over a file that is there") {
    const Folder folder;
    const auto database = open_migrated(folder);
    const auto writer = database->open_writer();
    CHECK_FALSE(copy_sqlite(folder.file(), folder.path / "copy.db", [] { return true; }));
    CHECK_THROWS_AS(copy_sqlite(folder.file(), folder.path / "copy.db"), StorageError);
    CHECK_THROWS_AS(copy_sqlite(folder.path / "none.db", folder.path / "other.db"), StorageError);
}

}  // namespace kader::storage
