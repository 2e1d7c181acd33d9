#pragma once

// What a byte means in Windows-1252.

#include <array>

namespace kader {

// 0 for the few bytes that have no meaning there.
constexpr char32_t windows_1252_character(unsigned char byte) {
    constexpr std::array<char16_t, 32> middle = {
        0x20AC, 0,      0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021, 0x02C6, 0x2030, 0x0160,
        0x2039, 0x0152, 0,      0x017D, 0,      0,      0x2018, 0x2019, 0x201C, 0x201D, 0x2022,
        0x2013, 0x2014, 0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0,      0x017E, 0x0178};
    return byte < 0x80 || byte >= 0xA0 ? byte : middle[static_cast<std::size_t>(byte - 0x80)];
}

}  // namespace kader
