// What a signer would read comes out of PDF and Word files, through the real kader-decode.

#include <doctest/doctest.h>

#include "decoding/decoder.h"
#include "decoding/made_files.h"
#include "decoding/the_decoder.h"

using namespace kader::decoding_tests;
using kader::decoding::Kind;
using kader::decoding::Notes;
using kader::decoding::Refusal;

TEST_CASE("a PDF is read page by page, line by line, and every letter of it") {
    const auto read = text_of(pdf({{"Overeenkomst met de kliniek", "1. Cli\xEBnt ontvangt \x80 500."}, {"2. Cli\xEBnt spreekt met niemand \x96 ook niet (later)."}}));
    REQUIRE(read);
    CHECK(read.kind == Kind::Pdf);
    CHECK(read.text == "Overeenkomst met de kliniek\n1. Cliënt ontvangt € 500.\n2. Cliënt spreekt met niemand – ook niet (later).\n");
    CHECK(read.notes == Notes{2, 0, false, false, false});
}

TEST_CASE("two columns are read one after the other") {
    Pdf file;
    const int catalog = file.reserve(), tree = file.reserve();
    const int font = file.add("<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>");
    Page left, right;
    for (int i = 0; i < 12; ++i) {
        left.push_back("links regel " + std::to_string(i) + " van de kolom die lang is");
        right.push_back("rechts regel " + std::to_string(i) + " van de andere kolom");
    }
    // Drawn line by line across both, as some programs do.
    std::string content;
    for (int i = 0; i < 12; ++i)
        content += lines_on_page({left[static_cast<std::size_t>(i)]}, 50, 800 - 14 * i) + lines_on_page({right[static_cast<std::size_t>(i)]}, 320, 800 - 14 * i);
    const int stream = file.add_stream("", content);
    const int page = file.add("<</Type/Page/Parent " + ref(tree) + "/MediaBox[0 0 595 842]/Contents " + ref(stream) + "/Resources<</Font<</F " + ref(font) + ">>>>>>");
    file.set(tree, "<</Type/Pages/Count 1/Kids[" + ref(page) + "]>>");
    file.set(catalog, "<</Type/Catalog/Pages " + ref(tree) + ">>");
    const auto read = text_of(file.finish(catalog));
    REQUIRE(read);
    CHECK(read.text.find("links regel 11") < read.text.find("rechts regel 0"));
    CHECK(read.text.find("links regel 0 van de kolom die lang is\nlinks regel 1 ") != read.text.npos);
}

TEST_CASE("a page that lies on its side, and one whose corner is not at zero, are read whole") {
    for (const std::string box : {"/MediaBox[0 0 595 842]/Rotate 90", "/MediaBox[0 0 595 842]/Rotate 270", "/MediaBox[-300 -100 595 842]/CropBox[-300 -100 595 842]"}) {
        CAPTURE(box);
        auto bytes = pdf({{"Een regel op deze bladzijde."}});
        const std::string usual = "/MediaBox[0 0 595 842]";
        bytes.replace(bytes.find(usual), usual.size(), box);
        const auto read = text_of(bytes);
        REQUIRE(read);
        CHECK(read.text.find("Een regel op deze bladzijde.") != read.text.npos);
    }
}

TEST_CASE("a PDF whose objects lie packed in streams is read") {
    // As every program writes since PDF 1.5: all but the streams stand in one stream, and so does the table.
    const std::string content = "BT /F 11 Tf 50 700 Td (Ingepakte objecten) Tj ET";
    const std::vector<std::string> inside = {"<</Type/Catalog/Pages 2 0 R>>", "<</Type/Pages/Count 1/Kids[3 0 R]>>",
                                             "<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 5 0 R/Resources<</Font<</F 4 0 R>>>>>>",
                                             "<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>"};
    std::string head, body;
    for (std::size_t i = 0; i < inside.size(); ++i) head += std::to_string(i + 1) + " " + std::to_string(body.size()) + " ", body += inside[i] + " ";
    std::string bytes = "%PDF-1.5\n";
    const auto add_stream = [&](int number, const std::string& dictionary, const std::string& plain) {
        const auto at = bytes.size();
        const auto packed = deflated(plain);
        bytes += std::to_string(number) + " 0 obj<<" + dictionary + "/Filter/FlateDecode/Length " + std::to_string(packed.size()) + ">>stream\n" + packed + "\nendstream endobj\n";
        return at;
    };
    const auto content_at = add_stream(5, "", content);
    const auto objects_at = add_stream(6, "/Type/ObjStm/N 4/First " + std::to_string(head.size()), head + body);
    const auto table_at = bytes.size();
    std::string table;
    const auto row = [&](int type, std::size_t second, int third) {
        table += static_cast<char>(type), table += static_cast<char>(second >> 8), table += static_cast<char>(second & 255), table += static_cast<char>(third);
    };
    row(0, 0, 0);
    for (int i = 0; i < 4; ++i) row(2, 6, i);
    row(1, content_at, 0), row(1, objects_at, 0), row(1, table_at, 0);
    add_stream(7, "/Type/XRef/Size 8/W[1 2 1]/Root 1 0 R", table);
    bytes += "startxref\n" + std::to_string(table_at) + "\n%%EOF";
    const auto read = text_of(bytes);
    REQUIRE(read);
    CHECK(read.text == "Ingepakte objecten\n");
}

TEST_CASE("a Word file gives its paragraphs, lists, tables, boxes, notes, headers and footers, in this order") {
    const std::string box =
        "<w:p><w:r><w:t>Voor de </w:t></w:r><mc:AlternateContent><mc:Choice Requires=\"wps\"><w:drawing><w:txbxContent>" + paragraph("In een kader.") +
        "</w:txbxContent></w:drawing></mc:Choice><mc:Fallback><w:pict><w:txbxContent>" + paragraph("In een kader.") +
        "</w:txbxContent></w:pict></mc:Fallback></mc:AlternateContent><w:r><w:t>arts.</w:t></w:r></w:p>";
    const auto body = paragraph("Overeenkomst") + paragraph("U zwijgt &amp; betaalt:") + list_item("bij klachten;") + list_item("bij schade.") +
                      "<w:tbl><w:tr><w:tc>" + paragraph("Boete") + "</w:tc><w:tc>" + paragraph("€ 5.000") + "</w:tc></w:tr></w:tbl>" + box +
                      "<w:p><w:pPr><w:tabs><w:tab w:val=\"left\"/></w:tabs></w:pPr><w:r><w:t>Naam</w:t><w:tab/><w:t>Datum</w:t><w:br/><w:t>Plaats</w:t></w:r></w:p>";
    const auto read = text_of(docx(body,
                                   {{"word/footnotes.xml", paragraph("Ook na afloop.")},
                                    {"word/endnotes.xml", paragraph("Eindnoot.")},
                                    {"word/header1.xml", paragraph("Vertrouwelijk")},
                                    {"word/footer1.xml", paragraph("Kliniek Voorbeeld")},
                                    {"word/comments.xml", paragraph("Opmerking van een jurist")}},
                                   relation("footer", "footer1.xml") + relation("header", "/word/header1.xml") + relation("footnotes", "footnotes.xml") +
                                       relation("endnotes", "endnotes.xml") + relation("comments", "comments.xml")));
    REQUIRE(read);
    CHECK(read.kind == Kind::Docx);
    CHECK(read.notes == Notes{});
    CHECK(read.text ==
          "Overeenkomst\n\nU zwijgt & betaalt:\n\n- bij klachten;\n- bij schade.\n\nBoete\n\n€ 5.000\n\nVoor de arts.\n\nIn een kader.\n\nNaam\tDatum\nPlaats\n"
          "\nOok na afloop.\n\nEindnoot.\n\nVertrouwelijk\n\nKliniek Voorbeeld\n");
}

TEST_CASE("of tracked changes what was put in is read, and what was taken out is not") {
    const auto read = text_of(docx("<w:p><w:r><w:t>U mag </w:t></w:r><w:del><w:r><w:delText>wel</w:delText></w:r></w:del><w:ins><w:r><w:t>niet</w:t></w:r></w:ins>"
                                   "<w:moveFrom><w:r><w:t> verplaatst</w:t></w:r></w:moveFrom><w:r><w:rPr><w:del/></w:rPr><w:t> klagen.</w:t></w:r></w:p>"));
    REQUIRE(read);
    CHECK(read.text == "U mag niet klagen.\n");
}

TEST_CASE("a Word file of another name for its document, and one of the strict kind, are read") {
    auto strict = document_xml(paragraph("Strikt."));
    const std::string transitional = "http://schemas.openxmlformats.org/wordprocessingml/2006/main";
    strict.replace(strict.find(transitional), transitional.size(), "http://purl.oclc.org/ooxml/wordprocessingml/main");
    const auto read = text_of(zip_of({{"_rels/.rels", "<Relationships xmlns=\"x\">" + relation("officeDocument", "/word/document2.xml") + "</Relationships>"}, {"word/document2.xml", strict}}));
    REQUIRE(read);
    CHECK(read.text == "Strikt.\n");
}

TEST_CASE("macros and embedded files are told and nothing of them is opened") {
    const auto body = paragraph("De tekst zelf.");
    const auto macros = text_of(docx(body, {{"word/vbaProject.bin", "Shell \"calc\""}}));
    REQUIRE(macros);
    CHECK(macros.text == "De tekst zelf.\n");
    CHECK(macros.notes.has_macros);
    CHECK_FALSE(macros.notes.has_embedded);
    const auto embedded = text_of(docx(body, {{"word/embeddings/oleObject1.bin", docx(paragraph("Verstopt."))}}));
    REQUIRE(embedded);
    CHECK(embedded.notes.has_embedded);
    CHECK(embedded.text == "De tekst zelf.\n");
}

TEST_CASE("scripts and actions in a PDF are not run, and its text is read") {
    const auto read = text_of(pdf({{"Gewone tekst."}}, "/OpenAction<</S/JavaScript/JS(app.alert\\(1\\))>>/AA<</WC<</S/Launch/F(/bin/sh)>>>>/Names<</JavaScript<</Names[(a)<</S/JavaScript/JS(x)>>]>>>>"));
    REQUIRE(read);
    CHECK(read.text == "Gewone tekst.\n");
}

TEST_CASE("pages without text are counted, and a file with nothing else is refused for that") {
    const Page words = {"Er staat tekst."};
    const auto mixed = text_of(pdf({words, {}, words, {}}));
    REQUIRE(mixed);
    CHECK(mixed.notes == Notes{4, 2, false, false, false});
    Pdf scan;
    const int catalog = scan.reserve(), tree = scan.reserve();
    const int image = scan.add_stream("/Type/XObject/Subtype/Image/Width 2/Height 2/ColorSpace/DeviceGray/BitsPerComponent 8", "\x10\x20\x30\x40");
    const int content = scan.add_stream("", "q 500 0 0 700 40 70 cm /I Do Q");
    const int page = scan.add("<</Type/Page/Parent " + ref(tree) + "/MediaBox[0 0 595 842]/Contents " + ref(content) + "/Resources<</XObject<</I " + ref(image) + ">>>>>>");
    scan.set(tree, "<</Type/Pages/Count 1/Kids[" + ref(page) + "]>>");
    scan.set(catalog, "<</Type/Catalog/Pages " + ref(tree) + ">>");
    const auto scanned = text_of(scan.finish(catalog));
    CHECK(scanned.refusal == Refusal::NoText);
    CHECK(scanned.notes == Notes{1, 1, false, false, false});
    CHECK(text_of(docx("<w:p/>")).refusal == Refusal::NoText);
}

TEST_CASE("a contract of 400 pages is read whole, as PDF and as Word file") {
    std::vector<Page> pages;
    std::string body;
    for (int i = 0; i < 400; ++i) {
        Page page;
        for (int line = 0; line < 40; ++line) {
            page.push_back("Artikel " + std::to_string(i) + "." + std::to_string(line) + " De behandeling wordt uitgevoerd volgens de afspraken van partijen.");
            body += paragraph(page.back());
        }
        pages.push_back(std::move(page));
    }
    for (const auto& bytes : {pdf(pages), docx(body)}) {
        const auto read = text_of(bytes);
        REQUIRE(read);
        MESSAGE("KiB of the file: ", bytes.size() / 1024, ", KiB of memory: ", read.peak_memory_kib);
        std::size_t at = 0;
        for (const auto& page : pages)
            for (const auto& line : page) {
                at = read.text.find(line + "\n", at);
                REQUIRE(at != read.text.npos);
            }
        CHECK(read.peak_memory_kib < 200 * 1024);
    }
}
