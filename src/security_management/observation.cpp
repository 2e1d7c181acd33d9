#include "security_management/observation.h"

#include "facts/keys.h"

namespace kader::security_management {

void Observation::check(std::vector<lists::CellProblem>& problems) const {
    lists::refuse_end_before_start("telt_tot", from, until, problems);
}

std::vector<facts::NewFact> facts_of(const Observation& one) {
    std::vector<facts::NewFact> facts;
    add(facts, {.kind = "security.observed",
                .subject = facts::practice_key,
                .attributes = {{"what", one.topic}, {"outcome", one.outcome}, {"detail", one.detail}},
                .holds = facts::until_day(one.from, one.until)});
    facts.push_back({.kind = "security.watched",
                     .subject = facts::practice_key,
                     .attributes = {{"what", one.topic}},
                     .holds = facts::from_day(one.from)});
    if (one.topic == topic::backups && one.outcome == seen::good)
        add(facts, {.kind = "security.drill_owed",
                    .subject = facts::practice_key,
                    .holds = facts::until_day(one.from + Days{1}, one.until)});
    return facts;
}

}  // namespace kader::security_management
