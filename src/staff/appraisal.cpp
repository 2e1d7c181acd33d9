#include "staff/appraisal.h"

#include "facts/keys.h"

namespace kader::staff {

std::vector<facts::NewFact> facts_of(const Appraisal& appraisal) {
    return {{.kind = "staff.appraisal",
             .subject = facts::person_key(appraisal.person),
             .holds = facts::from_day(appraisal.held_on)}};
}

}  // namespace kader::staff
