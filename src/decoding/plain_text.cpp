#include "decoding/plain_text.h"

#include "kernel/limits.h"
#include "kernel/text.h"
#include "kernel/windows_1252.h"

namespace kader::decoding {

namespace {

constexpr char32_t unreadable = 0xFFFD;

std::string from_utf16(std::string_view bytes, bool low_byte_first) {
    std::string text;
    text.reserve(bytes.size() / 2);
    const auto unit = [&](std::size_t at) {
        const auto a = static_cast<unsigned char>(bytes[at]), b = static_cast<unsigned char>(bytes[at + 1]);
        return static_cast<char32_t>(low_byte_first ? a | (b << 8) : b | (a << 8));
    };
    std::size_t at = 0;
    while (at + 1 < bytes.size()) {
        auto c = unit(at);
        at += 2;
        if (c >= 0xD800 && c <= 0xDBFF && at + 1 < bytes.size())
            if (const auto low = unit(at); low >= 0xDC00 && low <= 0xDFFF) c = 0x10000 + ((c - 0xD800) << 10) + (low - 0xDC00), at += 2;
        append_utf8(text, c >= 0xD800 && c <= 0xDFFF ? unreadable : c);
    }
    if (at < bytes.size()) append_utf8(text, unreadable);
    return text;
}

std::string from_windows_1252(std::string_view bytes) {
    std::string text;
    text.reserve(bytes.size() + bytes.size() / 8);
    for (const char byte : bytes) {
        const auto c = windows_1252_character(static_cast<unsigned char>(byte));
        append_utf8(text, c == 0 && byte != 0 ? unreadable : c);
    }
    return text;
}

// A text that is mostly UTF-8 with a broken byte here and there stays UTF-8: read otherwise, every é in it
// would become two other letters.
bool is_mostly_utf8(std::string_view text) {
    std::size_t right = 0, wrong = 0;
    for (std::size_t at = 0; at < text.size();) {
        if (static_cast<unsigned char>(text[at]) < 0x80)
            ++at;
        else
            ++(next_character(text, at) == bad_byte ? wrong : right);
    }
    return right >= wrong;
}

}  // namespace

std::string clean(std::string_view text, bool* is_cut) {
    std::string clean;
    clean.reserve(text.size());
    const auto add = [&](char32_t c) {
        const auto before = clean.size();
        append_utf8(clean, c);
        if (clean.size() <= limits::document_text_bytes_max) return true;
        clean.resize(before);
        if (is_cut) *is_cut = true;
        return false;
    };
    for (std::size_t at = 0; at < text.size();) {
        auto c = next_character(text, at);
        if (c == bad_byte) c = unreadable;
        if (c == U'\r' && !(at < text.size() && text[at] == '\n')) c = U'\n';
        if (c == U'\f' || c == U'\v' || c == 0x85 || c == 0x2028 || c == 0x2029) c = U'\n';
        if (c != U'\n' && c != U'\t' && c != U'\r' && is_control(c)) continue;
        if (!add(c)) break;
    }
    return clean;
}

Outcome plain_text(std::string_view bytes) {
    Outcome outcome{{}, Kind::PlainText, {}, {}, 0};
    if (bytes.size() > limits::document_plain_bytes_max) {
        outcome.refusal = Refusal::TooLarge;
        return outcome;
    }
    std::string text;
    if (bytes.starts_with("\xFF\xFE") || bytes.starts_with("\xFE\xFF"))
        text = from_utf16(bytes.substr(2), bytes[0] == '\xFF');
    else if (bytes.starts_with("\xEF\xBB\xBF"))
        text = bytes.substr(3);
    else
        text = is_mostly_utf8(bytes) ? std::string{bytes} : from_windows_1252(bytes);
    outcome.text = clean(text, &outcome.notes.is_cut);
    if (trimmed(outcome.text).empty()) outcome.text.clear(), outcome.refusal = Refusal::NoText;
    return outcome;
}

}  // namespace kader::decoding
