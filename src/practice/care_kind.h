#pragma once

// A kind of care that the practice gives, and since when. Thresholds of the law depend on it, so it
// is dated and not a setting.

#include <array>

#include "lists/record.h"

namespace kader::practice {

// `verblijf`: clients stay for 24 hours or longer. `verzekerd`: care insured under Zvw or Wlz.
inline constexpr std::array<std::string_view, 7> care_kinds = {
    "cosmetisch", "medisch_specialistisch", "verzekerd", "verblijf", "persoonlijke_verzorging",
    "schoonheid", "permanente_makeup"};

struct CareKind {
    static constexpr std::string_view list = "zorgsoorten";
    static constexpr std::string_view room = "practice";
    static constexpr lists::Words about = {
        "welke soorten zorg de praktijk geeft, en sinds wanneer",
        "which kinds of care the practice gives, and since when"};

    lists::RowIdentity row;
    std::string kind;
    CalendarDay from{};
    std::optional<CalendarDay> through;

    template <class Columns>
    static void describe(Columns& column) {
        using enum lists::CellKind;
        using enum lists::Need;
        column(&CareKind::kind, {.name = "soort",
                                 .kind = Choice,
                                 .choices = care_kinds,
                                 .about = {"verblijf: cliënten blijven 24 uur of langer; "
                                           "verzekerd: zorg uit de Zvw of de Wlz",
                                           "verblijf: clients stay 24 hours or longer; verzekerd: "
                                           "care insured under Zvw or Wlz"}});
        column(&CareKind::from,
               {.name = "vanaf",
                .kind = Day,
                .about = {"de dag waarop deze zorg begon", "the day this care began"}});
        column(&CareKind::through,
               {.name = "tot_en_met",
                .kind = LastDay,
                .need = Optional,
                .about = {"de laatste dag van deze zorg", "the last day of this care"}});
    }

    void check(std::vector<lists::CellProblem>&) const;
};

// practice.care (care) for as long as it lasts; practice.care_start (care) on the first day alone.
std::vector<facts::NewFact> facts_of(const CareKind&);

}  // namespace kader::practice
