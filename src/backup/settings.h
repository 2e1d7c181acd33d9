#pragma once

// What a data folder keeps about its own backups, beside the database:
//
//   backup.toml       where they go, and for whom they are encrypted
//   backup.known      which objects the last backup used, so that they are not read again; may be lost
//   backup.drill      the secret by which one backup can be tried, until it was; sealed under the keyring
//   backup.lock       held by the one process that makes a backup or tries one
//   backup.snapshot   the database of one moment, while it is being copied

#include <filesystem>
#include <map>
#include <optional>
#include <string>

#include "backup/manifest.h"

namespace kader::backup {

struct BackupPlaces {
    explicit BackupPlaces(const std::filesystem::path& folder)
        : settings(folder / "backup.toml"),
          known(folder / "backup.known"),
          drill(folder / "backup.drill"),
          lock(folder / "backup.lock"),
          snapshot(folder / "backup.snapshot"),
          blobs(folder / "blobs") {}
    std::filesystem::path settings, known, drill, lock, snapshot, blobs;
};

struct Settings {
    std::filesystem::path target;
    PublicKey recipient;
};
// NotFound: no backups were set up. Invalid: not what write_settings() writes.
Result<Settings> read_settings(const BackupPlaces&, Language);
void write_settings(const BackupPlaces&, const Settings&);

// What is on the target for sure, for it was synced before it was noted here.
struct Known {
    std::map<vault::Digest, int> objects;  // To their variant.
    struct Blob {
        std::uint64_t bytes = 0;
        vault::Digest digest{};
    };
    std::map<std::string, Blob> blobs;  // By path.
};
// Empty when there is none, or one that cannot be trusted: then all is read and compared again.
Known read_known(const BackupPlaces&, const vault::Keyring&);
void write_known(const BackupPlaces&, const Known&, const vault::Keyring&);

// A backup that was not tried yet.
struct Drill {
    std::uint64_t sequence = 0;
    vault::Key secret;
};
std::optional<Drill> read_drill(const BackupPlaces&, const vault::Keyring&);
// In place of the one before.
void write_drill(const BackupPlaces&, const Drill&, const vault::Keyring&);
// From now on nobody but the holder of the recovery kit opens that backup.
void forget_drill(const BackupPlaces&);

}  // namespace kader::backup
