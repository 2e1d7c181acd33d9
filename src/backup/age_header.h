#pragma once

// The head of a file of age, version 1 (age-encryption.org/v1): for whom it is, and a code over that. Pure.

#include <array>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "backup/age_keys.h"
#include "vault/sealed.h"

namespace kader::backup {

using vault::ByteVector;
using vault::Bytes;

inline constexpr std::size_t age_header_bytes_max = 16 * 1024;
inline constexpr std::size_t age_recipients_count_max = 64;
inline constexpr std::size_t file_key_bytes = 16;

// What opens one file. Wiped when it is let go.
struct FileKey {
    std::array<std::uint8_t, file_key_bytes> bytes{};
    FileKey() = default;
    FileKey(const FileKey&) = default;
    FileKey& operator=(const FileKey&) = default;
    ~FileKey() { vault::wipe(bytes); }
    static FileKey random();
};

struct AgeHeader {
    struct Share {  // Of one X25519 recipient; of other kinds nothing is kept.
        std::array<std::uint8_t, 32> ephemeral{}, wrapped{};
    };
    std::vector<Share> shares;
    std::array<std::uint8_t, 32> mac{};
    std::size_t bytes = 0;         // Its length, to the line end after the code.
    std::size_t bytes_before = 0;  // What the code is over.
};

// Nothing: no head of age, or one beyond the limits. Reads no further than the head; fuzzed.
std::optional<AgeHeader> parse_age_header(Bytes);

std::string write_age_header(const FileKey&, std::span<const PublicKey> recipients);
// Nothing: no share is for this secret, or the head was changed.
std::optional<FileKey> unwrap(const AgeHeader&, Bytes file, const vault::Key& secret);
// Whether the head was made with this key, and not changed since.
bool is_head_of(const AgeHeader&, Bytes file, const FileKey&);

// The key of what follows the head.
using PayloadKey = std::array<std::uint8_t, 32>;
PayloadKey payload_key(const FileKey&, Bytes nonce);

}  // namespace kader::backup
