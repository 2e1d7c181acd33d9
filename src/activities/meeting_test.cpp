#include "activities/meeting.h"

#include <doctest/doctest.h>

#include "activities/record_types.h"
#include "lists/row_for_tests.h"

namespace kader::activities {

namespace {

std::string told(std::string_view list, std::string_view cells) {
    return lists::told(record_types(), list, cells);
}

}  // namespace

TEST_CASE("a meeting counts from its day, with its topics and the people who were there") {
    CHECK(told("bijeenkomsten",
               "soort=reflectie; datum=2026-01-15; "
               "onderwerpen=klachten,veilig_terugkijken; aanwezig=P1,P2; "
               "verslag=map 4") ==
          "activities.meeting practice {kind=reflectie} number 2 from 2026-01-15\n"
          "activities.topic practice {topic=klachten, kind=reflectie} from 2026-01-15\n"
          "activities.topic practice {topic=veilig_terugkijken, kind=reflectie} from 2026-01-15\n"
          "activities.attended person:P1 {kind=reflectie} from 2026-01-15\n"
          "activities.attended person:P2 {kind=reflectie} from 2026-01-15");
}

TEST_CASE("someone who is named twice was there once") {
    Meeting meeting;
    meeting.kind = "intervisie";
    meeting.held_on = day_of(2026, 1, 15);
    meeting.present = {"P1", "P2", "P1"};
    const auto facts = facts_of(meeting);
    REQUIRE(facts.size() == 3);
    CHECK(facts[0].number == 2);
}

TEST_CASE("a meeting that nobody attended is refused") {
    CHECK(told("bijeenkomsten",
               "soort=reflectie; datum=2026-01-15; onderwerpen=klachten; "
               "verslag=map 4") == "refused aanwezig");
}

}  // namespace kader::activities
