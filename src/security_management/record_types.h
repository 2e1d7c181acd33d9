#pragma once

// The lists of this room, in the order in which docs/lists.md tells them.

#include <vector>

#include "lists/record.h"

namespace kader::security_management {

std::vector<lists::ListType> record_types();

}  // namespace kader::security_management
