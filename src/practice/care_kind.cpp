#include "practice/care_kind.h"

#include "facts/keys.h"

namespace kader::practice {

void CareKind::check(std::vector<lists::CellProblem>& problems) const {
    lists::refuse_end_before_start("tot_en_met", from, through, problems);
}

std::vector<facts::NewFact> facts_of(const CareKind& care) {
    const auto key = facts::care_key(care.kind);
    return {{.kind = "practice.care",
             .subject = key,
             .attributes = {{"kind", care.kind}},
             .holds = lists::period_of(care.from, care.through)},
            {.kind = "practice.care_start",
             .subject = key,
             .attributes = {{"kind", care.kind}},
             .holds = facts::on_day(care.from)}};
}

}  // namespace kader::practice
