#include "public_pages/frame.h"

#include <algorithm>

namespace kader::public_pages {

namespace {

void append_encoded(std::string& out, std::string_view text) {
    constexpr std::string_view digits = "0123456789ABCDEF";
    for (const char c : text) {
        const bool is_plain = ('a' <= c && c <= 'z') || ('A' <= c && c <= 'Z') || ('0' <= c && c <= '9') || c == '-' || c == '_' || c == '.';
        if (is_plain) {
            out += c;
        } else {
            const auto byte = static_cast<unsigned char>(c);
            out += '%';
            out += digits[byte >> 4];
            out += digits[byte & 15];
        }
    }
}

bool is_host(std::string_view text) {
    const auto dot = text.rfind('.');
    if (dot == std::string_view::npos || dot == 0 || text.size() - dot < 3 || text.size() - dot > 5) return false;
    return std::ranges::all_of(text, [](char c) { return ('a' <= c && c <= 'z') || ('0' <= c && c <= '9') || c == '-' || c == '.'; });
}

struct Door {
    std::string_view path;
    Text name;
};
const std::vector<Door>& doors() {
    static const std::vector<Door> all = {
        {"/wat-geldt", {"Wat geldt?", "What applies?"}},
        {"/waar-terecht", {"Waar terecht?", "Where to turn?"}},
        {"/zwijgbeding", {"Zwijgbeding", "Silence clause"}},
        {"/kwaliteitsinstrumenten", {"Kwaliteitsinstrumenten", "Quality instruments"}},
    };
    return all;
}

void write_head(Sheet& sheet, const Frame& frame) {
    auto& html = sheet.html;
    const auto head = html.in("head");
    html.lone("meta", {{"charset", "utf-8"}});
    html.put("title", frame.title.in(sheet.language) + (frame.path == "/" ? "" : " - Kader"));
    html.lone("meta", {{"name", "viewport"}, {"content", "width=device-width, initial-scale=1"}});
    html.lone("meta", {{"name", "color-scheme"}, {"content", "light"}});
    html.lone("link", {{"rel", "stylesheet"}, {"href", "/publiek.css"}});
    html.lone("link", {{"rel", "icon"}, {"href", "/merk.svg"}, {"type", "image/svg+xml"}});
}

void write_bar(Sheet& sheet, const Frame& frame) {
    auto& html = sheet.html;
    const auto bar = html.in("header", {{"class", "bar"}});
    {
        const auto brand = html.in("a", {{"class", "brand"}, {"href", sheet.link("/")}});
        html.lone("img", {{"src", "/merk.svg"}, {"alt", std::optional<std::string>{""}}, {"width", "28"}, {"height", "28"}});
        html.text("Kader");
    }
    {
        const auto nav = html.in("nav", {{"aria-label", sheet.said("Pagina's", "Pages")}});
        const auto list = html.in("ul");
        for (const auto& door : doors()) {
            const auto item = html.in("li");
            html.put("a", {{"href", sheet.link(door.path)},
                           {"aria-current", frame.path == door.path ? std::optional<std::string>{"page"} : std::nullopt}},
                     door.name.in(sheet.language));
        }
    }
    const auto ways = html.in("p", {{"class", "ways"}});
    auto kept = frame.kept;
    const bool is_dutch = sheet.language == Language::Dutch;
    kept.emplace_back("taal", is_dutch ? "en" : "nl");
    html.put("a", {{"href", address(frame.path, kept)}, {"lang", is_dutch ? "en" : "nl"}, {"hreflang", is_dutch ? "en" : "nl"}},
             is_dutch ? "English" : "Nederlands");
    if (sheet.norms.has_staff) {
        html.text(" ");
        html.put("a", {{"href", "/app/"}}, sheet.said("Voor praktijken", "For practices"));
    }
}

void write_foot(Sheet& sheet, const Frame& frame) {
    auto& html = sheet.html;
    const auto foot = html.in("footer");
    if (frame.last_checked)
        sheet.paragraph(sheet.said("Nagekeken op ", "Last checked on ") + date(sheet.language, *frame.last_checked) + ". " +
                        sheet.said("Wat daarna is veranderd, staat hier nog niet.", "What changed after that is not here yet."));
    sheet.paragraph(sheet.said("Dit is uitleg, geen juridisch of medisch advies. Wij bewaren niets van wat u hier invult.",
                               "This is an explanation, not legal or medical advice. We keep nothing of what you fill in here."));
    html.put("p", {{"class", "edition"}}, sheet.said("Kader, vrije software. Uitgave van de normen: ", "Kader, free software. Edition of the norms: ") +
                                              short_edition(sheet.norms.book));
}

}  // namespace

std::string short_edition(const norm_book::NormBook& book) {
    const auto edition = std::string{book.edition()};
    return edition.substr(edition.find_last_of("-:") + 1, 12);
}

Language language_of(const Query& query, Language of_browser) {
    for (const auto& [name, value] : query)
        if (name == "taal" && (value == "nl" || value == "en")) return value == "nl" ? Language::Dutch : Language::English;
    return of_browser;
}

std::string address(std::string_view path, const Query& query) {
    std::string made{path};
    char before = '?';
    for (const auto& [name, value] : query) {
        made += before;
        append_encoded(made, name);
        made += '=';
        append_encoded(made, value);
        before = '&';
    }
    return made;
}

std::string web_address(std::string_view where) {
    // What the sources have is written for people: "igj.nl/onderwerpen, 2019; igz.nl".
    const auto first = where.substr(0, where.find_first_of(",; ("));
    const auto slash = first.find('/');
    if (is_host(first.substr(0, slash))) return "https://" + std::string{first};
    for (const std::string_view kind : {"stb-", "stcrt-", "kst-", "ah-tk-"})
        if (first.starts_with(kind)) return "https://zoek.officielebekendmakingen.nl/" + std::string{first} + ".html";
    return {};
}

std::string Sheet::link(std::string_view path, Query query) const {
    query.emplace_back("taal", language == Language::Dutch ? "nl" : "en");
    return address(path, query);
}

void Sheet::keep_language() {
    html.lone("input", {{"type", "hidden"}, {"name", "taal"}, {"value", language == Language::Dutch ? "nl" : "en"}});
}

void Sheet::cite(const std::vector<norm_book::Source>& sources, norm_book::Certainty certainty) {
    const auto line = html.in("p", {{"class", "cited"}});
    html.text(said(sources.size() == 1 ? "Bron " : "Bronnen ", sources.size() == 1 ? "Source " : "Sources "));
    const std::string* before = nullptr;
    for (const auto& source : sources) {
        const bool is_same = before && *before == source.code;
        if (before) html.text(", ");
        before = &source.code;
        if (!is_same) {
            auto found = std::ranges::find(m_cited, source.code);
            if (found == m_cited.end()) found = m_cited.insert(found, source.code);
            const auto number = std::to_string(found - m_cited.begin() + 1);
            html.put("a", {{"href", "#bron-" + number}}, number);
            if (!source.article.empty()) html.text(" ");
        }
        html.text(source.article);
    }
    if (certainty != norm_book::Certainty::Sourced) html.text("; " + std::string{answers::certainty_word(language, certainty)});
}

void Sheet::sources() {
    if (m_cited.empty()) return;
    const auto section = html.in("section", {{"class", "sources"}, {"aria-labelledby", "bronnen"}});
    html.put("h2", {{"id", "bronnen"}}, said("Bronnen", "Sources"));
    const auto list = html.in("ol");
    for (std::size_t at = 0; at < m_cited.size(); ++at) {
        const auto item = html.in("li", {{"id", "bron-" + std::to_string(at + 1)}});
        const auto* known = norms.book.source(m_cited[at]);
        const auto title = known ? known->title : m_cited[at];
        const auto where = known ? web_address(known->where) : std::string{};
        if (where.empty())
            html.text(title);
        else
            html.put("a", {{"href", where}, {"rel", "noreferrer"}}, title);
        if (known && where.empty()) html.put("span", {{"class", "where"}}, " (" + known->where + ")");
    }
}

Page framed(Sheet& sheet, const Frame& frame, const std::function<void()>& inside, int status) {
    auto& html = sheet.html;
    {
        const auto root = html.in("html", {{"lang", sheet.language == Language::Dutch ? "nl" : "en"}});
        write_head(sheet, frame);
        const auto body = html.in("body");
        html.put("a", {{"class", "skip"}, {"href", "#inhoud"}}, sheet.said("Naar de inhoud", "To the content"));
        write_bar(sheet, frame);
        {
            const auto main = html.in("main", {{"id", "inhoud"}});
            inside();
        }
        write_foot(sheet, frame);
    }
    return {status, html.take()};
}

}  // namespace kader::public_pages
