#pragma once

// One person orders another to perform a reserved act, with directions and supervision (Wet BIG
// art. 35 and art. 38). It holds from the day on which both have signed.

#include "lists/record.h"
#include "practice/reserved_acts.h"

namespace kader::staff {

struct ExecutionOrder {
    static constexpr std::string_view list = "uitvoeringsverzoeken";
    static constexpr std::string_view room = "staff";
    static constexpr lists::Words about = {
        "opdrachten om een voorbehouden handeling te doen, met beide handtekeningen",
        "orders to perform a reserved act, with both signatures"};

    lists::RowIdentity row;
    std::string orderer;
    std::string performer;
    std::string act;
    CalendarDay from{};
    std::optional<CalendarDay> through;
    std::optional<CalendarDay> orderer_signed_on;
    std::optional<CalendarDay> performer_signed_on;
    bool instructions = false;
    bool supervision = false;
    std::string reachable;

    template <class Columns>
    static void describe(Columns& column) {
        using enum lists::CellKind;
        using enum lists::Need;
        using E = ExecutionOrder;
        column(&E::orderer, {.name = "opdrachtgever",
                             .kind = Reference,
                             .refers_to = "mensen",
                             .about = {"wie de opdracht geeft", "who gives the order"}});
        column(&E::performer, {.name = "uitvoerder",
                               .kind = Reference,
                               .refers_to = "mensen",
                               .about = {"wie de handeling doet; iemand anders",
                                         "who performs the act; someone else"}});
        column(&E::act, {.name = "handeling",
                         .kind = Choice,
                         .choices = practice::acts,
                         .about = {"welke handeling", "which act"}});
        column(&E::from,
               {.name = "vanaf",
                .kind = Day,
                .about = {"de eerste dag van de opdracht", "the first day of the order"}});
        column(&E::through,
               {.name = "tot_en_met",
                .kind = LastDay,
                .need = Optional,
                .about = {"de laatste dag van de opdracht", "the last day of the order"}});
        column(&E::orderer_signed_on, {.name = "getekend_opdrachtgever",
                                       .kind = Day,
                                       .need = Optional,
                                       .about = {"de dag waarop de opdrachtgever tekende",
                                                 "the day the one who orders signed"}});
        column(&E::performer_signed_on, {.name = "getekend_uitvoerder",
                                         .kind = Day,
                                         .need = Optional,
                                         .about = {"de dag waarop de uitvoerder tekende",
                                                   "the day the one who performs signed"}});
        column(&E::instructions,
               {.name = "aanwijzingen",
                .kind = YesNo,
                .about = {"zijn er aanwijzingen gegeven", "were directions given"}});
        column(&E::supervision, {.name = "toezicht",
                                 .kind = YesNo,
                                 .about = {"is het toezicht geregeld", "is supervision arranged"}});
        column(&E::reachable, {.name = "bereikbaar",
                               .about = {"hoe de opdrachtgever te bereiken is",
                                         "how the one who orders can be reached"}});
    }

    void check(std::vector<lists::CellProblem>&) const;
};

// staff.order (performs, about the person who ordered) from the last of the first day and both
// signatures. Nothing while a signature is missing.
std::vector<facts::NewFact> facts_of(const ExecutionOrder&);

}  // namespace kader::staff
