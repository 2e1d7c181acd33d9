#pragma once

// A new folder with the lists a practice begins with.

#include <filesystem>
#include <iosfwd>

#include "cli/commands.h"
#include "interviews/first_lists.h"

namespace kader::cli {

// Writes the lists and tells what was written, what is missing and what can be done next. Nothing is written, and it
// ends with Exit::Wrong, when there is no list, or when the folder exists and is not empty. `asked_on`: the day of asking.
int begin_folder(const Common&, const std::filesystem::path& folder, const interviews::FirstLists&, CalendarDay asked_on,
                 std::ostream& out, std::ostream& err);

}  // namespace kader::cli
