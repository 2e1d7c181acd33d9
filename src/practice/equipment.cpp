#include "practice/equipment.h"

#include "facts/keys.h"

namespace kader::practice {

void Equipment::check(std::vector<lists::CellProblem>& problems) const {
    lists::refuse_end_before_start("tot_en_met", from, through, problems);
}

std::vector<facts::NewFact> facts_of(const Equipment& equipment) {
    return {{.kind = "practice.equipment",
             .subject = facts::object_key(equipment.row.kenmerk),
             .attributes = {{"kind", equipment.kind}},
             .holds = lists::period_of(equipment.from, equipment.through)}};
}

}  // namespace kader::practice
