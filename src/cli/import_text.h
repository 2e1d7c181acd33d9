#pragma once

// What an import did, or would do, as a person reads it.

#include <iosfwd>
#include <string>

#include "cli/commands.h"
#include "transfer/import.h"

namespace kader::cli {

// "1 rij", "12 rijen"
std::string rows_text(Language, std::size_t count);

// `refused`: of the folder and of the store together; why was told before.
void print_import(const Common&, const ImportCommandOptions&, const transfer::ImportReport&, std::size_t refused,
                  const std::string& practice, std::ostream& out);

}  // namespace kader::cli
