#pragma once

// A diploma, and how someone made sure that it is real.

#include <array>

#include "lists/record.h"

namespace kader::staff {

inline constexpr std::array<std::string_view, 4> authenticity_checks = {
    "uittreksel", "origineel_gezien", "opleider_bevestigd", "niet_gecontroleerd"};

struct Diploma {
    static constexpr std::string_view list = "diplomas";
    static constexpr std::string_view room = "staff";
    static constexpr std::string_view subject_column = "persoon";  // One person\'s file.
    static constexpr lists::Words about = {
        "diploma's, en hoe is nagegaan dat ze echt zijn",
        "diplomas, and how someone made sure that they are real"};

    lists::RowIdentity row;
    std::string person;
    std::string title;
    CalendarDay obtained_on{};
    std::string authenticity;
    std::optional<CalendarDay> checked_on;
    std::string checked_by;

    template <class Columns>
    static void describe(Columns& column) {
        using enum lists::CellKind;
        using enum lists::Need;
        column(&Diploma::person, {.name = "persoon",
                                  .kind = Reference,
                                  .refers_to = "mensen",
                                  .about = {"om wie het gaat", "whom it is about"}});
        column(&Diploma::title,
               {.name = "diploma",
                .about = {"de naam van de opleiding", "the name of the education"}});
        column(&Diploma::obtained_on,
               {.name = "behaald_op",
                .kind = Day,
                .about = {"de dag op het diploma", "the day on the diploma"}});
        column(&Diploma::authenticity,
               {.name = "echtheid",
                .kind = Choice,
                .choices = authenticity_checks,
                .about = {"hoe de echtheid is nagegaan", "how it was made sure that it is real"}});
        column(&Diploma::checked_on,
               {.name = "gecontroleerd_op",
                .kind = Day,
                .need = Optional,
                .about = {"de dag waarop dat gebeurde", "the day on which that happened"}});
        column(&Diploma::checked_by, {.name = "gecontroleerd_door",
                                      .need = Optional,
                                      .about = {"wie dat deed", "who did that"}});
    }
};

// staff.diploma (person); `checked` is ja only when a way of checking and its day are both given.
std::vector<facts::NewFact> facts_of(const Diploma&);

}  // namespace kader::staff
