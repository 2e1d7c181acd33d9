#include "decode/docx_text.h"

#include <doctest/doctest.h>

#include <string>

#include "decode/docx_package.h"
#include "decode/docx_xml.h"

using namespace kader::decode;
using kader::decoding::protocol::Result;

namespace {

constexpr std::string_view start = "<w:document xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\" "
                                   "xmlns:mc=\"http://schemas.openxmlformats.org/markup-compatibility/2006\">";

struct Parse {
    Parsed parsed;
    std::string text;
    bool has_other = false;
};
// One byte at a time, as the worst of streams does.
Parse parse(std::string_view body, std::size_t bytes_max = 1 << 20) {
    const auto xml = std::string{start} + std::string{body} + "</w:document>";
    Paragraphs text;
    Parse result{};
    const auto part = text_part(text, bytes_max, result.has_other);
    result.parsed = Parsed::GoesOn;
    for (std::size_t at = 0; at < xml.size() && result.parsed == Parsed::GoesOn; ++at) result.parsed = part->take({xml.data() + at, 1});
    if (result.parsed == Parsed::GoesOn) result.parsed = part->end();
    result.text = std::move(text).finish();
    return result;
}

}  // namespace

TEST_CASE("words are those of runs, whatever the prefix of their names") {
    CHECK(parse("<w:p><w:r><w:t>Een </w:t></w:r><w:r><w:t>é&#233;n&lt;</w:t><w:instrText> PAGE </w:instrText></w:r>los</w:p>").text == "Een één<\n");
    CHECK(parse("<x:p xmlns:x=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\"><x:r><x:t>Anders</x:t></x:r></x:p>").text == "Anders\n");
    CHECK(parse("<x:p xmlns:x=\"elders\"><x:t>Niets</x:t></x:p>").text.empty());
    CHECK(parse("<w:p><w:t>a</w:t><w:noBreakHyphen/><w:t>b</w:t><w:softHyphen/><w:t>c</w:t></w:p>").text == "a-bc\n");
}

TEST_CASE("deleted and moved text is left out with all that is in it, and what comes behind is not") {
    CHECK(parse("<w:p><w:del><w:r><w:t>weg</w:t><w:del/></w:r></w:del><w:r><w:t>er</w:t></w:r></w:p>").text == "er\n");
    CHECK(parse("<w:p><w:pPr><w:rPr><w:del/></w:rPr></w:pPr><w:r><w:t>er</w:t></w:r></w:p>").text == "er\n");
}

TEST_CASE("of what is there twice for old and new programs the first with words is read, and no more") {
    const std::string choice = "<mc:Choice><w:p><w:t>nieuw</w:t></w:p></mc:Choice>", fallback = "<mc:Fallback><w:p><w:t>oud</w:t></w:p></mc:Fallback>";
    CHECK(parse("<mc:AlternateContent>" + choice + fallback + "</mc:AlternateContent>").text == "nieuw\n");
    CHECK(parse("<mc:AlternateContent><mc:Choice/>" + fallback + "</mc:AlternateContent>").text == "oud\n");
    CHECK(parse("<w:p><w:t>ervoor</w:t></w:p><mc:AlternateContent><mc:Choice/>" + fallback + "</mc:AlternateContent>").text == "ervoor\n\noud\n");
}

TEST_CASE("a list that was taken away is no list") {
    CHECK(parse("<w:p><w:pPr><w:numPr><w:numId w:val=\"0\"/></w:numPr></w:pPr><w:r><w:t>gewoon</w:t></w:r></w:p>").text == "gewoon\n");
    CHECK(parse("<w:p><w:pPr><w:numPr><w:numId w:val=\"3\"/></w:numPr></w:pPr><w:r><w:t>item</w:t></w:r></w:p>").text == "- item\n");
}

TEST_CASE("what is too deep, too long, no XML, or brings entities stops") {
    std::string deep, shut;
    for (int i = 0; i < 300; ++i) deep += "<w:a>", shut += "</w:a>";
    CHECK(parse(deep + shut).parsed == Parsed::TooDeep);
    CHECK(parse("<w:p><w:t>0123456789</w:t></w:p>", 5).parsed == Parsed::Full);
    CHECK(parse("<w:p>").parsed == Parsed::Damaged);
    CHECK(parse("&nbsp;").parsed == Parsed::Damaged);
    Paragraphs text;
    bool other = false;
    CHECK(text_part(text, 100, other)->take("<!DOCTYPE w [<!ENTITY x \"y\">]><w>&x;</w>") == Parsed::Damaged);
    CHECK(parse("<w:altChunk/>").has_other);
}

TEST_CASE("a name beside a part stays within the package") {
    CHECK(part_beside("word/document.xml", "footnotes.xml") == "word/footnotes.xml");
    CHECK(part_beside("word/document.xml", "/word/header1.xml") == "word/header1.xml");
    CHECK(part_beside("word/document.xml", "../customXml/./item1.xml") == "customXml/item1.xml");
    CHECK(part_beside("", "word/document.xml") == "word/document.xml");
    CHECK(part_beside("word/document.xml", "../../../etc/passwd").empty());
    CHECK(relations_of("word/document.xml") == "word/_rels/document.xml.rels");
    CHECK(relations_of("document.xml") == "_rels/document.xml.rels");
}

TEST_CASE("bytes that are no package are damaged, however they begin") {
    for (const std::string bytes : {"PK", "PK\x03\x04", "PK\x03\x04word/document.xml"}) CHECK(docx_text(bytes).result == Result::Damaged);
    // A zip with nothing in it.
    CHECK(docx_text(std::string{"PK\x05\x06"} + std::string(18, '\0')).result == Result::OtherKind);
}
