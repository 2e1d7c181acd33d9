#include "staff/appraisal.h"

#include "evidence/keys.h"

namespace kader::staff {

std::vector<evidence::NewFact> facts_of(const Appraisal& appraisal) {
    return {{.kind = "staff.appraisal",
             .subject = evidence::person_key(appraisal.person),
             .holds = evidence::from_day(appraisal.held_on)}};
}

}  // namespace kader::staff
