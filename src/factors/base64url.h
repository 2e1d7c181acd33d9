#pragma once

// Base 64 as browsers write bytes in the answers of passkeys: the alphabet that is safe in addresses, without
// padding (RFC 4648, section 5).

#include <optional>
#include <string>
#include <string_view>

#include "vault/sealed.h"

namespace kader::factors {

std::string base64url(vault::Bytes);
// Nothing: another character, padding, or bits left over that are not zero. One value has one text only.
std::optional<vault::ByteVector> parse_base64url(std::string_view);

}  // namespace kader::factors
