#pragma once

// Text: what a reader sees, in both languages; and text from outside, trimmed, compared as people
// compare, and made safe to show.

#include <string>
#include <string_view>

namespace kader {

enum class Language { Dutch, English };

// Both languages, both required.
struct Text {
    std::string nl;
    std::string en;
    const std::string& in(Language language) const { return language == Language::Dutch ? nl : en; }
};

// Without spaces, tabs, line breaks and no-break spaces at either end.
std::string_view trimmed(std::string_view);

// For comparing names: lower case, without accents, with one underscore for every run of spaces,
// hyphens and underscores. "Tot en met" and "tot_en_met" are equal, and so are both ways to write
// é.
std::string folded(std::string_view);

// At most 40 characters of it, without control characters; bytes that are not UTF-8 become '?'.
std::string shortened(std::string_view);

// The character at `position`, which moves behind it. Bytes that are no UTF-8 give `bad_byte` and
// move one byte.
inline constexpr char32_t bad_byte = 0xFFFFFFFF;
char32_t next_character(std::string_view, std::size_t& position);
void append_utf8(std::string& into, char32_t character);
bool is_ascii(std::string_view);

// Whether a terminal or a report could be led astray by it: C0 without tab and line break, DEL, C1,
// and the marks that turn the direction of writing.
bool is_control(char32_t);
bool holds_control(std::string_view);

}  // namespace kader
