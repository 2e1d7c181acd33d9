#include <sodium.h>

#include "kernel/check.h"
#include "vault/sealed.h"

namespace kader::vault {

std::array<std::uint8_t, 16> match_of(const Key& match_key, const UuidBytes& practice,
                                      std::string_view text) {
    std::array<std::uint8_t, 16> match;
    const auto key = match_key.bytes();
    crypto_generichash_state state;
    crypto_generichash_init(&state, key.data(), key.size(), match.size());
    crypto_generichash_update(&state, practice.data(), practice.size());
    crypto_generichash_update(&state, bytes_of(text).data(), text.size());
    crypto_generichash_final(&state, match.data(), match.size());
    sodium_memzero(&state, sizeof state);
    return match;
}

Digest digest_of(std::initializer_list<Bytes> parts) {
    Digest digest;
    crypto_hash_sha256_state state;
    crypto_hash_sha256_init(&state);
    for (const auto part : parts) crypto_hash_sha256_update(&state, part.data(), part.size());
    crypto_hash_sha256_final(&state, digest.data());
    return digest;
}

Digest keyed_digest_of(const Key& key, std::initializer_list<Bytes> parts) {
    Digest digest;
    crypto_generichash_state state;
    crypto_generichash_init(&state, key.bytes().data(), key_bytes, digest.size());
    for (const auto part : parts) crypto_generichash_update(&state, part.data(), part.size());
    crypto_generichash_final(&state, digest.data(), digest.size());
    sodium_memzero(&state, sizeof state);
    return digest;
}

bool same_bytes(Bytes one, Bytes other) {
    return one.size() == other.size() && sodium_memcmp(one.data(), other.data(), one.size()) == 0;
}

std::array<std::uint8_t, 8> big_endian(std::int64_t number) {
    std::array<std::uint8_t, 8> bytes;
    for (std::size_t at = 0; at < 8; ++at)
        bytes[at] = static_cast<std::uint8_t>(static_cast<std::uint64_t>(number) >> (8 * (7 - at)));
    return bytes;
}

std::string hex(Bytes bytes) {
    constexpr std::string_view digits = "0123456789abcdef";
    std::string text;
    text.reserve(bytes.size() * 2);
    for (const auto byte : bytes) {
        text += digits[byte >> 4];
        text += digits[byte & 15];
    }
    return text;
}

namespace {
int hex_digit(char c) {
    if ('0' <= c && c <= '9') return c - '0';
    if ('a' <= c && c <= 'f') return c - 'a' + 10;
    if ('A' <= c && c <= 'F') return c - 'A' + 10;
    return -1;
}
}  // namespace

std::optional<ByteVector> parse_hex(std::string_view text) {
    if (text.size() % 2 != 0) return {};
    ByteVector bytes;
    bytes.reserve(text.size() / 2);
    for (std::size_t at = 0; at < text.size(); at += 2) {
        const auto high = hex_digit(text[at]), low = hex_digit(text[at + 1]);
        if (high < 0 || low < 0) return {};
        bytes.push_back(static_cast<std::uint8_t>(high << 4 | low));
    }
    return bytes;
}

}  // namespace kader::vault
