#include "kernel/text.h"

#include <doctest/doctest.h>

using namespace kader;

TEST_CASE("names are compared without regard to case, accents, spaces and hyphens") {
    CHECK(folded("Tot en met") == folded("tot_en_met"));
    CHECK(folded("Café-Bar") == folded("cafe bar"));
    CHECK(folded("José") == folded("Jos\xC3\xA9"));
    CHECK(folded("e\xCC\x81\x6E") == folded("\xC3\xA9n"));  // An accent of its own, and one letter.
    CHECK(folded("Łukasz Ødegård Strauß") == "lukasz_odegard_strauss");
    CHECK(folded("anna") != folded("annie"));
}

TEST_CASE("a text is plain ASCII until its first other byte") {
    CHECK(is_ascii(""));
    CHECK(is_ascii("een regel\n\x7f"));
    CHECK_FALSE(is_ascii("caf\xc3\xa9"));
    CHECK_FALSE(is_ascii("\x80"));
}

TEST_CASE("what is shown of a text has no control characters and only whole characters") {
    CHECK(shortened("rood\x1b[31m") == "rood [31m");
    CHECK(shortened("a\xFFz") == "a?z");
    CHECK(trimmed(" \t x y\r\n") == "x y");
    CHECK(holds_control("een\x07twee"));
    CHECK_FALSE(holds_control("één\ttwee"));
}
