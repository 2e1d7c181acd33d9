#include "security_management/security_files.h"

#include <doctest/doctest.h>

#include "records/door_for_tests.h"
#include "security_management/record_types.h"

namespace kader::security_management {

TEST_CASE("the door of security management keeps risks and measures, for those who may") {
    records::check_lists<SecurityFiles>(record_types());
    Risk risk;
    risk.row.kenmerk = "R1";
    risk.description = "Fictief risico";
    risk.assessed_on = day_of(2026, 1, 1);
    risk.by = "Proef Fictief";
    risk.area = "informatiebeveiliging";
    auto corrected = risk;
    corrected.withdrawn_on = day_of(2026, 6, 1);
    records::check_door<SecurityFiles>(risk, corrected);
}

}  // namespace kader::security_management
