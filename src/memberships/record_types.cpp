#include "memberships/record_types.h"

#include "memberships/complaints_officer.h"
#include "memberships/membership.h"

namespace kader::memberships {

std::vector<lists::ListType> record_types() {
    return {lists::list_type<Membership>(), lists::list_type<ComplaintsOfficer>()};
}

}  // namespace kader::memberships
