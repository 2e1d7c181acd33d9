#include "factors/base64url.h"

#include <doctest/doctest.h>

namespace kader::factors {

TEST_CASE("bytes come back as they were, and have one text only") {
    for (const auto* text : {"", "f", "fo", "foo", "foob", "fooba", "foobar", "\xff\xfe\xfb"}) {
        const auto bytes = vault::bytes_of(text);
        const auto back = parse_base64url(base64url(bytes));
        REQUIRE(back);
        CHECK(vault::same_bytes(*back, bytes));
    }
    CHECK(base64url(vault::bytes_of("\xff\xfe\xfb")) == "__77");
    CHECK(base64url(vault::bytes_of("f")) == "Zg");
    for (const auto* text : {"Zg==", "Zg=", "Zh", "Z", "Zm9v Zm9v", "Zm9v\n", "//77", "++77", "Zm9vé", "=", "287\u00A0082"}) {
        CAPTURE(text);
        CHECK(!parse_base64url(text));
    }
}

}  // namespace kader::factors
