#pragma once

// Making a backup of a whole data folder, while it is in use.

#include "backup/objects.h"
#include "installation/installation.h"

namespace kader::backup {

struct RunOptions {
    Language language = Language::Dutch;
    std::function<bool()> is_stopping = {};
    AtStep at_step = {};
};

struct RunReport {
    std::uint64_t sequence = 0;  // 0: keys only.
    system::Instant began{}, ended{};
    std::uint64_t generation = 0;  // Of keys/current.
    std::uint64_t database_bytes = 0, files = 0, file_bytes_read = 0;
    ObjectCounts objects;
    bool keys_were_damaged = false;  // One of both copies was not whole; now both are.
};

// Sets up where backups go and for whom, after trying the place. As Target::set_up.
Result<std::monostate> set_up(installation::Installation&, const std::filesystem::path& data, const std::filesystem::path& target,
                              const PublicKey& recipient, Language);

// SQLite: the database, files and keys. PostgreSQL: the keys alone, because a database server has tools of its own
// (docs/how-to/back-up-postgresql.md). Needs no right to write in the database, and keeps no writer waiting. Works
// beside a server; one at a time (Conflict). Unavailable: the target is not there, is full or refuses; then
// it is as usable as before. Notes nothing in the database: note_run() does.
Result<RunReport> run(installation::Installation&, const std::filesystem::path& data, const RunOptions& = {});

// Only keys/current-a and -b, at once: after a destruction, before an old epoch is forgotten. Gives the generation.
// On return no copy on the target holds the keyring or key table from before.
// With `keyring`: these bytes in the place of the keyring on the disk, which is about to become so.
Result<std::uint64_t> copy_keys(installation::Installation&, const std::filesystem::path& data, const RunOptions& = {},
                                std::optional<Bytes> keyring = {});

}  // namespace kader::backup
