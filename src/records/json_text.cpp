#include "records/json_text.h"

#include <boost/json.hpp>

#include "kernel/limits.h"

namespace kader::records {

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

void append_json(std::string& into, std::string_view text) {
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

void append_json(std::string& into, const Cells& cells) {
    into += '{';
    std::string_view between;
    for (const auto& [name, text] : cells) {
        into += between;
        append_json(into, name);
        into += ':';
        append_json(into, text);
        between = ",";
    }
    into += '}';
}

std::optional<Cells> read_json_cells(std::string_view text) {
    if (text.size() > limits::record_body_bytes_max) return {};
    // Most rows fit here, so that reading very many of them asks for no memory but their cells.
    unsigned char room[4096];
    boost::json::monotonic_resource resource{room};
    boost::json::parse_options options;
    options.max_depth = 2;
    boost::system::error_code fault;
    const auto value =
        boost::json::parse(boost::json::string_view{text.data(), text.size()}, fault, &resource, options);
    if (fault || !value.is_object()) return {};
    Cells cells;
    for (const auto& member : value.get_object()) {
        if (!member.value().is_string()) return {};
        const auto& cell = member.value().get_string();
        const std::string_view name{member.key().data(), member.key().size()};
        cells.emplace_hint(cells.end(), name, std::string_view{cell.data(), cell.size()});
    }
    std::string again;
    again.reserve(text.size());
    append_json(again, cells);
    if (again != text) return {};
    return cells;
}

}  // namespace kader::records
