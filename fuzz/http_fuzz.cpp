// The header block and the address of a request: bytes from anybody.

#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>

#include "http/address.h"
#include "http/header_block.h"
#include "http/peers.h"
#include "http/request_head.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string_view bytes{reinterpret_cast<const char*>(data), size};
    const auto end = kader::http::header_end(bytes);
    if (end > size) std::abort();
    if (end > 0) {
        const auto fault = kader::http::fault_of(bytes.substr(0, end));
        // A block that passes has no line that another reader could take for something else.
        if (fault == kader::http::BlockFault::None && kader::http::has_bare_line_feed(bytes.substr(0, end))) std::abort();
        if (fault != kader::http::BlockFault::None && kader::http::sentence(fault).empty()) std::abort();
        kader::http::RequestHead head;
        const auto refused = kader::http::read_request_head(bytes.substr(0, end), head);
        if (refused ? refused->status < 400 || refused->why.empty() : fault != kader::http::BlockFault::None || head.request.path.empty()) std::abort();
    }
    if (const auto address = kader::http::parse_address(bytes)) {
        if (address->path.empty() || address->path.front() != '/') std::abort();
        if (address->path.find('\0') != std::string::npos || address->path.find("/../") != std::string::npos) std::abort();
    }
    // What a proxy says is an address in one form, or nothing.
    if (const auto hop = kader::http::last_hop(bytes); hop && kader::http::plain_address(*hop) != hop) std::abort();
    return 0;
}
