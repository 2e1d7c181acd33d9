#pragma once

// Someone laid the practice beside its entry in the trade register and wrote down what differed.

#include <array>

#include "lists/record.h"

namespace kader::practice {

inline constexpr std::array<std::string_view, 3> register_answers = {"klopt", "wijkt_af", "nvt"};

struct TradeRegisterCheck {
    static constexpr std::string_view list = "handelsregister";
    static constexpr std::string_view room = "practice";
    static constexpr lists::Words about = {
        "elke keer dat iemand de praktijk vergeleek met het handelsregister",
        "each time someone compared the practice with the trade register"};

    lists::RowIdentity row;
    CalendarDay checked_on{};
    std::string by;
    std::string address;
    std::string sbi_code;
    std::string establishment_number;
    std::string supervisors;
    std::vector<std::string> locations;
    std::string difference;
    std::optional<CalendarDay> repaired_on;

    template <class Columns>
    static void describe(Columns& column) {
        using enum lists::CellKind;
        using enum lists::Need;
        using T = TradeRegisterCheck;
        column(&T::checked_on,
               {.name = "gecontroleerd_op",
                .kind = Day,
                .about = {"de dag van de vergelijking", "the day of the comparison"}});
        column(&T::by, {.name = "door", .about = {"wie vergeleek", "who compared"}});
        column(&T::address, {.name = "adres",
                             .kind = Choice,
                             .choices = register_answers,
                             .about = {"klopt het adres", "is the address right"}});
        column(&T::sbi_code,
               {.name = "sbi_code",
                .kind = Choice,
                .choices = register_answers,
                .about = {"past de SBI-code bij het werk", "does the SBI code fit the work"}});
        column(&T::establishment_number,
               {.name = "vestigingsnummer",
                .kind = Choice,
                .choices = register_answers,
                .about = {"heeft elke locatie het juiste vestigingsnummer",
                          "has each location its right establishment number"}});
        column(&T::supervisors,
               {.name = "toezichthouders",
                .kind = Choice,
                .choices = register_answers,
                .about = {"staan de interne toezichthouders erin; nvt als ze er niet zijn",
                          "are the internal supervisors in it; nvt when there are none"}});
        column(&T::locations,
               {.name = "locaties",
                .kind = References,
                .need = Optional,
                .refers_to = "locaties",
                .about = {"welke locaties vergeleken zijn", "which locations were compared"}});
        column(&T::difference, {.name = "verschil",
                                .need = Optional,
                                .about = {"wat er anders was", "what differed"}});
        column(&T::repaired_on, {.name = "hersteld_op",
                                 .kind = Day,
                                 .need = Optional,
                                 .about = {"de dag waarop het verschil weg was",
                                           "the day on which the difference was gone"}});
    }

    void check(std::vector<lists::CellProblem>&) const;
};

// practice.register_check (practice) and practice.location_checked (location) from that day on;
// practice.register_differs (practice) when anything differed, until it was put right.
std::vector<facts::NewFact> facts_of(const TradeRegisterCheck&);

}  // namespace kader::practice
