#include "factors/recovery_codes.h"

#include <doctest/doctest.h>

#include <set>
#include <vector>

namespace kader::factors {

TEST_CASE("a code on paper is four groups of four, and comes back as it was") {
    for (int i = 0; i < 200; ++i) {
        const auto code = RecoveryCode::random();
        const auto text = code.text();
        REQUIRE(text.size() == 19);
        CHECK((text[4] == '-' && text[9] == '-' && text[14] == '-'));
        CHECK(text.find_first_of("ILOU") == std::string::npos);
        const auto read = RecoveryCode::parse(text);
        REQUIRE(read);
        CHECK(vault::same_bytes(read->bytes(), code.bytes()));
    }
}

TEST_CASE("what people make of a code when they type it over is read") {
    const auto code = RecoveryCode::parse("0123-4567-89AB-CDEF");
    REQUIRE(code);
    for (const auto* typed : {"0123456789abcdef", " o123 4567 89ab cdef ", "OI23 4567 89AB CDEF", "0l23–4567—89AB‑CDEF", "0123.4567.89ab.cdef\r\n", "0123_4567\u00A089AB CDEF"}) {
        CAPTURE(typed);
        const auto read = RecoveryCode::parse(typed);
        REQUIRE(read);
        CHECK(vault::same_bytes(read->bytes(), code->bytes()));
    }
}

TEST_CASE("what is no code is refused") {
    for (const auto* typed : {"", "-", "0123-4567-89AB-CDE", "0123-4567-89AB-CDEF0", "0123-4567-89AB-CDEU", "0123-4567-89AB-CDE\xff", "0123-4567-89AB-CDÉF", "0123+4567+89AB+CDEF"}) {
        CAPTURE(typed);
        CHECK(!RecoveryCode::parse(typed));
    }
}

TEST_CASE("ten codes are ten different codes") {
    std::set<std::string> seen;
    for (const auto& code : make_recovery_codes()) seen.insert(code.text());
    CHECK(seen.size() == recovery_codes_count);
}

TEST_CASE("a digest fits its own code, account and pepper, and nothing else") {
    const auto pepper = vault::Key::random();
    const UuidBytes account{1}, other_account{2};
    const auto codes = make_recovery_codes();
    std::vector<vault::Digest> stored;
    for (const auto& code : codes) stored.push_back(recovery_code_digest(pepper, account, code));
    for (std::size_t i = 0; i < codes.size(); ++i) CHECK(find_recovery_code(recovery_code_digest(pepper, account, codes[i]), stored) == i);
    CHECK(!find_recovery_code(recovery_code_digest(pepper, account, RecoveryCode::random()), stored));
    CHECK(!find_recovery_code(recovery_code_digest(pepper, other_account, codes[0]), stored));
    CHECK(!find_recovery_code(recovery_code_digest(vault::Key::random(), account, codes[0]), stored));
    CHECK(!find_recovery_code(recovery_code_digest(pepper, account, codes[0]), {}));
}

}  // namespace kader::factors
