#include "records/record_store.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <fstream>
#include <iterator>

#include "records/record_suite.h"
#include "records/record_types_for_tests.h"
#include "records/suite_tools.h"

namespace kader::records {

using namespace for_tests;

namespace {

std::string bytes_of(const std::filesystem::path& file) {
    std::ifstream stream{file, std::ios::binary};
    return {std::istreambuf_iterator<char>{stream}, {}};
}

std::string hex_of(const std::string& bytes) {
    return vault::hex({reinterpret_cast<const std::uint8_t*>(bytes.data()), bytes.size()});
}

}  // namespace

TEST_CASE("SQLite keeps every promise of records") {
    record_suite([] { return nullptr; });
}

TEST_CASE("no text of a sealed column stands in any file of the database") {  // SR-42
    RecordsForTests tests;
    constexpr std::string_view marker = "Zq7Merkteken";
    auto marked = person("P1");
    marked.name = std::string{marker} + " Fictief";
    marked.born_on = day_of(1961, 11, 17);
    const auto added = tests.add(marked);
    auto course_of = course("S1", "P1");
    course_of.teacher = marker;
    REQUIRE(tests.add(course_of));
    auto planned = plan("V1");
    planned.goal = marker;
    planned.measurement = marker;
    REQUIRE(tests.add(planned));
    marked.name += marker;
    REQUIRE(tests.correct(*added, marked));
    REQUIRE(tests.withdraw<Person>({added->record, 2, true}));
    // The search finds what is there: a plain cell, now in the log and later in the database.
    const auto found = [&](std::string_view text) {
        return bytes_of(tests.file()).find(text) != std::string::npos ||
               bytes_of(tests.log_file()).find(text) != std::string::npos;
    };
    for (const bool closed : {false, true}) {
        if (closed) tests.stop();
        CHECK(found("eigenaar"));
        CHECK_FALSE(found(marker));
        CHECK_FALSE(found("1961"));
    }
}

TEST_CASE("a flipped bit anywhere in a stored version is damage of that version and of no other") {  // SR-57
    RecordsForTests tests;
    REQUIRE(tests.add(person("P1")));
    REQUIRE(tests.add(person("P2")));
    const auto target = *tests.newest_of("mensen", "P1");
    const auto record =
        "X'" + hex_of({reinterpret_cast<const char*>(target.record.bytes().data()), 16}) + "'";
    std::string sealed;
    tests.look([&](storage::Session& session) {
        const auto bytes = find_sealed(session, tests.practice, target.record, 1);
        sealed.assign(bytes.begin(), bytes.end());
    });
    const auto plain = plain_text(target.plain);
    // Not to be found again by its own id; looked for among all versions.
    const auto verdicts = [&] {
        std::vector<std::optional<Code>> codes;
        for (const auto& version : tests.every_version()) codes.push_back(code_of(tests.opened(version)));
        std::ranges::sort(codes);
        return codes;
    };
    using Codes = std::vector<std::optional<Code>>;
    REQUIRE(verdicts() == Codes{std::nullopt, std::nullopt});
    const auto is_damage = [&](const std::string& column, const std::string& now, const std::string& before,
                               const std::string& table = "record_version") {
        CAPTURE(column);
        CAPTURE(now);
        const auto update = "UPDATE " + table + " SET " + column + " = ";
        tests.tamper(update + now + " WHERE record_id = " + record + ";");
        CHECK(verdicts() == Codes{std::nullopt, Code::Invalid});
        // And the rest stays usable.
        CHECK(tests.newest_of("mensen", "P2"));
        CHECK(tests.newest().size() == 2);
        tests.tamper(update + before + " WHERE record_id = " + record + ";");
    };
    const auto flipped = [](std::string bytes, std::size_t at) {
        bytes[at] = static_cast<char>(bytes[at] ^ 1);
        return bytes;
    };
    for (std::size_t at = 0; at < sealed.size(); at += 3)
        is_damage("sealed", "X'" + hex_of(flipped(sealed, at)) + "'", "X'" + hex_of(sealed) + "'");
    for (std::size_t at = 0; at < plain.size(); at += 2)
        is_damage("plain", "CAST(X'" + hex_of(flipped(plain, at)) + "' AS TEXT)",
                  "CAST(X'" + hex_of(plain) + "' AS TEXT)");
    is_damage("plain", "' ' || plain", "'" + plain + "'");
    is_damage("state", "2", "1");
    is_damage("origin", "2", "1");
    is_damage("learned_at", "learned_at + 1", "learned_at - 1");
    is_damage("change_seq", "change_seq + 1", "change_seq - 1");
    is_damage("author", "X'00000000000000000000000000000001'",
              "X'" + hex_of({reinterpret_cast<const char*>(target.author.bytes().data()), 16}) + "'");
    is_damage("author", "X'00'",
              "X'" + hex_of({reinterpret_cast<const char*>(target.author.bytes().data()), 16}) + "'");
    const auto subject_of_other = tests.newest_of("mensen", "P2")->subject;
    is_damage("subject_id",
              "X'" + hex_of({reinterpret_cast<const char*>(subject_of_other.bytes().data()), 16}) + "'",
              "X'" + hex_of({reinterpret_cast<const char*>(target.subject.bytes().data()), 16}) + "'");
    is_damage("same_human", "NULL",
              "X'" + hex_of({reinterpret_cast<const char*>(target.match->data()), 16}) + "'");
    is_damage("version", "2", "1");
    is_damage("kenmerk", "'P9'", "'P1'", "record");
    is_damage("kenmerk", "CAST(X'ff' AS TEXT)", "'P1'", "record");
    is_damage("list", "'mensem'", "'mensen'", "record");
    CHECK(verdicts() == Codes{std::nullopt, std::nullopt});
}

TEST_CASE("sealed bytes of another row, or of an older version of the same row, are damage") {
    RecordsForTests tests;
    auto changed = person("P1");
    changed.name = "Proef Verzonnen";
    REQUIRE(tests.correct(*tests.add(person("P1")), changed));
    REQUIRE(tests.add(person("P2")));
    tests.tamper(
        "UPDATE record_version SET sealed = (SELECT o.sealed FROM record_version o WHERE "
        "o.record_id = record_version.record_id AND o.version = 1) WHERE version = 2;");
    CHECK(code_of(tests.opened(*tests.newest_of("mensen", "P1"))) == Code::Invalid);
    CHECK(tests.opened(*tests.newest_of("mensen", "P2")));
}

TEST_CASE("a record that cannot be opened was looked for all the same, so the log says it") {
    RecordsForTests tests;
    REQUIRE(tests.add(person("P1")));
    REQUIRE(tests.add(person("P2")));
    for (const auto* damage : {"plain = 'x'", "sealed = X'00'"}) {
        CAPTURE(damage);
        tests.tamper(std::string{"UPDATE record_version SET "} + damage + ";");
        const auto lines = tests.acts().size();
        const auto closed = tests.in_unit(
            [&](auto& unit) { return find_to_read(unit, tests.keeping, tests.grant(), type_of<Person>(), "P1"); });
        REQUIRE(closed);
        CHECK(tests.acts().size() == lines + 1);
        CHECK(code_of(open(*closed)) == Code::Invalid);
    }
    // What is wrong in the clear is seen before that.
    tests.tamper("UPDATE record_version SET same_human = X'00';");
    CHECK(code_of(tests.in_unit([&](auto& unit) {
              return find_to_read(unit, tests.keeping, tests.grant(), type_of<Person>(), "P1");
          })) == Code::Invalid);
    CHECK_FALSE(tests.wrote);
}

TEST_CASE("a correction repairs a damaged version, and the damaged one stays to be seen") {
    RecordsForTests tests;
    const auto added = tests.add(person("P1"));
    tests.tamper("UPDATE record_version SET plain = 'x';");
    CHECK(tests.newest_of("mensen", "P1")->damaged);
    CHECK(code_of(tests.in_unit([&](auto& unit) {
              return read(unit, tests.keeping, tests.grant(), type_of<Person>(), "P1");
          })) == Code::Invalid);
    CHECK(tests.put(person("P1"))->version == 2);
    const auto versions = tests.every_version();
    REQUIRE(versions.size() == 2);
    CHECK(versions[0].damaged);
    CHECK(tests.opened(versions[1]));
}

}  // namespace kader::records
