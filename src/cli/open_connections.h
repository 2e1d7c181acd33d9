#pragma once

// How many connections a server takes where so many files may be open.

#include <algorithm>
#include <cstddef>

namespace kader::cli {

inline constexpr std::size_t connections_wanted = 20'000;
// For the database, the log and whatever else is not a connection.
inline constexpr std::size_t other_files = 256;

// Never none: with few files what is over is refused by the machine.
inline std::size_t connections_for(std::size_t open_files) {
    return std::clamp<std::size_t>(open_files > other_files ? open_files - other_files : 0, 64, connections_wanted);
}

}  // namespace kader::cli
