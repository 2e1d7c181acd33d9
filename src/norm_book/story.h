#pragma once

// A worked case: a whole practice in a few lists, and what the check must answer on which day. The
// states and days are written by hand, in files that a quality officer can read.

#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "kernel/calendar.h"
#include "norm_book/norm_book.h"
#include "toml/table_reader.h"

namespace kader::norm_book {

using toml::TableReader;

struct Expectation {
    CalendarDay on{};
    std::string requirement;  // Either this
    int question = 0;         // or this (1 through 22).
    State state = State::Missing;
    std::optional<CalendarDay> changes_on;  // The first day with another state if nothing is done.
    bool never_changes = false;             // changes_on = "never"
    std::optional<State> changes_to;        // With changes_on.
    std::optional<bool> unconfirmed;  // The remark "unconfirmed interval" is, or is not, there.
    std::optional<bool> gap;          // The remark "gap in the past", likewise.
    std::string because;              // Dutch, for the reader.
    Position position;
};

struct Story {
    std::string title;                         // Dutch
    std::vector<std::string> tells;            // Ids of the requirements it is a case for.
    std::map<std::string, std::string> lists;  // The name of a list and its CSV text.
    std::vector<Expectation> expectations;     // In the order of the file.
    Position position;
};

// Reads cases/questions/ below a norms folder, in order of path. States, days and keys are checked;
// whether the requirements exist is checked when the book itself is loaded.
std::variant<std::vector<Story>, std::vector<Fault>> load_stories(
    const std::filesystem::path& norms);

// The story of one parsed file. Internal to norm_book.
Story read_story(TableReader&);

}  // namespace kader::norm_book
