#pragma once

// Who is responsible for a task, with what authority, and to whom that person answers.

#include "lists/record.h"

namespace kader::staff {

struct Responsibility {
    static constexpr std::string_view list = "verantwoordelijkheden";
    static constexpr std::string_view room = "staff";
    static constexpr lists::Words about = {
        "wie verantwoordelijk is voor een taak, met welke bevoegdheid, en aan wie die persoon "
        "verantwoording geeft",
        "who is responsible for a task, with what authority, and to whom that person answers"};

    lists::RowIdentity row;
    std::string task;
    std::string person;
    std::string authority;
    std::string answers_to;
    CalendarDay from{};
    std::optional<CalendarDay> through;

    template <class Columns>
    static void describe(Columns& column) {
        using enum lists::CellKind;
        using enum lists::Need;
        using R = Responsibility;
        column(&R::task,
               {.name = "taak", .about = {"de taak", "the task"}, .kept = lists::Kept::Plain});
        column(&R::person, {.name = "persoon",
                            .kind = Reference,
                            .refers_to = "mensen",
                            .about = {"wie verantwoordelijk is", "who is responsible"}});
        column(&R::authority,
               {.name = "bevoegdheid",
                .about = {"wat deze persoon mag beslissen", "what this person may decide"}});
        column(&R::answers_to, {.name = "verantwoordt_aan",
                                .about = {"aan wie deze persoon verantwoording geeft",
                                          "to whom this person answers"}});
        column(&R::from,
               {.name = "vanaf", .kind = Day, .about = {"de eerste dag", "the first day"}});
        column(&R::through, {.name = "tot_en_met",
                             .kind = LastDay,
                             .need = Optional,
                             .about = {"de laatste dag", "the last day"}});
    }

    void check(std::vector<lists::CellProblem>&) const;
};

// staff.responsibility (task, about the person) for as long as it lasts.
std::vector<facts::NewFact> facts_of(const Responsibility&);

}  // namespace kader::staff
