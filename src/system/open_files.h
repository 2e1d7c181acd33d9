#pragma once

// How many files and connections this process may have open at once.

#include <cstddef>

namespace kader::system {

// Asks for all that the machine allows (the hard limit), and says how many that is. Where it cannot be had, or the
// hard limit is what it was already, nothing changes.
std::size_t raise_open_files();

}  // namespace kader::system
