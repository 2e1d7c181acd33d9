#pragma once

// Passwords: Argon2id over what a person typed, mixed first with the pepper of the keyring, so that a stolen
// database alone cannot be guessed at. One call takes 64 MiB of memory and tenths of a second: never on a
// thread that serves connections, and at most four at once.

#include <string>
#include <string_view>

#include "kernel/text.h"
#include "vault/keys.h"

namespace kader::vault {

inline constexpr std::size_t password_characters_min = 12;
inline constexpr std::size_t password_characters_max = 128;

// Why this password is not accepted; nothing when it is. Length only: no rules on kinds of characters.
std::optional<Text> password_refusal(std::string_view password);

// As stored: Argon2id, its parameters and salt in one text.
std::string password_hash(const Keyring&, std::string_view password);
// Takes as long for a hash that is empty (nobody by that name) as for a real one, and is then false.
bool is_password(const Keyring&, std::string_view hash, std::string_view password);
// Whether the hash was made with lighter parameters than today's: make it again at the next sign-in.
bool is_outdated(std::string_view hash);

}  // namespace kader::vault
