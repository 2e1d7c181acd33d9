#include "decoding/decoder.h"

#include <doctest/doctest.h>

#include <string>

#include "kernel/limits.h"

using namespace kader;
using namespace kader::decoding;

// The real program is asked in tests/decoding; here there is none.
TEST_CASE("what needs no opening is answered without kader-decode") {
    Decoder decoder{"/nonexistent/kader-decode", Decoder::Start::WhenNeeded};
    CHECK(decoder.text_of("Een gewone tekst.").text == "Een gewone tekst.");
    CHECK(decoder.text_of("\xFF\xD8\xFF\xE0").refusal == Refusal::Picture);
    CHECK(decoder.text_of("{\\rtf1").refusal == Refusal::OtherKind);
    CHECK(decoder.text_of("%PDF-" + std::string(limits::document_pdf_bytes_max, ' ')).refusal == Refusal::TooLarge);
    CHECK(decoder.text_of("PK\x03\x04word/" + std::string(limits::document_docx_bytes_max, ' ')).refusal == Refusal::TooLarge);
    CHECK_FALSE(decoder.standing().is_ready);
}

TEST_CASE("what must be opened is refused when kader-decode is not there, each time again") {
    Decoder decoder{"/nonexistent/kader-decode"};
    for (int round = 0; round < 3; ++round) CHECK(decoder.text_of("%PDF-1.7").refusal == Refusal::NoDecoder);
}

TEST_CASE("kader-decode is looked for beside the running program") {
    const auto beside = Decoder::beside_this_program();
    CHECK(beside.is_absolute());
    CHECK(beside.filename() == "kader-decode");
}
