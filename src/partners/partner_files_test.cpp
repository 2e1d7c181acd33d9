#include "partners/partner_files.h"

#include <doctest/doctest.h>

#include "partners/record_types.h"
#include "records/door_for_tests.h"

namespace kader::partners {

TEST_CASE("the door of partners keeps them, for those who may") {
    records::check_lists<PartnerFiles>(record_types());
    Partner partner;
    partner.row.kenmerk = "X1";
    partner.name = "Apotheek Fictief";
    partner.kind = "apotheek";
    partner.activities = {"medicijnen"};
    partner.from = day_of(2026, 1, 1);
    auto corrected = partner;
    corrected.agreed_on = day_of(2026, 2, 1);
    records::check_door<PartnerFiles>(partner, corrected);
}

}  // namespace kader::partners
