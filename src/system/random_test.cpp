#include "system/random.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <array>
#include <set>
#include <thread>
#include <vector>

namespace kader::system {

namespace {

Instant at_millisecond(std::int64_t since) {
    return Instant{std::chrono::milliseconds{since}};
}

std::uint64_t milliseconds_of(const UuidBytes& bytes) {
    std::uint64_t milliseconds = 0;
    for (std::size_t at = 0; at < 6; ++at) milliseconds = milliseconds << 8 | bytes[at];
    return milliseconds;
}

}  // namespace

// The ids of one process rise, and the tests share one: so each begins later than the one before.

TEST_CASE("an id is a version 7 of its millisecond") {
    const auto bytes =
        make_uuid_bytes(at_millisecond(1'000'000'000'000) + std::chrono::microseconds{999});
    CHECK(milliseconds_of(bytes) == 1'000'000'000'000);
    CHECK((bytes[6] & 0xf0) == 0x70);
    CHECK((bytes[8] & 0xc0) == 0x80);
}

TEST_CASE("ids rise within a millisecond, also more of them than fit in one") {
    const auto now = at_millisecond(1'100'000'000'000);
    auto before = make_uuid_bytes(now);
    bool rises = true;
    for (int count = 0; count < 20'000; ++count) {
        const auto next = make_uuid_bytes(now);
        rises = rises && before < next;
        before = next;
    }
    CHECK(rises);
    CHECK(milliseconds_of(before) <= 1'100'000'000'000 + 20);
}

TEST_CASE("ids rise when the clock is set back, and before 1970") {
    const auto before = make_uuid_bytes(at_millisecond(1'200'000'000'000));
    const auto back = make_uuid_bytes(at_millisecond(1'199'000'000'000));
    const auto long_ago = make_uuid_bytes(at_millisecond(-5));
    CHECK(before < back);
    CHECK(back < long_ago);
    CHECK(milliseconds_of(long_ago) == 1'200'000'000'000);
}

TEST_CASE("threads never make the same id, and each sees its own rise") {
    constexpr std::size_t threads_count = 4, ids_count = 2000;
    std::array<std::vector<UuidBytes>, threads_count> made;
    std::vector<std::thread> threads;
    for (auto& ids : made)
        threads.emplace_back([&ids] {
            for (std::size_t count = 0; count < ids_count; ++count)
                ids.push_back(make_uuid_bytes(at_millisecond(1'300'000'000'000)));
        });
    for (auto& thread : threads) thread.join();
    std::set<UuidBytes> all;
    for (const auto& ids : made) {
        CHECK(std::ranges::is_sorted(ids));
        all.insert(ids.begin(), ids.end());
    }
    CHECK(all.size() == threads_count * ids_count);
}

TEST_CASE("chance fills every byte it is asked for, and no other") {
    std::array<std::uint8_t, 66> bytes{};
    std::array<bool, 66> changed{};
    for (int times = 0; times < 20; ++times) {
        fill_random(std::span{bytes}.subspan(1, 64));
        for (std::size_t at = 0; at < bytes.size(); ++at)
            changed[at] = changed[at] || bytes[at] != 0;
    }
    CHECK_FALSE(changed.front());
    CHECK_FALSE(changed.back());
    CHECK(std::ranges::count(changed, true) == 64);
    CHECK_NOTHROW(fill_random({}));
}

}  // namespace kader::system
