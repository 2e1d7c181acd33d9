#include "kernel/text.h"

#include <algorithm>
#include <array>

namespace kader {

namespace {

// Where a letter of Latin-1 or Latin Extended-A ends up without its accents. Each row ends a run.
struct Run {
    char32_t last;
    std::string_view plain;
};

constexpr std::array runs = {
    Run{0xC5, "a"},   Run{0xC6, "ae"},  Run{0xC7, "c"},  Run{0xCB, "e"},  Run{0xCF, "i"},
    Run{0xD0, "d"},   Run{0xD1, "n"},   Run{0xD6, "o"},  Run{0xD7, "x"},  Run{0xD8, "o"},
    Run{0xDC, "u"},   Run{0xDD, "y"},   Run{0xDE, "th"}, Run{0xDF, "ss"}, Run{0xE5, "a"},
    Run{0xE6, "ae"},  Run{0xE7, "c"},   Run{0xEB, "e"},  Run{0xEF, "i"},  Run{0xF0, "d"},
    Run{0xF1, "n"},   Run{0xF6, "o"},   Run{0xF7, "/"},  Run{0xF8, "o"},  Run{0xFC, "u"},
    Run{0xFD, "y"},   Run{0xFE, "th"},  Run{0xFF, "y"},  Run{0x105, "a"}, Run{0x10D, "c"},
    Run{0x111, "d"},  Run{0x11B, "e"},  Run{0x123, "g"}, Run{0x127, "h"}, Run{0x131, "i"},
    Run{0x133, "ij"}, Run{0x135, "j"},  Run{0x138, "k"}, Run{0x142, "l"}, Run{0x14B, "n"},
    Run{0x151, "o"},  Run{0x153, "oe"}, Run{0x159, "r"}, Run{0x161, "s"}, Run{0x167, "t"},
    Run{0x173, "u"},  Run{0x175, "w"},  Run{0x178, "y"}, Run{0x17E, "z"}, Run{0x17F, "s"},
};

constexpr bool is_space(char c) {
    return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

constexpr std::string_view no_break_space = "\xC2\xA0";

}  // namespace

std::string_view trimmed(std::string_view text) {
    for (;;) {
        if (text.empty()) return text;
        if (is_space(text.front()))
            text.remove_prefix(1);
        else if (is_space(text.back()))
            text.remove_suffix(1);
        else if (text.starts_with(no_break_space))
            text.remove_prefix(2);
        else if (text.ends_with(no_break_space))
            text.remove_suffix(2);
        else
            return text;
    }
}

char32_t next_character(std::string_view text, std::size_t& position) {
    const auto byte = [&](std::size_t i) { return static_cast<unsigned char>(text[i]); };
    const auto first = byte(position++);
    if (first < 0x80) return first;
    std::size_t more = 0;
    char32_t least = 0;
    char32_t value = 0;
    if (first >= 0xC2 && first <= 0xDF) {
        more = 1, least = 0x80, value = first & 0x1Fu;
    } else if (first >= 0xE0 && first <= 0xEF) {
        more = 2, least = 0x800, value = first & 0x0Fu;
    } else if (first >= 0xF0 && first <= 0xF4) {
        more = 3, least = 0x10000, value = first & 0x07u;
    } else {
        return bad_byte;
    }
    if (text.size() - position < more) return bad_byte;
    for (std::size_t i = 0; i < more; ++i) {
        const auto next = byte(position + i);
        if ((next & 0xC0u) != 0x80u) return bad_byte;
        value = (value << 6) | (next & 0x3Fu);
    }
    if (value < least || value > 0x10FFFF || (value >= 0xD800 && value <= 0xDFFF)) return bad_byte;
    position += more;
    return value;
}

bool is_ascii(std::string_view text) {
    return std::ranges::all_of(text, [](char c) { return static_cast<unsigned char>(c) < 0x80; });
}

void append_utf8(std::string& into, char32_t c) {
    const auto put = [&](char32_t byte) { into.push_back(static_cast<char>(byte)); };
    if (c < 0x80) {
        put(c);
    } else if (c < 0x800) {
        put(0xC0 | (c >> 6)), put(0x80 | (c & 0x3F));
    } else if (c < 0x10000) {
        put(0xE0 | (c >> 12)), put(0x80 | ((c >> 6) & 0x3F)), put(0x80 | (c & 0x3F));
    } else {
        put(0xF0 | (c >> 18)), put(0x80 | ((c >> 12) & 0x3F));
        put(0x80 | ((c >> 6) & 0x3F)), put(0x80 | (c & 0x3F));
    }
}

bool is_control(char32_t c) {
    if (c < 0x20) return c != '\t' && c != '\n' && c != '\r';
    return (c >= 0x7F && c <= 0x9F) || (c >= 0x202A && c <= 0x202E) || (c >= 0x2066 && c <= 0x2069);
}

bool holds_control(std::string_view text) {
    for (std::size_t at = 0; at < text.size();)
        if (is_control(next_character(text, at))) return true;
    return false;
}

std::string folded(std::string_view text) {
    text = trimmed(text);
    std::string result;
    result.reserve(text.size());
    const auto gap = [&] {
        if (!result.empty() && result.back() != '_') result.push_back('_');
    };
    for (std::size_t at = 0; at < text.size();) {
        const auto start = at;
        const auto c = next_character(text, at);
        if (c >= 'A' && c <= 'Z') {
            result.push_back(static_cast<char>(c - 'A' + 'a'));
        } else if (c < 0x80 && is_space(static_cast<char>(c))) {
            gap();
        } else if (c == '-' || c == '_' || c == 0xA0 || (c >= 0x2010 && c <= 0x2014)) {
            gap();
        } else if (c >= 0xC0 && c <= 0x17F) {
            for (const auto& run : runs)
                if (c <= run.last) {
                    result += run.plain;
                    break;
                }
        } else if (c >= 0x300 && c <= 0x36F) {
            // A loose accent behind its letter: file names from a Mac are written so.
        } else {
            result += text.substr(start, at - start);
        }
    }
    while (!result.empty() && result.back() == '_') result.pop_back();
    return result;
}

std::string shortened(std::string_view text) {
    constexpr int characters_max = 40;
    text = trimmed(text);
    std::string result;
    int count = 0;
    for (std::size_t at = 0; at < text.size();) {
        if (count++ == characters_max) return result + "…";
        const auto c = next_character(text, at);
        if (c == bad_byte)
            result.push_back('?');
        else if (is_control(c) || c == '\t' || c == '\n' || c == '\r')
            result.push_back(' ');
        else
            append_utf8(result, c);
    }
    return result;
}

}  // namespace kader
