#pragma once

// What one backup consists of, and with which key each of its files opens. It is itself a file of age, and
// the only one that a person needs the backup secret for. As text, so that it can be used without Kader:
//
//   kader-backup-1
//   installation 32 hexadecimal digits
//   sequence 12
//   made_at 2026-11-22T03:00:00.000000Z
//   kader 0.1.0
//   schema 6
//   keys 14                        the generation of keys/current when this was made
//   database 123456789             its bytes
//   practices 1
//   practice ID SUBJECTS RECORDS VERSIONS LINES ACCOUNTS CHAIN      counts, and the head of the audit log
//   chunks 118                     the database is these, one after another
//   chunk ID VARIANT BYTES SHA256 KEY
//   files 3
//   file ID VARIANT BYTES SHA256 KEY PATH                           within the data folder
//   mac 64 hexadecimal digits      under a key of the keyring, over all lines before
//
// An object stands in data/objects, by its id and variant. KEY is the key of that one file of age.

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "backup/age_header.h"
#include "kernel/limits.h"
#include "kernel/result.h"
#include "kernel/text.h"
#include "subjects/ids.h"
#include "system/clock.h"

namespace kader::backup {

inline constexpr std::size_t manifest_bytes_max = 1024 * limits::MiB;
inline constexpr std::uint64_t chunk_bytes = 1024 * 1024;
inline constexpr std::uint64_t object_bytes_max = 4096ULL * limits::MiB;
inline constexpr int variants_max = 99;

struct Object {
    vault::Digest id{};      // A keyed digest of the content, by which it is found again and copied once.
    int variant = 0;         // Above 0 when what stood under the name before was cut off.
    std::uint64_t bytes = 0;  // Of the content.
    vault::Digest digest{};  // SHA-256 of the content.
    FileKey key;
};

struct CopiedFile {
    Object object;
    std::string path;  // "blobs/…", with slashes; never absolute, never upwards.
};

// Of one practice, at the moment of the copy.
struct PracticeCounts {
    subjects::PracticeId id;
    std::int64_t subjects = 0, records = 0, versions = 0, lines = 0, accounts = 0;
    vault::Digest chain{};
    friend bool operator==(const PracticeCounts&, const PracticeCounts&) = default;
};

struct Manifest {
    UuidBytes installation{};
    std::uint64_t sequence = 0;
    system::Instant made_at{};
    std::string made_by;
    int schema = 0;
    std::uint64_t keys_generation = 0;
    std::uint64_t database_bytes = 0;
    std::vector<PracticeCounts> practices;
    std::vector<Object> chunks;
    std::vector<CopiedFile> files;
};

// Whether a path may be made in a data folder: plain names below "blobs".
bool is_path_of_copy(std::string_view);

std::string text_of(const Manifest&, const vault::Keyring&);
enum class ManifestFault { Newer, Damaged };
struct ReadManifest {
    std::optional<Manifest> manifest;
    ManifestFault fault = ManifestFault::Damaged;  // When there is none.
};
// Everything but the MAC.
ReadManifest parse_manifest(std::string_view);
bool is_manifest_of(const vault::Keyring&, std::string_view text);

}  // namespace kader::backup
