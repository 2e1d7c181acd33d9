#pragma once

// The arithmetic of the chain. log.h says what it means.

#include "audit/log.h"

namespace kader::audit {

inline constexpr std::size_t salt_bytes = 16;

vault::Digest leaf_of(vault::Bytes salt, std::string_view canonical);
// The head after one more entry.
Head following(const Head&, vault::Bytes salt, std::string_view canonical);
vault::Digest mac_of(const vault::Key& chain_key, const UuidBytes& practice, std::int64_t lane, const Head&);

}  // namespace kader::audit
