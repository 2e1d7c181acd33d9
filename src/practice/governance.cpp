#include "practice/governance.h"

#include "facts/keys.h"

namespace kader::practice {

void Governance::check(std::vector<lists::CellProblem>& problems) const {
    lists::refuse_end_before_start("tot_en_met", from, through, problems);
}

std::vector<facts::NewFact> facts_of(const Governance& governance) {
    return {{.kind = "practice.governance",
             .subject = facts::key("governance", governance.row.kenmerk),
             .attributes = {{"kind", governance.kind},
                            {"independent", facts::yes_no(governance.independent)}},
             .holds = lists::period_of(governance.from, governance.through)}};
}

}  // namespace kader::practice
