#pragma once

// The client council (Wmcz 2018) and what the practice arranged for it.

#include <array>

#include "lists/record.h"

namespace kader::practice {

inline constexpr std::array<std::string_view, 6> council_kinds = {
    "raad", "regeling", "overleg", "informatie", "middelen", "instemming"};

struct Council {
    static constexpr std::string_view list = "clientenraad";
    static constexpr std::string_view room = "practice";
    static constexpr lists::Words about = {
        "de cliëntenraad, de regeling ervoor en wat de raad kreeg of besprak",
        "the client council, its regulations, and what it was given or discussed"};

    lists::RowIdentity row;
    std::string kind;
    CalendarDay from{};
    std::optional<CalendarDay> through;
    std::optional<std::int32_t> members;
    std::string what;

    template <class Columns>
    static void describe(Columns& column) {
        using enum lists::CellKind;
        using enum lists::Need;
        column(&Council::kind, {.name = "soort",
                                .kind = Choice,
                                .choices = council_kinds,
                                .about = {"raad: de raad zelf; regeling: de afspraken op papier; "
                                          "de andere: wat de raad kreeg of besprak",
                                          "raad: the council itself; regeling: its regulations; "
                                          "the others: what it was given or discussed"}});
        column(&Council::from,
               {.name = "vanaf", .kind = Day, .about = {"de eerste dag", "the first day"}});
        column(&Council::through, {.name = "tot_en_met",
                                   .kind = LastDay,
                                   .need = Optional,
                                   .about = {"de laatste dag", "the last day"}});
        column(&Council::members,
               {.name = "leden",
                .kind = Whole,
                .need = Optional,
                .about = {"hoeveel leden de raad heeft", "how many members the council has"}});
        column(&Council::what, {.name = "wat",
                                .need = Optional,
                                .about = {"waar het over ging of waar het ligt",
                                          "what it was about or where it is kept"}});
    }

    void check(std::vector<lists::CellProblem>&) const;
};

// practice.council (practice), with the number of members.
std::vector<facts::NewFact> facts_of(const Council&);

}  // namespace kader::practice
