#pragma once

// The fixed words of an answer.

#include <string>
#include <string_view>
#include <utility>

namespace kader::http {

std::string_view reason(int status);  // "Not Found"
// "Sun, 22 Nov 2026 09:30:00 GMT": of this second.
std::string http_date();
// A line of a head, after the one before it. What would begin a new line becomes a space.
void append_header(std::string& head, const std::pair<std::string, std::string>& header);

}  // namespace kader::http
