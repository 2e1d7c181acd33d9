#include "kernel/json_text.h"

#include <doctest/doctest.h>

#include <string>

using namespace kader;

namespace {

std::string json(std::string_view text) {
    std::string into = "x";
    append_json_text(into, text);
    return into.substr(1);
}

}  // namespace

TEST_CASE("every byte is written in the one way that stored data rest on") {
    CHECK(json("") == "\"\"");
    CHECK(json("é € 😀 / \x7f") == "\"é € 😀 / \x7f\"");
    CHECK(json("a\"b\\c") == R"("a\"b\\c")");
    CHECK(json("\b\f\n\r\t") == R"("\b\f\n\r\t")");
    CHECK(json(std::string_view{"\0\x01\x1f ", 4}) == R"("\u0000\u0001\u001f ")");
    // Also what is no UTF-8: whoever writes decides what to do about that.
    CHECK(json("\xff\xc3") == "\"\xff\xc3\"");
}
