#pragma once

// Copies a folder of lists with every date in it moved, so that an example with fixed dates can be
// shown as if it were kept today.

#include <filesystem>
#include <optional>
#include <string>

#include "kernel/calendar.h"

namespace kader::cli {

// The text with each date (2026-03-31 or 31-03-2026, not part of a longer number) moved by `days`,
// and each cell that is only the year of `was` moved by `years`. Everything else stays, byte by byte.
std::string with_moved_dates(std::string_view text, int days, int year, int years);

// Nothing: done. Else why not. `into` must not exist yet, or be empty.
std::optional<std::string> copy_with_moved_dates(const std::filesystem::path& folder,
                                                 const std::filesystem::path& into, CalendarDay was,
                                                 CalendarDay now);

}  // namespace kader::cli
