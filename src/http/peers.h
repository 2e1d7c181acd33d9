#pragma once

// Addresses of the other side: who is this machine itself, and for whom a proxy says that it asks. Pure; any thread.

#include <optional>
#include <string>
#include <string_view>

#include "http/message.h"

namespace kader::http {

// One way to write each address: an IPv4 address that came as IPv6 becomes IPv4 again. Nothing: it is none.
std::optional<std::string> plain_address(std::string_view text);

// 127.0.0.0/8 and ::1; "localhost" is no address.
bool is_loopback(std::string_view address);

// For whom the nearest proxy asks: the last entry of a whole X-Forwarded-For, since what stands before it was said by
// somebody else. Nothing: that is no address.
std::optional<std::string> last_hop(std::string_view forwarded_for);

struct ProxyWord {
    std::string peer;        // For whom it asks; `proxy` itself when it says nothing.
    bool is_secure = false;  // That one came over TLS.
};
// What a proxy that is believed says in its own last header of each kind. Nothing: what it says is no address.
std::optional<ProxyWord> word_of_proxy(const Headers&, std::string_view proxy);

}  // namespace kader::http
