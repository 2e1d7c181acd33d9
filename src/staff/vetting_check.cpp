#include "staff/vetting_check.h"

#include "evidence/keys.h"

namespace kader::staff {

std::vector<evidence::NewFact> facts_of(const VettingCheck& check) {
    const bool objection = check.outcome == "bezwaar";
    const auto key = evidence::person_key(check.person);
    std::vector<evidence::NewFact> facts;
    facts.push_back({.kind = objection ? "staff.objection" : "staff.vetted",
                     .subject = key,
                     .attributes = {{"check", check.check_kind}},
                     .holds = evidence::from_day(check.checked_on)});
    if (!objection && check.check_kind == "vog" && check.issued_on)
        facts.push_back({.kind = "staff.vog_issued",
                         .subject = key,
                         .holds = evidence::from_day(*check.issued_on)});
    return facts;
}

}  // namespace kader::staff
