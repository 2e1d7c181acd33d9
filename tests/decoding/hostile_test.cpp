// What was made to break the reader is refused with its own reason, within its bounds, and the next file is read.

#include <doctest/doctest.h>

#include <algorithm>
#include <random>

#include "decoding/made_files.h"
#include "decoding/the_decoder.h"

using namespace kader::decoding_tests;
using kader::decoding::Kind;
using kader::decoding::Outcome;
using kader::decoding::Refusal;

namespace {

constexpr long memory_max_kib = 512 * 1024;

// Refused with one of these, in bounded memory; and a good file is read after it.
void refused(const std::string& what, std::string_view bytes, std::initializer_list<Refusal> with) {
    CAPTURE(what);
    const auto outcome = text_of(bytes);
    REQUIRE(outcome.refusal.has_value());
    CAPTURE(static_cast<int>(*outcome.refusal));
    CHECK(std::ranges::find(with, *outcome.refusal) != with.end());
    CHECK(outcome.text.empty());
    CHECK(outcome.peak_memory_kib <= memory_max_kib);
    CHECK(text_of(docx(paragraph("Daarna."))).text == "Daarna.\n");
}

std::string with_document(std::string document) {
    return zip_of({{"_rels/.rels", "<Relationships xmlns=\"x\">" + relation("officeDocument", "word/document.xml") + "</Relationships>"}, {"word/document.xml", std::move(document)}});
}

std::string repeated(std::string_view text, std::size_t count) {
    std::string all;
    all.reserve(text.size() * count);
    for (std::size_t i = 0; i < count; ++i) all += text;
    return all;
}

// One page whose content is given as a stream with its dictionary.
std::string pdf_with_content(std::string_view dictionary, std::string_view stream, std::string_view more_in_trailer = {}) {
    Pdf file;
    const int catalog = file.reserve(), tree = file.reserve();
    const int font = file.add("<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>");
    const int content = file.add_stream(dictionary, stream);
    const int page = file.add("<</Type/Page/Parent " + ref(tree) + "/MediaBox[0 0 595 842]/Contents " + ref(content) + "/Resources<</Font<</F " + ref(font) + ">>>>>>");
    file.set(tree, "<</Type/Pages/Count 1/Kids[" + ref(page) + "]>>");
    file.set(catalog, "<</Type/Catalog/Pages " + ref(tree) + ">>");
    return file.finish(catalog, more_in_trailer);
}

}  // namespace

TEST_CASE("a Word file that unpacks to hundreds of megabytes is refused as what it is") {
    refused("one part", with_document(document_xml("<w:p>" + repeated(" ", 100 * 1024 * 1024) + "</w:p>")), {Refusal::Bomb});
    refused("a high ratio", with_document(document_xml("<w:p>" + repeated(" ", 30 * 1024 * 1024) + "</w:p>")), {Refusal::Bomb});
    kader::decoding_tests::Files many;
    for (int i = 0; i < 11'000; ++i) many.push_back({"word/" + std::to_string(i), "x"});
    refused("too many parts", zip_of(many), {Refusal::Bomb});
}

TEST_CASE("XML of a thousand levels, entities that grow and entities from elsewhere are refused") {
    refused("levels", with_document(document_xml(repeated("<w:sdt>", 1000) + repeated("</w:sdt>", 1000))), {Refusal::Bomb});
    std::string laughs = "<?xml version=\"1.0\"?><!DOCTYPE w [<!ENTITY a0 \"ha\">";
    for (int i = 1; i < 20; ++i) laughs += "<!ENTITY a" + std::to_string(i) + " \"" + repeated("&a" + std::to_string(i - 1) + ";", 10) + "\">";
    refused("laughs", with_document(laughs + "]><w>&a19;</w>"), {Refusal::Damaged});
    refused("from elsewhere", with_document("<!DOCTYPE w [<!ENTITY x SYSTEM \"file:///etc/passwd\">]><w>&x;</w>"), {Refusal::Damaged});
    refused("a document type elsewhere", with_document("<!DOCTYPE w SYSTEM \"http://127.0.0.1/x.dtd\"><w/>"), {Refusal::Damaged});
}

TEST_CASE("a text of more than 4 MiB is cut, and says so") {
    const auto sentence = paragraph("Deze zin staat er vaak, en telkens met andere woorden erom heen.");
    const auto read = text_of(docx(repeated(sentence, 70'000)));
    REQUIRE(read);
    CHECK(read.notes.is_cut);
    CHECK(read.text.size() <= 4u * 1024 * 1024);
    CHECK(read.text.size() > 4u * 1024 * 1024 - 200);
}

TEST_CASE("a PDF that grows when it is opened ends in its own child") {
    // Two deflated layers: 1 GiB of spaces in a few kilobytes.
    const auto spaces = deflated(repeated(" ", 64 * 1024 * 1024));
    refused("layers", pdf_with_content("/Filter[/FlateDecode/FlateDecode]", deflated(repeated(spaces, 16))), {Refusal::Bomb, Refusal::TookTooLong, Refusal::Damaged, Refusal::NoText});
}

TEST_CASE("a PDF whose forms draw forms that draw forms is stopped by its time" * doctest::test_suite("slow")) {
    refused("forms", endless_pdf(), {Refusal::TookTooLong});
}

TEST_CASE("100,000 pages, pages that hold each other, and a lie about their number are refused") {
    Pdf file;
    const int catalog = file.reserve(), tree = file.reserve();
    std::string kids;
    const int page = file.add("<</Type/Page/Parent " + ref(tree) + "/MediaBox[0 0 9 9]>>");
    for (int i = 0; i < 100'000; ++i) kids += ref(page) + " ";
    file.set(tree, "<</Type/Pages/Count 100000/Kids[" + kids + "]>>");
    file.set(catalog, "<</Type/Catalog/Pages " + ref(tree) + ">>");
    refused("many", file.finish(catalog), {Refusal::TooLarge, Refusal::Damaged});
    Pdf ring;
    const int root = ring.reserve(), one = ring.reserve(), other = ring.reserve();
    ring.set(one, "<</Type/Pages/Count 5/Kids[" + ref(other) + "]>>");
    ring.set(other, "<</Type/Pages/Count 5/Kids[" + ref(one) + "]/Parent " + ref(one) + ">>");
    ring.set(root, "<</Type/Catalog/Pages " + ref(one) + ">>");
    refused("ring", ring.finish(root), {Refusal::Damaged, Refusal::NoText});
    auto lie = pdf({{"Een bladzijde."}});
    lie.replace(lie.find("/Count 1"), 8, "/Count 9");
    refused("lie", lie, {Refusal::Damaged});
}

TEST_CASE("what asks for a password says so") {
    const std::string unknown(32, 'x');
    const auto locked = pdf({{"Op slot."}}, {}, "/ID[(0123456789abcdef)(0123456789abcdef)]/Encrypt<</Filter/Standard/V 1/R 2/P -4/O(" + unknown + ")/U(" + unknown + ")>>");
    refused("pdf", locked, {Refusal::Locked});
    refused("zip", zip_of({{"word/document.xml", document_xml(paragraph("Op slot."))}}, true), {Refusal::Locked});
    using namespace std::string_literals;
    refused("office", "\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1"s + std::string(500, '\0') + "E\0n\0c\0r\0y\0p\0t\0e\0d\0P\0a\0c\0k\0a\0g\0e\0"s, {Refusal::Locked});
}

TEST_CASE("what was cut off anywhere is never read as if it were whole") {
    const auto whole_pdf = pdf({{"Eerste bladzijde."}, {"Tweede bladzijde, met een zwijgbeding."}});
    const auto whole_docx = docx(paragraph("Eerste.") + paragraph("Tweede, met een zwijgbeding."), {{"word/footnotes.xml", paragraph("Derde.")}}, relation("footnotes", "footnotes.xml"));
    const auto pdf_text = text_of(whole_pdf).text, docx_text = text_of(whole_docx).text;
    REQUIRE_FALSE(pdf_text.empty());
    REQUIRE_FALSE(docx_text.empty());
    for (const auto* whole : {&whole_pdf, &whole_docx})
        for (std::size_t size = 0; size < whole->size(); size += 1 + whole->size() / 60) {
            CAPTURE(size);
            const auto outcome = text_of(std::string_view{*whole}.substr(0, size));
            // The last line may lack without anything being lost.
            if (outcome && outcome.kind != Kind::PlainText) CHECK(outcome.text == (whole == &whole_pdf ? pdf_text : docx_text));
        }
}

TEST_CASE("a PDF whose last change was cut off is not read as it was before") {
    const auto before = pdf({{"Oude tekst zonder beding."}});
    // The first stream of pdf() is object 4; the change writes it anew.
    REQUIRE(before.find("\n4 0 obj\n<</Length") != before.npos);
    const auto content = lines_on_page({"Nieuwe tekst met een zwijgbeding."});
    const auto object_at = before.size();
    auto after = before + "4 0 obj\n<</Length " + std::to_string(content.size()) + ">>\nstream\n" + content + "\nendstream\nendobj\n";
    const auto table_at = after.size();
    const auto place = std::to_string(object_at);
    const auto old_table = before.substr(before.rfind("startxref\n") + 10);
    after += "xref\n4 1\n" + std::string(10 - place.size(), '0') + place + " 00000 n \ntrailer\n<</Size 6/Root 1 0 R/Prev " + old_table.substr(0, old_table.find('\n')) +
             ">>\nstartxref\n" + std::to_string(table_at) + "\n%%EOF\n";
    REQUIRE(text_of(before).text == "Oude tekst zonder beding.\n");
    REQUIRE(text_of(after).text == "Nieuwe tekst met een zwijgbeding.\n");
    for (auto size = object_at + 8; size < after.size(); ++size) {
        CAPTURE(size);
        const auto outcome = text_of(std::string_view{after}.substr(0, size));
        CHECK(outcome.text.find("Oude tekst") == std::string::npos);
    }
}

TEST_CASE("any bytes behind the mark of a PDF or Word file are refused or read, and nothing else happens") {
    std::mt19937 chance{20261122};
    const auto good_pdf = pdf({{"Een regel."}, {"Nog een."}}), good_docx = docx(list_item("Een regel."));
    for (int round = 0; round < 60; ++round) {
        auto bytes = round % 2 == 0 ? good_pdf : good_docx;
        if (round % 3 == 0)
            for (auto at = std::size_t{8}; at < bytes.size(); ++at) bytes[at] = static_cast<char>(chance());
        else
            for (int i = 0; i < 12; ++i) bytes[8 + chance() % (bytes.size() - 8)] = static_cast<char>(chance());
        CAPTURE(round);
        const auto outcome = text_of(bytes);
        CHECK(outcome.peak_memory_kib <= memory_max_kib);
        if (outcome.refusal) CHECK(*outcome.refusal != Refusal::NoDecoder);
    }
    CHECK(text_of(good_docx).text == "- Een regel.\n");
}

TEST_CASE("two parts of one name are refused, for nobody knows which of them Word shows") {
    auto bytes = zip_of({{"word/document.xml", document_xml(paragraph("Getoond."))}, {"word/documenX.xml", document_xml(paragraph("Verborgen."))}});
    for (auto at = bytes.find("documenX"); at != bytes.npos; at = bytes.find("documenX")) bytes.replace(at, 8, "document");
    refused("twice", bytes, {Refusal::Damaged});
}

TEST_CASE("a package that only looks like a Word file is named as packed") {
    const auto outcome = text_of(zip_of({{"word/notes.txt", "x"}}));
    CHECK(outcome.refusal == Refusal::OtherKind);
    CHECK(outcome.kind == Kind::Packed);
}
