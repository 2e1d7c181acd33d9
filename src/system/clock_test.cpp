#include "system/clock.h"

#include <doctest/doctest.h>

#include <limits>

namespace kader::system {

namespace {

using std::chrono::microseconds;

Instant at(std::int64_t since_1970) {
    return Instant{microseconds{since_1970}};
}

}  // namespace

TEST_CASE("an instant is written with six decimals, whatever they are") {
    CHECK(instant_text(at(0)) == "1970-01-01T00:00:00.000000Z");
    CHECK(instant_text(at(1)) == "1970-01-01T00:00:00.000001Z");
    CHECK(instant_text(at(1'795'339'800'123'456)) == "2026-11-22T09:30:00.123456Z");
    CHECK(instant_text(at(-1)) == "1969-12-31T23:59:59.999999Z");
    CHECK(instant_text(at(951'782'400'000'000)) == "2000-02-29T00:00:00.000000Z");
}

TEST_CASE("what was written is read back as the same instant") {
    constexpr std::int64_t step = 7'777'777'777'777'777;
    for (std::int64_t since = -60'000'000'000'000'000; since < 200'000'000'000'000'000;
         since += step) {
        const auto read = parse_instant(instant_text(at(since)));
        REQUIRE(read);
        CHECK(*read == at(since));
    }
}

TEST_CASE("any other form is no instant") {
    for (const char* text : {"", "2026-11-22", "2026-11-22T09:30:00Z", "2026-11-22T09:30:00.123Z",
                             "2026-11-22T09:30:00.1234567Z", "2026-11-22 09:30:00.123456Z",
                             "2026-11-22T09:30:00.123456", "2026-11-22T09:30:00.123456z",
                             "2026-02-29T09:30:00.123456Z", "2026-00-22T09:30:00.123456Z",
                             "2026-13-01T09:30:00.123456Z", "2026-11-31T09:30:00.123456Z",
                             "2026-11-22T24:00:00.000000Z", "2026-11-22T09:60:00.000000Z",
                             "2026-11-22T09:30:60.000000Z", "+026-11-22T09:30:00.123456Z",
                             "2026-11-22T09:30:00.12345 Z", "2026-11-22T09:30:00.123456Z "}) {
        INFO(text);
        const auto read = parse_instant(text);
        REQUIRE_FALSE(read);
        CHECK(read.error().code == Code::Invalid);
    }
}

TEST_CASE("an instant that no calendar needs is written without harm") {
    using Limits = std::numeric_limits<std::int64_t>;
    for (const auto since : {Limits::min(), Limits::max()})
        CHECK_FALSE(parse_instant(instant_text(at(since))));
    for (const char* text : {"0000-01-01T00:00:00.000000Z", "9999-12-31T23:59:59.999999Z"})
        CHECK(instant_text(*parse_instant(text)) == text);
    CHECK_FALSE(parse_instant(instant_text(*parse_instant("9999-12-31T23:59:59.999999Z") +
                                           std::chrono::microseconds{1})));
}

TEST_CASE("the clock of the machine is past the day this was written") {
    CHECK(SystemClock{}.now() > *parse_instant("2026-01-01T00:00:00.000000Z"));
}

}  // namespace kader::system
