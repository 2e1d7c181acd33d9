// The cookies of a request, each line of the input being one header Cookie: whose session it is hangs on what is read
// here. Looked at beside a reader of its own that takes everything apart first.

#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "server/gate.h"

namespace {

using namespace kader;

std::vector<std::string_view> parts_of(std::string_view text, char mark) {
    std::vector<std::string_view> parts;
    while (true) {
        const auto end = text.find(mark);
        parts.push_back(text.substr(0, end));
        if (end == std::string_view::npos) return parts;
        text.remove_prefix(end + 1);
    }
}

// What the name has in the one header there is; nothing when it is there twice.
std::optional<std::string_view> read_apart(std::string_view header, std::string_view name) {
    std::vector<std::string_view> values;
    for (const auto part : parts_of(header, ';')) {
        const auto cookie = trimmed(part);
        const auto equals = cookie.find('=');
        if (equals != std::string_view::npos && cookie.substr(0, equals) == name) values.push_back(cookie.substr(equals + 1));
    }
    if (values.size() != 1) return {};
    return values.front();
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string_view text{reinterpret_cast<const char*>(data), size};
    http::Request request;
    const auto lines = parts_of(text, '\n');
    if (lines.size() > 4) return 0;
    for (const auto line : lines) request.headers.emplace_back("cookie", std::string{trimmed(line)});
    for (const auto name : {server::session_cookie, server::station_cookie}) {
        const auto found = server::cookie_of(request, name);
        // Two headers are two readings, and so none.
        const auto expected = request.headers.size() == 1 ? read_apart(request.headers.front().second, name) : std::nullopt;
        if (found != expected) std::abort();
        if (found && found->find(';') != std::string_view::npos) std::abort();
        // Neither of the two is taken for the other, nor for one whose name goes on.
        if (found && request.headers.front().second.find(std::string{name} + "=") == std::string::npos) std::abort();
    }
    // The proof beside it is compared as a whole.
    request.headers = {{"x-kader-csrf", std::string{text}}};
    if (request.header("x-kader-csrf") != text) std::abort();
    return 0;
}
