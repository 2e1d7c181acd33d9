#include "practice/shown_otherwise.h"

#include "facts/keys.h"

namespace kader::practice {

void ShownOtherwise::check(std::vector<lists::CellProblem>& problems) const {
    lists::refuse_end_before_start("tot_en_met", from, through, problems);
}

std::vector<facts::NewFact> facts_of(const ShownOtherwise& shown) {
    return {{.kind = "practice.shown_otherwise",
             .subject = facts::requirement_key(shown.requirement),
             .holds = lists::period_of(shown.from, shown.through)}};
}

}  // namespace kader::practice
