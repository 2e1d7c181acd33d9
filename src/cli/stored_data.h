#pragma once

// Opening stored data for a command, with every refusal printed.

#include <iosfwd>
#include <memory>
#include <optional>

#include "cli/commands.h"
#include "installation/installation.h"
#include "subjects/practices.h"

namespace kader::cli {

// What a refusal of a lower module is to whoever started the program.
int exit_of(const Error&);
// Prints the sentence of a refusal, and gives its exit code.
int print_refusal(const Error&, std::ostream& err);
// The same for what a database throws in the middle of a command.
int print_refusal(const Common&, const storage::StorageError&, std::ostream& err);

// Nothing: the sentence is on `err` and its exit code in `code`.
std::unique_ptr<installation::Installation> open_data(const Common&, const std::filesystem::path& data,
                                                      std::ostream& err, int& code);
std::unique_ptr<installation::Installation> open_data_to_read(const Common&, const std::filesystem::path& data,
                                                              std::ostream& err, int& code);

// The practice that was named, or the only one. Nothing: as above; the sentence names those there are.
std::optional<subjects::Practice> practice_of(const Common&, installation::Installation&,
                                              const std::string& name, std::ostream& err, int& code);

}  // namespace kader::cli
