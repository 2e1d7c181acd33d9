#include "security_management/risk.h"

#include "facts/keys.h"

namespace kader::security_management {

void Risk::check(std::vector<lists::CellProblem>& problems) const {
    if (assessed_on) lists::refuse_end_before_start("vervallen_op", *assessed_on, withdrawn_on, problems);
    if (assessed_on && by.empty())
        problems.push_back({"door", "vul in wie het risico beoordeelde", "fill in who assessed the risk"});
    if (!assessed_on && !by.empty())
        problems.push_back({"beoordeeld_op", "vul in op welke dag het risico is beoordeeld",
                            "fill in on which day the risk was assessed"});
}

std::vector<facts::NewFact> facts_of(const Risk& risk) {
    std::vector<facts::NewFact> facts;
    // check() saw to it that whoever gave the day gave a name as well; the name itself is sealed.
    if (!risk.assessed_on) return facts;
    facts.push_back({.kind = "security.risk_assessed",
                     .subject = facts::practice_key,
                     .attributes = {{"area", risk.area}},
                     .holds = facts::from_day(*risk.assessed_on)});
    add(facts, {.kind = "security.risk",
                .subject = facts::risk_key(risk.row.kenmerk),
                .attributes = {{"area", risk.area}},
                .holds = facts::until_day(*risk.assessed_on, risk.withdrawn_on)});
    return facts;
}

}  // namespace kader::security_management
