#include "vault/signature.h"

#include <sodium.h>

#include "kernel/check.h"

namespace kader::vault {

namespace {

constexpr int base64_kind = sodium_base64_VARIANT_ORIGINAL;

// The two halves that the library works with; the secret one is wiped.
struct Pair {
    explicit Pair(const Key& seed) {
        static_assert(key_bytes == crypto_sign_SEEDBYTES);
        HALT_UNLESS(crypto_sign_seed_keypair(open.data(), secret.data(), seed.bytes().data()) == 0);
    }
    Pair(const Pair&) = delete;
    Pair& operator=(const Pair&) = delete;
    ~Pair() { sodium_memzero(secret.data(), secret.size()); }
    VerifyKey open;
    std::array<std::uint8_t, crypto_sign_SECRETKEYBYTES> secret;
};

}  // namespace

VerifyKey verify_key_of(const Key& seed) {
    return Pair{seed}.open;
}

Signature sign(const Key& seed, Bytes message) {
    const Pair pair{seed};
    Signature made;
    HALT_UNLESS(crypto_sign_detached(made.data(), nullptr, message.data(), message.size(), pair.secret.data()) == 0);
    return made;
}

bool is_signed(const VerifyKey& key, Bytes message, const Signature& signature) {
    return crypto_sign_verify_detached(signature.data(), message.data(), message.size(), key.data()) == 0;
}

std::string base64(Bytes bytes) {
    std::string text(sodium_base64_encoded_len(bytes.size(), base64_kind), '\0');
    sodium_bin2base64(text.data(), text.size(), bytes.data(), bytes.size(), base64_kind);
    text.pop_back();
    return text;
}

std::optional<ByteVector> parse_base64(std::string_view text) {
    if (text.empty()) return ByteVector{};
    ByteVector bytes(text.size());
    std::size_t length = 0;
    if (sodium_base642bin(bytes.data(), bytes.size(), text.data(), text.size(), nullptr, &length, nullptr, base64_kind) != 0) return {};
    bytes.resize(length);
    if (base64(bytes) != text) return {};
    return bytes;
}

}  // namespace kader::vault
