#pragma once

// A first glance at a cell: enough for nearly all, and told apart from those that need a real look.
//
// What passes here also passes cell::fault_of; the tests hold the two together. What does not pass
// may still be right. Private to list_table.cpp, where it must become part of the loop over cells.

#include <cstdint>
#include <cstring>

#include "lists/record.h"

namespace kader::lists {

// Whether ten characters are 31-03-2026 or 2026-03-31, with a day that every month has.
inline bool is_quick_day(const char* text) {
    // Eight characters at once: each digit minus '0' and each dash minus '-', so that digits are
    // 0-9 and dashes 0; adding what is lacking to 128 then shows whatever is larger.
    const auto fits = [](const char* at, const char(&shape)[9], const char(&room)[9]) {
        std::uint64_t word, zero, lacking;
        std::memcpy(&word, at, 8);
        std::memcpy(&zero, shape, 8);
        std::memcpy(&lacking, room, 8);
        const auto value = word ^ zero;
        return (((value & 0x7F7F7F7F7F7F7F7Fu) + lacking) | value) & 0x8080808080808080u;
    };
    const auto two = [](const char* at) { return (at[0] - '0') * 10 + (at[1] - '0'); };
    const char* year;
    const char *month, *day;
    std::uint64_t wrong;
    if (text[2] == '-') {
        wrong = fits(text, "00-00-00", "\x76\x76\x7F\x76\x76\x7F\x76\x76") |
                fits(text + 2, "-00-0000", "\x7F\x76\x76\x7F\x76\x76\x76\x76");
        year = text + 6, month = text + 3, day = text;
    } else {
        wrong = fits(text, "0000-00-", "\x76\x76\x76\x76\x7F\x76\x76\x7F") |
                fits(text + 2, "00-00-00", "\x76\x76\x7F\x76\x76\x7F\x76\x76");
        year = text, month = text + 5, day = text + 8;
    }
    const auto century = two(year);
    const auto m = static_cast<unsigned>(two(month) - 1);
    const auto d = static_cast<unsigned>(two(day) - 1);
    return wrong == 0 && century >= 19 && century <= 21 && m < 12 && d < 28;
}

// `text` is trimmed and not empty, of a file without control characters and a row without quotes.
[[gnu::always_inline]] inline bool passes_at_a_glance(const ColumnInfo& info,
                                                      std::string_view text) {
    switch (info.kind) {
        case CellKind::Text:
        case CellKind::Reference: {
            const char first = text.front();
            return first > '@' || (first >= '.' && first != '=' && first != '@');
        }
        case CellKind::Day:
        case CellKind::LastDay:
            return text.size() == 10 && is_quick_day(text.data());
        case CellKind::Choice:
            for (const auto& choice : info.choices)
                if (choice.size() == text.size() &&
                    std::memcmp(choice.data(), text.data(), text.size()) == 0)
                    return true;
            return false;
        case CellKind::YesNo:
            return text == "ja" || text == "nee";
        default:
            return false;
    }
}

}  // namespace kader::lists
