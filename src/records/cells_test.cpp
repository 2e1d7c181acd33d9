#include "records/cells.h"

#include <doctest/doctest.h>

#include "records/record_types_for_tests.h"

namespace kader::records {

namespace {

using namespace for_tests;

Person full_person() {
    Person person;
    person.row = {"P1", day_of(2026, 2, 1)};
    person.name = "Zoë \"Fictief\"";
    person.born_on = day_of(1980, 2, 1);
    person.bond = "loondienst";
    person.gives_care = true;
    person.hours = lists::Hundredths{3250};
    person.from = day_of(2024, 1, 1);
    person.through = day_of(2026, 12, 31);
    return person;
}

std::vector<std::string_view> row(const Cells& cells, const lists::ListType& type) {
    return row_of(type, "K1", cells);
}

}  // namespace

TEST_CASE("a record becomes the words that a list would have, and comes back the same") {
    const auto draft = draft_of(full_person());
    CHECK(draft.kenmerk == "P1");
    CHECK(draft.cells == Cells{{"bekend_op", "2026-02-01"},
                               {"naam", "Zoë \"Fictief\""},
                               {"geboortedatum", "1980-02-01"},
                               {"band", "loondienst"},
                               {"levert_zorg", "ja"},
                               {"uren_per_week", "32,5"},
                               {"vanaf", "2024-01-01"},
                               {"tot_en_met", "2026-12-31"}});
    const auto back = record_of<Person>(draft.kenmerk, draft.cells);
    REQUIRE(back);
    CHECK(draft_of(*back).cells == draft.cells);
    CHECK(back->row.known_on == day_of(2026, 2, 1));
}

TEST_CASE("what nobody filled in is left out") {
    Course course;
    course.row.kenmerk = "S1";
    course.person = "P1";
    course.topics = {"reanimatie", "meldcode"};
    course.held_on = day_of(2026, 1, 1);
    CHECK(draft_of(course).cells ==
          Cells{{"persoon", "P1"}, {"onderwerpen", "reanimatie, meldcode"}, {"datum", "2026-01-01"}});
}

TEST_CASE("hundredths are written with as many decimals as they need") {
    CHECK(cell::text_of(lists::Hundredths{0}) == "0");
    CHECK(cell::text_of(lists::Hundredths{3200}) == "32");
    CHECK(cell::text_of(lists::Hundredths{3250}) == "32,5");
    CHECK(cell::text_of(lists::Hundredths{3205}) == "32,05");
    CHECK(cell::text_of(lists::Hundredths{7}) == "0,07");
}

TEST_CASE("the same content in other words gives the same cells") {
    const auto& type = type_of<Person>();
    const Cells typed{{"naam", " Proef "},    {"geboortedatum", "01-02-1980"}, {"band", "Loondienst"},
                      {"levert_zorg", "Yes"}, {"uren_per_week", "1.032,50"},   {"vanaf", "2024/01/01"},
                      {"tot_en_met", ""}};
    const Cells canonical{{"naam", "Proef"},     {"geboortedatum", "1980-02-01"}, {"band", "loondienst"},
                          {"levert_zorg", "ja"}, {"uren_per_week", "1032,5"},     {"vanaf", "2024-01-01"}};
    CHECK(canonical_cells(type, row(typed, type)) == canonical);
    CHECK(canonical_cells(type, row(canonical, type)) == canonical);
    const auto& course = type_of<Course>();
    const Cells several{{"onderwerpen", "Meldcode;reanimatie | meldcode"}, {"punten", "1.250"}};
    CHECK(canonical_cells(course, row(several, course)) ==
          Cells{{"onderwerpen", "meldcode, reanimatie"}, {"punten", "1250"}});
}

TEST_CASE("names and days of birth are sealed, days and choices are not, and whole cells come back") {
    const auto cells = draft_of(full_person()).cells;
    const auto split = split_cells(type_of<Person>(), cells);
    CHECK(split.sealed == Cells{{"naam", "Zoë \"Fictief\""}, {"geboortedatum", "1980-02-01"}});
    CHECK(split.plain.size() == 6);
    CHECK(whole_cells(split.plain, split.sealed) == cells);
}

TEST_CASE("of a marked text is told that it is there, and what was written comes back") {
    Plan plan;
    plan.row.kenmerk = "V1";
    plan.goal = "Fictief doel";
    plan.measurement = "gemeten";
    plan.planned_on = day_of(2026, 1, 1);
    const auto& type = type_of<Plan>();
    const auto cells = draft_of(plan).cells;
    const auto split = split_cells(type, cells);
    CHECK(split.plain == Cells{{"meting", std::string{lists::sealed_mark}}, {"gepland_op", "2026-01-01"}});
    CHECK(split.sealed == Cells{{"meting", "gemeten"}, {"doel", "Fictief doel"}});
    CHECK(whole_cells(split.plain, split.sealed) == cells);
    CHECK(type.facts_of_stored(row(split.plain, type)).facts == type.read(row(cells, type)).facts);
    plan.measurement.clear();
    const auto without = draft_of(plan).cells;
    CHECK(type.facts_of_stored(row(split_cells(type, without).plain, type)).facts ==
          type.read(row(without, type)).facts);
}

TEST_CASE("a stored cell that no list would accept is damage, of that row and with its column") {
    const auto& type = type_of<Person>();
    const auto plain = split_cells(type, draft_of(full_person()).cells).plain;
    CHECK(type.facts_of_stored(row(plain, type)).damaged.empty());
    for (const auto& [column, wrong] :
         Cells{{"vanaf", "2024-13-01"}, {"band", "eigenaat"}, {"levert_zorg", "jq"}}) {
        auto cells = plain;
        cells[column] = wrong;
        const auto read = type.facts_of_stored(row(cells, type));
        CHECK(read.damaged == std::vector<std::string>{column});
        CHECK(read.facts.empty());
        CHECK_FALSE(record_of<Person>("P1", cells));
    }
    auto cells = plain;
    cells["tot_en_met"] = "2020-01-01";
    CHECK(type.facts_of_stored(row(cells, type)).damaged == std::vector<std::string>{"tot_en_met"});
    cells.erase("vanaf");
    CHECK(type.facts_of_stored(row(cells, type)).damaged == std::vector<std::string>{"vanaf"});
}

}  // namespace kader::records
