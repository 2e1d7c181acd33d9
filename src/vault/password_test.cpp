#include "vault/password.h"

#include <doctest/doctest.h>
#include <sodium.h>

#include <array>

namespace kader::vault {

TEST_CASE("a password is known again by its hash, and no other is") {
    const auto keyring = Keyring::random();
    const auto hash = password_hash(keyring, "een lang wachtwoord");
    CHECK(hash.starts_with("$argon2id$v=19$m=65536,t=3,p=1$"));
    CHECK(is_password(keyring, hash, "een lang wachtwoord"));
    CHECK(!is_password(keyring, hash, "een lang wachtwoorD"));
    CHECK(!is_password(Keyring::random(), hash, "een lang wachtwoord"));
    CHECK(!is_outdated(hash));
}

TEST_CASE("every byte of a long password counts") {
    const auto keyring = Keyring::random();
    std::string one(128, 'x'), other = one;
    other.back() = 'y';
    CHECK(!is_password(keyring, password_hash(keyring, one), other));
}

TEST_CASE("nobody's password is never right") {
    const auto keyring = Keyring::random();
    CHECK(!is_password(keyring, "", ""));
    CHECK(!is_password(keyring, "not a hash", "een lang wachtwoord"));
}

TEST_CASE("a hash with lighter parameters is outdated") {
    std::array<char, crypto_pwhash_STRBYTES> light{};
    REQUIRE(crypto_pwhash_str_alg(light.data(), "x", 1, 1, 8192, crypto_pwhash_ALG_ARGON2ID13) == 0);
    CHECK(is_outdated(light.data()));
}

TEST_CASE("length is the only rule") {
    CHECK(password_refusal("elf tekens!"));
    CHECK(!password_refusal("twaalfteken!"));
    CHECK(!password_refusal(std::string(128, 'a')));
    CHECK(password_refusal(std::string(129, 'a')));
    CHECK(!password_refusal("ééééééééééé1"));
    CHECK(password_refusal("twaalftek\xff!!"));
}

}  // namespace kader::vault
