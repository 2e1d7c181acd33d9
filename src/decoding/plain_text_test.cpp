#include "decoding/plain_text.h"

#include <doctest/doctest.h>

#include "kernel/limits.h"

using namespace kader;
using namespace kader::decoding;
using namespace std::string_literals;

TEST_CASE("a text is read in the three ways in which texts are kept here") {
    CHECK(plain_text("cliënt € 5").text == "cliënt € 5");
    CHECK(plain_text("\xEF\xBB\xBF" "cliënt").text == "cliënt");
    CHECK(plain_text("cli\xEBnt \x80 5").text == "cliënt € 5");
    CHECK(plain_text("\xFF\xFE" "c\0\xEB\0\xAC\x20"s).text == "cë€");
    CHECK(plain_text("\xFE\xFF\0c\0\xEB\x20\xAC"s).text == "cë€");
    CHECK(plain_text("\xFF\xFE\x3D\xD8\x00\xDE"s).text == "😀");
    // One broken byte does not turn every é into two letters.
    CHECK(plain_text("één één \xFF").text == "één één \uFFFD");
}

TEST_CASE("what could lead a terminal astray is taken out, and lines stay lines") {
    CHECK(clean("a\x1B[2Jb\x07") == "a[2Jb");
    CHECK(clean("a\u202Eb\u2066c") == "abc");
    CHECK(clean("a\r\nb\rc\fd\u2028e\tf") == "a\r\nb\nc\nd\ne\tf");
    CHECK(clean("\xC0\xAF") == "\uFFFD\uFFFD");
    CHECK(clean("a\0b"s) == "ab");
}

TEST_CASE("nothing but blanks is no text, and too much is cut at a whole letter") {
    CHECK(plain_text("").refusal == Refusal::NoText);
    CHECK(plain_text(" \r\n\t").refusal == Refusal::NoText);
    CHECK(plain_text(std::string(limits::document_plain_bytes_max + 1, 'x')).refusal == Refusal::TooLarge);
    std::string euros = "x";
    while (euros.size() <= limits::document_text_bytes_max) euros += "€";
    const auto cut = plain_text(euros);
    CHECK(cut.notes.is_cut);
    CHECK(cut.text.size() == limits::document_text_bytes_max);
    CHECK(cut.text.ends_with("€"));
    const auto whole = plain_text(std::string(limits::document_text_bytes_max, 'x'));
    CHECK_FALSE(whole.notes.is_cut);
}
