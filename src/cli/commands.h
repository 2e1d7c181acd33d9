#pragma once

// What each command does, after its words were parsed. main.cpp knows the words.

#include <filesystem>
#include <iosfwd>
#include <optional>
#include <string>
#include <vector>

#include "cli/words.h"
#include "kernel/calendar.h"

namespace kader::cli {

// What a command ends with; documented in docs/command-line.md.
enum Exit : int {
    Done = 0,
    Refused = 1,  // A norm or the linter says no.
    Wrong = 2,    // The input is wrong: a folder, a date, an id, an option.
    Broken = 3,   // Something failed that should not.
};

enum class Format { Text, Json };

struct Common {
    std::filesystem::path norms;
    Language language = Language::Dutch;
    Format format = Format::Text;
    bool progress = false;  // Whether standard error is a terminal.
    CalendarDay today{};
};

struct CheckOptions {
    std::filesystem::path folder;
    std::optional<CalendarDay> on;
    std::optional<CalendarDay> known_on;
    std::optional<CalendarDay> until;  // forecast
    std::vector<std::string> changes;  // what-if
};

int check_command(const Common&, const CheckOptions&, std::ostream& out, std::ostream& err);
int forecast_command(const Common&, const CheckOptions&, std::ostream& out, std::ostream& err);
int what_if_command(const Common&, const CheckOptions&, std::ostream& out, std::ostream& err);
// Proposes a kader-mapping.toml for a folder whose names are not ours.
int map_command(const Common&, const std::filesystem::path& folder, std::ostream& out, std::ostream& err);

// Copies an example folder with its dates moved from one reference day to another.
int move_dates_command(const Common&, const std::filesystem::path& folder, const std::filesystem::path& into,
                       CalendarDay was, std::optional<CalendarDay> now, std::ostream& err);

int deadline_command(const Common&, const std::string& rule, const std::string& from, std::ostream& out,
                     std::ostream& err);
int explain_command(const Common&, int question, std::ostream& out, std::ostream& err);
int lists_command(const Common&, std::ostream& out);

int norms_lint_command(const Common&, std::ostream& out, std::ostream& err);
int norms_list_command(const Common&, std::ostream& out, std::ostream& err);
int norms_show_command(const Common&, const std::string& id, std::optional<CalendarDay> on, std::ostream& out,
                       std::ostream& err);
int norms_edition_command(const Common&, std::ostream& out, std::ostream& err);
int norms_diff_command(const Common&, const std::filesystem::path& other, std::ostream& out, std::ostream& err);

}  // namespace kader::cli
