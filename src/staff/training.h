#pragma once

// A training that someone followed.

#include <array>

#include "lists/record.h"

namespace kader::staff {

inline constexpr std::array<std::string_view, 9> training_topics = {
    "meldcode",   "reanimatie",
    "incidenten", "klachtenregeling",
    "medicatie",  "informatiebeveiliging",
    "laser",      "reflectie",
    "anders"};

struct Training {
    static constexpr std::string_view list = "scholing";
    static constexpr std::string_view room = "staff";
    static constexpr std::string_view subject_column = "persoon";  // One person\'s file.
    static constexpr lists::Words about = {"scholing die iemand heeft gevolgd",
                                           "training that someone followed"};

    lists::RowIdentity row;
    std::string person;
    std::string topic;
    CalendarDay held_on{};
    std::optional<CalendarDay> valid_through;

    template <class Columns>
    static void describe(Columns& column) {
        using enum lists::CellKind;
        using enum lists::Need;
        column(&Training::person, {.name = "persoon",
                                   .kind = Reference,
                                   .refers_to = "mensen",
                                   .about = {"om wie het gaat", "whom it is about"}});
        column(&Training::topic,
               {.name = "onderwerp",
                .kind = Choice,
                .choices = training_topics,
                .about = {"waar de scholing over ging", "what the training was about"}});
        column(&Training::held_on,
               {.name = "datum",
                .kind = Day,
                .about = {"de dag van de scholing", "the day of the training"}});
        column(&Training::valid_through, {.name = "geldig_tot_en_met",
                                          .kind = LastDay,
                                          .need = Optional,
                                          .about = {"de laatste dag waarop de scholing telt",
                                                    "the last day on which it counts"}});
    }

    void check(std::vector<lists::CellProblem>&) const;
};

// staff.training (person) for as long as it is valid.
std::vector<facts::NewFact> facts_of(const Training&);

}  // namespace kader::staff
