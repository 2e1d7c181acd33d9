#pragma once

// The person who helps a client with a complaint (Wkkgz art. 15): free of charge, and able to act
// without being steered.

#include "lists/record.h"

namespace kader::memberships {

struct ComplaintsOfficer {
    static constexpr std::string_view list = "klachtenfunctionarissen";
    static constexpr std::string_view room = "memberships";
    static constexpr lists::Words about = {
        "de klachtenfunctionaris, en hoe cliënten die bereiken",
        "the complaints officer, and how clients reach this person"};

    lists::RowIdentity row;
    std::string name;
    std::string organisation;
    bool independent = false;
    bool independence_described = false;
    bool free_of_charge = false;
    bool directly_reachable = false;
    std::string contact;
    CalendarDay from{};
    std::optional<CalendarDay> through;

    template <class Columns>
    static void describe(Columns& column) {
        using enum lists::CellKind;
        using enum lists::Need;
        using C = ComplaintsOfficer;
        column(&C::name, {.name = "naam", .about = {"de naam", "the name"}});
        column(&C::organisation,
               {.name = "organisatie",
                .need = Optional,
                .about = {"de organisatie, als die er is", "the organisation, if any"}});
        column(&C::independent, {.name = "onafhankelijk",
                                 .kind = YesNo,
                                 .about = {"kan deze persoon onafhankelijk werken",
                                           "can this person work independently"}});
        column(&C::independence_described, {.name = "onafhankelijkheid_beschreven",
                                            .kind = YesNo,
                                            .about = {"staat op papier hoe dat geregeld is",
                                                      "is it written down how that is arranged"}});
        column(&C::free_of_charge,
               {.name = "gratis",
                .kind = YesNo,
                .about = {"is de hulp gratis voor de cliënt", "is the help free for the client"}});
        column(&C::directly_reachable, {.name = "rechtstreeks_bereikbaar",
                                        .kind = YesNo,
                                        .about = {"kan een cliënt deze persoon zelf bereiken",
                                                  "can a client reach this person directly"}});
        column(&C::contact,
               {.name = "contact", .about = {"hoe een cliënt dat doet", "how a client does that"}});
        column(&C::from,
               {.name = "vanaf", .kind = Day, .about = {"de eerste dag", "the first day"}});
        column(&C::through, {.name = "tot_en_met",
                             .kind = LastDay,
                             .need = Optional,
                             .about = {"de laatste dag", "the last day"}});
    }

    void check(std::vector<lists::CellProblem>&) const;
};

// memberships.complaints_officer (officer) for as long as it lasts.
std::vector<facts::NewFact> facts_of(const ComplaintsOfficer&);

}  // namespace kader::memberships
