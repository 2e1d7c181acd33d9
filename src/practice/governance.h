#pragma once

// How the practice is led and who watches over that.

#include <array>

#include "lists/record.h"

namespace kader::practice {

inline constexpr std::array<std::string_view, 7> governance_kinds = {
    "taakverdeling", "toezichthouder",          "zelfevaluatie",     "waarneming",
    "belangen",      "financiele_continuiteit", "jaarverantwoording"};

struct Governance {
    static constexpr std::string_view list = "bestuur";
    static constexpr std::string_view room = "practice";
    static constexpr lists::Words about = {
        "hoe de praktijk geleid wordt, wie toezicht houdt en wie waarneemt",
        "how the practice is led, who supervises and who stands in"};

    lists::RowIdentity row;
    std::string kind;
    std::string who;
    std::optional<bool> independent;
    CalendarDay from{};
    std::optional<CalendarDay> through;

    template <class Columns>
    static void describe(Columns& column) {
        using enum lists::CellKind;
        using enum lists::Need;
        column(&Governance::kind, {.name = "soort",
                                   .kind = Choice,
                                   .choices = governance_kinds,
                                   .about = {"wat er geregeld is", "what has been arranged"}});
        column(&Governance::who,
               {.name = "wie", .need = Optional, .about = {"om wie het gaat", "whom it concerns"}});
        column(&Governance::independent, {.name = "onafhankelijk",
                                          .kind = YesNo,
                                          .need = Optional,
                                          .about = {"staat deze persoon los van het bestuur",
                                                    "is this person independent of the board"}});
        column(&Governance::from,
               {.name = "vanaf", .kind = Day, .about = {"de eerste dag", "the first day"}});
        column(&Governance::through, {.name = "tot_en_met",
                                      .kind = LastDay,
                                      .need = Optional,
                                      .about = {"de laatste dag", "the last day"}});
    }

    void check(std::vector<lists::CellProblem>&) const;
};

// practice.governance (governance) for as long as it holds.
std::vector<facts::NewFact> facts_of(const Governance&);

}  // namespace kader::practice
