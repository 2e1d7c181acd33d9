#pragma once

// Someone who works in the practice, in whatever bond.

#include <array>

#include "lists/record.h"

namespace kader::staff {

inline constexpr std::array<std::string_view, 6> bonds = {"eigenaar", "loondienst",   "ingehuurd",
                                                          "uitzend",  "vrijwilliger", "waarnemer"};

struct Person {
    static constexpr std::string_view list = "mensen";
    static constexpr std::string_view room = "staff";
    static constexpr std::string_view subject_column = "kenmerk";  // A person is a file.
    static constexpr lists::Words about = {
        "wie in de praktijk werkt, in welke functie en met welke band",
        "who works in the practice, as what, and in which bond"};

    lists::RowIdentity row;
    std::string name;
    std::optional<CalendarDay> born_on;
    std::string profession;
    std::string function;
    std::optional<lists::Hundredths> hours_per_week;
    std::string bond;
    bool gives_care = false;
    std::optional<bool> meets_clients;  // Without an answer: whoever gives care meets clients.
    CalendarDay from{};
    std::optional<CalendarDay> through;

    template <class Columns>
    static void describe(Columns& column) {
        using lists::CellKind;
        using enum lists::Need;
        column(&Person::name, {"naam", CellKind::Text, Required, {}, {}, {"naam", "name"}});
        column(&Person::born_on,
               {"geboortedatum",
                CellKind::Day,
                Optional,
                {},
                {},
                {"alleen om dubbele rijen te herkennen", "only to recognise double rows"},
                lists::Kept::Sealed});
        column(&Person::profession,
               {"beroep",
                CellKind::Text,
                Required,
                {},
                {},
                {"zoals arts, verpleegkundige, huidtherapeut, schoonheidsspecialist",
                 "such as arts (doctor), verpleegkundige (nurse)"},
                lists::Kept::Plain});
        column(&Person::function, {"functie",
                                   CellKind::Text,
                                   Required,
                                   {},
                                   {},
                                   {"de functie in deze praktijk", "the function in this practice"},
                                   lists::Kept::Plain});
        column(&Person::hours_per_week, {"uren_per_week",
                                         CellKind::Hundredths,
                                         Optional,
                                         {},
                                         {},
                                         {"uren per week", "hours per week"}});
        column(&Person::bond, {"band",
                               CellKind::Choice,
                               Required,
                               bonds,
                               {},
                               {"de band met de praktijk", "the bond with the practice"}});
        column(&Person::gives_care,
               {"levert_zorg",
                CellKind::YesNo,
                Required,
                {},
                {},
                {"behandelt deze persoon cliënten", "does this person treat clients"}});
        column(&Person::meets_clients,
               {"clientcontact",
                CellKind::YesNo,
                Optional,
                {},
                {},
                {"komt met cliënten in contact; leeg is gelijk aan levert_zorg",
                 "meets clients; empty means the same as levert_zorg"}});
        column(&Person::from,
               {"vanaf", CellKind::Day, Required, {}, {}, {"eerste werkdag", "first working day"}});
        column(&Person::through, {"tot_en_met",
                                  CellKind::LastDay,
                                  Optional,
                                  {},
                                  {},
                                  {"laatste werkdag", "last working day"}});
    }

    void check(std::vector<lists::CellProblem>& problems) const {
        lists::refuse_end_before_start("tot_en_met", from, through, problems);
    }
};

// staff.works (person) for as long as it lasts; staff.start (person) on the first day alone;
// staff.hours (function) with the hours in hundredths.
std::vector<facts::NewFact> facts_of(const Person&);

}  // namespace kader::staff
