#pragma once

// From the raw header block of a request to what it asks, in one reading only. Pure; any thread. Fuzzed.

#include <cstddef>
#include <optional>
#include <string_view>

#include "http/message.h"

namespace kader::http {

struct RequestHead {
    Request request;  // Without a body, and without a word of who asks.
    bool keeps_alive = true;
    std::size_t body_bytes = 0;
    bool expects_continue = false;
};
struct HeadFault {
    int status = 400;
    std::string_view why;  // What the other side reads.
};
// `block` is a whole block, through the empty line. A fault leaves in `head` what was read until then.
std::optional<HeadFault> read_request_head(std::string_view block, RequestHead& head);

}  // namespace kader::http
