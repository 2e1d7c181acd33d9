#include "kernel/json_text.h"

namespace kader {

namespace {

void append_escaped(std::string& into, char c) {
    constexpr std::string_view digits = "0123456789abcdef";
    const auto byte = static_cast<unsigned char>(c);
    switch (c) {
        case '"':
            into += "\\\"";
            break;
        case '\\':
            into += "\\\\";
            break;
        case '\b':
            into += "\\b";
            break;
        case '\f':
            into += "\\f";
            break;
        case '\n':
            into += "\\n";
            break;
        case '\r':
            into += "\\r";
            break;
        case '\t':
            into += "\\t";
            break;
        default:
            into.append("\\u00") += {digits[byte >> 4], digits[byte & 15]};
    }
}

}  // namespace

void append_json_text(std::string& into, std::string_view text) {
    into += '"';
    std::size_t done = 0;
    for (std::size_t at = 0; at < text.size(); ++at) {
        const auto byte = static_cast<unsigned char>(text[at]);
        if (byte >= 0x20 && byte != '"' && byte != '\\') continue;
        into.append(text, done, at - done);
        append_escaped(into, text[at]);
        done = at + 1;
    }
    into.append(text, done);
    into += '"';
}

}  // namespace kader
