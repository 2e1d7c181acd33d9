#include "staff/performed_act.h"

#include "facts/keys.h"

namespace kader::staff {

void PerformedAct::check(std::vector<lists::CellProblem>& problems) const {
    lists::refuse_end_before_start("tot_en_met", from, through, problems);
}

std::vector<facts::NewFact> facts_of(const PerformedAct& performed) {
    const auto holds = lists::period_of(performed.from, performed.through);
    const auto person = facts::person_key(performed.person);
    return {{.kind = "staff.performs",
             .subject = facts::performs_key(performed.person, performed.act),
             .relation = person,
             .attributes = {{"act", performed.act}, {"mode", performed.mode}},
             .holds = holds},
            {.kind = "staff.act_performer",
             .subject = facts::act_key(performed.act),
             .relation = person,
             .attributes = {{"mode", performed.mode}},
             .holds = holds}};
}

}  // namespace kader::staff
