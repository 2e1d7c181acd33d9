#include "staff/training_plan.h"

#include <algorithm>

#include "facts/keys.h"

namespace kader::staff {

void TrainingPlan::check(std::vector<lists::CellProblem>& problems) const {
    // The years that kernel/calendar.h reads.
    if (year < 1900 || year > 2199)
        problems.push_back({"jaar", "schrijf een jaar met vier cijfers, zoals 2026",
                            "write a year of four digits, such as 2026"});
}

std::vector<facts::NewFact> facts_of(const TrainingPlan& plan) {
    const auto start = std::max(plan.adopted_on, day_of(plan.year, 1, 1));
    const auto last_day = day_of(plan.year, 12, 31);
    const auto holds = lists::period_of(start, last_day);
    std::vector<facts::NewFact> facts;
    add(facts, {.kind = "staff.training_plan", .subject = facts::practice_key, .holds = holds});
    for (const auto& topic : plan.topics)
        add(facts, {.kind = "staff.training_plan_topic",
                    .subject = facts::practice_key,
                    .attributes = {{"topic", topic}},
                    .holds = holds});
    if (plan.shared_on)
        add(facts, {.kind = "staff.training_plan_shared",
                    .subject = facts::practice_key,
                    .holds = lists::period_of(std::max(start, *plan.shared_on), last_day)});
    return facts;
}

}  // namespace kader::staff
