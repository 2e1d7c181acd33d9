#pragma once

// CBOR (RFC 8949), as much of it as passkeys write, read strictly: whole numbers, bytes, text, lists, maps, and the
// simple values. Refused are lengths that are told afterwards, tags, a key that stands twice in a map, keys that are
// lists or maps, text that is no UTF-8, and what is deeper or wider than kernel/limits.h allows. The shortest form
// is not demanded: authenticators exist that do without.
//
// Everything that is given out lies within the bytes that were given in; nothing is copied. Never reads past the end;
// fuzzed.

#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

#include "vault/sealed.h"

namespace kader::factors::cbor {

enum class Kind : std::uint8_t { Unsigned, Negative, Bytes, Text, List, Map, Tag, Simple };

// The head of an item, and the content of bytes and text.
struct Item {
    Kind kind = Kind::Simple;
    std::uint64_t number = 0;  // The value; of Negative -1 minus the value; else how many bytes or elements.
    vault::Bytes content = {};
};

struct Member {
    Item key;            // Unsigned, Negative, Bytes or Text.
    vault::Bytes value;  // One whole item, as written.
};
using Map = std::vector<Member>;

// Take one whole item off the front of the bytes. On nothing the bytes are left as they were.
std::optional<Map> take_map(vault::Bytes&);
std::optional<vault::Bytes> take_any(vault::Bytes&);

// The value of a member as what it should be; nothing when it is something else.
std::optional<std::int64_t> integer(vault::Bytes value);
std::optional<vault::Bytes> bytes(vault::Bytes value);
std::optional<std::string_view> text(vault::Bytes value);

// Nothing: no such member.
std::optional<vault::Bytes> find(const Map&, std::int64_t key);
std::optional<vault::Bytes> find(const Map&, std::string_view key);

}  // namespace kader::factors::cbor
