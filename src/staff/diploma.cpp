#include "staff/diploma.h"

#include "facts/keys.h"

namespace kader::staff {

std::vector<facts::NewFact> facts_of(const Diploma& diploma) {
    const bool checked =
        diploma.authenticity != "niet_gecontroleerd" && diploma.checked_on.has_value();
    return {{.kind = "staff.diploma",
             .subject = facts::person_key(diploma.person),
             .attributes = {{"checked", facts::yes_no(checked)}},
             .holds = facts::from_day(diploma.checked_on.value_or(diploma.obtained_on))}};
}

}  // namespace kader::staff
