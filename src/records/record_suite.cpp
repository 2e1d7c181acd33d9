#include "records/record_suite.h"

#include <algorithm>

#include "records/record_types_for_tests.h"
#include "records/suite_tools.h"

namespace kader::records {

using namespace for_tests;

void suite_of_writing(const FreshHouse& fresh) {
    const auto house = house_of(fresh);
    auto& tests = *house;

    SUBCASE("what was added stands there sealed and plain, with its author, its subject and its line") {
        const auto added = tests.add(person("P1"));
        REQUIRE(added);
        CHECK(added->version == 1);
        CHECK(added->changed);
        const auto stored = tests.newest_of("mensen", "P1");
        REQUIRE(stored);
        CHECK(stored->record == added->record);
        CHECK(stored->state == State::Present);
        CHECK(stored->origin == Origin::Entered);
        CHECK(stored->learned_at == tests.clock.now());
        CHECK(stored->author == tests.grant().actor().id);
        CHECK(stored->plain == Cells{{"band", "eigenaar"}, {"levert_zorg", "ja"}, {"vanaf", "2024-01-01"}});
        CHECK_FALSE(stored->sealed);
        const auto opened = tests.opened(*stored);
        REQUIRE(opened);
        CHECK(opened->sealed == Cells{{"naam", "Proef Fictief"}, {"geboortedatum", "1980-02-01"}});
        CHECK(opened->salt.size() == salt_bytes);
        CHECK(tests.acts() == Acts{"record.add mensen 1"});
    }

    SUBCASE("what was written is given back as the next reader finds it") {
        const auto found = [&] { return *tests.newest_of("mensen", "P1"); };
        const auto added = tests.add(person("P1"));
        REQUIRE(added);
        CHECK(added->stored == found());
        auto changed = person("P1");
        changed.name = "Proef Verzonnen";
        const auto corrected = tests.correct(*added, changed);
        REQUIRE(corrected);
        CHECK(corrected->stored == found());
        CHECK(corrected->stored.match != added->stored.match);
        const auto withdrawn = tests.withdraw<Person>(*corrected);
        REQUIRE(withdrawn);
        CHECK(withdrawn->stored == found());
    }

    SUBCASE("a line of the log carries the digest of what was written, and no content") {
        REQUIRE(tests.add(person("P1")));
        auto stored = *tests.newest_of("mensen", "P1");
        auto opened = *tests.opened(stored);
        stored.sealed = std::move(opened.sealed);
        tests.each_line([&](const audit::Entry& entry) {
            CHECK(entry.action == 'C');
            CHECK(entry.subject == stored.subject);
            REQUIRE(entry.object);
            CHECK(entry.object->id == stored.record.text());
            CHECK(entry.object->content == content_digest(stored, opened.salt));
            CHECK(audit::canonical(entry).find("Fictief") == std::string::npos);
        });
    }

    SUBCASE("a correction is a new version, and what stood there stays") {
        const auto added = tests.add(person("P1"));
        REQUIRE(added);
        auto changed = person("P1");
        changed.name = "Proef Verzonnen";
        const auto corrected = tests.correct(*added, changed);
        REQUIRE(corrected);
        CHECK(corrected->version == 2);
        CHECK(corrected->record == added->record);
        std::vector<std::string> names;
        for (const auto& version : tests.every_version())
            names.push_back(tests.opened(version)->sealed.at("naam"));
        CHECK(names == std::vector<std::string>{"Proef Fictief", "Proef Verzonnen"});
        CHECK(tests.acts() == Acts{"record.add mensen 1", "record.correct mensen 2"});
    }

    SUBCASE("the same content is no correction, in whatever words") {
        const auto added = tests.add(person("P1"));
        REQUIRE(added);
        const auto same = tests.in_unit([&](auto& unit) {
            auto draft = draft_of(person("P1"));
            draft.cells["vanaf"] = " 01-01-2024 ";
            draft.cells["band"] = "Eigenaar";
            draft.cells["geboortedatum"] = "1/2/1980";
            draft.cells["tot_en_met"] = "";
            return correct(unit, tests.keeping, tests.grant(), added->record, 1, draft);
        });
        REQUIRE(same);
        CHECK_FALSE(same->changed);
        CHECK(same->version == 1);
        CHECK_FALSE(tests.wrote);
        CHECK(tests.acts().size() == 1);
    }

    SUBCASE("who saw an older version can neither correct nor withdraw") {
        const auto added = tests.add(person("P1"));
        auto changed = person("P1");
        changed.bond = "loondienst";
        REQUIRE(tests.correct(*added, changed));
        CHECK(code_of(tests.correct(*added, person("P1"))) == Code::Conflict);
        CHECK_FALSE(tests.wrote);
        CHECK(code_of(tests.withdraw<Person>(*added)) == Code::Conflict);
        CHECK_FALSE(tests.wrote);
        CHECK(tests.acts().size() == 2);
    }

    SUBCASE("a kenmerk is given once, and never changes") {
        const auto added = tests.add(person("P1"));
        CHECK(code_of(tests.add(person("P1"))) == Code::Conflict);
        CHECK(code_of(tests.correct(*added, person("P2"))) == Code::Invalid);
        CHECK_FALSE(tests.wrote);
        REQUIRE(tests.withdraw<Person>(*added));
        CHECK(code_of(tests.add(person("P1"))) == Code::Conflict);
        REQUIRE(tests.add(course("P1", "P1")));  // In another list it is another kenmerk.
    }

    SUBCASE("what was withdrawn is entered in error, has no cells, and can come again") {
        const auto added = tests.add(person("P1"));
        const auto withdrawn = tests.withdraw<Person>(*added);
        REQUIRE(withdrawn);
        CHECK(withdrawn->version == 2);
        const auto stored = *tests.newest_of("mensen", "P1");
        CHECK(stored.state == State::EnteredInError);
        CHECK(stored.plain.empty());
        CHECK(tests.opened(stored)->sealed.empty());
        const auto again = tests.withdraw<Person>(*withdrawn);
        REQUIRE(again);
        CHECK_FALSE(again->changed);
        const auto back = tests.put(person("P1"));
        REQUIRE(back);
        CHECK(back->version == 3);
        CHECK(tests.newest_of("mensen", "P1")->state == State::Present);
        CHECK(tests.newest_of("mensen", "P1")->origin == Origin::Entered);
        CHECK(tests.acts() ==
              Acts{"record.add mensen 1", "record.withdraw mensen 2", "record.correct mensen 3"});
    }

    SUBCASE("putting adds what is new, corrects what differs and leaves what is the same") {
        const auto first = tests.put(person("P1"));
        REQUIRE(first);
        CHECK(first->changed);
        CHECK(tests.newest_of("mensen", "P1")->origin == Origin::TakenOver);
        CHECK_FALSE(tests.put(person("P1"))->changed);
        auto sealed_differs = person("P1");
        sealed_differs.name = "Proef Verzonnen";
        CHECK(tests.put(sealed_differs)->version == 2);
        auto plain_differs = sealed_differs;
        plain_differs.through = day_of(2026, 12, 31);
        CHECK(tests.put(plain_differs)->version == 3);
        CHECK_FALSE(tests.put(plain_differs)->changed);
        CHECK(tests.acts().size() == 3);
    }

    SUBCASE("a draft that its list refuses is told with its column, in the language of the writer") {
        auto draft = draft_of(person("P1"));
        const auto refused = [&](Language language) {
            draft.language = language;
            const auto result =
                tests.in_unit([&](auto& unit) { return add(unit, tests.keeping, tests.grant(), draft); });
            CHECK_FALSE(tests.wrote);
            return result ? std::string{} : result.error().detail;
        };
        draft.cells["vanaf"] = "2024-02-30";
        CHECK(refused(Language::Dutch).starts_with("vanaf: "));
        CHECK(refused(Language::Dutch) != refused(Language::English));
        draft.cells["vanaf"] = "2024-01-01";
        draft.cells["tot_en_met"] = "2023-01-01";
        CHECK(refused(Language::English).find("ends on") != std::string::npos);
        draft.cells.erase("tot_en_met");
        draft.cells["salaris"] = "1";
        CHECK(refused(Language::English) == "salaris: there is no such column");
        draft.cells.erase("salaris");
        draft.cells.erase("naam");
        CHECK(refused(Language::Dutch).starts_with("naam: "));
        draft.cells["naam"] = "\xff";
        CHECK(refused(Language::Dutch).starts_with("naam: "));
        CHECK(tests.newest().empty());
        CHECK(tests.acts().empty());
    }

    SUBCASE("a kenmerk has 1 through 200 characters, and a cell at most 64 KiB") {
        CHECK(code_of(tests.add(person(""))) == Code::Invalid);
        CHECK(code_of(tests.add(person("  "))) == Code::Invalid);
        std::string longest;
        for (int at = 0; at < 200; ++at) longest += "é";
        CHECK(tests.add(person(longest)));
        CHECK(code_of(tests.add(person(longest + "x"))) == Code::TooLarge);
        auto large = person("P1");
        large.name = std::string(64 * 1024, 'x');
        CHECK(tests.add(large));
        large.row.kenmerk = "P2";
        large.name += 'x';
        CHECK(code_of(tests.add(large)) == Code::TooLarge);
        CHECK_FALSE(tests.wrote);
    }

    SUBCASE("nobody writes in a room without the right to, or with a grant of another practice") {
        const auto added = tests.add(person("P1"));
        const auto other = access::operator_grant(subjects::PracticeId{UuidBytes{9}}, 1000);
        for (const auto& grant : {tests.bare_grant(), other}) {
            const auto draft = draft_of(person("P2"));
            const auto try_out = [&](const auto& write) {
                CHECK(code_of(tests.in_unit(write)) == Code::Forbidden);
                CHECK_FALSE(tests.wrote);
            };
            try_out([&](auto& unit) { return add(unit, tests.keeping, grant, draft); });
            try_out([&](auto& unit) { return put(unit, tests.keeping, grant, draft); });
            try_out([&](auto& unit) { return correct(unit, tests.keeping, grant, added->record, 1, draft); });
            try_out([&](auto& unit) {
                return withdraw(unit, tests.keeping, grant, type_of<Person>(), added->record, 1);
            });
            try_out([&](auto& unit) { return read(unit, tests.keeping, grant, type_of<Person>(), "P1"); });
        }
        CHECK(tests.acts().size() == 1);
    }

    SUBCASE("a record cannot be reached through another list") {
        const auto added = tests.add(person("P1"));
        CHECK(code_of(tests.withdraw<Course>(*added)) == Code::NotFound);
        CHECK(code_of(tests.correct(*added, course("P1", "P1"))) == Code::NotFound);
        CHECK(code_of(tests.withdraw<Person>({subjects::RecordId{UuidBytes{5}}, 1, false})) ==
              Code::NotFound);
    }

    SUBCASE("a batch of several units keeps each, and a refusal among them costs nobody anything") {
        std::vector<std::optional<Code>> answers(40);
        for (int at = 0; at < 40; ++at)
            tests.writer().submit(
                tests.practice.bytes(),
                [&tests, at](storage::Unit& unit) -> std::optional<Error> {
                    const auto result = add(unit, tests.keeping, tests.grant(),
                                            draft_of(person(at % 4 == 3 ? "P0" : "P" + std::to_string(at))));
                    if (!result) return result.error();
                    return {};
                },
                [&answers, at](std::optional<Error> error) {
                    if (error) answers[std::size_t(at)] = error->code;
                });
        REQUIRE(tests.add(person("laatste")));
        CHECK(std::ranges::count(answers, Code::Conflict) == 10);
        CHECK(tests.newest().size() == 31);
        CHECK(tests.acts().size() == 31);
    }
}

void record_suite(const FreshHouse& fresh) {
    SUBCASE("writing") {
        suite_of_writing(fresh);
    }
    SUBCASE("reading") {
        suite_of_reading(fresh);
    }
    SUBCASE("moving") {
        suite_of_moving(fresh);
    }
}

}  // namespace kader::records
