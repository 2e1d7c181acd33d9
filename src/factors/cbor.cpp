#include "factors/cbor.h"

#include <algorithm>
#include <limits>

#include "kernel/limits.h"
#include "kernel/text.h"

namespace kader::factors::cbor {

namespace {

bool is_utf8(vault::Bytes bytes) {
    const std::string_view text{reinterpret_cast<const char*>(bytes.data()), bytes.size()};
    for (std::size_t at = 0; at < text.size();)
        if (next_character(text, at) == bad_byte) return false;
    return true;
}

std::optional<Item> take_head(vault::Bytes& rest) {
    if (rest.empty()) return {};
    Item item{.kind = static_cast<Kind>(rest[0] >> 5)};
    const std::size_t info = rest[0] & 31;
    std::size_t length = 1;
    if (info < 24) {
        item.number = info;
    } else if (info < 28) {
        length += std::size_t{1} << (info - 24);
        if (rest.size() < length) return {};
        for (const auto byte : rest.subspan(1, length - 1)) item.number = item.number << 8 | byte;
    } else {
        return {};  // Reserved, or a length that is told afterwards.
    }
    if (item.kind == Kind::Tag) return {};
    // False, true, null, undefined, and numbers with a fraction.
    if (item.kind == Kind::Simple && !((info >= 20 && info <= 23) || (info >= 25 && info <= 27))) return {};
    rest = rest.subspan(length);
    return item;
}

std::optional<Item> take_item(vault::Bytes& rest) {
    auto item = take_head(rest);
    if (!item || (item->kind != Kind::Bytes && item->kind != Kind::Text)) return item;
    if (item->number > rest.size()) return {};
    item->content = rest.first(static_cast<std::size_t>(item->number));
    rest = rest.subspan(item->content.size());
    if (item->kind == Kind::Text && !is_utf8(item->content)) return {};
    return item;
}

bool is_same(const Item& one, const Item& other) {
    return one.kind == other.kind && one.number == other.number && std::ranges::equal(one.content, other.content);
}

bool skip(vault::Bytes& rest, int depth);

std::optional<Map> read_map(vault::Bytes& rest, int depth) {
    const auto head = take_item(rest);
    if (!head || head->kind != Kind::Map || depth > limits::cbor_depth_max || head->number > limits::cbor_members_count_max) return {};
    Map map;
    for (std::uint64_t i = 0; i < head->number; ++i) {
        const auto key = take_item(rest);
        if (!key || key->kind > Kind::Text) return {};
        if (std::ranges::any_of(map, [&](const Member& member) { return is_same(member.key, *key); })) return {};
        const auto before = rest;
        if (!skip(rest, depth + 1)) return {};
        map.push_back({*key, before.first(before.size() - rest.size())});
    }
    return map;
}

bool skip(vault::Bytes& rest, int depth) {
    if (depth > limits::cbor_depth_max) return false;
    auto ahead = rest;
    const auto item = take_item(ahead);
    if (!item) return false;
    if (item->kind == Kind::Map) return read_map(rest, depth).has_value();
    rest = ahead;
    if (item->kind != Kind::List) return true;
    if (item->number > limits::cbor_members_count_max) return false;
    for (std::uint64_t i = 0; i < item->number; ++i)
        if (!skip(rest, depth + 1)) return false;
    return true;
}

// The item, when it is all there is.
std::optional<Item> whole(vault::Bytes value) {
    const auto item = take_item(value);
    if (!value.empty()) return {};
    return item;
}

std::optional<std::int64_t> integer_of(const Item& item) {
    if (item.number > static_cast<std::uint64_t>(std::numeric_limits<std::int64_t>::max())) return {};
    const auto number = static_cast<std::int64_t>(item.number);
    if (item.kind == Kind::Unsigned) return number;
    if (item.kind == Kind::Negative) return -1 - number;
    return {};
}

std::string_view as_text(vault::Bytes content) { return {reinterpret_cast<const char*>(content.data()), content.size()}; }

}  // namespace

std::optional<Map> take_map(vault::Bytes& bytes) {
    auto rest = bytes;
    auto map = read_map(rest, 1);
    if (map) bytes = rest;
    return map;
}

std::optional<vault::Bytes> take_any(vault::Bytes& bytes) {
    auto rest = bytes;
    if (!skip(rest, 1)) return {};
    const auto item = bytes.first(bytes.size() - rest.size());
    bytes = rest;
    return item;
}

std::optional<std::int64_t> integer(vault::Bytes value) {
    const auto item = whole(value);
    return item ? integer_of(*item) : std::nullopt;
}

std::optional<vault::Bytes> bytes(vault::Bytes value) {
    const auto item = whole(value);
    if (!item || item->kind != Kind::Bytes) return {};
    return item->content;
}

std::optional<std::string_view> text(vault::Bytes value) {
    const auto item = whole(value);
    if (!item || item->kind != Kind::Text) return {};
    return as_text(item->content);
}

std::optional<vault::Bytes> find(const Map& map, std::int64_t key) {
    for (const auto& member : map)
        if (integer_of(member.key) == key) return member.value;
    return {};
}

std::optional<vault::Bytes> find(const Map& map, std::string_view key) {
    for (const auto& member : map)
        if (member.key.kind == Kind::Text && as_text(member.key.content) == key) return member.value;
    return {};
}

}  // namespace kader::factors::cbor
