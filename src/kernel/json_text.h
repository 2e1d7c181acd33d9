#pragma once

// A text as JSON writes it, in one way only: what is stored, sealed or chained is compared byte for byte, so
// this never changes.

#include <string>
#include <string_view>

namespace kader {

// Between quotes. Escaped are the quote, the backslash and the bytes below a space, the last as \b, \f, \n, \r
// and \t or else with four small hexadecimal digits; every other byte stays as it is.
void append_json_text(std::string& into, std::string_view text);

}  // namespace kader
