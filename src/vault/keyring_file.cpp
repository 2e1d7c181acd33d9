#include "vault/keyring_file.h"

#include <sodium.h>

#include <algorithm>

#include "kernel/check.h"

namespace kader::vault {

namespace {

constexpr std::string_view root_key_magic = "kader-root-key-1";
constexpr std::string_view keyring_magic = "kader-keyring-1\n";
constexpr std::string_view keyring_magic_any = "kader-keyring-";
constexpr std::size_t fingerprint_bytes = 4;
constexpr std::size_t head_bytes = keyring_magic.size() + fingerprint_bytes;
constexpr std::size_t nonce_bytes = crypto_aead_xchacha20poly1305_ietf_NPUBBYTES;
constexpr std::size_t tag_bytes = crypto_aead_xchacha20poly1305_ietf_ABYTES;
constexpr std::size_t check_bytes = 32;
constexpr std::size_t least_bytes = head_bytes + nonce_bytes + tag_bytes + check_bytes;
constexpr std::size_t body_head_bytes = 2 + 8 + 2;
constexpr std::size_t key_entry_bytes = 1 + 4 + key_bytes;
constexpr std::uint64_t body_version = 1;

enum class KeyKind : std::uint8_t { Epoch = 1, Match = 2, Chain = 3, Pepper = 4 };

// Bytes that hold secrets, wiped on every way out.
struct Secret {
    ByteVector bytes;
    Secret() = default;
    explicit Secret(std::size_t size) : bytes(size) {}
    Secret(const Secret&) = delete;
    Secret& operator=(const Secret&) = delete;
    ~Secret() { wipe(bytes); }
};

std::uint64_t number_at(Bytes bytes, std::size_t at, std::size_t width) {
    HALT_UNLESS(at + width <= bytes.size());
    std::uint64_t number = 0;
    for (std::size_t i = 0; i < width; ++i) number = number << 8 | bytes[at + i];
    return number;
}

void append(ByteVector& into, Bytes bytes) {
    into.insert(into.end(), bytes.begin(), bytes.end());
}

void append_number(ByteVector& into, std::uint64_t number, std::size_t width) {
    for (auto at = width; at > 0; --at) into.push_back(static_cast<std::uint8_t>(number >> (8 * (at - 1))));
}

void append_key(ByteVector& into, KeyKind kind, std::uint64_t number, const Key& key) {
    into.push_back(static_cast<std::uint8_t>(kind));
    append_number(into, number, 4);
    append(into, key.bytes());
}

Digest fingerprint_digest(const Key& root_key) {
    return keyed_digest_of(root_key, {bytes_of("fingerprint")});
}

}  // namespace

ByteVector write_root_key(const Key& key) {
    auto digits = hex(key.bytes());
    ByteVector bytes;
    bytes.reserve(root_key_magic.size() + digits.size() + 2);  // Never moved: no copy stays behind.
    append(bytes, bytes_of(root_key_magic));
    bytes.push_back('\n');
    append(bytes, bytes_of(digits));
    bytes.push_back('\n');
    sodium_memzero(digits.data(), digits.size());
    return bytes;
}

std::optional<Key> read_root_key(Bytes bytes) {
    if (bytes.size() < root_key_magic.size() ||
        !std::equal(root_key_magic.begin(), root_key_magic.end(), bytes.begin()))
        return {};
    Secret digits;
    digits.bytes.reserve(2 * key_bytes);
    for (const auto byte : bytes.subspan(root_key_magic.size())) {
        if (byte == ' ' || byte == '\n' || byte == '\r' || byte == '\t') continue;
        if (digits.bytes.size() == 2 * key_bytes) return {};
        digits.bytes.push_back(byte);
    }
    if (digits.bytes.size() != 2 * key_bytes) return {};
    auto parsed = parse_hex({reinterpret_cast<const char*>(digits.bytes.data()), digits.bytes.size()});
    if (!parsed) return {};
    auto key = Key::from(*parsed);
    wipe(*parsed);
    return key;
}

std::string fingerprint_of(const Key& root_key) {
    return hex(Bytes{fingerprint_digest(root_key)}.first(fingerprint_bytes));
}

Keyring KeyringFile::fresh(const Key& root_key) {
    return {1, Key::random(), Key::random(), Key::random(), Key::random(), fingerprint_of(root_key)};
}

ByteVector KeyringFile::write(const Key& root_key, const Keyring& keyring, system::Instant now) {
    Secret body;
    body.bytes.reserve(body_head_bytes + 4 * key_entry_bytes);
    append_number(body.bytes, body_version, 2);
    append(body.bytes, big_endian(now.time_since_epoch().count()));
    append_number(body.bytes, 4, 2);
    append_key(body.bytes, KeyKind::Epoch, static_cast<std::uint64_t>(keyring.epoch()), keyring.epoch_key());
    append_key(body.bytes, KeyKind::Match, 0, keyring.match_key());
    append_key(body.bytes, KeyKind::Chain, 0, keyring.chain_key());
    append_key(body.bytes, KeyKind::Pepper, 0, keyring.pepper());

    ByteVector file;
    append(file, bytes_of(keyring_magic));
    append(file, Bytes{fingerprint_digest(root_key)}.first(fingerprint_bytes));
    file.resize(head_bytes + nonce_bytes + body.bytes.size() + tag_bytes);
    auto* nonce = file.data() + head_bytes;
    randombytes_buf(nonce, nonce_bytes);
    HALT_UNLESS(crypto_aead_xchacha20poly1305_ietf_encrypt(
                    nonce + nonce_bytes, nullptr, body.bytes.data(), body.bytes.size(), file.data(),
                    head_bytes, nullptr, nonce, root_key.for_purpose("keyring").bytes().data()) == 0);
    append(file, digest_of({file}));
    return file;
}

namespace {

struct Keys {
    int epoch = 0;
    std::optional<Key> epoch_key, match, chain, pepper;
};

// Of a body of version 1. False: a kind that this version does not know, one that is there twice, or
// another length than the count says.
bool read_keys(Bytes body, Keys& keys) {
    const auto count = number_at(body, 10, 2);
    if (body.size() != body_head_bytes + count * key_entry_bytes) return false;
    const auto take = [](std::optional<Key>& into, Bytes key) {
        if (into) return false;
        into = Key::from(key);
        return true;
    };
    for (std::size_t at = body_head_bytes; at < body.size(); at += key_entry_bytes) {
        const auto number = number_at(body, at + 1, 4);
        const auto key = body.subspan(at + 5, key_bytes);
        switch (static_cast<KeyKind>(body[at])) {
            case KeyKind::Epoch:
                if (number == 0 || number > 0x7FFFFFFF || static_cast<int>(number) == keys.epoch)
                    return false;
                if (static_cast<int>(number) < keys.epoch) break;
                keys.epoch = static_cast<int>(number);
                keys.epoch_key = Key::from(key);
                break;
            case KeyKind::Match:
                if (!take(keys.match, key)) return false;
                break;
            case KeyKind::Chain:
                if (!take(keys.chain, key)) return false;
                break;
            case KeyKind::Pepper:
                if (!take(keys.pepper, key)) return false;
                break;
            default:
                return false;
        }
    }
    return keys.epoch_key && keys.match && keys.chain && keys.pepper;
}

}  // namespace

KeyringFile::Read KeyringFile::read(const Key& root_key, Bytes file) {
    const auto refused = [](KeyFileFault fault, std::string of_root_key = {}) {
        return Read{{}, fault, std::move(of_root_key)};
    };
    if (file.size() < least_bytes) return refused(KeyFileFault::Damaged);
    const auto before_check = file.first(file.size() - check_bytes);
    if (!same_bytes(digest_of({before_check}), file.last(check_bytes))) return refused(KeyFileFault::Damaged);
    if (!std::equal(keyring_magic.begin(), keyring_magic.end(), file.begin()))
        return refused(std::equal(keyring_magic_any.begin(), keyring_magic_any.end(), file.begin())
                           ? KeyFileFault::Newer
                           : KeyFileFault::Damaged);
    const auto asked = file.subspan(keyring_magic.size(), fingerprint_bytes);
    if (!same_bytes(asked, Bytes{fingerprint_digest(root_key)}.first(fingerprint_bytes)))
        return refused(KeyFileFault::OtherKey, hex(asked));

    const auto closed = before_check.subspan(head_bytes + nonce_bytes);
    Secret body{closed.size() - tag_bytes};
    if (crypto_aead_xchacha20poly1305_ietf_decrypt(
            body.bytes.data(), nullptr, nullptr, closed.data(), closed.size(), file.data(), head_bytes,
            file.data() + head_bytes, root_key.for_purpose("keyring").bytes().data()) != 0)
        return refused(KeyFileFault::Damaged);
    if (body.bytes.size() < body_head_bytes) return refused(KeyFileFault::Damaged);
    if (number_at(body.bytes, 0, 2) != body_version) return refused(KeyFileFault::Newer);
    Keys keys;
    if (!read_keys(body.bytes, keys)) return refused(KeyFileFault::Damaged);
    return {Keyring{keys.epoch, std::move(*keys.epoch_key), std::move(*keys.match), std::move(*keys.chain),
                    std::move(*keys.pepper), fingerprint_of(root_key)},
            KeyFileFault::Damaged,
            {}};
}

}  // namespace kader::vault
