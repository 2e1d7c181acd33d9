#include "http/peers.h"

#include <doctest/doctest.h>

namespace kader::http {

TEST_CASE("an address is written in one way, and what is none is nothing") {
    CHECK(plain_address("192.0.2.7") == "192.0.2.7");
    CHECK(plain_address("::ffff:192.0.2.7") == "192.0.2.7");
    CHECK(plain_address("2001:DB8:0:0:0:0:0:1") == "2001:db8::1");
    using namespace std::string_view_literals;
    for (const auto text : {""sv, "localhost"sv, "127.1"sv, "192.0.2.7 "sv, "192.0.2.7:80"sv, "[::1]"sv, "1.2.3.256"sv, "192.0.2.7\0x"sv, "::1\0"sv})
        CHECK(!plain_address(text));
}

TEST_CASE("only the machine itself is loopback, also when it calls itself by an older kind of address") {
    for (const auto* own : {"127.0.0.1", "127.9.9.9", "::1", "::ffff:127.0.0.1"}) CHECK(is_loopback(own));
    for (const auto* other : {"0.0.0.0", "::", "192.0.2.7", "128.0.0.1", "127.example.test", "localhost", ""}) CHECK(!is_loopback(other));
}

TEST_CASE("a proxy is believed for its last hop only") {
    CHECK(last_hop("192.0.2.7") == "192.0.2.7");
    CHECK(last_hop("10.0.0.1, 192.0.2.7 ") == "192.0.2.7");
    CHECK(last_hop("10.0.0.1, 198.51.100.9, 192.0.2.7") == "192.0.2.7");
    CHECK(last_hop("nonsense,\t2001:db8::1") == "2001:db8::1");
    for (const auto* text : {"", "192.0.2.7,", "192.0.2.7, unknown", "192.0.2.7:4711"}) CHECK(!last_hop(text));
}

}  // namespace kader::http
