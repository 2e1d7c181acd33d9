#include "vault/signature.h"

#include <doctest/doctest.h>

namespace kader::vault {

// RFC 8032, 7.1, test 2.
TEST_CASE("a message is signed as RFC 8032 says") {
    const auto seed = Key::from(*parse_hex("4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb"));
    const auto open = verify_key_of(seed);
    CHECK(hex(open) == "3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c");
    const ByteVector message{0x72};
    const auto made = sign(seed, message);
    CHECK(hex(made) ==
          "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00");
    CHECK(is_signed(open, message, made));
    CHECK(!is_signed(open, ByteVector{0x73}, made));
    auto other = made;
    other[0] ^= 1;
    CHECK(!is_signed(open, message, other));
    CHECK(!is_signed(verify_key_of(Key::random()), message, made));
}

TEST_CASE("base64 has one spelling for the same bytes") {
    for (const auto* text : {"", "Zg==", "Zm8=", "Zm9v", "Zm9vYg==", "+/+/"}) {
        const auto bytes = parse_base64(text);
        REQUIRE(bytes);
        CHECK(base64(*bytes) == text);
    }
    for (const auto* text : {"Z", "Zg", "Zg=", "Zh==", "Zm9v\n", " Zm9v", "Zm9v=", "Zm-_", "====", "é"}) CHECK_MESSAGE(!parse_base64(text), text);
}

}  // namespace kader::vault
