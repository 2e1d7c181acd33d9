#pragma once

// Whether an export is what it says, before anything of it is stored.

#include <filesystem>

#include "transfer/manifest.h"

namespace kader::transfer {

// Reads every file once. Refused, in one sentence with file and line: a file that is missing or differs from
// its sum; a line that is none; versions that do not follow on each other, or come twice; a chain of the
// log that does not hold; a version that the log does not speak of, or not with this content; a line of the
// log about a version that is not there. Keeps some 60 bytes for each version, and the names of all records.
Result<Manifest> check_export(const std::filesystem::path& folder, Language);

}  // namespace kader::transfer
