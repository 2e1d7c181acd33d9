#pragma once

// Three small record types for the tests of this folder, in lists and rooms that exist. The real ones live
// in the rooms.

#include <array>

#include "facts/keys.h"
#include "lists/record.h"

namespace kader::records::for_tests {

inline constexpr std::array<std::string_view, 2> bonds = {"eigenaar", "loondienst"};
inline constexpr std::array<std::string_view, 3> topics = {"meldcode", "reanimatie", "incidenten"};

// A file of its own.
struct Person {
    static constexpr std::string_view list = "mensen";
    static constexpr std::string_view room = "staff";
    static constexpr std::string_view subject_column = "kenmerk";
    static constexpr lists::Words about = {"wie er werkt", "who works here"};
    lists::RowIdentity row;
    std::string name;
    std::optional<CalendarDay> born_on;
    std::string bond;
    bool gives_care = false;
    std::optional<lists::Hundredths> hours;
    CalendarDay from{};
    std::optional<CalendarDay> through;

    template <class Columns>
    static void describe(Columns& column) {
        using enum lists::CellKind;
        using enum lists::Need;
        using lists::Kept;
        column(&Person::name, {.name = "naam"});
        column(&Person::born_on,
               {.name = "geboortedatum", .kind = Day, .need = Optional, .kept = Kept::Sealed});
        column(&Person::bond, {.name = "band", .kind = Choice, .choices = bonds});
        column(&Person::gives_care, {.name = "levert_zorg", .kind = YesNo});
        column(&Person::hours, {.name = "uren_per_week", .kind = Hundredths, .need = Optional});
        column(&Person::from, {.name = "vanaf", .kind = Day});
        column(&Person::through, {.name = "tot_en_met", .kind = LastDay, .need = Optional});
    }
    void check(std::vector<lists::CellProblem>& problems) const {
        lists::refuse_end_before_start("tot_en_met", from, through, problems);
    }
};
inline std::vector<facts::NewFact> facts_of(const Person& person) {
    return {{.kind = "staff.works",
             .subject = facts::person_key(person.row.kenmerk),
             .attributes = {{"bond", person.bond}},
             .holds = lists::period_of(person.from, person.through)}};
}

// In the file of a person.
struct Course {
    static constexpr std::string_view list = "scholing";
    static constexpr std::string_view room = "staff";
    static constexpr std::string_view subject_column = "persoon";
    static constexpr lists::Words about = {"wie wat leerde", "who learned what"};
    lists::RowIdentity row;
    std::string person;
    std::vector<std::string> topics;
    CalendarDay held_on{};
    std::optional<std::int32_t> points;
    std::string teacher;

    template <class Columns>
    static void describe(Columns& column) {
        using enum lists::CellKind;
        using enum lists::Need;
        column(&Course::person, {.name = "persoon", .kind = Reference, .refers_to = "mensen"});
        column(&Course::topics, {.name = "onderwerpen", .kind = Choices, .choices = for_tests::topics});
        column(&Course::held_on, {.name = "datum", .kind = Day});
        column(&Course::points, {.name = "punten", .kind = Whole, .need = Optional});
        column(&Course::teacher, {.name = "docent", .need = Optional});
    }
};
inline std::vector<facts::NewFact> facts_of(const Course& course) {
    return {{.kind = "staff.training",
             .subject = facts::person_key(course.person),
             .holds = facts::from_day(course.held_on)}};
}

// Of the practice, with a text of which only is told that it is there.
struct Plan {
    static constexpr std::string_view list = "verbeteringen";
    static constexpr std::string_view room = "improvements";
    static constexpr lists::Words about = {"wat beter moet", "what has to become better"};
    lists::RowIdentity row;
    std::string goal;
    std::string measurement;
    CalendarDay planned_on{};

    template <class Columns>
    static void describe(Columns& column) {
        using enum lists::CellKind;
        using enum lists::Need;
        column(&Plan::goal, {.name = "doel"});
        column(&Plan::measurement, {.name = "meting", .need = Optional, .kept = lists::Kept::SealedMarked});
        column(&Plan::planned_on, {.name = "gepland_op", .kind = Day});
    }
};
inline std::vector<facts::NewFact> facts_of(const Plan& plan) {
    return {{.kind = "improvements.planned",
             .subject = facts::key("improvement", plan.row.kenmerk),
             .attributes = {{"measured", facts::yes_no(!plan.measurement.empty())}},
             .holds = facts::from_day(plan.planned_on)}};
}

}  // namespace kader::records::for_tests
