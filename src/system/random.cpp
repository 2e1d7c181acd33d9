#include "system/random.h"

#include <sodium.h>

#include <algorithm>
#include <mutex>

#include "kernel/check.h"

namespace kader::system {

namespace {

constexpr std::uint64_t milliseconds_max = (std::uint64_t{1} << 48) - 1;
constexpr std::uint16_t counter_max = 0x0fff;
constexpr std::uint16_t counter_start_max = 0x07ff;

struct Position {
    std::uint64_t milliseconds = 0;
    std::uint16_t counter = 0;
};

// The counter starts at a random place in its lower half: so two processes that start together do
// not count alike, and 2048 ids fit in a millisecond. More than that take from the next one.
Position next_position(std::uint64_t milliseconds, std::uint16_t chance) {
    static std::mutex mutex;
    static Position last;
    const std::scoped_lock lock{mutex};
    if (milliseconds > last.milliseconds)
        last = {milliseconds, static_cast<std::uint16_t>(chance & counter_start_max)};
    else if (last.counter < counter_max)
        ++last.counter;
    else
        last = {last.milliseconds + 1, static_cast<std::uint16_t>(chance & counter_start_max)};
    return last;
}

}  // namespace

void fill_random(std::span<std::uint8_t> bytes) {
    static const bool is_ready = sodium_init() >= 0;
    HALT_UNLESS(is_ready);
    if (!bytes.empty()) randombytes_buf(bytes.data(), bytes.size());
}

UuidBytes make_uuid_bytes(Instant now) {
    using Milliseconds = std::chrono::milliseconds;
    const auto since = std::chrono::floor<Milliseconds>(now).time_since_epoch().count();
    UuidBytes bytes{};
    fill_random(bytes);
    const auto chance = static_cast<std::uint16_t>(bytes[0] << 8 | bytes[1]);
    const auto position = next_position(
        since < 0 ? 0 : std::min(static_cast<std::uint64_t>(since), milliseconds_max - 1), chance);
    for (std::size_t at = 0; at < 6; ++at)
        bytes[at] = static_cast<std::uint8_t>(position.milliseconds >> (40 - 8 * at));
    bytes[6] = static_cast<std::uint8_t>(0x70 | position.counter >> 8);
    bytes[7] = static_cast<std::uint8_t>(position.counter);
    bytes[8] = static_cast<std::uint8_t>(0x80 | (bytes[8] & 0x3f));
    return bytes;
}

}  // namespace kader::system
