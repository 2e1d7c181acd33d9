#include <doctest/doctest.h>

#include <algorithm>
#include <set>

#include "norm_book/norm_rows.h"
#include "public_pages/frame.h"
#include "public_pages/norms_for_tests.h"

using namespace kader;
using namespace kader::public_pages;

namespace {

constexpr auto today = CalendarDay{std::chrono::year{2026} / 11 / 22};

const RealNorms& real() {
    static const RealNorms all{std::string{KADER_SOURCE_DIR} + "/norms"};
    return all;
}

Visit visit(Query query = {}, Language language = Language::Dutch) { return {language, today, std::move(query)}; }

bool holds(const Page& page, std::string_view text) { return page.html.find(text) != std::string::npos; }
std::size_t count(const std::string& html, std::string_view text) {
    std::size_t found = 0;
    for (auto at = html.find(text); at != std::string::npos; at = html.find(text, at + text.size())) ++found;
    return found;
}

// What a first visitor loads.
constexpr std::size_t page_bytes_max = 60'000;

void check_page(const Page& page) {
    CHECK(page.status == 200);
    CHECK(page.html.size() + style().size() + mark().size() <= page_bytes_max);
    CHECK(!holds(page, "<script"));
    CHECK(!holds(page, "style="));
    // Each id once, and every fragment leads to one.
    const std::string_view html = page.html;
    std::set<std::string_view> ids;
    std::string faults;
    const auto each = [&](std::string_view name, const auto& look) {
        for (auto at = html.find(name); at != html.npos; at = html.find(name, at + name.size())) {
            const auto begin = at + name.size();
            look(html.substr(begin, html.find('"', begin) - begin));
        }
    };
    each(" id=\"", [&](std::string_view id) {
        if (!ids.insert(id).second) faults.append("twice: ").append(id).append("\n");
    });
    for (const std::string_view name : {" href=\"#", " for=\"", " aria-labelledby=\"", " aria-describedby=\""})
        each(name, [&](std::string_view id) {
            if (!ids.contains(id)) faults.append("nowhere: ").append(id).append("\n");
        });
    CHECK(faults == "");
}

// The answers of a written situation, as they stand in the address.
Query query_of(const toml::Value& table) {
    Query query;
    const auto take = [&](const std::string& name, const toml::Value& one) {
        if (one.kind == toml::Value::Kind::Whole) query.emplace_back(name, std::to_string(one.whole));
        else if (one.kind == toml::Value::Kind::Day) query.emplace_back(name, iso_text(one.day));
        else query.emplace_back(name, one.text);
    };
    for (const auto& given : table.items) {
        if (given.kind == toml::Value::Kind::List) for (const auto& one : given.items) take(given.key, one);
        else take(given.key, given);
    }
    return query;
}

const std::string forbidding = "De cliënt zal niet met derden spreken over de behandeling of de gevolgen daarvan.";

}  // namespace

TEST_CASE("every page is one in both languages, within its weight, and leads nowhere that is not there") {
    const auto& pages = real().pages;
    for (const auto language : {Language::Dutch, Language::English}) {
        const auto asked = visit({}, language);
        for (const auto& page : {pages.home(asked), pages.interview("what-applies", asked), pages.interview("where-to-turn", asked),
                                 pages.clause_form(asked), pages.instruments(asked)}) {
            check_page(page);
            CHECK(holds(page, language == Language::Dutch ? "<html lang=\"nl\">" : "<html lang=\"en\">"));
        }
        for (const auto& one : real().instruments.all()) {
            CAPTURE(one.id);
            check_page(pages.instrument(one.id, asked));
        }
    }
    CHECK(pages.instrument("no-such-instrument", visit()).status == 404);
    CHECK(pages.changes(visit()).status == 404);
}

TEST_CASE("every written situation is answered on its page with all that follows, and stays within its weight") {
    const auto& pages = real().pages;
    toml::Faults faults;
    std::size_t situations = 0, heaviest = 0;
    for (const auto& file : norm_book::parse_below(real().files, "cases/interviews", faults)) {
        const auto id = file.path.find("/applies-") != std::string::npos ? "what-applies" : "where-to-turn";
        toml::TableReader whole{file.content, file.name, faults};
        for (auto& situation : whole.tables("situation")) {
            const auto name = situation.text("id");
            CAPTURE(name);
            auto query = query_of(*situation.find("answers"));
            query.emplace_back("toon", "1");
            auto asked = visit(std::move(query), ++situations % 2 == 0 ? Language::Dutch : Language::English);
            asked.today = situation.optional_day("on").value_or(today);
            const auto page = pages.interview(id, asked);
            check_page(page);
            heaviest = std::max(heaviest, page.html.size());
            for (const auto& expected : situation.texts("expect")) {
                CAPTURE(expected);
                CHECK(holds(page, "id=\"uitkomst-" + expected + "\""));
            }
            for (const auto& never : situation.optional_texts("never")) {
                CAPTURE(never);
                CHECK(!holds(page, "id=\"uitkomst-" + never + "\""));
            }
            CHECK(holds(page, "id=\"bronnen\""));
        }
    }
    MESSAGE(situations << " situations; the heaviest page has " << heaviest << " bytes, the style " << style().size());
    CHECK(situations >= 160);
}

TEST_CASE("an answer stays filled in, and the language can change without losing it") {
    const auto page = real().pages.interview("what-applies", visit({{"alone", "only-me"}, {"heads", "2"}, {"start-day", "2027-01-01"}}));
    CHECK(holds(page, "value=\"only-me\" checked>"));
    CHECK(holds(page, "href=\"/wat-geldt?alone=only-me&amp;heads=2&amp;start-day=2027-01-01&amp;taal=en\""));
    CHECK(holds(page, "value=\"2027-01-01\""));
    CHECK(holds(page, "kader ask what-applies --answer alone=only-me --answer heads=2 --answer start-day=2027-01-01 --folder mijn-praktijk"));
}

TEST_CASE("what is no answer is told beside its question, and counts for nothing") {
    const auto page = real().pages.interview("what-applies", visit({{"alone", "<script>"}, {"heads", "very many"}, {"nobody", "asked"}}));
    check_page(page);
    CHECK(count(page.html, "class=\"wrong\"") == 2);
    CHECK(holds(page, "role=\"alert\""));
    CHECK(!holds(page, "uitkomst-"));
}

TEST_CASE("a treatment is found by the words of people; one that nobody knows is offered as unknown") {
    const auto& pages = real().pages;
    const auto found = pages.interview("what-applies", visit({{"zoek", "botox"}, {"alone", "only-me"}}));
    check_page(found);
    CHECK(holds(found, "Gevonden voor &quot;botox&quot;"));
    CHECK(holds(found, "value=\"only-me\" checked>"));
    const auto none = pages.interview("what-applies", visit({{"zoek", "kwantumkristal <b>"}}));
    check_page(none);
    CHECK(holds(none, "Niets gevonden voor &quot;kwantumkristal &lt;b&gt;&quot;"));
    CHECK(count(none.html, "value=\"unknown-treatment\"") == 1);
}

TEST_CASE("a text comes back with each sentence marked in place, and what the law says of it") {
    const auto text = "Artikel 1. De behandeling kost 900 euro.\r\n" + forbidding + " De kliniek doet haar best.";
    const auto page = real().pages.clause_reading(visit(), {.text = text, .signed_on = "2024-02-01", .party = "care-provider"});
    check_page(page);
    CHECK(holds(page, "<mark>" + forbidding + " <a href=\"#zin-1\">[1]</a></mark>"));
    CHECK(holds(page, "<blockquote>" + forbidding + "</blockquote>"));
    CHECK(holds(page, "1 februari 2024"));
    CHECK(holds(page, "id=\"bronnen\""));
}

TEST_CASE("of a long text each marked sentence comes back with what stands around it, and no more") {
    std::string text;
    for (int line = 0; line < 1'500; ++line) text += "De patiënt krijgt op bladzijde " + std::to_string(line) + " uitleg over de zorg.\n";
    const auto half = text.size() / 2;
    text.insert(text.find('\n', half) + 1, forbidding + "\n");
    const auto page = real().pages.clause_reading(visit(), {.text = text});
    check_page(page);
    CHECK(count(page.html, "<mark>") == 1);
    CHECK(count(page.html, "uitleg over de zorg") < 40);
}

TEST_CASE("what cannot be read is told with what to do, and the form stands ready again") {
    const auto& pages = real().pages;
    const auto refused = [&](const GivenText& given, std::string_view why) {
        const auto page = pages.clause_reading(visit(), given);
        CHECK(page.status == 422);
        CHECK_MESSAGE(holds(page, why), why);
        CHECK(holds(page, "<textarea"));
    };
    refused({}, "Er is geen tekst");
    refused({.text = " \r\n\t"}, "Er is geen tekst");
    refused({.text = forbidding, .signed_on = "31-02-2024"}, "is geen dag");
    refused({.text = forbidding, .signed_on = "2026-11-23"}, "ligt in de toekomst");
    refused({.text = {}, .notes = {}, .refusal = "Dit is een foto."}, "Dit is een foto.");
    const auto turkish = pages.clause_reading(visit(), {.text = "Hasta hiçbir koşulda klinik hakkında olumsuz yorum yapamaz ve şikayette bulunamaz."});
    CHECK(turkish.status == 200);
    CHECK(holds(turkish, "geen Nederlands en geen Engels"));
    CHECK(!holds(turkish, "Geen zin gevonden"));
}

TEST_CASE("a text without such a sentence is never called harmless") {
    const auto page = real().pages.clause_reading(visit(), {.text = "De behandeling duurt een uur. De kosten zijn 900 euro."});
    check_page(page);
    CHECK(holds(page, "geen bewijs"));
    CHECK(!holds(page, "<mark>"));
}

TEST_CASE("bytes from outside come back as text and never as markup") {
    const std::string text = "De cliënt zal niet spreken over <b>de behandeling</b> \xff\x01 met derden. </div><script>alert(1)</script>";
    const auto page = real().pages.clause_reading(visit(), {.text = text, .signed_on = {}, .party = "<b>"});
    CHECK(!holds(page, "<script"));
    CHECK(!holds(page, "<b>de"));
    CHECK(!holds(page, "\xff"));
}

TEST_CASE("the time line says where today stands in it") {
    const auto page = real().pages.instrument(real().instruments.all().front().id, visit());
    CHECK(count(page.html, "class=\"today\"") == 1);
    CHECK(count(page.html, "class=\"when\"") > 5);
    auto early = visit();
    early.today = CalendarDay{std::chrono::year{2018} / 6 / 15};
    const auto then = real().pages.instrument(real().instruments.all().front().id, early);
    CHECK(then.html.find("class=\"today\"") < then.html.rfind("class=\"when\""));
}
