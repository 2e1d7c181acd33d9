#include "practice/own_rule.h"

#include "facts/keys.h"

namespace kader::practice {

void OwnRule::check(std::vector<lists::CellProblem>& problems) const {
    lists::refuse_end_before_start("tot_en_met", from, through, problems);
}

std::vector<facts::NewFact> facts_of(const OwnRule& rule) {
    return {{.kind = "practice.own_rule",
             .subject = facts::key("norm", rule.norm),
             .attributes = {{"value", rule.value}},
             .holds = lists::period_of(rule.from, rule.through)}};
}

}  // namespace kader::practice
