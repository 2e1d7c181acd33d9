#pragma once

// The deadline rules, loaded for a command.

#include <iosfwd>
#include <optional>

#include "cli/commands.h"
#include "deadlines/deadline_rules.h"
#include "norm_book/norm_book.h"

namespace kader::cli {

// Nothing: the faults are on `err`.
std::optional<deadlines::DeadlineRules> load_deadline_rules(const Common&, const norm_book::NormBook&,
                                                            std::ostream& err);

}  // namespace kader::cli
