#pragma once

// Bytes as text that may be shown and searched. Pure; any thread.

#include <string>
#include <string_view>

#include "decoding/outcome.h"

namespace kader::decoding {

// Of bytes whose kind is PlainText: NoText, TooLarge, or the text.
Outcome plain_text(std::string_view bytes);

// Valid UTF-8 of at most limits::document_text_bytes_max, without what could lead a terminal or a page astray:
// what is no UTF-8 becomes U+FFFD, other control characters go, the end of a page becomes the end of a line.
// `is_cut`, when given, is set when something was left off at the end.
std::string clean(std::string_view text, bool* is_cut = nullptr);

}  // namespace kader::decoding
