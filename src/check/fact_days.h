#pragma once

// Which facts the rows of a list become, and on which days those hold, told to a practice. What the
// program does is in the rooms; a test compares the two.

#include <span>
#include <string_view>

#include "lists/record.h"

namespace kader::check {

struct FactDays {
    std::string_view list;
    std::string_view kind;
    lists::Words when;
};

// In the order of record_types().
std::span<const FactDays> fact_days();

}  // namespace kader::check
