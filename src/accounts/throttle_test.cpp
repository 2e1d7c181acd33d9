#include "accounts/throttle.h"

#include <doctest/doctest.h>

#include <string>

namespace kader::accounts {

using namespace std::chrono_literals;
constexpr std::string_view here = "127.0.0.1";

TEST_CASE("from the sixth failure on the wait doubles from half a minute to a quarter of an hour") {
    Throttle throttle;
    Throttle::Time now{1h};
    for (int i = 0; i < 5; ++i) {
        throttle.failed(Guess::Password, "a", here, now);
        CHECK(!throttle.wait(Guess::Password, "a", here, now));
    }
    for (const auto expected : {30s, 60s, 120s, 240s, 480s, 900s, 900s, 900s}) {
        throttle.failed(Guess::Password, "a", here, now);
        REQUIRE(throttle.wait(Guess::Password, "a", here, now));
        CHECK(*throttle.wait(Guess::Password, "a", here, now) == expected);
        CHECK(!throttle.wait(Guess::Password, "b", here, now));
        now += expected;
        CHECK(!throttle.wait(Guess::Password, "a", here, now));
    }
}

TEST_CASE("success and a long quiet time begin anew") {
    Throttle throttle;
    Throttle::Time now{1h};
    for (int i = 0; i < 6; ++i) throttle.failed(Guess::Password, "a", here, now);
    throttle.succeeded("a", here, now);
    CHECK(!throttle.wait(Guess::Password, "a", here, now));
    for (int i = 0; i < 6; ++i) throttle.failed(Guess::Password, "a", here, now);
    now += 20min;
    throttle.failed(Guess::Password, "a", here, now);
    CHECK(!throttle.wait(Guess::Password, "a", here, now));
}

TEST_CASE("a stranger who tries many names keeps nobody out") {
    Throttle throttle;
    const Throttle::Time now{1h};
    for (int i = 0; i < 20'000; ++i) throttle.failed(Guess::Password, "name" + std::to_string(i), here, now);
    CHECK(!throttle.wait(Guess::Password, "somebody", here, now));
}

TEST_CASE("a crowd of other names does not free who waits") {
    Throttle throttle;
    Throttle::Time now{1h};
    for (int i = 0; i < 6; ++i) throttle.failed(Guess::Password, "a", here, now);
    for (int i = 0; i < 20'000; ++i) throttle.failed(Guess::Password, "name" + std::to_string(i), here, now += 1ms);
    CHECK(throttle.wait(Guess::Password, "a", here, now));
}

TEST_CASE("who signed in from an address is not kept out there by a stranger who keeps guessing elsewhere") {
    Throttle throttle;
    Throttle::Time now{1h};
    throttle.succeeded("a", "192.0.2.1", now);
    for (int i = 0; i < 30; ++i) throttle.failed(Guess::Password, "a", "198.51.100.7", now += 1s);
    CHECK(throttle.wait(Guess::Password, "a", "198.51.100.7", now));
    CHECK(throttle.wait(Guess::Password, "a", "203.0.113.5", now));
    CHECK(!throttle.wait(Guess::Password, "a", "192.0.2.1", now));
    // Their own mistakes count all the same.
    for (int i = 0; i < 6; ++i) throttle.failed(Guess::Password, "a", "192.0.2.1", now);
    CHECK(*throttle.wait(Guess::Password, "a", "192.0.2.1", now) == 30s);
}

TEST_CASE("an address with very many failures waits, whatever the names, and only that address") {
    Throttle throttle;
    Throttle::Time now{1h};
    const auto fail = [&](std::string_view address, int count) {
        for (int i = 0; i < count; ++i) throttle.failed(Guess::Password, "name" + std::to_string(i), address, now);
    };
    fail("192.0.2.1", 60);
    CHECK(!throttle.wait(Guess::Password, "somebody", "192.0.2.1", now));
    fail("192.0.2.1", 1);
    CHECK(*throttle.wait(Guess::Password, "somebody", "192.0.2.1", now) == 6s);
    CHECK(!throttle.wait(Guess::Password, "somebody", "192.0.2.2", now));
    now += 6s;
    CHECK(!throttle.wait(Guess::Password, "somebody", "192.0.2.1", now));
    // One address of IPv6 stands for its network; what comes from this machine may be everybody's proxy.
    fail("2001:db8::1", 61);
    CHECK(throttle.wait(Guess::Password, "somebody", "2001:db8::ffff:2", now));
    CHECK(!throttle.wait(Guess::Password, "somebody", "2001:db8:0:1::1", now));
    fail(here, 100);
    CHECK(!throttle.wait(Guess::Password, "somebody", here, now));
}

TEST_CASE("five wrong codes in a quarter of an hour are all there are, and a password is counted apart from them") {
    Throttle throttle;
    Throttle::Time now{1h};
    for (int i = 0; i < 5; ++i) {
        CHECK(!throttle.wait(Guess::Code, "a", here, now));
        throttle.failed(Guess::Code, "a", here, now);
        now += 1min;
    }
    CHECK(*throttle.wait(Guess::Code, "a", here, now) == 10min);
    CHECK(!throttle.wait(Guess::Password, "a", here, now));
    CHECK(!throttle.wait(Guess::Code, "b", here, now));
    now += 10min;
    CHECK(!throttle.wait(Guess::Code, "a", here, now));
    // And then five again.
    for (int i = 0; i < 5; ++i) throttle.failed(Guess::Code, "a", here, now);
    CHECK(throttle.wait(Guess::Code, "a", here, now));
    throttle.succeeded("a", here, now);
    CHECK(!throttle.wait(Guess::Code, "a", here, now));
}

TEST_CASE("SR-22: a million names that do not exist take no more room than none") {
    Throttle throttle;
    Throttle::Time now{1h};
    for (int i = 0; i < 6; ++i) throttle.failed(Guess::Password, "a", "192.0.2.1", now);
    for (int i = 0; i < 1'000'000; ++i) throttle.failed(Guess::Password, std::to_string(i), here, now += 1us);
    // All there is lies within the object itself, which has no pointer to elsewhere but its key.
    static_assert(sizeof(Throttle) < 1024 * 1024);
    CHECK(throttle.wait(Guess::Password, "a", "192.0.2.1", now));
}

}  // namespace kader::accounts
