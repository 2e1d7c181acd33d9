#include "migrations/migrations.h"

#include <doctest/doctest.h>

#include <filesystem>
#include <fstream>
#include <iterator>
#include <set>
#include <string>

#include "storage/databases.h"
#include "storage/schema.h"
#include "system/random.h"

namespace kader::migrations {

namespace {

namespace fs = std::filesystem;
using namespace storage;

struct Folder {
    fs::path path = fs::temp_directory_path() /
                    ("kader-migrations-" + Uuid<Folder>{system::make_uuid_bytes({})}.text());
    Folder() { fs::create_directory(path); }
    ~Folder() { fs::remove_all(path); }
};

std::string content(const fs::path& file) {
    std::ifstream stream{file, std::ios::binary};
    return {std::istreambuf_iterator<char>{stream}, {}};
}

}  // namespace

TEST_CASE("every SQL file is built in, byte for byte, and numbered without gaps") {
    std::set<fs::path> files;
    for (const auto& file : fs::directory_iterator{fs::path{KADER_SOURCE_DIR} / "src/migrations"})
        if (file.path().extension() == ".sql") files.insert(file.path());
    REQUIRE(files.size() == all().size());
    int number = 0;
    for (const auto& file : files) {
        const auto& migration = all()[static_cast<std::size_t>(number)];
        CHECK(migration.number == ++number);
        CHECK(file.stem().string().substr(5) == migration.name);
        CHECK(content(file) == migration.sql);
    }
}

TEST_CASE("the house is built once, and a second time changes nothing") {
    const Folder folder;
    const auto file = folder.path / "kader.db";
    migrate_sqlite(file, all(), 1000);
    const auto before = content(file);
    migrate_sqlite(file, all(), 2000);
    CHECK(content(file) == before);

    const auto reader = open_sqlite_to_read(file)->open_reader();
    CHECK_NOTHROW(require_schema(*reader, all()));
    static constexpr Sql applied{
        "SELECT number, name, applied_at FROM schema_version ORDER BY number"};
    std::size_t rows = 0;
    reader->each(applied, {}, [&](const Row& row) {
        CHECK(row.integer(0) == all()[rows].number);
        CHECK(row.text(1) == all()[rows].name);
        CHECK(row.integer(2) == 1000);
        ++rows;
    });
    CHECK(rows == all().size());
}

TEST_CASE("every table begins with its practice, and shows its rows to no other") {
    // The list of practices, and what belongs to the database itself.
    const std::set<std::string> of_the_house{"practice", "heartbeat", "house_fact"};
    for (const auto& migration : all()) {
        const std::string sql{migration.sql};
        for (std::size_t at = 0; (at = sql.find("CREATE TABLE ", at)) != sql.npos; ++at) {
            const auto begin = at + std::string_view{"CREATE TABLE "}.size();
            const auto name = sql.substr(begin, sql.find(' ', begin) - begin);
            const auto table = sql.substr(at, sql.find("{strict}", at) - at);
            INFO(name);
            if (of_the_house.contains(name)) continue;
            CHECK(table.find("(\n    practice_id ") != table.npos);
            CHECK(sql.find("{of_practice " + name + "}") != sql.npos);
        }
    }
}

}  // namespace kader::migrations
