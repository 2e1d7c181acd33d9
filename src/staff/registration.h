#pragma once

// An entry of a person in a register of professions. Of a BIG number only the form is checked here:
// eleven digits. What the register itself says, a person looks up and writes down with the day.

#include <array>

#include "lists/record.h"

namespace kader::staff {

inline constexpr std::array<std::string_view, 6> registers = {
    "big", "knmg", "specialist", "kwaliteitsregister_paramedici", "skin", "anders"};
inline constexpr std::array<std::string_view, 11> registered_professions = {
    "arts",
    "tandarts",
    "verloskundige",
    "verpleegkundige",
    "verpleegkundig_specialist",
    "physician_assistant",
    "huidtherapeut",
    "schoonheidsspecialist",
    "medisch_specialist",
    "cosmetisch_arts_knmg",
    "overig"};

struct Registration {
    static constexpr std::string_view list = "registraties";
    static constexpr std::string_view room = "staff";
    static constexpr std::string_view subject_column = "persoon";  // One person\'s file.
    static constexpr lists::Words about = {
        "inschrijvingen in het BIG-register en andere registers, en wanneer dat is nagekeken",
        "entries in the BIG register and other registers, and when that was looked up"};

    lists::RowIdentity row;
    std::string person;
    std::string in_register;
    std::string profession;
    std::string number;
    CalendarDay from{};
    std::optional<CalendarDay> through;
    std::optional<CalendarDay> checked_on;
    std::optional<bool> measure;
    std::optional<CalendarDay> measure_from;

    template <class Columns>
    static void describe(Columns& column) {
        using enum lists::CellKind;
        using enum lists::Need;
        using R = Registration;
        column(&R::person, {.name = "persoon",
                            .kind = Reference,
                            .refers_to = "mensen",
                            .about = {"om wie het gaat", "whom it is about"}});
        column(&R::in_register, {.name = "register",
                                 .kind = Choice,
                                 .choices = registers,
                                 .about = {"welk register", "which register"}});
        column(&R::profession, {.name = "beroep",
                                .kind = Choice,
                                .choices = registered_professions,
                                .about = {"het beroep waarvoor de inschrijving geldt",
                                          "the profession of the entry"}});
        column(
            &R::number,
            {.name = "nummer",
             .need = Optional,
             .about = {"het nummer van de inschrijving; bij register big verplicht en 11 cijfers",
                       "the number of the entry; for register big required, 11 digits"}});
        column(&R::from,
               {.name = "vanaf",
                .kind = Day,
                .about = {"de eerste dag van de inschrijving", "the first day of the entry"}});
        column(&R::through,
               {.name = "tot_en_met",
                .kind = LastDay,
                .need = Optional,
                .about = {"de laatste dag van de inschrijving", "the last day of the entry"}});
        column(&R::checked_on, {.name = "gecontroleerd_op",
                                .kind = Day,
                                .need = Optional,
                                .about = {"de dag waarop iemand het register opzocht",
                                          "the day someone looked it up in the register"}});
        column(&R::measure, {.name = "maatregel",
                             .kind = YesNo,
                             .need = Optional,
                             .about = {"staat er een maatregel of beperking bij",
                                       "does it carry a measure or restriction"}});
        column(&R::measure_from, {.name = "maatregel_vanaf",
                                  .kind = Day,
                                  .need = Optional,
                                  .about = {"sinds wanneer die geldt", "since when that holds"}});
    }

    void check(std::vector<lists::CellProblem>&) const;
};

// staff.registered (person) for as long as the entry holds; staff.registration_checked (person)
// from the day of the look-up; staff.measure (person) from the day of a measure on.
std::vector<facts::NewFact> facts_of(const Registration&);

}  // namespace kader::staff
