#pragma once

// The door of the room: those with whom the practice treats a client together, and what was agreed. Law:
// Wkkgz art. 2 and 3 (responsibilities are divided and written down).

#include "partners/partner.h"
#include "records/door.h"

namespace kader::partners {

using PartnerFiles = records::Door<Partner>;

}  // namespace kader::partners
