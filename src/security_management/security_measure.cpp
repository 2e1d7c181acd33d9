#include "security_management/security_measure.h"

#include "facts/keys.h"

namespace kader::security_management {

std::vector<facts::NewFact> facts_of(const SecurityMeasure& measure) {
    const auto key = facts::risk_key(measure.risk);
    std::vector<facts::NewFact> facts;
    facts.push_back({.kind = "security.measure",
                     .subject = key,
                     .holds = facts::from_day(measure.decided_on)});
    if (measure.introduced_on)
        facts.push_back({.kind = "security.measure_done",
                         .subject = key,
                         .holds = facts::from_day(*measure.introduced_on)});
    // That somebody looked, and not what they should have seen: a check without a finding is none.
    if (measure.checked_on && !measure.finding.empty())
        facts.push_back({.kind = "security.measure_checked",
                         .subject = key,
                         .attributes = {{"works", facts::yes_no(measure.works)}},
                         .holds = facts::from_day(*measure.checked_on)});
    if (!measure.owner.empty())
        facts.push_back({.kind = "security.measure_owner",
                         .subject = facts::person_key(measure.owner),
                         .holds = facts::from_day(measure.decided_on)});
    return facts;
}

}  // namespace kader::security_management
