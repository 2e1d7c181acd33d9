#include "factors/totp.h"

#include <doctest/doctest.h>

#include <limits>

namespace kader::factors {

namespace {

using std::chrono::seconds;

// RFC 6238, appendix B.
TotpSecret secret_of_the_rfc() { return TotpSecret::from(vault::bytes_of("12345678901234567890")).value(); }
system::Instant at(std::int64_t second) { return system::Instant{seconds{second}}; }

}  // namespace

TEST_CASE("the codes are those of the RFC") {
    const auto secret = secret_of_the_rfc();
    struct Vector {
        std::int64_t second;
        std::string_view code;
    };
    for (const auto& one : {Vector{59, "287082"}, {1111111109, "081804"}, {1111111111, "050471"}, {1234567890, "005924"}, {2000000000, "279037"}, {20000000000, "353130"}}) {
        CHECK(totp_code(secret, one.second / 30) == one.code);
        CHECK(check_totp(secret, one.code, at(one.second), {}).step == one.second / 30);
    }
}

TEST_CASE("a code holds one step before and one step after its own, and no longer") {
    const auto secret = secret_of_the_rfc();
    const auto code = totp_code(secret, 1000).value();
    CHECK(!check_totp(secret, code, at(999 * 30 - 1), {}).step);
    CHECK(check_totp(secret, code, at(999 * 30), {}).step == 1000);
    CHECK(check_totp(secret, code, at(1000 * 30), {}).step == 1000);
    CHECK(check_totp(secret, code, at(1002 * 30 - 1), {}).step == 1000);
    CHECK(!check_totp(secret, code, at(1002 * 30), {}).step);
    CHECK(check_totp(secret, code, at(1002 * 30), {}).refusal == TotpRefusal::Wrong);
}

TEST_CASE("a code works once, and so does every code before it") {
    const auto secret = secret_of_the_rfc();
    const auto now = at(1000 * 30);
    const auto first = check_totp(secret, totp_code(secret, 1000).value(), now, {});
    REQUIRE(first.step == 1000);
    const auto again = check_totp(secret, totp_code(secret, 1000).value(), now, first.step);
    CHECK(!again.step);
    CHECK(again.refusal == TotpRefusal::UsedBefore);
    CHECK(check_totp(secret, totp_code(secret, 999).value(), now, first.step).refusal == TotpRefusal::UsedBefore);
    CHECK(!check_totp(secret, totp_code(secret, 999).value(), now, first.step).step);
    CHECK(check_totp(secret, totp_code(secret, 1001).value(), now, first.step).step == 1001);
}

TEST_CASE("a clock that was set back a year says so, and lets nobody in") {
    const auto secret = secret_of_the_rfc();
    const auto check = check_totp(secret, totp_code(secret, 1000).value(), at(1000 * 30), 1000 + 365 * 2880);
    CHECK(!check.step);
    CHECK(check.refusal == TotpRefusal::ClockBehind);
}

TEST_CASE("a code is read as tired people type it") {
    const auto secret = secret_of_the_rfc();
    for (const auto* typed : {"287082", " 287082 ", "287 082", "28 70 82", "2 8 7 0 8 2", "287\u00A0082", "287\u202F082\t"}) CHECK(check_totp(secret, typed, at(59), {}).step == 1);
    for (const auto* typed : {"", " ", "28708", "2870820", "28708a", "287-082", "+287082", "２８７０８２", "287082\xff"}) {
        CAPTURE(typed);
        CHECK(check_totp(secret, typed, at(59), {}).refusal == TotpRefusal::NoCode);
        CHECK(!check_totp(secret, typed, at(59), {}).step);
    }
}

TEST_CASE("no clock and no stored step brings it down") {
    const auto secret = secret_of_the_rfc();
    constexpr auto least = std::numeric_limits<std::int64_t>::min(), most = std::numeric_limits<std::int64_t>::max();
    for (const auto now : {system::Instant::min(), at(-31), at(-1), at(0), system::Instant::max()})
        for (const auto last : {least, std::int64_t{-1}, std::int64_t{0}, most}) CHECK(!check_totp(secret, "000000", now, last).step);
    CHECK(!totp_code(secret, -1));
    // Steps before 1970 have no code; the first one after has.
    CHECK(check_totp(secret, totp_code(secret, 0).value(), at(-1), {}).step == 0);
    CHECK(!check_totp(secret, totp_code(secret, 0).value(), at(-31), {}).step);
}

TEST_CASE("the address for the app holds the practice and the login, and nothing they say can add to it") {
    const auto secret = secret_of_the_rfc();
    CHECK(totp_uri(secret, "Kliniek Voorbeeld", "s.jansen@voorbeeld.example") ==
          "otpauth://totp/Kliniek%20Voorbeeld:s.jansen%40voorbeeld.example?secret=GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ&issuer=Kliniek%20Voorbeeld&algorithm=SHA1&digits=6&period=30");
    const auto hostile = totp_uri(secret, "Huid: &secret=AAAA\n\x1b[2J", "a:b?x=é");
    CHECK(hostile.starts_with("otpauth://totp/Huid%20%20%26secret%3DAAAA%20%5B2J:a%20b%3Fx%3D%C3%A9?secret=GEZDG"));
    CHECK(totp_uri(secret, " ", "x").starts_with("otpauth://totp/Kader:x?"));
    CHECK(totp_secret_text(secret) == "GEZD GNBV GY3T QOJQ GEZD GNBV GY3T QOJQ");
}

TEST_CASE("a secret has twenty bytes, and no two are the same") {
    CHECK(!TotpSecret::from(vault::bytes_of("1234567890123456789")));
    CHECK(!TotpSecret::from(vault::bytes_of("123456789012345678901")));
    const auto one = TotpSecret::random(), other = TotpSecret::random();
    CHECK(!vault::same_bytes(one.bytes(), other.bytes()));
    auto moved = TotpSecret::random();
    const auto taken = std::move(moved);
    CHECK(vault::same_bytes(moved.bytes(), vault::ByteVector(totp_secret_bytes)));
}

}  // namespace kader::factors
