#pragma once

// Signing what leaves the building, so that it can be checked with a public key alone: Ed25519 (RFC 8032).

#include <array>
#include <optional>
#include <string>
#include <string_view>

#include "vault/sealed.h"

namespace kader::vault {

using VerifyKey = std::array<std::uint8_t, 32>;
using Signature = std::array<std::uint8_t, 64>;

// The seed is 32 bytes of chance that say everything there is to say of the key. Any thread.
VerifyKey verify_key_of(const Key& seed);
Signature sign(const Key& seed, Bytes message);
bool is_signed(const VerifyKey&, Bytes message, const Signature&);

// RFC 4648, with padding. Reading accepts the one spelling that writing gives; nothing: any other text.
std::string base64(Bytes);
std::optional<ByteVector> parse_base64(std::string_view);

}  // namespace kader::vault
