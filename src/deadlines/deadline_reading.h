#pragma once

// From TOML tables to holidays, rules and cases, one file at a time. What needs more than one file
// is checked in deadline_rules.cpp.

#include <vector>

#include "deadlines/deadline_rules.h"
#include "toml/table_reader.h"

namespace kader::deadlines {

HolidayCalendar read_holidays(toml::TableReader file);
std::vector<DeadlineRule> read_rules(toml::TableReader file);
std::vector<DeadlineCase> read_cases(toml::TableReader file);

}  // namespace kader::deadlines
