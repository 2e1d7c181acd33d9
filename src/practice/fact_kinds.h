#pragma once

// The kinds of fact that this room offers to norms/. A fact carries exactly the attributes named
// here, in this order; an attribute that nobody answered is empty.

#include <vector>

#include "facts/fact.h"

namespace kader::practice {

std::vector<facts::FactKind> fact_kinds();

}  // namespace kader::practice
