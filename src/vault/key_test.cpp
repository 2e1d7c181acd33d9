#include <doctest/doctest.h>

#include <algorithm>
#include <chrono>
#include <set>
#include <thread>
#include <type_traits>

#include "vault/keys.h"
#include "vault/sealed.h"

namespace kader::vault {

static_assert(!std::is_copy_constructible_v<Key> && !std::is_copy_assignable_v<Key>);
static_assert(!std::is_default_constructible_v<Key>);

namespace {

std::string text_of(const Key& key) {
    return hex(key.bytes());
}

Key key_of(std::uint8_t byte) {
    const std::vector<std::uint8_t> bytes(key_bytes, byte);
    return Key::from(bytes);
}

}  // namespace

TEST_CASE("no two random keys are the same") {
    std::set<std::string> seen;
    for (int at = 0; at < 100; ++at) seen.insert(text_of(Key::random()));
    CHECK(seen.size() == 100);
}

TEST_CASE("a key for a purpose differs from its own key and from that for another purpose") {
    const auto key = key_of(7);
    CHECK(text_of(key.for_purpose("seal")) == text_of(key.for_purpose("seal")));
    CHECK(text_of(key.for_purpose("seal")) != text_of(key.for_purpose("wrap")));
    CHECK(text_of(key.for_purpose("seal")) != text_of(key));
    CHECK(text_of(key.for_purpose("seal")) != text_of(key_of(8).for_purpose("seal")));
    // Made with another program, and never to change.
    CHECK(text_of(key.for_purpose("seal")) ==
          "4a5c48c733757197821d98e05fa2eee881cdc5cab1139d596ea36dcfd9128d45");
}

TEST_CASE("a key that is moved takes its bytes along") {
    auto one = key_of(1);
    auto two = std::move(one);
    CHECK(text_of(two) == hex(std::vector<std::uint8_t>(32, 1)));
    two = key_of(2);
    CHECK(text_of(two) == hex(std::vector<std::uint8_t>(32, 2)));
}

TEST_CASE("the place of a key that was let go is wiped before another key gets it") {
    const std::uint8_t* place = nullptr;
    {
        const auto key = key_of(0xAB);
        place = key.bytes().data();
    }
    // The memory stays readable, so that this can be seen.
    CHECK(std::all_of(place, place + key_bytes, [](std::uint8_t byte) { return byte == 0; }));
    const auto next = key_of(0xCD);
    CHECK(next.bytes().data() == place);
}

TEST_CASE("thousands of keys keep their own bytes, also when several threads make and drop them") {
    const auto work = [](std::uint8_t seed) {
        std::vector<Key> keys;
        bool sound = true;
        for (int round = 0; round < 3; ++round) {
            for (int at = 0; at < 500; ++at)
                keys.push_back(key_of(static_cast<std::uint8_t>(seed + at % 50)));
            for (int at = 0; at < 500; ++at)
                sound = sound && std::ranges::all_of(
                                     keys[static_cast<std::size_t>(at)].bytes(), [&](std::uint8_t byte) {
                                         return byte == static_cast<std::uint8_t>(seed + at % 50);
                                     });
            keys.clear();
        }
        return sound;
    };
    bool one = false, two = false;
    std::thread first{[&] { one = work(0); }};
    std::thread second{[&] { two = work(100); }};
    first.join();
    second.join();
    CHECK(one);
    CHECK(two);
}

TEST_CASE("hexadecimal digits read back, and nothing else is read") {
    const std::vector<std::uint8_t> bytes{0x00, 0x9f, 0xff};
    CHECK(hex(bytes) == "009fff");
    CHECK(parse_hex("009FfF") == bytes);
    CHECK(parse_hex("")->empty());
    CHECK(!parse_hex("0"));
    CHECK(!parse_hex("0g"));
    CHECK(!parse_hex(" 0"));
}

TEST_CASE("digests are those of the standards") {
    CHECK(hex(digest_of({bytes_of("a"), bytes_of("bc")})) ==
          "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    CHECK(digest_of({bytes_of("ab"), bytes_of("c")}) == digest_of({bytes_of("abc")}));
    CHECK(keyed_digest_of(key_of(1), {bytes_of("abc")}) != keyed_digest_of(key_of(2), {bytes_of("abc")}));
    CHECK(same_bytes(bytes_of("abc"), bytes_of("abc")));
    CHECK(!same_bytes(bytes_of("abc"), bytes_of("abd")));
    CHECK(!same_bytes(bytes_of("abc"), bytes_of("ab")));
}

TEST_CASE("the same text matches within a practice, and tells nothing across practices or keys") {
    const UuidBytes one{1}, two{2};
    CHECK(match_of(key_of(1), one, "Ada Voorbeeld") == match_of(key_of(1), one, "Ada Voorbeeld"));
    CHECK(match_of(key_of(1), one, "Ada Voorbeeld") != match_of(key_of(1), one, "Ada Voorbeelt"));
    CHECK(match_of(key_of(1), one, "Ada Voorbeeld") != match_of(key_of(1), two, "Ada Voorbeeld"));
    CHECK(match_of(key_of(1), one, "Ada Voorbeeld") != match_of(key_of(2), one, "Ada Voorbeeld"));
}

}  // namespace kader::vault
