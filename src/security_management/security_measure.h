#pragma once

// What the practice decided to do about a risk, whether it did so, and whether it works.

#include "lists/record.h"

namespace kader::security_management {

struct SecurityMeasure {
    static constexpr std::string_view list = "maatregelen";
    static constexpr std::string_view room = "security_management";
    static constexpr lists::Words about = {
        "wat de praktijk tegen een risico doet, en of dat werkt",
        "what the practice does about a risk, and whether that works"};

    lists::RowIdentity row;
    std::string risk;
    std::string description;
    std::string owner;
    CalendarDay decided_on{};
    std::optional<CalendarDay> introduced_on;
    std::optional<CalendarDay> checked_on;
    std::optional<bool> works;
    std::string finding;

    template <class Columns>
    static void describe(Columns& column) {
        using enum lists::CellKind;
        using enum lists::Need;
        using S = SecurityMeasure;
        column(&S::risk, {.name = "risico",
                          .kind = Reference,
                          .refers_to = "risicos",
                          .about = {"tegen welk risico", "about which risk"}});
        column(&S::description,
               {.name = "maatregel", .about = {"wat de maatregel is", "what the measure is"}});
        column(&S::owner, {.name = "eigenaar",
                           .kind = Reference,
                           .need = Optional,
                           .refers_to = "mensen",
                           .about = {"wie voor de maatregel zorgt; beoordeelt de beveiliging niet onafhankelijk",
                                     "who sees to the measure; does not review the security independently"}});
        column(&S::decided_on, {.name = "besloten_op",
                                .kind = Day,
                                .about = {"de dag van het besluit", "the day of the decision"}});
        column(&S::introduced_on,
               {.name = "ingevoerd_op",
                .kind = Day,
                .need = Optional,
                .about = {"de dag waarop het is ingevoerd", "the day it was introduced"}});
        column(&S::checked_on, {.name = "gecontroleerd_op",
                                .kind = Day,
                                .need = Optional,
                                .about = {"de dag waarop iemand naging of het werkt",
                                          "the day someone looked whether it works"}});
        column(&S::works, {.name = "werkt",
                           .kind = YesNo,
                           .need = Optional,
                           .about = {"werkt het", "does it work"}});
        column(&S::finding, {.name = "bevinding",
                             .need = Optional,
                             .about = {"wat er bij de controle is gezien; zonder telt de controle niet",
                                       "what was seen at the check; without it the check does not count"},
                             .kept = lists::Kept::SealedMarked});
    }
};

// security.measure (risk) from the decision, security.measure_done (risk) from its introduction,
// and security.measure_checked (risk) from the day someone looked whether it works and wrote down what they found;
// security.measure_owner (person) from the decision.
std::vector<facts::NewFact> facts_of(const SecurityMeasure&);

}  // namespace kader::security_management
