#pragma once

// The lists of this room, in the order in which docs/lists.md tells them.

#include <vector>

#include "lists/record.h"

namespace kader::memberships {

std::vector<lists::ListType> record_types();

}  // namespace kader::memberships
