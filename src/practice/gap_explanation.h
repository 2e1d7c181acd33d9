#pragma once

// A signed explanation of a gap that has been closed: days in the past on which something was not
// in order. It repairs that gap, never a gap of today.

#include "lists/record.h"

namespace kader::practice {

struct GapExplanation {
    static constexpr std::string_view list = "gaten";
    static constexpr std::string_view room = "practice";
    static constexpr lists::Words about = {
        "ondertekende uitleg over een tijd waarin iets niet in orde was en die nu voorbij is",
        "signed explanations of a time in which something was not in order, and which is over"};

    lists::RowIdentity row;
    std::string requirement;
    std::string concerns;
    CalendarDay gap_from{};
    CalendarDay gap_through{};
    std::string explanation;
    std::string signed_by;
    CalendarDay signed_on{};

    template <class Columns>
    static void describe(Columns& column) {
        using enum lists::CellKind;
        using enum lists::Need;
        using G = GapExplanation;
        column(&G::requirement, {.name = "eis",
                                 .about = {"het kenmerk van de eis", "the id of the requirement"},
                                 .kept = lists::Kept::Plain});
        column(
            &G::concerns,
            {.name = "betreft",
             .need = Optional,
             .about = {"over wie of wat het gaat: de lijst, een dubbele punt en het kenmerk, zoals "
                       "mensen:P01 of middelen:A3 (zorgsoorten: met de soort; zorgaanbod: met de "
                       "behandeling; handelingen: met persoon/handeling; verantwoordelijkheden: "
                       "met de taak; documenten: met kenmerk@versie); leeg: alles",
                       "whom or what it is about: the list, a colon and the kenmerk, such as "
                       "mensen:P01 or middelen:A3 (zorgsoorten: with the kind; zorgaanbod: with "
                       "the treatment; handelingen: with person/act; verantwoordelijkheden: with "
                       "the task; documenten: with kenmerk@version); empty: everything"},
             .kept = lists::Kept::Plain});
        column(&G::gap_from, {.name = "gat_van",
                              .kind = Day,
                              .about = {"de eerste dag van het gat", "the first day of the gap"}});
        column(&G::gap_through,
               {.name = "gat_tot_en_met",
                .kind = LastDay,
                .about = {"de laatste dag van het gat", "the last day of the gap"}});
        column(&G::explanation, {.name = "uitleg",
                                 .about = {"wat er gebeurde en wat er nu anders is",
                                           "what happened and what is different now"}});
        column(&G::signed_by, {.name = "ondertekend_door", .about = {"wie tekende", "who signed"}});
        column(&G::signed_on, {.name = "ondertekend_op",
                               .kind = Day,
                               .about = {"de dag van tekenen", "the day of signing"}});
    }

    void check(std::vector<lists::CellProblem>&) const;
};

// practice.gap_explained about the key that `betreft` names, or about "*": all; it holds on the
// days of the gap, and its number is the day of signing as facts/day_number.h counts days.
std::vector<facts::NewFact> facts_of(const GapExplanation&);

}  // namespace kader::practice
