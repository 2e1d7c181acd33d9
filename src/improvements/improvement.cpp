#include "improvements/improvement.h"

#include "facts/keys.h"

namespace kader::improvements {

namespace {

// Check comes after do, and act after check: in another order they are not about this change.
void refuse_before(std::string_view column, std::optional<CalendarDay> day,
                   std::string_view earlier_column, std::optional<CalendarDay> earlier,
                   std::vector<lists::CellProblem>& problems) {
    if (!day || !earlier || *day >= *earlier) return;
    const std::string other{earlier_column};
    problems.push_back({std::string{column},
                        "ligt voor " + other + " (" + dutch_text(*earlier) + ")",
                        "is before " + other + " (" + english_text(*earlier) + ")"});
}

}  // namespace

void Improvement::check(std::vector<lists::CellProblem>& problems) const {
    refuse_before("gemeten_op", measured_on, "uitgevoerd_op", done_on, problems);
    refuse_before("bijgesteld_op", adjusted_on, "gemeten_op", measured_on, problems);
}

std::vector<facts::NewFact> facts_of(const Improvement& improvement) {
    const auto key = facts::key("improvement", improvement.row.kenmerk);
    std::vector<facts::NewFact> facts;
    facts.push_back({.kind = "improvements.planned",
                     .subject = key,
                     .holds = facts::from_day(improvement.planned_on)});
    if (improvement.done_on)
        facts.push_back({.kind = "improvements.done",
                         .subject = key,
                         .holds = facts::from_day(*improvement.done_on)});
    const bool measured =
        improvement.measured_on && !improvement.measurement.empty() && !improvement.effect.empty();
    if (improvement.done_on && measured && improvement.adjusted_on)
        facts.push_back({.kind = "improvements.closed",
                         .subject = key,
                         .attributes = {{"effect", improvement.effect}},
                         .holds = facts::from_day(*improvement.adjusted_on)});
    add(facts, {.kind = "improvements.late",
                .subject = key,
                .holds = facts::until_day(improvement.due_on + Days{1}, improvement.done_on)});
    return facts;
}

}  // namespace kader::improvements
