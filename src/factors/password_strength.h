#pragma once

// Whether a password is too easily guessed, found out without asking anyone: no password leaves the machine.
//
// Rules on kinds of characters are not ours: people answer them with "Welkom01!". We estimate how often a guesser
// who knows leaked passwords, English and Dutch words, rows of keys, dates and the names around this account must
// guess, and refuse what takes fewer than about ten thousand million guesses. Four words that do not belong
// together pass; one word with a year does not.
//
// Any thread. The first call brings some 2 MB of lists into memory (read-only pages of the program).

#include <optional>
#include <span>
#include <string_view>

#include "kernel/text.h"

namespace kader::factors {

// At least this many guesses, as a power of two.
inline constexpr double password_guesses_bits_min = 33;

// Why this password is not accepted; nothing when it is. Asks vault::password_refusal first, for the length.
// `known`: what anyone knows who knows the account (the practice's name, the login, the person's name); each word
// of these counts as nearly nothing in a password.
std::optional<Text> password_weakness(std::string_view password, std::span<const std::string_view> known);

// Guesses as a power of two, of a valid UTF-8 text of at most vault::password_characters_max characters; of the
// rest of a longer one nothing is counted. For tests and measurements.
double password_guesses_bits(std::string_view password, std::span<const std::string_view> known);

}  // namespace kader::factors
