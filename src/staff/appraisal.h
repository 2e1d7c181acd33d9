#pragma once

// A talk with someone about how the work goes.

#include "lists/record.h"

namespace kader::staff {

struct Appraisal {
    static constexpr std::string_view list = "functioneringsgesprekken";
    static constexpr std::string_view room = "staff";
    static constexpr std::string_view subject_column = "persoon";  // One person\'s file.
    static constexpr lists::Words about = {"gesprekken met iemand over hoe het werk gaat",
                                           "talks with someone about how the work goes"};

    lists::RowIdentity row;
    std::string person;
    CalendarDay held_on{};
    std::string by;

    template <class Columns>
    static void describe(Columns& column) {
        using enum lists::CellKind;
        using enum lists::Need;
        using A = Appraisal;
        column(&A::person, {.name = "persoon",
                            .kind = Reference,
                            .refers_to = "mensen",
                            .about = {"om wie het gaat", "whom it is about"}});
        column(&A::held_on, {.name = "datum",
                             .kind = Day,
                             .about = {"de dag van het gesprek", "the day of the talk"}});
        column(&A::by, {.name = "door", .about = {"wie het gesprek voerde", "who held the talk"}});
    }
};

// staff.appraisal (person) from the day of the talk.
std::vector<facts::NewFact> facts_of(const Appraisal&);

}  // namespace kader::staff
