#pragma once

// Loading what nearly every command needs, with the refusal printed.

#include <iosfwd>
#include <optional>

#include "check/check.h"
#include "cli/answer_json.h"
#include "cli/commands.h"
#include "lists/folder.h"
#include "norm_book/norm_book.h"

namespace kader::cli {

// Nothing: the faults are on `err`.
std::optional<norm_book::NormBook> load_norms(const Common&, std::ostream& err);

// Nothing: the reason is on `err`. Shows a progress bar on a terminal.
std::optional<lists::ListFolder> load_folder(const Common&, const std::filesystem::path&, std::ostream& err);

std::vector<check::Record> records_of(const lists::FolderFacts&);

// What a check is made of: a folder of lists, or what a data folder holds of a practice.
struct CheckInput {
    std::vector<check::Record> records;
    RowsRead rows;
    std::optional<CalendarDay> known_on;  // For the check; stored records were chosen by it already.
};
// Nothing: the reason is on `err` and the exit code in `code`. Prints what was refused or is damaged.
std::optional<CheckInput> load_input(const Common&, const CheckOptions&, std::ostream& err, int& code);

// Rejected rows, with file, row, column and reason, and what else is worth knowing.
void print_findings(const Common&, const lists::FolderFacts&, std::ostream& err);
void print_refused(const Common&, const check::Check&, std::ostream& err);

}  // namespace kader::cli
