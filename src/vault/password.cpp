#include "vault/password.h"

#include <sodium.h>

#include <array>

#include "kernel/check.h"

namespace kader::vault {

namespace {

constexpr unsigned long long passes = 3;
constexpr std::size_t memory_bytes = std::size_t{64} * 1024 * 1024;

using Peppered = std::array<char, 2 * key_bytes + 1>;

// Text, because the hash takes text; the whole password counts, however long.
struct Mixed {
    Peppered text{};
    Mixed(const Keyring& keyring, std::string_view password) {
        std::array<std::uint8_t, key_bytes> bytes;
        const auto pepper = keyring.pepper().bytes();
        HALT_UNLESS(crypto_generichash(bytes.data(), bytes.size(), reinterpret_cast<const unsigned char*>(password.data()),
                                       password.size(), pepper.data(), pepper.size()) == 0);
        sodium_bin2hex(text.data(), text.size(), bytes.data(), bytes.size());
        wipe(bytes);
    }
    Mixed(const Mixed&) = delete;
    ~Mixed() { sodium_memzero(text.data(), text.size()); }
};

}  // namespace

std::optional<Text> password_refusal(std::string_view password) {
    std::size_t characters = 0;
    for (std::size_t at = 0; at < password.size(); ++characters)
        if (next_character(password, at) == bad_byte) return Text{"Dit wachtwoord is geen geldige tekst.", "This password is no valid text."};
    if (characters < password_characters_min)
        return Text{"Kies een wachtwoord van minstens " + std::to_string(password_characters_min) + " tekens.",
                    "Choose a password of at least " + std::to_string(password_characters_min) + " characters."};
    if (characters > password_characters_max)
        return Text{"Kies een wachtwoord van hoogstens " + std::to_string(password_characters_max) + " tekens.",
                    "Choose a password of at most " + std::to_string(password_characters_max) + " characters."};
    return {};
}

std::string password_hash(const Keyring& keyring, std::string_view password) {
    const Mixed mixed{keyring, password};
    std::array<char, crypto_pwhash_STRBYTES> hash{};
    // Fails only when there is no memory for it.
    if (crypto_pwhash_str_alg(hash.data(), mixed.text.data(), mixed.text.size() - 1, passes, memory_bytes, crypto_pwhash_ALG_ARGON2ID13) != 0)
        throw std::bad_alloc{};
    return hash.data();
}

bool is_password(const Keyring& keyring, std::string_view hash, std::string_view password) {
    // The hash of nobody's password, with today's parameters.
    static const std::string nobody = [] {
        std::array<char, crypto_pwhash_STRBYTES> made{};
        std::array<char, key_bytes> chance{};
        randombytes_buf(chance.data(), chance.size());
        if (crypto_pwhash_str_alg(made.data(), chance.data(), chance.size(), passes, memory_bytes, crypto_pwhash_ALG_ARGON2ID13) != 0)
            throw std::bad_alloc{};
        return std::string{made.data()};
    }();
    const Mixed mixed{keyring, password};
    const std::string stored{hash.empty() ? std::string_view{nobody} : hash};
    const bool same = stored.size() < crypto_pwhash_STRBYTES && crypto_pwhash_str_verify(stored.c_str(), mixed.text.data(), mixed.text.size() - 1) == 0;
    return same && !hash.empty();
}

bool is_outdated(std::string_view hash) {
    return crypto_pwhash_str_needs_rehash(std::string{hash}.c_str(), passes, memory_bytes) != 0;
}

}  // namespace kader::vault
