#include "factors/dutch_words.h"

namespace kader::factors {

bool is_dutch_word(std::string_view folded) {
    if (folded.size() < dutch_word_letters_min || folded.size() > dutch_word_letters_max) return false;
    for (const auto place : dutch_words::places_of(folded))
        if ((dutch_words::bits[place / 64] >> (place % 64) & 1) == 0) return false;
    return true;
}

}  // namespace kader::factors
