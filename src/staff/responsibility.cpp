#include "staff/responsibility.h"

#include "evidence/keys.h"

namespace kader::staff {

void Responsibility::check(std::vector<lists::CellProblem>& problems) const {
    lists::refuse_end_before_start("tot_en_met", from, through, problems);
}

std::vector<evidence::NewFact> facts_of(const Responsibility& responsibility) {
    return {{.kind = "staff.responsibility",
             .subject = evidence::key("task", responsibility.task),
             .relation = evidence::person_key(responsibility.person),
             .attributes = {{"task", responsibility.task}},
             .holds = lists::period_of(responsibility.from, responsibility.through)}};
}

}  // namespace kader::staff
