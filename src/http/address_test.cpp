#include "http/address.h"

#include <doctest/doctest.h>

namespace kader::http {

TEST_CASE("a percent stands for exactly the byte that follows it") {
    CHECK(percent_decoded("caf%C3%A9") == "café");
    CHECK(percent_decoded("a%20b") == "a b");
    CHECK(percent_decoded("") == "");
    CHECK(percent_decoded("a+b") == "a+b");
}

TEST_CASE("what does not decode to plain text is refused") {
    for (const auto* text : {"%", "%4", "%zz", "a%00b", "%0a", "%7f", "%ff", "%C3", "a b", "\x01", "\xC3\xA9", "%ed%a0%80"})
        CHECK_MESSAGE(!percent_decoded(text), text);
}

TEST_CASE("an address is a path and its query") {
    const auto address = parse_address("/api/practices/a%20b/check?on=2026-11-22&lang=nl&empty");
    REQUIRE(address);
    CHECK(address->path == "/api/practices/a b/check");
    REQUIRE(address->query.size() == 3);
    CHECK(address->query[0] == std::pair<std::string, std::string>{"on", "2026-11-22"});
    CHECK(address->query[2] == std::pair<std::string, std::string>{"empty", ""});
    CHECK(parse_address("/")->path == "/");
    CHECK(parse_address("/app/")->path == "/app/");
}

TEST_CASE("a path that means something else elsewhere is refused") {
    for (const auto* target : {"", "api", "http://elsewhere/", "/a/../b", "/a/./b", "/a/%2e%2e/b", "/a%2fb", "/a%5cb", "//a",
                               "/a//b", "/a%00", "/a#b", "*", "/a?x=%00", "/a?=1"})
        CHECK_MESSAGE(!parse_address(target), target);
    std::string many = "/a?";
    for (int i = 0; i < 33; ++i) many += "x=1&";
    CHECK(!parse_address(many));
}

}  // namespace kader::http
