#pragma once

// Whether a text is a word of the Dutch word list (Debian package wdutch, of OpenTaal), from a megabyte that the
// build makes of it: a Bloom filter. Every word of the list is known; of other texts about one in twenty
// thousand is taken for a word.

#include <array>
#include <cstddef>
#include <cstdint>
#include <string_view>

namespace kader::factors {

inline constexpr std::size_t dutch_word_letters_min = 4;
inline constexpr std::size_t dutch_word_letters_max = 24;
// How much a guesser who has the list gains from a word: there are somewhat over 2^18 of them.
inline constexpr double dutch_word_bits = 18.4;

// Lower case, without accents (kernel/text.h, folded).
bool is_dutch_word(std::string_view folded);

namespace dutch_words {

inline constexpr std::size_t bits_count = std::size_t{1} << 23;
inline constexpr std::size_t places_count = 10;
extern const std::array<std::uint64_t, bits_count / 64> bits;  // Written by dutch_words_maker.cpp.

// The places of a word in the filter.
inline std::array<std::size_t, places_count> places_of(std::string_view word) {
    // FNV-1a, and its bits mixed once more (the finish of MurmurHash3).
    std::uint64_t hash = 14695981039346656037U;
    for (const char c : word) hash = (hash ^ static_cast<unsigned char>(c)) * 1099511628211U;
    hash = (hash ^ hash >> 33) * 0xFF51AFD7ED558CCDU;
    hash = (hash ^ hash >> 33) * 0xC4CEB9FE1A85EC53U;
    hash ^= hash >> 33;
    const std::uint64_t step = (hash >> 32) | 1;
    std::array<std::size_t, places_count> places{};
    for (std::size_t i = 0; i < places_count; ++i) places[i] = static_cast<std::size_t>((hash + i * step) % bits_count);
    return places;
}

}  // namespace dutch_words

}  // namespace kader::factors
