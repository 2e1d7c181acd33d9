#pragma once

// The plan of one year for what people will learn. It counts in that year alone, and not before it
// was adopted.

#include <array>

#include "lists/record.h"

namespace kader::staff {

inline constexpr std::array<std::string_view, 7> plan_topics = {
    "verdieping", "herhaling", "aanvulling", "reflectie", "incidenten", "medicatie", "meldcode"};

struct TrainingPlan {
    static constexpr std::string_view list = "opleidingsplannen";
    static constexpr std::string_view room = "staff";
    static constexpr lists::Words about = {"het opleidingsplan per jaar",
                                           "the training plan of each year"};

    lists::RowIdentity row;
    std::int32_t year = 0;
    CalendarDay adopted_on{};
    std::optional<CalendarDay> shared_on;
    std::vector<std::string> topics;

    template <class Columns>
    static void describe(Columns& column) {
        using enum lists::CellKind;
        using enum lists::Need;
        using T = TrainingPlan;
        column(&T::year, {.name = "jaar",
                          .kind = Whole,
                          .about = {"het jaar van het plan", "the year of the plan"}});
        column(&T::adopted_on, {.name = "vastgesteld_op",
                                .kind = Day,
                                .about = {"de dag waarop het plan is vastgesteld",
                                          "the day the plan was adopted"}});
        column(&T::shared_on,
               {.name = "gedeeld_op",
                .kind = Day,
                .need = Optional,
                .about = {"de dag waarop iedereen het kreeg", "the day everybody was given it"}});
        column(&T::topics, {.name = "onderwerpen",
                            .kind = Choices,
                            .choices = plan_topics,
                            .about = {"wat erin staat", "what it contains"}});
    }

    void check(std::vector<lists::CellProblem>&) const;
};

// staff.training_plan and, per topic, staff.training_plan_topic (practice) from adoption through
// the end of the year; staff.training_plan_shared (practice) from the day it was shared. A plan
// adopted after its year gives nothing.
std::vector<facts::NewFact> facts_of(const TrainingPlan&);

}  // namespace kader::staff
