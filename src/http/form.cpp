#include "http/form.h"

#include <algorithm>

namespace kader::http {

namespace {

constexpr std::string_view line_end = "\r\n";

bool is_same(std::string_view text, std::string_view lower) {
    return std::ranges::equal(text, lower, [](char a, char b) { return ('A' <= a && a <= 'Z' ? static_cast<char>(a - 'A' + 'a') : a) == b; });
}

std::string_view without_blanks(std::string_view text) {
    while (!text.empty() && (text.front() == ' ' || text.front() == '\t')) text.remove_prefix(1);
    while (!text.empty() && (text.back() == ' ' || text.back() == '\t')) text.remove_suffix(1);
    return text;
}

// The next piece before a semicolon that is not between quotation marks.
std::string_view next_piece(std::string_view& rest) {
    bool is_quoted = false;
    std::size_t at = 0;
    for (; at < rest.size() && (is_quoted || rest[at] != ';'); ++at)
        if (rest[at] == '"') is_quoted = !is_quoted;
    const auto piece = without_blanks(rest.substr(0, at));
    rest.remove_prefix(std::min(at + 1, rest.size()));
    return piece;
}

// The value of `name=value` or `name="value"`, when the piece is that.
std::optional<std::string_view> value_of(std::string_view piece, std::string_view name) {
    const auto equals = piece.find('=');
    if (equals == std::string_view::npos || !is_same(piece.substr(0, equals), name)) return {};
    auto value = piece.substr(equals + 1);
    if (value.size() >= 2 && value.front() == '"' && value.back() == '"') value = value.substr(1, value.size() - 2);
    return value;
}

bool is_boundary(std::string_view text) {
    constexpr std::string_view others = "'()+_,-./:=?";
    return !text.empty() && text.size() <= 70 && std::ranges::all_of(text, [&](char c) {
        return ('0' <= c && c <= '9') || ('a' <= c && c <= 'z') || ('A' <= c && c <= 'Z') || others.find(c) != others.npos;
    });
}

std::optional<std::string_view> boundary_of(std::string_view content_type) {
    auto rest = content_type;
    if (!is_same(next_piece(rest), "multipart/form-data")) return {};
    std::optional<std::string_view> found;
    while (!rest.empty())
        if (const auto value = value_of(next_piece(rest), "boundary")) {
            if (found || !is_boundary(*value)) return {};
            found = value;
        }
    return found;
}

// Which field the lines before the content speak of.
std::optional<FormPart> part_of(std::string_view head) {
    std::optional<FormPart> part;
    while (!head.empty()) {
        const auto end = std::min(head.find(line_end), head.size());
        const auto line = head.substr(0, end);
        head.remove_prefix(std::min(end + line_end.size(), head.size()));
        const auto colon = line.find(':');
        if (colon == std::string_view::npos) return {};
        if (!is_same(line.substr(0, colon), "content-disposition")) continue;
        auto rest = line.substr(colon + 1);
        if (part || !is_same(next_piece(rest), "form-data")) return {};
        part.emplace();
        bool has_name = false;
        while (!rest.empty()) {
            const auto piece = next_piece(rest);
            if (const auto name = value_of(piece, "name")) {
                if (has_name) return {};
                has_name = true;
                part->name = *name;
            }
            if (value_of(piece, "filename") || value_of(piece, "filename*")) part->is_file = true;
        }
        if (!has_name) return {};
    }
    return part;
}

}  // namespace

std::optional<std::vector<FormPart>> read_form(std::string_view content_type, std::string_view body) {
    const auto boundary = boundary_of(content_type);
    if (!boundary) return {};
    const auto begin = "--" + std::string{*boundary};
    const auto between = "\r\n" + begin;
    if (!body.starts_with(begin)) return {};
    auto rest = body.substr(begin.size());
    std::vector<FormPart> parts;
    while (!rest.starts_with("--")) {
        if (!rest.starts_with(line_end) || parts.size() == form_parts_max) return {};
        rest.remove_prefix(line_end.size());
        const auto head_end = rest.substr(0, form_part_head_bytes_max).find("\r\n\r\n");
        if (head_end == std::string_view::npos) return {};
        auto part = part_of(rest.substr(0, head_end));
        if (!part) return {};
        rest.remove_prefix(head_end + 4);
        const auto end = rest.find(between);
        if (end == std::string_view::npos) return {};
        part->content = rest.substr(0, end);
        parts.push_back(std::move(*part));
        rest.remove_prefix(end + between.size());
    }
    rest.remove_prefix(2);
    if (!rest.empty() && rest != line_end) return {};
    return parts;
}

}  // namespace kader::http
