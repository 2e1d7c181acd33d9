#pragma once

// A risk that was assessed: how likely, how bad.

#include <array>

#include "lists/record.h"

namespace kader::security_management {

inline constexpr std::array<std::string_view, 3> risk_levels = {"laag", "midden", "hoog"};
inline constexpr std::array<std::string_view, 3> risk_areas = {"informatiebeveiliging",
                                                               "behandeling", "bedrijf"};

struct Risk {
    static constexpr std::string_view list = "risicos";
    static constexpr std::string_view room = "security_management";
    static constexpr lists::Words about = {"risico's die de praktijk heeft beoordeeld",
                                           "risks that the practice has assessed"};

    lists::RowIdentity row;
    std::string description;
    std::optional<CalendarDay> assessed_on;
    std::string by;
    std::string likelihood;
    std::string impact;
    std::string area;
    std::optional<CalendarDay> withdrawn_on;

    template <class Columns>
    static void describe(Columns& column) {
        using enum lists::CellKind;
        using enum lists::Need;
        column(&Risk::description,
               {.name = "risico", .about = {"wat er mis kan gaan", "what can go wrong"}});
        column(&Risk::assessed_on,
               {.name = "beoordeeld_op",
                .kind = Day,
                .need = Optional,
                .about = {"de dag waarop iemand dit risico beoordeelde; zonder telt de rij niet",
                          "the day on which somebody assessed this risk; without it the row does not count"}});
        column(&Risk::by, {.name = "door",
                           .need = Optional,
                           .about = {"de naam van wie beoordeelde; hoort bij beoordeeld_op",
                                     "the name of who assessed; goes with beoordeeld_op"}});
        column(&Risk::likelihood,
               {.name = "kans",
                .kind = Choice,
                .need = Optional,
                .choices = risk_levels,
                .about = {"hoe waarschijnlijk: laag (low), midden (middle), hoog (high)",
                          "how likely: laag (low), midden (middle), hoog (high)"}});
        column(&Risk::impact,
               {.name = "gevolg",
                .kind = Choice,
                .need = Optional,
                .choices = risk_levels,
                .about = {"hoe erg: laag, midden, hoog", "how bad: laag, midden, hoog"}});
        column(&Risk::area, {.name = "gebied",
                             .kind = Choice,
                             .choices = risk_areas,
                             .about = {"informatiebeveiliging (information security), behandeling "
                                       "(treatment) of bedrijf (business)",
                                       "informatiebeveiliging (information security), behandeling "
                                       "(treatment) or bedrijf (business)"}});
        column(&Risk::withdrawn_on, {.name = "vervallen_op",
                                     .kind = Day,
                                     .need = Optional,
                                     .about = {"de dag waarop het risico verviel",
                                               "the day on which the risk went away"}});
    }

    void check(std::vector<lists::CellProblem>&) const;
};

// security.risk_assessed (practice) from the assessment on; security.risk (risk) until it went away. Nothing for a row
// that nobody assessed: a list that came ready made says nothing about this practice.
std::vector<facts::NewFact> facts_of(const Risk&);

}  // namespace kader::security_management
