#pragma once

// Documents as programs make them, and as nobody should; made in memory.

#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace kader::decoding_tests {

// ---- Word ----

using Files = std::vector<std::pair<std::string, std::string>>;
// Deflated, in this order.
std::string zip_of(const Files&, bool with_password = false);

// <w:p> with one run.
std::string paragraph(std::string_view words);
std::string list_item(std::string_view words);
// word/document.xml around paragraphs.
std::string document_xml(std::string_view body);
// A whole .docx: the document, its relations, and more parts.
std::string docx(std::string_view body, const Files& more = {}, std::string_view relations = {});
// One relation of the document, to a part beside it.
std::string relation(std::string_view type, std::string_view target);

// ---- PDF ----

// Objects by number, from 1; writes the table of places behind them.
class Pdf {
public:
    int add(std::string body);
    int add_stream(std::string_view dictionary, std::string_view bytes);
    // A number that is given its body later.
    int reserve() { return add({}); }
    void set(int number, std::string body) { m_objects[static_cast<std::size_t>(number) - 1] = std::move(body); }
    std::string finish(int root, std::string_view more_in_trailer = {}) const;

private:
    std::vector<std::string> m_objects;
};

std::string ref(int number);
// Each page has its lines, one below the other, 44 at most.
using Page = std::vector<std::string>;
std::string pdf(const std::vector<Page>& pages, std::string_view more_in_catalog = {}, std::string_view more_in_trailer = {});
// The instructions that write lines on a page; what is no Latin-1 is not written here.
std::string lines_on_page(const Page&, int x = 50, int y = 800);
// Forms that draw forms that draw forms: small, and nobody lives to see its end.
std::string endless_pdf();
std::string deflated(std::string_view bytes);

}  // namespace kader::decoding_tests
