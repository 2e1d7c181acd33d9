#include "practice/inspection.h"

#include "facts/keys.h"

namespace kader::practice {

void Inspection::check(std::vector<lists::CellProblem>& problems) const {
    lists::refuse_end_before_start("volgende_uiterlijk_op", held_on, next_by, problems);
    lists::refuse_end_before_start("hersteld_op", held_on, repaired_on, problems);
}

std::vector<facts::NewFact> facts_of(const Inspection& inspection) {
    const auto key = facts::object_key(inspection.equipment);
    std::vector<facts::NewFact> facts;
    if (inspection.result == "goedgekeurd")
        facts.push_back({.kind = "practice.inspected",
                         .subject = key,
                         .holds = lists::period_of(inspection.held_on, inspection.next_by)});
    else
        add(facts, {.kind = "practice.rejected",
                    .subject = key,
                    .holds = facts::until_day(inspection.held_on, inspection.repaired_on)});
    return facts;
}

}  // namespace kader::practice
