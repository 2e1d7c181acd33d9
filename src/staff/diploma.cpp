#include "staff/diploma.h"

#include "evidence/keys.h"

namespace kader::staff {

std::vector<evidence::NewFact> facts_of(const Diploma& diploma) {
    const bool checked =
        diploma.authenticity != "niet_gecontroleerd" && diploma.checked_on.has_value();
    return {{.kind = "staff.diploma",
             .subject = evidence::person_key(diploma.person),
             .attributes = {{"checked", evidence::yes_no(checked)}},
             .holds = evidence::from_day(diploma.checked_on.value_or(diploma.obtained_on))}};
}

}  // namespace kader::staff
