#include "decoding/kind.h"

#include <doctest/doctest.h>

#include <string>

using namespace kader::decoding;
using namespace std::string_literals;

TEST_CASE("a document is what its bytes say, also when little of them is there") {
    CHECK(kind_of("") == Kind::PlainText);
    CHECK(kind_of("Beste heer, met een PDF-bestand %PDF-1.4 bedoel ik …") == Kind::PlainText);
    CHECK(kind_of("\xEF\xBB\xBFtekst") == Kind::PlainText);
    CHECK(kind_of("\xFF\xFEt\0e\0"s) == Kind::PlainText);
    CHECK(kind_of("caf\xE9\r\n") == Kind::PlainText);
    CHECK(kind_of("%PDF-1.7") == Kind::Pdf);
    CHECK(kind_of("\r\n\r\n%PDF-1.7 … startxref") == Kind::Pdf);
    CHECK(kind_of("\xFF\xD8\xFF\xE0") == Kind::Picture);
    CHECK(kind_of("\x89PNG\r\n\x1A\n") == Kind::Picture);
    CHECK(kind_of("II*\0"s) == Kind::Picture);
    CHECK(kind_of("\0\0\0\x18"s + "ftypheic\0\0\0\0"s) == Kind::Picture);
    CHECK(kind_of("\0\0\0\x18"s + "ftypisom\0\0\0\0"s) == Kind::Unknown);  // A film.
    CHECK(kind_of("RIFF1234WEBPVP8 ") == Kind::Picture);
    CHECK(kind_of("BM kan ook een afkorting zijn") == Kind::PlainText);
    CHECK(kind_of("\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1") == Kind::OldOffice);
    CHECK(kind_of("{\\rtf1\\ansi") == Kind::RichText);
    CHECK(kind_of("\x1F\x8B\x08") == Kind::Packed);
    CHECK(kind_of("MZ\x90\0\x03"s) == Kind::Unknown);
}

TEST_CASE("a package is what lies first in it") {
    const auto package = [](const std::string& names) { return "PK\x03\x04" + std::string(26, '.') + names; };
    CHECK(kind_of(package("word/document.xml")) == Kind::Docx);
    CHECK(kind_of(package("word/document.xml … xl/workbook.xml")) == Kind::Docx);
    CHECK(kind_of(package("xl/workbook.xml … word/document.xml")) == Kind::Spreadsheet);
    CHECK(kind_of(package("ppt/presentation.xml")) == Kind::Slides);
    CHECK(kind_of(package("mimetypeapplication/vnd.oasis.opendocument.text")) == Kind::OpenDocument);
    CHECK(kind_of(package("holiday.jpg")) == Kind::Packed);
    for (std::size_t size = 2; size < 40; ++size) CHECK(kind_of(package("word/").substr(0, size)) != Kind::Pdf);
}

TEST_CASE("no start of a file, however short, is too much to look at") {
    for (const auto& whole : {"PK\x03\x04 mimetype"s, "RIFF1234WEBP"s, "\0\0\0\x18"s + "ftypheic", "BM1234\0\0\0\0"s, "\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1"s})
        for (std::size_t size = 0; size <= whole.size(); ++size) CHECK_NOTHROW(kind_of(whole.substr(0, size)));
}
