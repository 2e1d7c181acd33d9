#pragma once

// Every list that Kader reads, and every kind of fact that comes of them: all rooms together.

#include <vector>

#include "facts/fact.h"
#include "lists/record.h"

namespace kader::check {

// In the order of docs/lists.md. Made once; any thread.
const std::vector<lists::ListType>& record_types();

const std::vector<facts::FactKind>& fact_kinds();

}  // namespace kader::check
