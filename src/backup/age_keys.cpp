#include "backup/age_keys.h"

#include <sodium.h>

#include <algorithm>
#include <vector>

#include "kernel/check.h"

namespace kader::backup {

namespace {

constexpr std::string_view public_prefix = "age";
constexpr std::string_view secret_prefix = "age-secret-key-";
constexpr std::string_view letters = "qpzry9x8gf2tvdw0s3jn54khce6mua7l";
constexpr std::size_t check_letters = 6;
using Fives = std::vector<std::uint8_t>;  // Numbers of five bits.

// Bech32 (BIP 173): a checksum over the prefix and the numbers.
std::uint32_t checksum(std::string_view prefix, const Fives& fives) {
    std::uint32_t sum = 1;
    const auto add = [&](std::uint32_t value) {
        constexpr std::uint32_t generator[] = {0x3b6a57b2, 0x26508e6d, 0x1ea119fa, 0x3d4233dd, 0x2a1462b3};
        const auto top = sum >> 25;
        sum = (sum & 0x1ffffff) << 5 ^ value;
        for (unsigned bit = 0; bit < 5; ++bit)
            if ((top >> bit & 1) != 0) sum ^= generator[bit];
    };
    for (const char c : prefix) add(static_cast<std::uint8_t>(c) >> 5);
    add(0);
    for (const char c : prefix) add(static_cast<std::uint8_t>(c) & 31);
    for (const auto five : fives) add(five);
    return sum;
}

std::string bech32(std::string_view prefix, std::span<const std::uint8_t> bytes) {
    Fives fives;
    fives.reserve(bytes.size() * 2);  // Never moved: no copy of a secret stays behind.
    std::uint32_t held = 0;
    unsigned bits = 0;
    for (const auto byte : bytes) {
        held = held << 8 | byte;
        for (bits += 8; bits >= 5; bits -= 5) fives.push_back(held >> (bits - 5) & 31);
    }
    if (bits > 0) fives.push_back(static_cast<std::uint8_t>(held << (5 - bits) & 31));
    const auto data = fives.size();
    fives.resize(data + check_letters);
    const auto sum = checksum(prefix, fives) ^ 1;
    for (std::size_t at = 0; at < check_letters; ++at) fives[data + at] = sum >> 5 * (check_letters - 1 - at) & 31;
    std::string text{prefix};
    text.reserve(prefix.size() + 1 + fives.size());
    text += '1';
    for (const auto five : fives) text += letters[five];
    vault::wipe(fives);
    return text;
}

// 32 bytes, or nothing. `text` is in lower case.
std::optional<std::array<std::uint8_t, vault::key_bytes>> parse(std::string_view prefix, std::string_view text) {
    constexpr std::size_t data_letters = (vault::key_bytes * 8 + 4) / 5;
    if (text.size() != prefix.size() + 1 + data_letters + check_letters || !text.starts_with(prefix) || text[prefix.size()] != '1')
        return {};
    Fives fives;
    fives.reserve(data_letters + check_letters);
    for (const char c : text.substr(prefix.size() + 1)) {
        const auto value = letters.find(c);
        if (value == std::string_view::npos) return {};
        fives.push_back(static_cast<std::uint8_t>(value));
    }
    const bool right = checksum(prefix, fives) == 1;
    std::array<std::uint8_t, vault::key_bytes> bytes{};
    std::uint32_t held = 0;
    unsigned bits = 0;
    std::size_t made = 0;
    for (std::size_t at = 0; at < data_letters; ++at) {
        held = held << 5 | fives[at];
        bits += 5;
        if (bits < 8) continue;
        bits -= 8;
        bytes[made++] = static_cast<std::uint8_t>(held >> bits);
    }
    vault::wipe(fives);
    // What is left over is nothing but zeros, so that a key has one text.
    if (!right || (held & ((1U << bits) - 1)) != 0) return {};
    return bytes;
}

}  // namespace

std::string text_of(const PublicKey& key) {
    return bech32(public_prefix, key.bytes);
}

std::optional<PublicKey> parse_public_key(std::string_view text) {
    const auto bytes = parse(public_prefix, text);
    if (!bytes) return {};
    return PublicKey{*bytes};
}

PublicKey public_key_of(const vault::Key& secret) {
    PublicKey key;
    HALT_UNLESS(crypto_scalarmult_base(key.bytes.data(), secret.bytes().data()) == 0);
    return key;
}

std::string secret_text_of(const vault::Key& secret) {
    auto text = bech32(secret_prefix, secret.bytes());
    for (auto& c : text)
        if (c >= 'a' && c <= 'z') c = static_cast<char>(c - 'a' + 'A');
    return text;
}

std::optional<vault::Key> parse_secret_key(std::string_view typed) {
    constexpr std::size_t characters_max = 1024;
    if (typed.size() > characters_max) return {};
    std::string text;
    text.reserve(typed.size());
    for (const char c : typed) {
        if (c == ' ' || c == '\n' || c == '\r' || c == '\t') continue;
        text += c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
    }
    auto bytes = parse(secret_prefix, text);
    sodium_memzero(text.data(), text.size());
    if (!bytes) return {};
    auto key = vault::Key::from(*bytes);
    vault::wipe(*bytes);
    return key;
}

}  // namespace kader::backup
