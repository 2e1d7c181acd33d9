#include "records/record_types_for_tests.h"
#include "records/suite_tools.h"

namespace kader::records {

using namespace for_tests;

namespace {

std::vector<std::string> names_of(const std::vector<Version>& versions) {
    std::vector<std::string> names;
    for (const auto& each : versions)
        names.push_back(each.list + ':' + each.kenmerk + '@' + std::to_string(each.number));
    return names;
}

}  // namespace

void suite_of_reading(const FreshHouse& fresh) {
    const auto house = house_of(fresh);
    auto& tests = *house;
    using Names = std::vector<std::string>;

    SUBCASE("records come in the order in which they were first stored, each with its newest version") {
        const auto second = tests.add(person("P2"));
        tests
            .in_unit([&](auto& unit) {
                for (const auto kenmerk : {"S3", "S1", "S2"})
                    HALT_UNLESS(add(unit, tests.keeping, tests.grant(), draft_of(course(kenmerk, "P2"))));
                return add(unit, tests.keeping, tests.grant(), draft_of(person("P1")));
            })
            .value();
        auto changed = person("P2");
        changed.bond = "loondienst";
        REQUIRE(tests.correct(*second, changed));
        CHECK(names_of(tests.newest()) ==
              Names{"mensen:P2@2", "scholing:S3@1", "scholing:S1@1", "scholing:S2@1", "mensen:P1@1"});
        CHECK(names_of(tests.newest("mensen")) == Names{"mensen:P2@2", "mensen:P1@1"});
        CHECK(tests.newest("niets").empty());
        CHECK(tests.newest()[0].plain.at("band") == "loondienst");
        CHECK_FALSE(tests.newest_of("mensen", "P3"));
        CHECK_FALSE(tests.newest_of("scholing", "P1"));
    }

    SUBCASE("what was entered is known from the day on which it was learned, on the Dutch clock") {
        // 2028-01-31T23:30Z is 1 February in Amsterdam.
        tests.clock.set(noon_of(day_of(2028, 1, 31)) + std::int64_t{12 * 3600 + 1800} * 1'000'000);
        const auto added = tests.add(person("P1"));
        tests.clock.set(noon_of(day_of(2028, 3, 1)));
        auto changed = person("P1");
        changed.bond = "loondienst";
        const auto corrected = tests.correct(*added, changed);
        tests.clock.set(noon_of(day_of(2028, 4, 1)));
        REQUIRE(tests.withdraw<Person>(*corrected));
        CHECK(names_of(tests.newest({}, day_of(2028, 1, 31))).empty());
        CHECK(names_of(tests.newest({}, day_of(2028, 2, 1))) == Names{"mensen:P1@1"});
        CHECK(names_of(tests.newest({}, day_of(2028, 2, 29))) == Names{"mensen:P1@1"});
        CHECK(names_of(tests.newest({}, day_of(2028, 3, 1))) == Names{"mensen:P1@2"});
        CHECK(names_of(tests.newest({}, day_of(2028, 4, 1))) == Names{"mensen:P1@3"});
    }

    SUBCASE(
        "what was taken over is known since when the file says so, and its corrections since they were "
        "learned") {
        tests.clock.set(noon_of(day_of(2028, 3, 1)));
        auto told = person("P1");
        told.row.known_on = day_of(2025, 6, 1);
        const auto first = tests.put(told);
        REQUIRE(tests.put(person("P2")));
        told.bond = "loondienst";
        told.row.known_on = day_of(2025, 5, 1);
        tests.clock.set(noon_of(day_of(2028, 4, 1)));
        REQUIRE(tests.put(told));
        CHECK(names_of(tests.newest({}, day_of(2025, 5, 31))) == Names{"mensen:P2@1"});
        CHECK(names_of(tests.newest({}, day_of(2025, 6, 1))) == Names{"mensen:P1@1", "mensen:P2@1"});
        CHECK(names_of(tests.newest({}, day_of(2028, 4, 1))) == Names{"mensen:P1@2", "mensen:P2@1"});
    }

    SUBCASE("reading is a line in the log, and gives all cells together") {
        REQUIRE(tests.add(person("P1")));
        const auto read_one = tests.in_unit(
            [&](auto& unit) { return read(unit, tests.keeping, tests.grant(), type_of<Person>(), " P1 "); });
        REQUIRE(read_one);
        CHECK(read_one->cells == draft_of(person("P1")).cells);
        CHECK(read_one->version.sealed->at("naam") == "Proef Fictief");
        CHECK(tests.acts() == Acts{"record.add mensen 1", "record.read mensen 1"});
        tests.each_line([&](const audit::Entry& entry) {
            if (entry.act == "record.read") CHECK(entry.action == 'R');
            CHECK(entry.subject == read_one->version.subject);
        });
    }

    SUBCASE("in two steps it is the same line in the log and the same record") {
        REQUIRE(tests.add(person("P1")));
        const auto closed = tests.in_unit(
            [&](auto& unit) { return find_to_read(unit, tests.keeping, tests.grant(), type_of<Person>(), " P1 "); });
        REQUIRE(closed);
        CHECK(tests.acts() == Acts{"record.add mensen 1", "record.read mensen 1"});
        const auto opened = open(*closed);
        const auto at_once = tests.in_unit(
            [&](auto& unit) { return read(unit, tests.keeping, tests.grant(), type_of<Person>(), "P1"); });
        REQUIRE(opened);
        REQUIRE(at_once);
        CHECK(opened->cells == at_once->cells);
        CHECK(opened->version == at_once->version);
    }

    SUBCASE("what is not there, or was entered in error, is not found and leaves no line") {
        const auto added = tests.add(person("P1"));
        REQUIRE(tests.withdraw<Person>(*added));
        for (const auto kenmerk : {"P1", "P2", ""}) {
            const auto result = tests.in_unit([&](auto& unit) {
                return read(unit, tests.keeping, tests.grant(), type_of<Person>(), kenmerk);
            });
            CHECK(code_of(result) == Code::NotFound);
            CHECK_FALSE(tests.wrote);
            const auto closed = tests.in_unit([&](auto& unit) {
                return find_to_read(unit, tests.keeping, tests.grant(), type_of<Person>(), kenmerk);
            });
            CHECK(code_of(closed) == Code::NotFound);
            CHECK_FALSE(tests.wrote);
        }
        CHECK(tests.acts().size() == 2);
    }

    SUBCASE("a person's rows belong to that person's file, and everything else to the practice") {
        REQUIRE(tests.add(course("S1", "P1")));  // Before the person is there.
        REQUIRE(tests.add(person("P1")));
        REQUIRE(tests.add(person("P2")));
        REQUIRE(tests.add(plan("V1")));
        REQUIRE(tests.add(plan("V2")));
        const auto subject = [&](std::string_view list, std::string_view kenmerk) {
            return tests.newest_of(list, kenmerk)->subject;
        };
        CHECK(subject("scholing", "S1") == subject("mensen", "P1"));
        CHECK(subject("mensen", "P1") != subject("mensen", "P2"));
        CHECK(subject("verbeteringen", "V1") == subject("verbeteringen", "V2"));
        CHECK(subject("verbeteringen", "V1") != subject("mensen", "P1"));
    }

    SUBCASE("a row that goes to another person goes to that person's file") {
        const auto added = tests.add(course("S1", "P1"));
        REQUIRE(tests.correct(*added, course("S1", "P2")));
        const auto versions = tests.every_version();
        REQUIRE(versions.size() == 2);
        CHECK(versions[0].subject != versions[1].subject);
        for (const auto& version : versions)
            CHECK(tests.opened(version)->sealed.at("docent") == "Docent Fictief");
    }

    SUBCASE("one human is recognised in two rows without opening them") {
        auto same = person("P2");
        same.name = "PROEF  fictief";
        auto no_day = person("P3");
        no_day.born_on.reset();
        auto other = person("P4");
        other.born_on = day_of(1980, 2, 2);
        for (const auto& each : {person("P1"), same, no_day, other}) REQUIRE(tests.add(each));
        REQUIRE(tests.add(course("P1", "P1")));
        const auto match = [&](std::string_view list, std::string_view kenmerk) {
            return tests.newest_of(list, kenmerk)->match;
        };
        REQUIRE(match("mensen", "P1"));
        CHECK(match("mensen", "P1") == match("mensen", "P2"));
        CHECK_FALSE(match("mensen", "P3"));
        CHECK(match("mensen", "P4") != match("mensen", "P1"));
        CHECK_FALSE(match("scholing", "P1"));
    }

    SUBCASE(
        "when the key of a file was destroyed, its rows are not found and can be neither read nor written") {
        const auto added = tests.add(person("P1"));
        const auto subject = tests.newest_of("mensen", "P1")->subject;
        tests
            .in_unit([&](storage::Unit& unit) {
                static constexpr storage::Sql destroy{
                    "DELETE FROM subject_key WHERE practice_id = $1 AND subject_id = $2"};
                unit.run(destroy, {storage::id(tests.practice), storage::id(subject)});
                return Result<int>{0};
            })
            .value();
        tests.keys.forget(tests.practice.bytes(), subject.bytes());
        CHECK(code_of(tests.opened(*tests.newest_of("mensen", "P1"))) == Code::NotFound);
        const auto refused = [&](const auto& work) {
            CHECK(code_of(tests.in_unit(work)) == Code::NotFound);
            CHECK_FALSE(tests.wrote);
        };
        refused(
            [&](auto& unit) { return read(unit, tests.keeping, tests.grant(), type_of<Person>(), "P1"); });
        refused([&](auto& unit) {
            return find_to_read(unit, tests.keeping, tests.grant(), type_of<Person>(), "P1");
        });
        refused([&](auto& unit) { return put(unit, tests.keeping, tests.grant(), draft_of(person("P1"))); });
        refused([&](auto& unit) {
            return add(unit, tests.keeping, tests.grant(), draft_of(course("S1", "P1")));
        });
    }
}

}  // namespace kader::records
