#include "factors/base32.h"

#include "kernel/check.h"

namespace kader::factors::base32 {

std::string written(vault::Bytes bytes, std::string_view alphabet, char between) {
    HALT_UNLESS(bytes.size() % 5 == 0);
    const auto characters = bytes.size() / 5 * 8;
    std::string text;
    // At once, so that no half copy of a secret is left behind by growing.
    text.reserve(characters + characters / 4);
    for (std::size_t i = 0; i < characters; ++i) {
        const auto bit = i * 5;
        const unsigned high = bytes[bit / 8];
        const unsigned low = bit / 8 + 1 < bytes.size() ? bytes[bit / 8 + 1] : 0;
        text += alphabet[((high << 8 | low) >> (11 - bit % 8)) & 31];
        if (between != '\0' && i % 4 == 3 && i + 1 < characters) text += between;
    }
    return text;
}

}  // namespace kader::factors::base32
