#pragma once

// The fixed words of HTTP. Include in the bodies of this module only.

#include <optional>
#include <string>
#include <string_view>

#include <boost/beast/http/verb.hpp>

#include "http/message.h"

namespace kader::http {

std::string_view reason(int status);
std::optional<Method> method_of(boost::beast::http::verb);
std::string lowered(std::string_view name);
// "Sun, 22 Nov 2026 09:30:00 GMT": of this second.
std::string http_date();

}  // namespace kader::http
