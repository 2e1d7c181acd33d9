#pragma once

// keys/current-a and keys/current-b of a target: the newest keyring and key table, and who was destroyed.
// Both hold the same; each is written over in its place, one after the other, so that a cut leaves one whole
// and no older keyring stays behind. They must be in a place where that is really possible: never on a medium
// that keeps what was there.
//
// Bytes: "kader-keys-1" and a line end; the installation (16 bytes); the generation (8); the instant in
// microseconds (8); the file keyring as it is on the disk, sealed under the root key; the count of keys and for
// each practice, subject, kind of wrapping, by what, and the wrapped bytes; the count of destroyed subjects and
// for each practice and subject; a MAC under the chain key; and SHA-256 of all before, which tells damage
// without any key. Numbers are big-endian; what has no fixed length is led by its length in four bytes.

#include <compare>
#include <cstdint>
#include <filesystem>
#include <optional>
#include <map>
#include <string>
#include <vector>

#include "backup/age_header.h"
#include "kernel/limits.h"
#include "kernel/result.h"
#include "kernel/text.h"
#include "kernel/uuid.h"
#include "storage/session.h"
#include "system/clock.h"

namespace kader::backup {

inline constexpr std::size_t keys_copy_bytes_max = 1024 * limits::MiB;

struct WhoseKey {
    UuidBytes practice{}, subject{};
    friend auto operator<=>(const WhoseKey&, const WhoseKey&) = default;
};

struct KeyRow {
    WhoseKey whose;
    std::int64_t kind = 0;
    std::string by;
    ByteVector wrapped;
    friend bool operator==(const KeyRow&, const KeyRow&) = default;
};

// As the ledger has it.
struct Destroyed {
    std::int64_t at_us = 0, epoch = 0;
};

struct KeysCopy {
    UuidBytes installation{};
    std::uint64_t generation = 0;  // Rises with each copy.
    system::Instant made_at{};
    ByteVector keyring;
    std::vector<KeyRow> keys;
    std::map<WhoseKey, Destroyed> destroyed;
};

// The key table and the ledger of the destroyed, of one moment. The session is in a snapshot or a transaction.
// On PostgreSQL it enters the practices one by one.
void read_key_table(storage::Session&, KeysCopy&);

ByteVector write_keys_copy(const KeysCopy&, const vault::Keyring&);
// Nothing: damaged, cut off or not ours. Does not look at the MAC: that takes the keyring which is inside.
std::optional<KeysCopy> parse_keys_copy(Bytes);
bool is_keys_copy_of(const vault::Keyring&, Bytes);

}  // namespace kader::backup
