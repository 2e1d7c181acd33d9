#include "public_pages/html.h"

#include "kernel/text.h"

namespace kader::public_pages {

namespace {

// What no HTML may hold (control characters, bytes that are no UTF-8) is replaced, as a browser would.
void append_escaped(std::string& out, std::string_view text) {
    for (std::size_t at = 0; at < text.size();) {
        const auto c = static_cast<unsigned char>(text[at]);
        if (c >= 0x80) {
            const auto begin = at;
            const auto character = next_character(text, at);
            const bool is_none = character == bad_byte || is_control(character) || (character & 0xFFFE) == 0xFFFE ||
                                 (character >= 0xFDD0 && character <= 0xFDEF);
            if (is_none)
                out += "\xEF\xBF\xBD";
            else
                out.append(text.substr(begin, at - begin));
            continue;
        }
        ++at;
        switch (c) {
            case '&': out += "&amp;"; break;
            case '<': out += "&lt;"; break;
            case '>': out += "&gt;"; break;
            case '"': out += "&quot;"; break;
            case '\n': case '\t': out += static_cast<char>(c); break;
            case '\r': break;
            default:
                if (c < 0x20 || c == 0x7F)
                    out += "\xEF\xBF\xBD";
                else
                    out += static_cast<char>(c);
        }
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
