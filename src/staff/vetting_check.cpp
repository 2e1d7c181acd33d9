#include "staff/vetting_check.h"

#include "facts/keys.h"

namespace kader::staff {

std::vector<facts::NewFact> facts_of(const VettingCheck& check) {
    const bool objection = check.outcome == "bezwaar";
    const auto key = facts::person_key(check.person);
    std::vector<facts::NewFact> facts;
    facts.push_back({.kind = objection ? "staff.objection" : "staff.vetted",
                     .subject = key,
                     .attributes = {{"check", check.check_kind}},
                     .holds = facts::from_day(check.checked_on)});
    if (!objection && check.check_kind == "vog" && check.issued_on)
        facts.push_back({.kind = "staff.vog_issued",
                         .subject = key,
                         .holds = facts::from_day(*check.issued_on)});
    return facts;
}

}  // namespace kader::staff
