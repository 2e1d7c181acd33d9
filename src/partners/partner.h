#pragma once

// Someone the practice works with: an intermediary, a pharmacy, a hospital for emergencies.

#include <array>

#include "lists/record.h"

namespace kader::partners {

inline constexpr std::array<std::string_view, 6> partner_kinds = {
    "bemiddelaar", "apotheek", "ziekenhuis", "laboratorium", "praktijk", "anders"};
inline constexpr std::array<std::string_view, 6> partner_activities = {
    "reizen", "doorverwijzen", "diagnose", "medicijnen", "nazorg", "spoedopvang"};

struct Partner {
    static constexpr std::string_view list = "partners";
    static constexpr std::string_view room = "partners";
    static constexpr lists::Words about = {
        "met wie de praktijk samenwerkt, voor wat, en sinds wanneer er afspraken zijn",
        "whom the practice works with, for what, and since when there is an arrangement"};

    lists::RowIdentity row;
    std::string name;
    std::string kind;
    std::vector<std::string> activities;
    std::optional<CalendarDay> agreed_on;
    CalendarDay from{};
    std::optional<CalendarDay> through;

    template <class Columns>
    static void describe(Columns& column) {
        using enum lists::CellKind;
        using enum lists::Need;
        column(&Partner::name, {.name = "naam", .about = {"de naam", "the name"}});
        column(&Partner::kind, {.name = "soort",
                                .kind = Choice,
                                .choices = partner_kinds,
                                .about = {"wat voor partner", "what sort of partner"}});
        column(&Partner::activities,
               {.name = "activiteiten",
                .kind = Choices,
                .need = Optional,
                .choices = partner_activities,
                .about = {"wat de partner voor de praktijk of voor cliënten doet",
                          "what the partner does for the practice or for clients"}});
        column(&Partner::agreed_on,
               {.name = "afspraken_op",
                .kind = Day,
                .need = Optional,
                .about = {"de dag waarop de afspraken zijn vastgelegd",
                          "the day on which the arrangement was put in writing"}});
        column(&Partner::from,
               {.name = "vanaf", .kind = Day, .about = {"de eerste dag", "the first day"}});
        column(&Partner::through, {.name = "tot_en_met",
                                   .kind = LastDay,
                                   .need = Optional,
                                   .about = {"de laatste dag", "the last day"}});
    }

    void check(std::vector<lists::CellProblem>&) const;
};

// partners.partner (partner) and partners.does (partner) per activity for as long as it lasts;
// partners.agreed (partner) from the day of the arrangement.
std::vector<facts::NewFact> facts_of(const Partner&);

}  // namespace kader::partners
