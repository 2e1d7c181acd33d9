#include "factors/pin.h"

#include <doctest/doctest.h>

#include "vault/password.h"

namespace kader::factors {

TEST_CASE("a PIN that colleagues try first is refused") {
    for (const auto* pin : {"0000", "1234", "4321", "7890", "0987", "2468", "1357", "1212", "8585", "2580", "0852", "123123", "11111111", "12345678", "98765432"}) {
        CAPTURE(pin);
        CHECK(pin_refusal(pin));
    }
}

TEST_CASE("a PIN that looks like a date or a year is refused") {
    for (const auto* pin : {"1990", "2024", "3112", "1231", "0102", "2902", "311290", "901231", "123190", "31121990", "19901231", "12311990"}) {
        CAPTURE(pin);
        const auto refused = pin_refusal(pin);
        REQUIRE(refused);
        CHECK(refused->nl.find("datum") != std::string::npos);
    }
}

TEST_CASE("a PIN is four to eight digits") {
    for (const auto* pin : {"", "719", "719428301", "71a4", "7194-", "７１９４", "-719"}) {
        CAPTURE(pin);
        const auto refused = pin_refusal(pin);
        REQUIRE(refused);
        CHECK(refused->en.find("4 to 8") != std::string::npos);
    }
    for (const auto* pin : {"7194", "71 94", "71942", "719428", "7194283", "71942830", "3399"}) {
        CAPTURE(pin);
        CHECK(!pin_refusal(pin));
    }
}

TEST_CASE("more than nine thousand PINs of four digits stay") {
    int allowed = 0;
    for (int i = 0; i < 10'000; ++i) {
        auto pin = std::to_string(i);
        pin.insert(0, 4 - pin.size(), '0');
        if (!pin_refusal(pin)) ++allowed;
    }
    MESSAGE(allowed << " of 10,000 PINs of four digits are allowed");
    CHECK(allowed > 9'000);
}

TEST_CASE("a PIN opens by itself, and a password with the same digits does not") {
    const auto keyring = vault::Keyring::random();
    const auto hash = pin_hash(keyring, "71 94");
    CHECK(is_pin(keyring, hash, "7194"));
    CHECK(!is_pin(keyring, hash, "7195"));
    CHECK(!is_pin(keyring, hash, "719"));
    CHECK(!is_pin(keyring, "", "7194"));
    CHECK(!vault::is_password(keyring, hash, "7194"));
    CHECK(!is_pin(keyring, vault::password_hash(keyring, "7194"), "7194"));
    CHECK(!is_pin(vault::Keyring::random(), hash, "7194"));
}

}  // namespace kader::factors
