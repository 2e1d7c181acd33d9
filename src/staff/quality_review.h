#pragma once

// The practice tested the work of someone it hires.

#include <array>

#include "lists/record.h"

namespace kader::staff {

inline constexpr std::array<std::string_view, 2> quality_outcomes = {"voldoende", "onvoldoende"};

struct QualityReview {
    static constexpr std::string_view list = "kwaliteitstoetsen";
    static constexpr std::string_view room = "staff";
    static constexpr std::string_view subject_column = "persoon";  // One person\'s file.
    static constexpr lists::Words about = {
        "toetsen van het werk van mensen die de praktijk inhuurt",
        "tests of the work of people whom the practice hires"};

    lists::RowIdentity row;
    std::string person;
    CalendarDay held_on{};
    std::string by;
    std::string outcome;
    std::optional<CalendarDay> next_by;

    template <class Columns>
    static void describe(Columns& column) {
        using enum lists::CellKind;
        using enum lists::Need;
        using Q = QualityReview;
        column(&Q::person, {.name = "persoon",
                            .kind = Reference,
                            .refers_to = "mensen",
                            .about = {"om wie het gaat", "whom it is about"}});
        column(&Q::held_on, {.name = "datum",
                             .kind = Day,
                             .about = {"de dag van de toets", "the day of the test"}});
        column(&Q::by, {.name = "door", .about = {"wie toetste", "who tested"}});
        column(&Q::outcome, {.name = "uitkomst",
                             .kind = Choice,
                             .choices = quality_outcomes,
                             .about = {"voldoende (sufficient) of onvoldoende (insufficient)",
                                       "voldoende (sufficient) or onvoldoende (insufficient)"}});
        column(&Q::next_by, {.name = "volgende_uiterlijk_op",
                             .kind = LastDay,
                             .need = Optional,
                             .about = {"de laatste dag waarop deze toets telt",
                                       "the last day on which this test counts"}});
    }

    void check(std::vector<lists::CellProblem>&) const;
};

// staff.quality_test (person) through the day of the next one.
std::vector<facts::NewFact> facts_of(const QualityReview&);

}  // namespace kader::staff
