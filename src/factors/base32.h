#pragma once

// Bytes as letters and digits, five bits each, the highest first. Two alphabets: that of authenticator apps (RFC
// 4648) and that of Crockford, in which nothing looks like anything else.

#include <string>
#include <string_view>

#include "vault/sealed.h"

namespace kader::factors::base32 {

inline constexpr std::string_view of_apps = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
inline constexpr std::string_view of_crockford = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

// Only of whole groups: a multiple of five bytes. With `between` after every fourth character but the last.
std::string written(vault::Bytes, std::string_view alphabet, char between);

}  // namespace kader::factors::base32
