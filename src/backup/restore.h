#pragma once

// A data folder out of a backup: the data as they were then, with the newest keys. So whoever was destroyed since
// does not come back, and everybody else does.

#include <filesystem>
#include <optional>
#include <vector>

#include "backup/objects.h"
#include "backup/target.h"

namespace kader::backup {

struct RestoreOptions {
    Language language = Language::Dutch;
    std::optional<system::Instant> before = {};      // The newest one made before this.
    std::optional<std::uint64_t> sequence = {};      // This one alone.
    AtStep at_step = {};
};

struct Restored {
    std::uint64_t sequence = 0;
    system::Instant made_at{};
    std::string made_by;
    std::uint64_t database_bytes = 0;
    std::size_t practices = 0, files = 0, keys = 0;
    std::size_t keys_of_backup = 0;  // Of subjects that the newest key table does not know yet.
    std::size_t destroyed = 0;       // Subjects that stay unreadable because they were destroyed.
    bool one_key_copy_was_damaged = false;
    std::vector<std::string> unfinished;  // Newer backups that never came to their end.
};

// Makes `into`, which must be empty or not there, by renaming a folder beside it when all of it is whole: every
// digest, every file, both copies of the keys, all of one installation, counts and the pages of the database. Until
// then nothing has its name, and a next attempt clears away what a broken one left.
//   Invalid: something is damaged, cut off, missing, swapped, of a newer Kader, or the secrets are not its own; the
//   sentence tells which. NotFound: no backup there (of that time). Conflict: `into` holds something.
// Throws FileError and StorageError for a disk that fails.
Result<Restored> restore(const std::filesystem::path& target, const std::filesystem::path& into, const vault::Key& root_key,
                         const vault::Key& backup_secret, const RestoreOptions& = {});

// The newest key table over that of a database, within its writing session: rows of subjects that were destroyed go;
// rows that only the database has stay when an epoch of the keyring opens them. Used after restoring PostgreSQL too.
struct MergedKeys {
    std::size_t keys = 0, only_here = 0, destroyed = 0;
};
// All sessions end `now`, as do the tokens of shared workstations and for first accounts: they are of before.
MergedKeys merge_keys(storage::Session& writing, const KeysCopy& newest, const vault::Keyring&, system::Instant now);

// After the tools of PostgreSQL put an older database back: the newest keyring in the place of the one in the data
// folder, and merge_keys(). Nobody else may have the data (Conflict). Refuses what restore() refuses of keys.
Result<MergedKeys> put_keys_back(const std::filesystem::path& data, const std::filesystem::path& target, const vault::Key& root_key,
                                 Language);

}  // namespace kader::backup
