#pragma once

// Walks over everything that a practice stored, and tells the first thing that is not as it was written.

#include <cstdint>
#include <optional>
#include <string>

#include "installation/installation.h"
#include "kernel/text.h"

namespace kader::verification {

struct Outcome {
    std::size_t lines = 0;  // Of the audit log.
    std::size_t records = 0;
    std::size_t versions = 0;
    std::optional<Text> wrong;  // The first wrong place, in one sentence.
};

// Of one moment; works beside a server. Opens every sealed part, keeps none, and needs 40 bytes of memory
// for each version. Throws StorageError.
Outcome verify(installation::Installation&, const subjects::PracticeId&);

}  // namespace kader::verification
