#pragma once

// One decoder of the real program for all cases of a test program.

#include <string_view>

#include "decoding/decoder.h"

namespace kader::decoding_tests {

inline decoding::Decoder& the_decoder() {
    static decoding::Decoder decoder{KADER_DECODE_PROGRAM};
    return decoder;
}
inline decoding::Outcome text_of(std::string_view bytes) { return the_decoder().text_of(bytes); }

}  // namespace kader::decoding_tests
