#pragma once

// Trying a backup: it is restored as after a disaster, into a folder that is gone again, and looked through.

#include <filesystem>

#include "backup/restore.h"
#include "backup/settings.h"

namespace kader::backup {

struct DrillReport {
    std::uint64_t sequence = 0;
    system::Instant began{}, ended{};
    std::optional<Text> wrong;  // Nothing: it passed.
    std::size_t practices = 0, records = 0, versions = 0, lines = 0;
    std::size_t subjects_opened = 0, files_opened = 0;
};

inline constexpr int drill_subjects_count = 100;

// Reads nothing of the data folder but the secret of the drill and where the target is; the root key stands for the
// one on paper, and everything else comes from the target. To be called in a process of its own. When it passed, the
// secret is forgotten, and from then on only the recovery kit opens that backup.
// NotFound: backups were not set up, or the newest was tried already. Conflict: a backup is being made.
Result<DrillReport> try_backup(const std::filesystem::path& data, const vault::Key& root_key, const vault::Keyring&, const system::Clock&,
                               Language);

}  // namespace kader::backup
