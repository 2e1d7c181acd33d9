#pragma once

// A device, a room or a provision that has to be in order: something that gets inspected.

#include <array>

#include "lists/record.h"

namespace kader::practice {

inline constexpr std::array<std::string_view, 6> equipment_kinds = {
    "apparaat", "gebouw", "hygiene", "noodset", "brandveiligheid", "medicijnkoeling"};

struct Equipment {
    static constexpr std::string_view list = "middelen";
    static constexpr std::string_view room = "practice";
    static constexpr lists::Words about = {
        "apparaten, ruimtes en voorzieningen die in orde moeten zijn, zoals een laser of een "
        "noodset",
        "devices, rooms and provisions that have to be in order, such as a laser or an emergency "
        "kit"};

    lists::RowIdentity row;
    std::string kind;
    std::string name;
    std::string location;
    CalendarDay from{};
    std::optional<CalendarDay> through;

    template <class Columns>
    static void describe(Columns& column) {
        using enum lists::CellKind;
        using enum lists::Need;
        column(&Equipment::kind, {.name = "soort",
                                  .kind = Choice,
                                  .choices = equipment_kinds,
                                  .about = {"wat voor middel het is", "what sort of thing it is"}});
        column(&Equipment::name, {.name = "naam",
                                  .about = {"merk en type, of een eigen naam",
                                            "make and type, or a name of your own"}});
        column(&Equipment::location, {.name = "locatie",
                                      .kind = Reference,
                                      .need = Optional,
                                      .refers_to = "locaties",
                                      .about = {"waar het staat", "where it stands"}});
        column(&Equipment::from, {.name = "vanaf",
                                  .kind = Day,
                                  .about = {"de eerste dag van gebruik", "the first day of use"}});
        column(&Equipment::through,
               {.name = "tot_en_met",
                .kind = LastDay,
                .need = Optional,
                .about = {"de laatste dag van gebruik", "the last day of use"}});
    }

    void check(std::vector<lists::CellProblem>&) const;
};

// practice.equipment (object) for as long as it is in use.
std::vector<facts::NewFact> facts_of(const Equipment&);

}  // namespace kader::practice
