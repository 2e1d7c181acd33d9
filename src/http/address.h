#pragma once

// The address in a request: percent-decoding and the cutting of path and query, strict. Fuzzed.

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace kader::http {

// Nothing: a percent without two hex digits, a byte that is not allowed there (control characters and
// %00 among them), or bytes that are no UTF-8.
std::optional<std::string> percent_decoded(std::string_view);

struct Address {
    std::string path;
    std::vector<std::pair<std::string, std::string>> query;
};
// The origin form only: "/path?name=value&…". Nothing: another form, what percent_decoded refuses, an
// encoded slash, a segment that is "." or "..", an empty segment other than at the end, more than 32
// query parameters.
std::optional<Address> parse_address(std::string_view target);

}  // namespace kader::http
