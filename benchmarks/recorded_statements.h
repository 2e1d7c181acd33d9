#pragma once

// What SQLite was asked, with its values, and the same asked again without the program around it.

#include <cstdint>
#include <filesystem>
#include <memory>
#include <set>
#include <string>
#include <variant>
#include <vector>

#include "storage/session.h"

namespace kader::benchmarks {

using OwnedValue = std::variant<std::monostate, std::int64_t, std::string, std::vector<std::uint8_t>>;

struct Statement {
    const storage::Sql* sql = nullptr;  // One address for one text.
    std::vector<OwnedValue> values;
};

// The units of work of a run. What is written once for each commit (the number of the change, the head of the
// log) is kept apart, because a replay chooses its commits itself.
struct Recording {
    std::vector<std::vector<Statement>> units;
    std::vector<std::vector<Statement>> closers;  // Of the commit in which the unit of the same place was; may be empty.
    std::string described() const;                // The texts of the second unit, one a line.
};

// Whether the statements are seen of a connection that is opened from here on.
void watch_new_connections(bool);
void begin_recording();
// Ends it. A unit begins with the first statement that was asked once for each of so many units; what was asked
// before it (how far the log is, the key of a subject) is asked once and kept by the server.
Recording end_recording(std::size_t units);

struct Replayed {
    double seconds = 0;
    double per_second = 0;
};
// On a writing session of the database of a data folder that stands as it did when recording began: the units in
// commits of so many, prepared once, each durable as the options of Kader make it.
Replayed replay(const std::filesystem::path& data, const Recording&, std::size_t units_per_commit, std::size_t units_max);

}  // namespace kader::benchmarks
