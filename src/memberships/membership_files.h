#pragma once

// The door of the room: what the practice belongs to, and who helps a client who complains. Law: Wkkgz art.
// 13 through 18 (the complaints procedure and its officer, the recognised disputes body). Nothing of any
// complaint stands here.

#include "memberships/complaints_officer.h"
#include "memberships/membership.h"
#include "records/door.h"

namespace kader::memberships {

using MembershipFiles = records::Door<Membership, ComplaintsOfficer>;

}  // namespace kader::memberships
