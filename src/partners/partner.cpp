#include "partners/partner.h"

#include <algorithm>

#include "facts/keys.h"

namespace kader::partners {

void Partner::check(std::vector<lists::CellProblem>& problems) const {
    lists::refuse_end_before_start("tot_en_met", from, through, problems);
}

std::vector<facts::NewFact> facts_of(const Partner& partner) {
    const auto key = facts::key("partner", partner.row.kenmerk);
    const auto holds = lists::period_of(partner.from, partner.through);
    std::vector<facts::NewFact> facts;
    facts.push_back({.kind = "partners.partner",
                     .subject = key,
                     .attributes = {{"kind", partner.kind}},
                     .holds = holds});
    for (const auto& activity : partner.activities)
        facts.push_back({.kind = "partners.does",
                         .subject = key,
                         .attributes = {{"activity", activity}},
                         .holds = holds});
    if (partner.agreed_on)
        add(facts, {.kind = "partners.agreed",
                    .subject = key,
                    .holds = lists::period_of(std::max(*partner.agreed_on, partner.from),
                                              partner.through)});
    return facts;
}

}  // namespace kader::partners
