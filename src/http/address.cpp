#include "http/address.h"

#include "kernel/text.h"

namespace kader::http {

namespace {

constexpr std::size_t query_count_max = 32;

int hex_digit(char c) {
    if ('0' <= c && c <= '9') return c - '0';
    if ('a' <= c && c <= 'f') return c - 'a' + 10;
    if ('A' <= c && c <= 'F') return c - 'A' + 10;
    return -1;
}

bool is_utf8(std::string_view text) {
    for (std::size_t at = 0; at < text.size();)
        if (next_character(text, at) == bad_byte) return false;
    return true;
}

bool is_plain(unsigned char c) { return c > 0x20 && c < 0x7f; }

}  // namespace

std::optional<std::string> percent_decoded(std::string_view text) {
    std::string decoded;
    decoded.reserve(text.size());
    for (std::size_t at = 0; at < text.size(); ++at) {
        auto c = static_cast<unsigned char>(text[at]);
        if (c == '%') {
            if (at + 2 >= text.size()) return {};
            const int high = hex_digit(text[at + 1]), low = hex_digit(text[at + 2]);
            if (high < 0 || low < 0) return {};
            c = static_cast<unsigned char>(high * 16 + low);
            if (c < 0x20 || c == 0x7f) return {};
            at += 2;
        } else if (!is_plain(c)) {
            return {};
        }
        decoded += static_cast<char>(c);
    }
    if (!is_utf8(decoded)) return {};
    return decoded;
}

namespace {

std::optional<std::string> path_of(std::string_view text) {
    std::string path;
    while (!text.empty()) {
        text.remove_prefix(1);  // The slash.
        const auto end = text.find('/');
        const auto segment = percent_decoded(text.substr(0, end));
        text = end == std::string_view::npos ? std::string_view{} : text.substr(end);
        if (!segment || *segment == "." || *segment == "..") return {};
        if (segment->find_first_of("/\\") != std::string::npos) return {};
        if (segment->empty() && !text.empty()) return {};
        path += '/';
        path += *segment;
    }
    return path;
}

}  // namespace

std::optional<Address> parse_address(std::string_view target) {
    if (target.empty() || target.front() != '/') return {};
    if (target.find('#') != std::string_view::npos) return {};
    const auto mark = target.find('?');
    auto path = path_of(target.substr(0, mark));
    if (!path) return {};
    Address address{std::move(*path), {}};
    if (mark == std::string_view::npos) return address;
    auto rest = target.substr(mark + 1);
    while (!rest.empty()) {
        const auto end = rest.find('&');
        const auto pair = rest.substr(0, end);
        rest = end == std::string_view::npos ? std::string_view{} : rest.substr(end + 1);
        const auto equals = pair.find('=');
        auto name = percent_decoded(pair.substr(0, equals));
        auto value = percent_decoded(equals == std::string_view::npos ? std::string_view{} : pair.substr(equals + 1));
        if (!name || !value || name->empty() || address.query.size() == query_count_max) return {};
        address.query.emplace_back(std::move(*name), std::move(*value));
    }
    return address;
}

}  // namespace kader::http
