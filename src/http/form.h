#pragma once

// What a page without script sends when its form has a file in it: multipart/form-data (RFC 7578), read strictly.
// Pure; any thread. Fuzzed.

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace kader::http {

inline constexpr std::size_t form_parts_max = 16;
inline constexpr std::size_t form_part_head_bytes_max = 1024;

struct FormPart {
    std::string name;          // Of the field.
    bool is_file = false;      // A file, perhaps none chosen: then it is empty. Its name is not read.
    std::string_view content;  // Of the body.
};

// The parts of a body, in its order. Nothing: it is no such form, is not whole, or goes beyond the limits.
std::optional<std::vector<FormPart>> read_form(std::string_view content_type, std::string_view body);

}  // namespace kader::http
