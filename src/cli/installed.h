#pragma once

// What came along with the program: norms, pages, examples.

#include <filesystem>

namespace kader::cli {

// An installed program stands in …/lib/kader and has them in …/share/kader; any other uses those of the sources that
// it was built from. An installed one never looks there.
std::filesystem::path brought_along(const char* name, const char* of_the_sources);

}  // namespace kader::cli
