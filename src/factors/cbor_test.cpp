#include "factors/cbor.h"

#include <doctest/doctest.h>

#include "kernel/limits.h"

namespace kader::factors::cbor {

namespace {

std::optional<Map> map_of(std::string_view hex_digits) {
    static vault::ByteVector bytes;  // What is given out lies within it.
    bytes = vault::parse_hex(hex_digits).value();
    vault::Bytes rest = bytes;
    auto map = take_map(rest);
    if (!map || !rest.empty()) return {};
    return map;
}

std::string repeated(std::string_view part, int times) {
    std::string text;
    for (int i = 0; i < times; ++i) text += part;
    return text;
}

}  // namespace

TEST_CASE("a map gives its members as what they are") {
    // {1: 2, 3: -7, "a": h'0102', "b": "é", -1: [1, {2: true}, null], h'ff': 1.5}
    const auto map = map_of("a6010203266161420102616262c3a9208301a102f5f641fff93e00");
    REQUIRE(map);
    CHECK(map->size() == 6);
    CHECK(integer(find(*map, 1).value()) == 2);
    CHECK(integer(find(*map, 3).value()) == -7);
    CHECK(bytes(find(*map, "a").value())->size() == 2);
    CHECK(text(find(*map, "b").value()) == "é");
    CHECK(find(*map, -1)->size() == 6);
    CHECK(!find(*map, 2));
    CHECK(!find(*map, "c"));
    CHECK(!integer(find(*map, "a").value()));
    CHECK(!bytes(find(*map, "b").value()));
    CHECK(!text(find(*map, "a").value()));
}

TEST_CASE("numbers may be written longer than needed, and are the same numbers") {
    const auto map = map_of("a11801190002");
    REQUIRE(map);
    CHECK(integer(find(*map, 1).value()) == 2);
    // The largest that fits, the smallest that fits, and one beyond each.
    CHECK(integer(find(map_of("a1001b7fffffffffffffff").value(), 0).value()) == INT64_MAX);
    CHECK(integer(find(map_of("a1003b7fffffffffffffff").value(), 0).value()) == INT64_MIN);
    CHECK(!integer(find(map_of("a1001b8000000000000000").value(), 0).value()));
    CHECK(!integer(find(map_of("a1003bffffffffffffffff").value(), 0).value()));
}

TEST_CASE("a key that stands twice is refused, however it is written and however deep it lies") {
    CHECK(!map_of("a201020103"));
    CHECK(!map_of("a20102180103"));
    CHECK(!map_of("a2616102616103"));
    CHECK(!map_of("a100a201020103"));
    CHECK(!map_of("a10081a201020103"));
    CHECK(map_of("a201022003"));
    CHECK(map_of("a2416102616103"));
}

TEST_CASE("what passkeys do not write is refused") {
    CHECK(!map_of("bf0102ff"));          // A length told afterwards.
    CHECK(!map_of("a1005f4101ff"));
    CHECK(!map_of("a1007f6161ff"));
    CHECK(!map_of("a1009f01ff"));
    CHECK(!map_of("a100c001"));          // A tag.
    CHECK(!map_of("a10061ff"));          // No UTF-8.
    CHECK(!map_of("a18001"));            // A list as key.
    CHECK(!map_of("a1a001"));
    CHECK(!map_of("a1f501"));
    CHECK(!map_of("a1001c"));            // Reserved.
    CHECK(!map_of("a100f0"));
    CHECK(!map_of("a100f818"));
    CHECK(!map_of("a100ff"));
    CHECK(!map_of("8101"));              // No map.
    CHECK(!map_of("a10101" "00"));       // Bytes left over.
    CHECK(!map_of("a1005bffffffffffffffff"));
    CHECK(!map_of("bbffffffffffffffff"));
}

TEST_CASE("depth and width have an end") {
    // One map, and lists within it.
    CHECK(map_of("a100" + repeated("81", limits::cbor_depth_max - 2) + "00"));
    CHECK(!map_of("a100" + repeated("81", limits::cbor_depth_max - 1) + "00"));
    CHECK(!map_of(repeated("a100", 5000) + "00"));
    CHECK(map_of("a1009840" + repeated("00", 64)));
    CHECK(!map_of("a1009841" + repeated("00", 65)));
    std::string wide = "b841";
    for (int i = 0; i < 65; ++i) wide += "19" + vault::hex(vault::ByteVector{1, static_cast<std::uint8_t>(i)}) + "00";
    CHECK(!map_of(wide));
}

TEST_CASE("cut off anywhere it is refused, and nothing is taken") {
    const auto whole = vault::parse_hex("a6010203266161420102616262c3a9208301a102f5f641fff93e00").value();
    for (std::size_t length = 0; length < whole.size(); ++length) {
        // In memory of its own, so that the sanitizers see a byte too far.
        const vault::ByteVector cut{whole.begin(), whole.begin() + static_cast<std::ptrdiff_t>(length)};
        vault::Bytes rest = cut;
        CHECK(!take_map(rest));
        CHECK(!take_any(rest));
        CHECK(rest.size() == length);
    }
}

}  // namespace kader::factors::cbor
