#pragma once

// Proof of another kind that was accepted: what it is, who accepted it, and through which day.

#include "lists/record.h"

namespace kader::practice {

struct ShownOtherwise {
    static constexpr std::string_view list = "anders_aangetoond";
    static constexpr std::string_view room = "practice";
    static constexpr lists::Words about = {
        "eisen die de praktijk met ander bewijs aantoont, en wie dat bewijs aannam",
        "requirements that the practice shows with other proof, and who accepted that proof"};

    lists::RowIdentity row;
    std::string requirement;
    std::string what;
    std::string accepted_by;
    CalendarDay from{};
    CalendarDay through{};

    template <class Columns>
    static void describe(Columns& column) {
        using enum lists::CellKind;
        using enum lists::Need;
        using S = ShownOtherwise;
        column(&S::requirement, {.name = "eis",
                                 .about = {"het kenmerk van de eis", "the id of the requirement"},
                                 .kept = lists::Kept::Plain});
        column(&S::what, {.name = "wat",
                          .about = {"wat het andere bewijs is en waar het ligt",
                                    "what the other proof is and where it is kept"}});
        column(&S::accepted_by,
               {.name = "aanvaard_door", .about = {"wie het aannam", "who accepted it"}});
        column(&S::from,
               {.name = "vanaf", .kind = Day, .about = {"de eerste dag", "the first day"}});
        column(
            &S::through,
            {.name = "tot_en_met", .kind = LastDay, .about = {"de laatste dag", "the last day"}});
    }

    void check(std::vector<lists::CellProblem>&) const;
};

// practice.shown_otherwise (requirement) for as long as it was accepted.
std::vector<facts::NewFact> facts_of(const ShownOtherwise&);

}  // namespace kader::practice
