#include "kernel/uuid.h"

namespace kader::detail {

namespace {

constexpr std::string_view digits = "0123456789abcdef";
constexpr std::size_t text_size = 36;

bool is_dash_at(std::size_t at) { return at == 8 || at == 13 || at == 18 || at == 23; }

int digit_of(char c) {
    if ('0' <= c && c <= '9') return c - '0';
    if ('a' <= c && c <= 'f') return c - 'a' + 10;
    if ('A' <= c && c <= 'F') return c - 'A' + 10;
    return -1;
}

}  // namespace

std::string uuid_text(const UuidBytes& bytes) {
    std::string text;
    text.reserve(text_size);
    for (const auto byte : bytes) {
        if (is_dash_at(text.size())) text += '-';
        text += digits[byte >> 4];
        text += digits[byte & 15];
    }
    return text;
}

std::optional<UuidBytes> parse_uuid(std::string_view text) {
    if (text.size() != text_size) return {};
    UuidBytes bytes{};
    std::size_t at = 0;
    for (auto& byte : bytes) {
        if (is_dash_at(at) && text[at++] != '-') return {};
        const int high = digit_of(text[at]), low = digit_of(text[at + 1]);
        if (high < 0 || low < 0) return {};
        byte = static_cast<std::uint8_t>(high * 16 + low);
        at += 2;
    }
    return bytes;
}

}  // namespace kader::detail
