#pragma once

// Who performs which reserved act here: on their own authority, or on the order of someone else.

#include <array>

#include "lists/record.h"
#include "practice/reserved_acts.h"

namespace kader::staff {

inline constexpr std::array<std::string_view, 2> act_modes = {"zelfstandig", "in_opdracht"};

struct PerformedAct {
    static constexpr std::string_view list = "handelingen";
    static constexpr std::string_view room = "staff";
    static constexpr std::string_view subject_column = "persoon";  // One person\'s file.
    static constexpr lists::Words about = {
        "wie welke voorbehouden handeling doet, zelfstandig of in opdracht",
        "who performs which reserved act, independently or on an order"};

    lists::RowIdentity row;
    std::string person;
    std::string act;
    std::string mode;
    CalendarDay from{};
    std::optional<CalendarDay> through;

    template <class Columns>
    static void describe(Columns& column) {
        using enum lists::CellKind;
        using enum lists::Need;
        using P = PerformedAct;
        column(&P::person, {.name = "persoon",
                            .kind = Reference,
                            .refers_to = "mensen",
                            .about = {"om wie het gaat", "whom it is about"}});
        column(&P::act, {.name = "handeling",
                         .kind = Choice,
                         .choices = practice::acts,
                         .about = {"welke handeling", "which act"}});
        column(&P::mode,
               {.name = "wijze",
                .kind = Choice,
                .choices = act_modes,
                .about = {"zelfstandig (on own authority) of in_opdracht (on an order)",
                          "zelfstandig (on own authority) or in_opdracht (on an order)"}});
        column(&P::from,
               {.name = "vanaf", .kind = Day, .about = {"de eerste dag", "the first day"}});
        column(&P::through, {.name = "tot_en_met",
                             .kind = LastDay,
                             .need = Optional,
                             .about = {"de laatste dag", "the last day"}});
    }

    void check(std::vector<lists::CellProblem>&) const;
};

// staff.performs (performs) and staff.act_performer (act) for as long as it lasts.
std::vector<facts::NewFact> facts_of(const PerformedAct&);

}  // namespace kader::staff
