#include "decoding/made_files.h"

#include <doctest/doctest.h>
#include <zip.h>
#include <zlib.h>

#include <cstdio>

namespace kader::decoding_tests {

std::string zip_of(const Files& files, bool with_password) {
    zip_error_t error;
    zip_error_init(&error);
    auto* source = zip_source_buffer_create(nullptr, 0, 0, &error);
    REQUIRE(source != nullptr);
    zip_source_keep(source);
    auto* zip = zip_open_from_source(source, ZIP_TRUNCATE, &error);
    REQUIRE(zip != nullptr);
    for (const auto& [name, bytes] : files) {
        const auto index = zip_file_add(zip, name.c_str(), zip_source_buffer(zip, bytes.data(), bytes.size(), 0), ZIP_FL_ENC_UTF_8);
        REQUIRE(index >= 0);
        if (with_password) REQUIRE(zip_file_set_encryption(zip, static_cast<zip_uint64_t>(index), ZIP_EM_AES_256, "geheim") == 0);
    }
    REQUIRE(zip_close(zip) == 0);
    REQUIRE(zip_source_open(source) == 0);
    zip_stat_t about;
    REQUIRE(zip_source_stat(source, &about) == 0);
    std::string bytes(about.size, '\0');
    REQUIRE(zip_source_read(source, bytes.data(), bytes.size()) == static_cast<zip_int64_t>(bytes.size()));
    zip_source_close(source);
    zip_source_free(source);
    return bytes;
}

std::string paragraph(std::string_view words) {
    return "<w:p><w:r><w:t xml:space=\"preserve\">" + std::string{words} + "</w:t></w:r></w:p>";
}
std::string list_item(std::string_view words) {
    return "<w:p><w:pPr><w:numPr><w:ilvl w:val=\"0\"/><w:numId w:val=\"1\"/></w:numPr></w:pPr><w:r><w:t>" + std::string{words} + "</w:t></w:r></w:p>";
}

namespace {

std::string part_xml(std::string_view name, std::string_view body) {
    return "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n<w:" + std::string{name} +
           " xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\""
           " xmlns:mc=\"http://schemas.openxmlformats.org/markup-compatibility/2006\""
           " xmlns:r=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships\">" +
           std::string{body} + "</w:" + std::string{name} + ">";
}
std::string relations_xml(std::string_view relations) {
    return "<?xml version=\"1.0\" encoding=\"UTF-8\"?><Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">" +
           std::string{relations} + "</Relationships>";
}

}  // namespace

std::string document_xml(std::string_view body) { return part_xml("document", "<w:body>" + std::string{body} + "</w:body>"); }

std::string relation(std::string_view type, std::string_view target) {
    return "<Relationship Id=\"r" + std::string{target} + "\" Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/" + std::string{type} +
           "\" Target=\"" + std::string{target} + "\"/>";
}

std::string docx(std::string_view body, const Files& more, std::string_view relations) {
    Files files = {{"[Content_Types].xml", "<Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\"/>"},
                   {"_rels/.rels", relations_xml(relation("officeDocument", "word/document.xml"))},
                   {"word/document.xml", document_xml(body)}};
    if (!relations.empty()) files.push_back({"word/_rels/document.xml.rels", relations_xml(relations)});
    for (const auto& [name, bytes] : more) files.push_back({name, bytes.starts_with("<w:p") ? part_xml("part", bytes) : bytes});
    return zip_of(files);
}

int Pdf::add(std::string body) {
    m_objects.push_back(std::move(body));
    return static_cast<int>(m_objects.size());
}

int Pdf::add_stream(std::string_view dictionary, std::string_view bytes) {
    return add("<</Length " + std::to_string(bytes.size()) + std::string{dictionary} + ">>\nstream\n" + std::string{bytes} + "\nendstream");
}

std::string Pdf::finish(int root, std::string_view more_in_trailer) const {
    std::string bytes = "%PDF-1.7\n%\xE2\xE3\xCF\xD3\n", table;
    for (std::size_t i = 0; i < m_objects.size(); ++i) {
        char line[32];
        std::snprintf(line, sizeof line, "%010zu 00000 n \n", bytes.size());
        table += line;
        bytes += std::to_string(i + 1) + " 0 obj\n" + m_objects[i] + "\nendobj\n";
    }
    const auto count = std::to_string(m_objects.size() + 1), start = std::to_string(bytes.size());
    return bytes + "xref\n0 " + count + "\n0000000000 65535 f \n" + table + "trailer\n<</Size " + count + "/Root " + ref(root) + std::string{more_in_trailer} +
           ">>\nstartxref\n" + start + "\n%%EOF\n";
}

std::string ref(int number) { return std::to_string(number) + " 0 R"; }

std::string lines_on_page(const Page& lines, int x, int y) {
    std::string text = "BT /F 11 Tf 14 TL " + std::to_string(x) + " " + std::to_string(y) + " Td\n";
    for (const auto& line : lines) {
        std::string quoted;
        for (const char c : line) {
            if (c == '(' || c == ')' || c == '\\') quoted += '\\';
            quoted += c;
        }
        text += "(" + quoted + ") Tj T*\n";
    }
    return text + "ET\n";
}

std::string pdf(const std::vector<Page>& pages, std::string_view more_in_catalog, std::string_view more_in_trailer) {
    Pdf file;
    const int catalog = file.reserve(), tree = file.reserve();
    const int font = file.add("<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding>>");
    std::string kids;
    for (const auto& page : pages) {
        const auto content = lines_on_page(page);
        const int stream = file.add_stream("", content);
        kids += ref(file.add("<</Type/Page/Parent " + ref(tree) + "/MediaBox[0 0 595 842]/Contents " + ref(stream) + "/Resources<</Font<</F " + ref(font) + ">>>>>>")) + " ";
    }
    file.set(tree, "<</Type/Pages/Count " + std::to_string(pages.size()) + "/Kids[" + kids + "]>>");
    file.set(catalog, "<</Type/Catalog/Pages " + ref(tree) + std::string{more_in_catalog} + ">>");
    return file.finish(catalog, more_in_trailer);
}

std::string endless_pdf() {
    Pdf file;
    const int catalog = file.reserve(), tree = file.reserve();
    int inner = file.add_stream("/Type/XObject/Subtype/Form/BBox[0 0 9 9]/Resources<</Font<</F<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>>>>>",
                                "BT /F 9 Tf (lachen) Tj ET");
    for (int i = 0; i < 12; ++i)
        inner = file.add_stream("/Type/XObject/Subtype/Form/BBox[0 0 9 9]/Resources<</XObject<</X " + ref(inner) + ">>>>",
                                "/X Do /X Do /X Do /X Do /X Do /X Do /X Do /X Do /X Do /X Do ");
    const int content = file.add_stream("", "/X Do");
    const int page = file.add("<</Type/Page/Parent " + ref(tree) + "/MediaBox[0 0 595 842]/Contents " + ref(content) + "/Resources<</XObject<</X " + ref(inner) + ">>>>>>");
    file.set(tree, "<</Type/Pages/Count 1/Kids[" + ref(page) + "]>>");
    file.set(catalog, "<</Type/Catalog/Pages " + ref(tree) + ">>");
    return file.finish(catalog);
}

std::string deflated(std::string_view bytes) {
    auto size = compressBound(bytes.size());
    std::string packed(size, '\0');
    REQUIRE(compress2(reinterpret_cast<Bytef*>(packed.data()), &size, reinterpret_cast<const Bytef*>(bytes.data()), bytes.size(), 9) == Z_OK);
    packed.resize(size);
    return packed;
}

}  // namespace kader::decoding_tests
