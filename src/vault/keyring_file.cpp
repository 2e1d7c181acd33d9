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
constexpr std::size_t key_entry_bytes = 1 + 4 + key_bytes;
constexpr std::size_t body_bytes_min = 12;
constexpr std::uint64_t body_version = 2;
constexpr std::size_t head_of_1_bytes = 2 + 8 + 2;
constexpr std::size_t head_of_2_bytes = 2 + 8 + 8 + 16 + 2;

constexpr std::string_view sealed_magic = "kader-root-sealed-1\n";
constexpr std::size_t salt_bytes = crypto_pwhash_SALTBYTES;
constexpr std::size_t sealed_plain_bytes = sealed_magic.size() + fingerprint_bytes + 4 + 8 + salt_bytes + nonce_bytes;
constexpr std::size_t sealed_file_bytes = sealed_plain_bytes + key_bytes + tag_bytes + check_bytes;
constexpr std::uint64_t passphrase_memory_bytes_min = std::uint64_t{64} << 20;
constexpr std::uint64_t passphrase_memory_bytes_max = std::uint64_t{2} << 30;
constexpr std::uint64_t passphrase_passes_max = 16;

enum class KeyKind : std::uint8_t { Epoch = 1, Match = 2, Chain = 3, Pepper = 4, Signing = 5, Recipient = 6, Drill = 7 };

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

void append_key(ByteVector& into, KeyKind kind, std::uint64_t number, Bytes key) {
    into.push_back(static_cast<std::uint8_t>(kind));
    append_number(into, number, 4);
    append(into, key);
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

KeyringContent KeyringFile::fresh() {
    const auto random = [] { return std::make_shared<const Key>(Key::random()); };
    KeyringContent made;
    randombytes_buf(made.installation.data(), made.installation.size());
    made.epochs[1] = random();
    made.match = random();
    made.chain = random();
    made.pepper = random();
    made.signing = random();
    return made;
}

ByteVector KeyringFile::write(const Key& root_key, const KeyringContent& content, system::Instant now) {
    const auto count = content.epochs.size() + 3 + (content.signing ? 1 : 0) + (content.recipient ? 1 : 0) + content.drills.size();
    Secret body;
    body.bytes.reserve(head_of_2_bytes + count * key_entry_bytes);  // Never moved: no copy stays behind.
    append_number(body.bytes, body_version, 2);
    append(body.bytes, big_endian(now.time_since_epoch().count()));
    append(body.bytes, big_endian(content.generation));
    append(body.bytes, content.installation);
    append_number(body.bytes, count, 2);
    for (const auto& [number, key] : content.epochs)
        append_key(body.bytes, KeyKind::Epoch, static_cast<std::uint64_t>(number), key->bytes());
    append_key(body.bytes, KeyKind::Match, 0, content.match->bytes());
    append_key(body.bytes, KeyKind::Chain, 0, content.chain->bytes());
    append_key(body.bytes, KeyKind::Pepper, 0, content.pepper->bytes());
    if (content.signing) append_key(body.bytes, KeyKind::Signing, 0, content.signing->bytes());
    if (content.recipient) append_key(body.bytes, KeyKind::Recipient, 0, *content.recipient);
    for (const auto& [number, key] : content.drills) append_key(body.bytes, KeyKind::Drill, number, key->bytes());

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

// False: one that is there already.
bool take(KeyPtr& into, Bytes key) {
    if (into) return false;
    into = std::make_shared<const Key>(Key::from(key));
    return true;
}

bool read_key(KeyringContent& content, KeyKind kind, std::uint64_t number, Bytes key) {
    switch (kind) {
        case KeyKind::Epoch:
            return number > 0 && number <= 0x7FFFFFFF && take(content.epochs[static_cast<int>(number)], key);
        case KeyKind::Match:
            return take(content.match, key);
        case KeyKind::Chain:
            return take(content.chain, key);
        case KeyKind::Pepper:
            return take(content.pepper, key);
        case KeyKind::Signing:
            return take(content.signing, key);
        case KeyKind::Recipient:
            if (content.recipient) return false;
            content.recipient.emplace();
            std::copy(key.begin(), key.end(), content.recipient->begin());
            return true;
        case KeyKind::Drill:
            return take(content.drills[static_cast<std::uint32_t>(number)], key);
    }
    return false;
}

// Of a body of version 1 or 2. False: a kind that this version does not know, one that is there twice, or
// another length than the count says.
bool read_content(Bytes body, std::uint64_t version, KeyringContent& content) {
    const auto head = version == 1 ? head_of_1_bytes : head_of_2_bytes;
    if (body.size() < head) return false;
    if (version == 2) {
        content.generation = static_cast<std::int64_t>(number_at(body, 10, 8));
        std::copy_n(body.begin() + 18, content.installation.size(), content.installation.begin());
    }
    const auto count = number_at(body, head - 2, 2);
    if (body.size() != head + count * key_entry_bytes || content.generation < 0) return false;
    for (std::size_t at = head; at < body.size(); at += key_entry_bytes) {
        if (version == 1 && body[at] > static_cast<std::uint8_t>(KeyKind::Pepper)) return false;
        if (!read_key(content, static_cast<KeyKind>(body[at]), number_at(body, at + 1, 4), body.subspan(at + 5, key_bytes)))
            return false;
    }
    return !content.epochs.empty() && content.match && content.chain && content.pepper && (version == 1 || content.signing);
}

bool begins_with(Bytes file, std::string_view magic) {
    return file.size() >= magic.size() && std::equal(magic.begin(), magic.end(), file.begin());
}

// Whether a file is as long as it must be at least, and ends with the digest of what comes before.
bool is_whole(Bytes file, std::size_t bytes_min) {
    return file.size() >= bytes_min && same_bytes(digest_of({file.first(file.size() - check_bytes)}), file.last(check_bytes));
}

}  // namespace

std::optional<std::string> KeyringFile::asks_for(Bytes file) {
    if (!is_whole(file, least_bytes) || !begins_with(file, keyring_magic)) return {};
    return hex(file.subspan(keyring_magic.size(), fingerprint_bytes));
}

KeyringFile::Read KeyringFile::read(const Key& root_key, Bytes file) {
    const auto refused = [](KeyFileFault fault, std::string of_root_key = {}) {
        return Read{{}, fault, std::move(of_root_key)};
    };
    if (!is_whole(file, least_bytes)) return refused(KeyFileFault::Damaged);
    if (!begins_with(file, keyring_magic))
        return refused(begins_with(file, keyring_magic_any) ? KeyFileFault::Newer : KeyFileFault::Damaged);
    const auto asked = file.subspan(keyring_magic.size(), fingerprint_bytes);
    if (!same_bytes(asked, Bytes{fingerprint_digest(root_key)}.first(fingerprint_bytes)))
        return refused(KeyFileFault::OtherKey, hex(asked));
    const auto sealed = file.first(file.size() - check_bytes).subspan(head_bytes + nonce_bytes);
    Secret body{sealed.size() - tag_bytes};
    if (crypto_aead_xchacha20poly1305_ietf_decrypt(
            body.bytes.data(), nullptr, nullptr, sealed.data(), sealed.size(), file.data(), head_bytes,
            file.data() + head_bytes, root_key.for_purpose("keyring").bytes().data()) != 0)
        return refused(KeyFileFault::Damaged);
    if (body.bytes.size() < body_bytes_min) return refused(KeyFileFault::Damaged);
    const auto version = number_at(body.bytes, 0, 2);
    if (version > body_version) return refused(KeyFileFault::Newer);
    KeyringContent content;
    if (version < 1 || !read_content(body.bytes, version, content)) return refused(KeyFileFault::Damaged);
    return {std::move(content), {}, {}};
}

namespace {

// The key that a passphrase makes. Throws std::bad_alloc.
struct PassphraseKey {
    std::array<std::uint8_t, key_bytes> bytes;
    PassphraseKey(std::string_view passphrase, Bytes salt, std::uint64_t passes, std::uint64_t memory) {
        if (crypto_pwhash(bytes.data(), bytes.size(), passphrase.data(), passphrase.size(), salt.data(), passes,
                          static_cast<std::size_t>(memory), crypto_pwhash_ALG_ARGON2ID13) != 0)
            throw std::bad_alloc{};
    }
    PassphraseKey(const PassphraseKey&) = delete;
    PassphraseKey& operator=(const PassphraseKey&) = delete;
    ~PassphraseKey() { wipe(bytes); }
};

}  // namespace

ByteVector write_sealed_root_key(const Key& key, std::string_view passphrase, const PassphraseCost& cost) {
    ByteVector file;
    append(file, bytes_of(sealed_magic));
    append(file, Bytes{fingerprint_digest(key)}.first(fingerprint_bytes));
    append_number(file, cost.passes, 4);
    append_number(file, cost.memory_bytes, 8);
    file.resize(sealed_plain_bytes + key_bytes + tag_bytes);
    auto* nonce = file.data() + sealed_plain_bytes - nonce_bytes;
    auto* salt = nonce - salt_bytes;
    randombytes_buf(salt, salt_bytes + nonce_bytes);
    const PassphraseKey made{passphrase, {salt, salt_bytes}, cost.passes, cost.memory_bytes};
    HALT_UNLESS(crypto_aead_xchacha20poly1305_ietf_encrypt(nonce + nonce_bytes, nullptr, key.bytes().data(), key_bytes, file.data(),
                                                           sealed_plain_bytes, nullptr, nonce, made.bytes.data()) == 0);
    append(file, digest_of({file}));
    return file;
}

std::optional<std::string> sealed_root_key_asks_for(Bytes file) {
    if (file.size() != sealed_file_bytes || !is_whole(file, sealed_file_bytes) || !begins_with(file, sealed_magic)) return {};
    return hex(file.subspan(sealed_magic.size(), fingerprint_bytes));
}

SealedRootKeyRead read_sealed_root_key(std::string_view passphrase, Bytes file) {
    SealedRootKeyRead read;
    if (!sealed_root_key_asks_for(file)) return read;
    const auto at = sealed_magic.size() + fingerprint_bytes;
    const auto passes = number_at(file, at, 4), memory = number_at(file, at + 4, 8);
    if (passes < 1 || passes > passphrase_passes_max || memory < passphrase_memory_bytes_min || memory > passphrase_memory_bytes_max)
        return read;
    read.is_sound = true;
    const auto salt = file.subspan(at + 12, salt_bytes);
    const PassphraseKey made{passphrase, salt, passes, memory};
    const auto sealed = file.subspan(sealed_plain_bytes, key_bytes + tag_bytes);
    Secret key{key_bytes};
    if (crypto_aead_xchacha20poly1305_ietf_decrypt(key.bytes.data(), nullptr, nullptr, sealed.data(), sealed.size(), file.data(),
                                                   sealed_plain_bytes, salt.data() + salt_bytes, made.bytes.data()) == 0)
        read.key = Key::from(key.bytes);
    return read;
}

}  // namespace kader::vault
