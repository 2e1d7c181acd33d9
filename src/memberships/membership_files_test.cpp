#include "memberships/membership_files.h"

#include <doctest/doctest.h>

#include "memberships/record_types.h"
#include "records/door_for_tests.h"

namespace kader::memberships {

TEST_CASE("the door of memberships keeps them, for those who may") {
    records::check_lists<MembershipFiles>(record_types());
    Membership membership;
    membership.row.kenmerk = "L1";
    membership.kind = "geschilleninstantie";
    membership.body = "Geschillen Fictief";
    membership.number = "F-1";
    membership.from = day_of(2026, 1, 1);
    auto corrected = membership;
    corrected.number.clear();
    records::check_door<MembershipFiles>(membership, corrected);
}

}  // namespace kader::memberships
