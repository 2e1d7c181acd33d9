#pragma once

// From TOML tables to holidays, rules and cases, one file at a time. What needs more than one file
// is checked in deadline_rules.cpp.

#include <string>
#include <vector>

#include "deadlines/deadline_rules.h"
#include "deadlines/toml_reader.h"

namespace kader::deadlines {

HolidayCalendar read_holidays(const TomlValue& file, const std::string& name,
                              std::vector<Fault>& faults);
std::vector<DeadlineRule> read_rules(const TomlValue& file, const std::string& name,
                                     std::vector<Fault>& faults);
std::vector<DeadlineCase> read_cases(const TomlValue& file, const std::string& name,
                                     std::vector<Fault>& faults);

}  // namespace kader::deadlines
