#pragma once

// What all pages have in common: head, way to the other pages, sources, foot.

#include <functional>
#include <map>

#include "answers/words.h"
#include "public_pages/html.h"
#include "public_pages/pages.h"

namespace kader::public_pages {

using answers::date;
using answers::say;

// An address of our own: path, and names with values, each only once more encoded.
std::string address(std::string_view path, const Query&);
// What a source can be read at; empty when it has no address on the web.
std::string web_address(std::string_view where);

// As much of an edition's name as tells it apart.
std::string short_edition(const norm_book::NormBook&);

// One page on its way.
class Sheet {
public:
    Sheet(const Norms& all, const Visit& asked) : norms(all), visit(asked), language(asked.language) {}

    const Norms& norms;
    const Visit& visit;
    const Language language;
    Html html;

    std::string said(std::string_view nl, std::string_view en) const { return std::string{say(language, nl, en)}; }
    // An address of our own in the language of the page.
    std::string link(std::string_view path, Query query = {}) const;
    void paragraph(std::string_view text) { html.put("p", text); }
    void link_to(std::string_view path, std::string_view text) { html.put("a", {{"href", link(path)}}, text); }
    // A hidden field that keeps the language with a form.
    void keep_language();
    // Numbers that lead to the list of sources, each with its article; and how sure it is when it is not sure.
    void cite(const std::vector<norm_book::Source>&, norm_book::Certainty);
    // The sources that were cited, numbered, with where to read them.
    void sources();

private:
    std::vector<std::string> m_cited;  // Codes of sources, in order of number.
};

struct Frame {
    std::string_view path;   // "/wat-geldt"
    Text title;
    std::optional<CalendarDay> last_checked = {};
    Query kept = {};         // What stays in the address when the language changes.
};
// The whole page around `inside`, which writes what is in <main>.
Page framed(Sheet&, const Frame&, const std::function<void()>& inside, int status = 200);

}  // namespace kader::public_pages
