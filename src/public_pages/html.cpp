#include "public_pages/html.h"

#include "kernel/text.h"

namespace kader::public_pages {

namespace {

constexpr std::string_view replacement = "\xEF\xBF\xBD";

// Stands for itself.
constexpr bool is_plain(unsigned char c) {
    return c == '\n' || c == '\t' || (c >= 0x20 && c < 0x7F && c != '&' && c != '<' && c != '>' && c != '"');
}

std::string_view escaped(unsigned char c) {
    switch (c) {
        case '&': return "&amp;";
        case '<': return "&lt;";
        case '>': return "&gt;";
        case '"': return "&quot;";
        case '\r': return {};
        default: return replacement;
    }
}

// What no HTML may hold (control characters, bytes that are no UTF-8) is replaced, as a browser would.
void append_escaped(std::string& out, std::string_view text) {
    for (std::size_t at = 0; at < text.size();) {
        const auto begin = at;
        while (at < text.size() && is_plain(static_cast<unsigned char>(text[at]))) ++at;
        out.append(text.substr(begin, at - begin));
        if (at == text.size()) return;
        if (const auto c = static_cast<unsigned char>(text[at]); c < 0x80) {
            out.append(escaped(c));
            ++at;
            continue;
        }
        const auto from = at;
        const auto character = next_character(text, at);
        const bool is_none = character == bad_byte || is_control(character) || (character & 0xFFFE) == 0xFFFE ||
                             (character >= 0xFDD0 && character <= 0xFDEF);
        out.append(is_none ? replacement : text.substr(from, at - from));
    }
}

}  // namespace

Html::Html() {
    m_out.reserve(32 * 1024);
    m_out = "<!DOCTYPE html>\n";
}

Html::Element::~Element() {
    m_html.m_out.append("</").append(m_name.text()).append(">");
}

void Html::open(Name name, const Attributes& attributes) {
    m_out.append("<").append(name.text());
    for (const auto& attribute : attributes) {
        if (!attribute.value) continue;
        m_out.append(" ").append(attribute.name.text());
        if (attribute.value->empty()) continue;
        m_out += "=\"";
        append_escaped(m_out, *attribute.value);
        m_out += '"';
    }
    m_out += '>';
}

Html::Element Html::in(Name name, const Attributes& attributes) {
    open(name, attributes);
    return {*this, name};
}

void Html::put(Name name, std::string_view inside) { put(name, {}, inside); }

void Html::put(Name name, const Attributes& attributes, std::string_view inside) {
    const auto element = in(name, attributes);
    text(inside);
}

void Html::lone(Name name, const Attributes& attributes) { open(name, attributes); }

void Html::text(std::string_view inside) { append_escaped(m_out, inside); }

}  // namespace kader::public_pages
