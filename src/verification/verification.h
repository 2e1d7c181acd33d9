#pragma once

// Walks over everything that a practice stored, and tells the first thing that is not as it was written.

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "audit/checkpoint.h"
#include "installation/installation.h"
#include "kernel/text.h"

namespace kader::verification {

struct Outcome {
    std::size_t lines = 0;  // Of the audit log.
    std::size_t records = 0;
    std::size_t versions = 0;
    std::size_t destroyed = 0;    // Versions of who was destroyed, which nobody can open.
    std::size_t checkpoints = 0;  // That the log agrees with.
    std::optional<Text> wrong;  // The first wrong place, in one sentence.
    std::vector<Text> beside;   // What is wrong with the checkpoints themselves; each is told.
};

// Of one moment; works beside a server. Opens every sealed part, keeps none, and needs 40 bytes of memory
// for each version. Throws StorageError.
// With `checkpoints` the log is also held beside what was signed and kept there; throws FileError when that folder cannot
// be read.
Outcome verify(installation::Installation&, const subjects::PracticeId&, const std::filesystem::path& checkpoints = {});

// The checkpoints of a folder by themselves, with nothing but the key to check them by: what is wrong with them, and for
// each practice the newest head. Throws FileError.
struct CheckpointsOutcome {
    struct Newest {
        subjects::PracticeId practice;
        std::size_t count = 0;
        audit::Checkpoint newest;
    };
    std::vector<Newest> practices;
    std::vector<Text> wrong;
};
CheckpointsOutcome verify_checkpoints(const std::filesystem::path& folder, const audit::Verifier&);

}  // namespace kader::verification
