#include "http/peers.h"

#include <arpa/inet.h>

#include <array>
#include <cstring>

namespace kader::http {

std::optional<std::string> plain_address(std::string_view text) {
    const std::string whole{text};
    std::array<unsigned char, 16> bytes{};
    std::array<char, INET6_ADDRSTRLEN> written{};
    if (whole.find('\0') != std::string::npos) return {};
    if (::inet_pton(AF_INET, whole.c_str(), bytes.data()) == 1)
        return ::inet_ntop(AF_INET, bytes.data(), written.data(), written.size());
    if (::inet_pton(AF_INET6, whole.c_str(), bytes.data()) != 1) return {};
    constexpr std::array<unsigned char, 12> mapped{0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xff, 0xff};
    if (std::memcmp(bytes.data(), mapped.data(), mapped.size()) == 0)
        return ::inet_ntop(AF_INET, bytes.data() + mapped.size(), written.data(), written.size());
    return ::inet_ntop(AF_INET6, bytes.data(), written.data(), written.size());
}

bool is_loopback(std::string_view address) {
    const auto plain = plain_address(address);
    return plain && (*plain == "::1" || plain->starts_with("127."));
}

std::optional<std::string> last_hop(std::string_view forwarded_for) {
    const auto comma = forwarded_for.rfind(',');
    auto last = comma == std::string_view::npos ? forwarded_for : forwarded_for.substr(comma + 1);
    while (!last.empty() && (last.front() == ' ' || last.front() == '\t')) last.remove_prefix(1);
    while (!last.empty() && (last.back() == ' ' || last.back() == '\t')) last.remove_suffix(1);
    return plain_address(last);
}

std::optional<ProxyWord> word_of_proxy(const Headers& headers, std::string_view proxy) {
    std::optional<std::string_view> forwarded_for, scheme;
    for (const auto& [name, value] : headers) {
        if (name == "x-forwarded-for") forwarded_for = value;
        if (name == "x-forwarded-proto") scheme = value;
    }
    const bool is_secure = scheme == "https";
    if (!forwarded_for) return ProxyWord{std::string{proxy}, is_secure};
    auto hop = last_hop(*forwarded_for);
    if (!hop) return {};
    return ProxyWord{std::move(*hop), is_secure};
}

}  // namespace kader::http
