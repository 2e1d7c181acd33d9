#include "security_management/risk.h"

#include "facts/keys.h"

namespace kader::security_management {

void Risk::check(std::vector<lists::CellProblem>& problems) const {
    lists::refuse_end_before_start("vervallen_op", assessed_on, withdrawn_on, problems);
}

std::vector<facts::NewFact> facts_of(const Risk& risk) {
    std::vector<facts::NewFact> facts;
    facts.push_back({.kind = "security.risk_assessed",
                     .subject = facts::practice_key,
                     .attributes = {{"area", risk.area}},
                     .holds = facts::from_day(risk.assessed_on)});
    add(facts, {.kind = "security.risk",
                .subject = facts::risk_key(risk.row.kenmerk),
                .attributes = {{"area", risk.area}},
                .holds = facts::until_day(risk.assessed_on, risk.withdrawn_on)});
    return facts;
}

}  // namespace kader::security_management
