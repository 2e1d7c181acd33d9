#pragma once

// Chance, from the operating system by way of libsodium. Any thread.

#include <cstdint>
#include <span>

#include "kernel/uuid.h"
#include "system/clock.h"

namespace kader::system {

void fill_random(std::span<std::uint8_t>);

// UUID version 7 (RFC 9562): milliseconds of `now`, then a counter that makes the ids of one
// process rise within a millisecond, then chance. Rises as well when the clock is set back.
UuidBytes make_uuid_bytes(Instant now);

template <class Id>
Id make_id(Instant now) {
    return Id{make_uuid_bytes(now)};
}

}  // namespace kader::system
