#pragma once

// Sealing: XChaCha20-Poly1305 under the key of a subject, bound to the place where it is stored, so that
// nothing can be read, changed, moved to another row or put back to an older version unnoticed.
//
// Sealed bytes, version 1:
//   1 byte   suite (1 = XChaCha20-Poly1305-IETF, subkey by BLAKE2b)
//   2 bytes  version of the body, big-endian: what the reader makes of the plain bytes
//   24 bytes nonce, random
//   …        ciphertext and 16 bytes of tag
// The associated data is "kader-seal-1", the first three bytes, and the place; every part that can differ in
// length is led by its length.

#include <array>
#include <cstddef>
#include <cstdint>
#include <initializer_list>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "kernel/result.h"
#include "kernel/uuid.h"
#include "vault/keys.h"

namespace kader::vault {

using Bytes = std::span<const std::uint8_t>;
using ByteVector = std::vector<std::uint8_t>;

inline constexpr std::size_t sealed_header_bytes = 27;
inline constexpr std::size_t sealed_extra_bytes = sealed_header_bytes + 16;

// Where a sealed value stands. `beside` is what else the tag vouches for: a digest of the plain columns of
// the row.
struct Place {
    UuidBytes practice{};
    std::string_view table;
    UuidBytes row{};
    std::int64_t version = 0;
    Bytes beside = {};
};

// What stands in the first bytes.
struct SealedHeader {
    std::uint8_t suite = 0;
    std::uint16_t body_version = 0;
};
// Invalid: too short, an unknown suite. Never reads past the end; fuzzed.
Result<SealedHeader> read_header(Bytes sealed);

// Bytes that were sealed and are stored as they are. T says what they become; nothing prints them.
template <class T>
struct Sealed {
    ByteVector bytes;
    friend bool operator==(const Sealed&, const Sealed&) = default;
};

// Any thread. The plain bytes are the caller's, to wipe.
ByteVector seal(const Key& data_key, const Place&, std::uint16_t body_version, Bytes plain);
// Invalid: damaged, moved, an older version put back, or another key.
struct Opened {
    std::uint16_t body_version = 0;
    ByteVector plain;
};
Result<Opened> open(const Key& data_key, const Place&, Bytes sealed);

// Sixteen bytes that are equal for equal text, and tell nothing without the key.
std::array<std::uint8_t, 16> match_of(const Key& match_key, const UuidBytes& practice, std::string_view text);

// SHA-256 over the parts, one after another: the caller sees to it that they cannot be cut otherwise.
using Digest = std::array<std::uint8_t, 32>;
Digest digest_of(std::initializer_list<Bytes> parts);
// BLAKE2b-256 with a key, over the parts.
Digest keyed_digest_of(const Key&, std::initializer_list<Bytes> parts);
// In a time that does not tell where they differ.
bool same_bytes(Bytes, Bytes);
inline Bytes bytes_of(std::string_view text) {
    return {reinterpret_cast<const std::uint8_t*>(text.data()), text.size()};
}
// The eight bytes of a number, the highest first.
std::array<std::uint8_t, 8> big_endian(std::int64_t);
// Lower case. Reading accepts capitals; nothing: another character, or half a byte.
std::string hex(Bytes);
std::optional<ByteVector> parse_hex(std::string_view);

}  // namespace kader::vault
