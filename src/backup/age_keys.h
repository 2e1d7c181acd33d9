#pragma once

// Key pairs of age (X25519), in the words of the tool `age`: "age1…" is public, "AGE-SECRET-KEY-1…" is not.

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "vault/keys.h"

namespace kader::backup {

// To whom a file can be encrypted. No secret.
struct PublicKey {
    std::array<std::uint8_t, vault::key_bytes> bytes{};
    friend bool operator==(const PublicKey&, const PublicKey&) = default;
};
std::string text_of(const PublicKey&);
// Nothing: no public key of age; every mistyped letter is noticed.
std::optional<PublicKey> parse_public_key(std::string_view);

PublicKey public_key_of(const vault::Key& secret);
// The caller wipes the text.
std::string secret_text_of(const vault::Key& secret);
// Accepts spaces, line ends and both cases, for it may have been typed over from paper.
std::optional<vault::Key> parse_secret_key(std::string_view);

}  // namespace kader::backup
