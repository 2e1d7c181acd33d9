#pragma once

// The PIN with which colleagues take turns at one tablet. It is no second factor and opens nothing by itself:
// it counts only on a device where this person signed in fully before, and the caller ends that after a few
// wrong tries.

#include <optional>
#include <string>
#include <string_view>

#include "kernel/text.h"
#include "vault/keys.h"

namespace kader::factors {

inline constexpr std::size_t pin_digits_min = 4;
inline constexpr std::size_t pin_digits_max = 8;

// Why this PIN is not accepted; nothing when it is. Spaces do not count.
//
// Refused is what colleagues try first: one digit or one group repeated (0000, 1212), steps of the same size
// (1234, 9876, 2468), the middle column of the keys, years from 1900 through 2099, and days written in any usual
// order (3112, 1231, 311290, 19901231). Birthdays are what people choose most and what colleagues know. Of the
// ten thousand PINs of four digits more than nine thousand stay.
std::optional<Text> pin_refusal(std::string_view typed);

// Argon2id with the pepper, as a password, and apart from passwords: neither opens the other. Four digits are
// found at once by whoever has the keyring too; without it not at all. Costs what a password costs: 64 MiB and
// tenths of a second, never on a thread that serves connections.
std::string pin_hash(const vault::Keyring&, std::string_view typed);
// An empty hash is nobody's: false, after the same time. What is no PIN is false as well, and may be so at once.
bool is_pin(const vault::Keyring&, std::string_view hash, std::string_view typed);

}  // namespace kader::factors
