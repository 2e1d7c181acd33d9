#pragma once

// The pages for everybody: what applies to me, where can I turn, may they forbid me to speak, and the register of
// quality instruments. Plain HTML, without script, in Dutch and English. Pure functions over norm data: norms and a
// question in, a page out. Nothing is stored, and nobody is known.
//
// Immutable after making; any thread.

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "catalogue/catalogue.h"
#include "clauses/reader.h"
#include "deadlines/deadline_rules.h"
#include "instruments/changes.h"
#include "instruments/instrument.h"
#include "interviews/interview.h"

namespace kader::public_pages {

// What the pages stand on; all outlive them.
struct Norms {
    const norm_book::NormBook& book;
    const catalogue::Catalogue& treatments;
    const instruments::Register& instruments;
    const interviews::Interviews& interviews;
    const clauses::Reader& clauses;
    const deadlines::DeadlineRules& rules;
    // The edition before this one, to tell what changed; without it there is no such page.
    std::optional<instruments::Edition> earlier = {};
    bool has_staff = false;  // Whether there are practices here that somebody can sign in to.
    instruments::Edition now() const { return {&book, &rules, &treatments}; }
};

// Names and values behind the question mark, decoded.
using Query = std::vector<std::pair<std::string, std::string>>;

// Who asks. The language is the one of the address ("taal"), else of the browser.
struct Visit {
    Language language = Language::Dutch;
    CalendarDay today{};
    Query query = {};
};
Language language_of(const Query&, Language of_browser);

struct Page {
    int status = 200;
    std::string html;
};

// A text to be read for silence clauses, or why there is none.
struct GivenText {
    std::string text;                             // Of the visitor; may be anything.
    std::vector<std::string> notes = {};          // What the reader should know of how it was read.
    std::optional<std::string> refusal = {};      // Instead of a text: why it could not be read.
    std::string signed_on = {}, party = {};       // As filled in; may be empty, or wrong.
};

class Pages {
public:
    explicit Pages(const Norms& norms) : m_norms(norms) {}

    Page home(const Visit&) const;
    // "what-applies" at /wat-geldt and "where-to-turn" at /waar-terecht. An answer that is none is told beside its
    // question, and counts for nothing.
    Page interview(std::string_view id, const Visit&) const;
    Page clause_form(const Visit&) const;
    // The text comes back only in this page, where clauses were found.
    Page clause_reading(const Visit&, const GivenText&) const;
    Page instruments(const Visit&) const;
    Page instrument(std::string_view id, const Visit&) const;  // 404 when there is none.
    Page changes(const Visit&) const;                          // The same without an earlier edition.
    Page nothing_here(const Visit&) const;

private:
    Norms m_norms;
};

// The one style sheet of all pages, and the mark (SVG).
std::string_view style();
std::string_view mark();

}  // namespace kader::public_pages
