#include "vault/sealed.h"

#include <doctest/doctest.h>

#include <map>

namespace kader::vault {

namespace {

ByteVector vector_of(std::string_view text) {
    const auto bytes = bytes_of(text);
    return {bytes.begin(), bytes.end()};
}

Key fixed_key() {
    ByteVector bytes(key_bytes);
    for (std::size_t at = 0; at < bytes.size(); ++at) bytes[at] = static_cast<std::uint8_t>(at);
    return Key::from(bytes);
}

const ByteVector beside = vector_of("digest of the plain columns");
Place here() {
    return {UuidBytes{1, 2}, "record_version", UuidBytes{3, 4}, 5, beside};
}

bool opens(const Key& key, const Place& place, Bytes sealed) {
    return static_cast<bool>(open(key, place, sealed));
}

}  // namespace

TEST_CASE("what was sealed opens in its own place, with its body version") {
    const auto key = Key::random();
    for (const auto* text : {"", "x", "Ada Voorbeeld, geboren in een verzonnen jaar"}) {
        const auto sealed = seal(key, here(), 7, bytes_of(text));
        CHECK(sealed.size() == std::string_view{text}.size() + sealed_extra_bytes);
        const auto opened = open(key, here(), sealed);
        REQUIRE(opened);
        CHECK(opened->plain == vector_of(text));
        CHECK(opened->body_version == 7);
    }
    CHECK(open(key, here(), seal(key, here(), 0xFFFE, {}))->body_version == 0xFFFE);
}

TEST_CASE("sealing the same twice gives other bytes, and the plain text stands in neither") {
    const auto key = Key::random();
    const auto one = seal(key, here(), 1, bytes_of("Ada Voorbeeld"));
    const auto two = seal(key, here(), 1, bytes_of("Ada Voorbeeld"));
    CHECK(one != two);
    const std::string_view as_text{reinterpret_cast<const char*>(one.data()), one.size()};
    CHECK(as_text.find("Voorbeeld") == std::string_view::npos);
}

TEST_CASE("a change of any single bit of sealed bytes is refused") {
    const auto key = fixed_key();
    auto sealed = seal(key, here(), 1, bytes_of("Ada Voorbeeld"));
    for (std::size_t at = 0; at < sealed.size(); ++at)
        for (int bit = 0; bit < 8; ++bit) {
            sealed[at] = static_cast<std::uint8_t>(sealed[at] ^ (1 << bit));
            CHECK_MESSAGE(!opens(key, here(), sealed), "byte ", at, " bit ", bit);
            sealed[at] = static_cast<std::uint8_t>(sealed[at] ^ (1 << bit));
        }
    CHECK(opens(key, here(), sealed));
}

TEST_CASE("sealed bytes that were cut off or grew are refused") {
    const auto key = fixed_key();
    auto sealed = seal(key, here(), 1, bytes_of("Ada Voorbeeld"));
    for (std::size_t length = 0; length < sealed.size(); ++length)
        CHECK_MESSAGE(!opens(key, here(), Bytes{sealed}.first(length)), length);
    sealed.push_back(0);
    CHECK(!opens(key, here(), sealed));
}

TEST_CASE("a change of any byte of the place is refused") {
    const auto key = fixed_key();
    const auto sealed = seal(key, here(), 1, bytes_of("Ada Voorbeeld"));
    for (std::size_t at = 0; at < 16; ++at) {
        auto place = here();
        place.practice[at] ^= 1;
        CHECK_MESSAGE(!opens(key, place, sealed), "practice ", at);
        place = here();
        place.row[at] ^= 1;
        CHECK_MESSAGE(!opens(key, place, sealed), "row ", at);
    }
    const std::string table{here().table};
    for (std::size_t at = 0; at < table.size(); ++at) {
        auto other = table;
        other[at] = static_cast<char>(other[at] ^ 1);
        auto place = here();
        place.table = other;
        CHECK_MESSAGE(!opens(key, place, sealed), "table ", at);
    }
    for (std::size_t at = 0; at < beside.size(); ++at) {
        auto other = beside;
        other[at] ^= 1;
        auto place = here();
        place.beside = other;
        CHECK_MESSAGE(!opens(key, place, sealed), "beside ", at);
    }
    for (int bit = 0; bit < 63; ++bit) {
        auto place = here();
        place.version ^= std::int64_t{1} << bit;
        CHECK_MESSAGE(!opens(key, place, sealed), "version bit ", bit);
    }
    auto place = here();
    place.beside = {};
    CHECK(!opens(key, place, sealed));
}

TEST_CASE("another key opens nothing") {
    const auto sealed = seal(fixed_key(), here(), 1, bytes_of("Ada Voorbeeld"));
    CHECK(!opens(Key::random(), here(), sealed));
    CHECK(!opens(fixed_key().for_purpose("seal"), here(), sealed));
}

TEST_CASE("two rows that were swapped, and an older version put back, are refused (SR-43)") {
    const auto key = fixed_key();
    std::map<std::pair<int, int>, ByteVector> stored;
    const auto place = [](int row, int version) {
        auto made = here();
        made.row = UuidBytes{static_cast<std::uint8_t>(row)};
        made.version = version;
        return made;
    };
    for (int row = 1; row <= 3; ++row)
        for (int version = 1; version <= 3; ++version)
            stored[{row, version}] = seal(key, place(row, version), 1, bytes_of("Ada Voorbeeld"));
    for (const auto& [from, sealed] : stored)
        for (const auto& [to, unused] : stored)
            CHECK(opens(key, place(to.first, to.second), sealed) == (from == to));
}

TEST_CASE("a letter cannot move from the name of the table to what stands beside it") {
    const auto key = fixed_key();
    const auto sealed = seal(key, {UuidBytes{1}, "ab", UuidBytes{2}, 1, bytes_of("c")}, 1, {});
    CHECK(!opens(key, {UuidBytes{1}, "a", UuidBytes{2}, 1, bytes_of("bc")}, sealed));
    // Not even when the row and the version are bent to fit.
    const auto longer = seal(key, {UuidBytes{1}, "", UuidBytes{2}, 1, {}}, 1, {});
    const std::string row_as_table(16, '\0');
    CHECK(!opens(key, {UuidBytes{1}, row_as_table, UuidBytes{}, 1, {}}, longer));
}

TEST_CASE("the first bytes say which suite and which body version, or are refused") {
    const auto sealed = seal(fixed_key(), here(), 0x0102, {});
    const auto header = read_header(sealed);
    REQUIRE(header);
    CHECK(header->suite == 1);
    CHECK(header->body_version == 0x0102);
    CHECK(!read_header({}));
    CHECK(!read_header(Bytes{sealed}.first(sealed_extra_bytes - 1)));
    auto other = sealed;
    for (const int suite : {0, 2, 255}) {
        other[0] = static_cast<std::uint8_t>(suite);
        const auto refused = read_header(other);
        REQUIRE(!refused);
        CHECK(refused.error().code == Code::Invalid);
    }
}

TEST_CASE("a value that was sealed long ago opens for ever") {
    const auto stored = parse_hex(
        "0100016465666768696a6b6c6d6e6f707172737475767778797a7b1fbe50c49276ff8ec069aecbb38249d3f56d"
        "6f93e278bd47b6edf77e96");
    REQUIRE(stored);
    const auto opened = open(fixed_key(), here(), *stored);
    REQUIRE(opened);
    CHECK(opened->body_version == 1);
    CHECK(opened->plain == vector_of("Ada Voorbeeld"));
}

TEST_CASE("a refusal holds nothing of what was sealed or of the key") {
    const auto key = fixed_key();
    auto sealed = seal(key, here(), 1, bytes_of("Ada Voorbeeld"));
    sealed.back() ^= 1;
    const auto refused = open(key, here(), sealed);
    REQUIRE(!refused);
    CHECK(refused.error().code == Code::Invalid);
    CHECK(refused.error().detail.find("Voorbeeld") == std::string::npos);
    CHECK(refused.error().detail.find("00010203") == std::string::npos);
}

}  // namespace kader::vault
