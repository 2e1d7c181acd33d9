#include "accounts/throttle.h"

#include <doctest/doctest.h>

#include <string>

namespace kader::accounts {

using namespace std::chrono_literals;

TEST_CASE("from the sixth failure on the wait doubles from half a minute to a quarter of an hour") {
    Throttle throttle;
    Throttle::Time now{1h};
    for (int i = 0; i < 5; ++i) {
        throttle.failed("a", now);
        CHECK(!throttle.wait("a", now));
    }
    for (const auto expected : {30s, 60s, 120s, 240s, 480s, 900s, 900s, 900s}) {
        throttle.failed("a", now);
        REQUIRE(throttle.wait("a", now));
        CHECK(*throttle.wait("a", now) == expected);
        CHECK(!throttle.wait("b", now));
        now += expected;
        CHECK(!throttle.wait("a", now));
    }
}

TEST_CASE("success and a long quiet time begin anew") {
    Throttle throttle;
    Throttle::Time now{1h};
    for (int i = 0; i < 6; ++i) throttle.failed("a", now);
    throttle.succeeded("a");
    CHECK(!throttle.wait("a", now));
    for (int i = 0; i < 6; ++i) throttle.failed("a", now);
    now += 20min;
    throttle.failed("a", now);
    CHECK(!throttle.wait("a", now));
}

TEST_CASE("a stranger who tries many names keeps nobody out") {
    Throttle throttle;
    const Throttle::Time now{1h};
    for (int i = 0; i < 20'000; ++i) throttle.failed("name" + std::to_string(i), now);
    CHECK(!throttle.wait("somebody", now));
}

}  // namespace kader::accounts
