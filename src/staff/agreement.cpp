#include "staff/agreement.h"

#include <algorithm>

#include "facts/keys.h"

namespace kader::staff {

void Agreement::check(std::vector<lists::CellProblem>& problems) const {
    lists::refuse_end_before_start("tot_en_met", from, through, problems);
}

std::vector<facts::NewFact> facts_of(const Agreement& agreement) {
    std::vector<facts::NewFact> facts;
    if (!agreement.practice_signed_on || !agreement.other_signed_on) return facts;
    const auto start =
        std::max({agreement.from, *agreement.practice_signed_on, *agreement.other_signed_on});
    const auto holds = lists::period_of(start, agreement.through);
    const auto key = facts::person_key(agreement.person);
    add(facts,
        {.kind = "staff.agreement",
         .subject = key,
         .attributes = {{"kind", agreement.kind}, {"on_site", facts::yes_no(agreement.on_site)}},
         .holds = holds});
    for (const auto& clause : agreement.clauses)
        add(facts, {.kind = "staff.clause",
                    .subject = key,
                    .attributes = {{"clause", clause}},
                    .holds = holds});
    return facts;
}

}  // namespace kader::staff
