#include "staff/responsibility.h"

#include "facts/keys.h"

namespace kader::staff {

void Responsibility::check(std::vector<lists::CellProblem>& problems) const {
    lists::refuse_end_before_start("tot_en_met", from, through, problems);
}

std::vector<facts::NewFact> facts_of(const Responsibility& responsibility) {
    return {{.kind = "staff.responsibility",
             .subject = facts::key("task", responsibility.task),
             .relation = facts::person_key(responsibility.person),
             .attributes = {{"task", responsibility.task}},
             .holds = lists::period_of(responsibility.from, responsibility.through)}};
}

}  // namespace kader::staff
