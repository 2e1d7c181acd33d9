#include "kernel/uuid.h"

#include <doctest/doctest.h>

namespace kader {

namespace {
using ThingId = Uuid<struct ThingTag>;
}

TEST_CASE("an id reads back from its own text") {
    const auto read = ThingId::parse("0190a5b2-7c11-7def-8a3b-0123456789ab");
    REQUIRE(read);
    CHECK(read->text() == "0190a5b2-7c11-7def-8a3b-0123456789ab");
    CHECK(ThingId::parse("0190A5B2-7C11-7DEF-8A3B-0123456789AB") == read);
    CHECK(read->bytes()[0] == 0x01);
    CHECK(read->bytes()[15] == 0xab);
}

TEST_CASE("a text that is no id in full is none at all") {
    for (const auto* text : {"", "0190a5b2", "0190a5b2-7c11-7def-8a3b-0123456789a", "0190a5b2-7c11-7def-8a3b-0123456789abc",
                             "0190a5b27c11-7def-8a3b-0123456789ab-", "0190a5b2-7c11-7def-8a3b-0123456789ag",
                             "0190a5b2_7c11-7def-8a3b-0123456789ab"})
        CHECK_MESSAGE(!ThingId::parse(text), text);
}

TEST_CASE("only sixteen bytes are an id") {
    const std::array<std::uint8_t, 17> bytes{1, 2, 3};
    CHECK(ThingId::from(std::span{bytes}.first(16)));
    CHECK(!ThingId::from(std::span{bytes}.first(15)));
    CHECK(!ThingId::from(bytes));
    CHECK(ThingId{}.is_nil());
    CHECK(!ThingId::from(std::span{bytes}.first(16))->is_nil());
}

}  // namespace kader
