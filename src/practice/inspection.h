#pragma once

// An inspection of a piece of equipment, and what came of it.

#include <array>

#include "lists/record.h"

namespace kader::practice {

inline constexpr std::array<std::string_view, 2> inspection_results = {"goedgekeurd", "afgekeurd"};

struct Inspection {
    static constexpr std::string_view list = "keuringen";
    static constexpr std::string_view room = "practice";
    static constexpr lists::Words about = {
        "keuringen en onderhoud van de middelen, met de uitslag",
        "inspections and service of the equipment, with the result"};

    lists::RowIdentity row;
    std::string equipment;
    CalendarDay held_on{};
    std::string by;
    std::string result;
    std::optional<CalendarDay> next_by;
    std::optional<CalendarDay> repaired_on;

    template <class Columns>
    static void describe(Columns& column) {
        using enum lists::CellKind;
        using enum lists::Need;
        column(&Inspection::equipment, {.name = "middel",
                                        .kind = Reference,
                                        .refers_to = "middelen",
                                        .about = {"wat er gekeurd is", "what was inspected"}});
        column(&Inspection::held_on,
               {.name = "datum",
                .kind = Day,
                .about = {"de dag van de keuring", "the day of the inspection"}});
        column(&Inspection::by, {.name = "door", .about = {"wie keurde", "who inspected"}});
        column(&Inspection::result, {.name = "uitslag",
                                     .kind = Choice,
                                     .choices = inspection_results,
                                     .about = {"goedgekeurd (passed) of afgekeurd (rejected)",
                                               "goedgekeurd (passed) or afgekeurd (rejected)"}});
        column(&Inspection::next_by, {.name = "volgende_uiterlijk_op",
                                      .kind = LastDay,
                                      .need = Optional,
                                      .about = {"de laatste dag waarop deze keuring telt",
                                                "the last day on which this inspection counts"}});
        column(&Inspection::repaired_on,
               {.name = "hersteld_op",
                .kind = Day,
                .need = Optional,
                .about = {"na afkeuring: de dag waarop het weer in orde was",
                          "after a rejection: the day it was in order again"}});
    }

    void check(std::vector<lists::CellProblem>&) const;
};

// practice.inspected (object) through the day of the next one, or practice.rejected (object) until
// it was repaired.
std::vector<facts::NewFact> facts_of(const Inspection&);

}  // namespace kader::practice
