// Every row that any list can hold, tried: all choices, with and without what may be left out.

#include "check/record_types.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <cstdlib>
#include <fstream>
#include <set>
#include <sstream>

#include "check/fact_days.h"
#include "check/lists_doc.h"
#include "check/rows_for_tests.h"

namespace kader::check {

namespace {

bool names_key_of(std::string_view key, std::string_view kinds) {
    while (!kinds.empty()) {
        const auto kind = kinds.substr(0, kinds.find('|'));
        kinds.remove_prefix(std::min(kind.size() + 1, kinds.size()));
        const bool alone = kind == "practice" || kind == "*";
        if (alone ? key == kind
                  : key.starts_with(std::string{kind} + ':') && key.size() > kind.size() + 1)
            return true;
    }
    return key.empty();
}

const facts::FactKind* kind_named(std::string_view name) {
    const auto found = std::ranges::find(fact_kinds(), name, &facts::FactKind::name);
    return found == fact_kinds().end() ? nullptr : &*found;
}

void check_fact(const facts::NewFact& fact) {
    CAPTURE(lists::told(fact));
    const auto* kind = kind_named(fact.kind);
    REQUIRE(kind);
    REQUIRE_FALSE(fact.subject.empty());
    REQUIRE(names_key_of(fact.subject, kind->subject));
    REQUIRE(fact.relation.empty() == kind->relation.empty());
    REQUIRE(names_key_of(fact.relation, kind->relation));
    REQUIRE(std::ranges::equal(fact.attributes, kind->attributes, {}, &facts::Attribute::name));
    REQUIRE((fact.number == 0 || !kind->number.empty()));
    REQUIRE((!fact.holds.until || fact.holds.from < *fact.holds.until));
}

std::string written_page() {
    std::ifstream file{KADER_SOURCE_DIR "/docs/lists.md", std::ios::binary};
    std::ostringstream text;
    text << file.rdbuf();
    return text.str();
}

}  // namespace

TEST_CASE("every fact of every list is of a declared kind, with its keys and its attributes") {
    std::set<std::string> produced;
    for (const auto& list : record_types()) {
        CAPTURE(list.name);
        int accepted = 0;
        for_each_row(list, [&](const RowCells& cells) {
            const auto read = lists::read_cells(list, cells);
            accepted += read.problems.empty();
            for (const auto& fact : read.facts) {
                check_fact(fact);
                produced.insert(std::string{list.name} + ' ' + fact.kind);
            }
        });
        CHECK(accepted > 0);
    }
    std::set<std::string> documented;
    for (const auto& days : fact_days())
        documented.insert(std::string{days.list} + ' ' + std::string{days.kind});
    for (const auto& each : produced) CHECK_MESSAGE(documented.contains(each), each);
    for (const auto& each : documented) CHECK_MESSAGE(produced.contains(each), each);
}

TEST_CASE("every declared kind of fact comes of a list, and has its words in both languages") {
    std::set<std::string_view> names;
    for (const auto& kind : fact_kinds()) {
        CAPTURE(kind.name);
        CHECK(names.insert(kind.name).second);
        CHECK(std::ranges::find(fact_days(), kind.name, &FactDays::kind) != fact_days().end());
        CHECK_FALSE(kind.about_nl.empty());
        CHECK_FALSE(kind.about_en.empty());
    }
}

TEST_CASE("every list and every column is told in both languages, under a name of its own") {
    std::set<std::string_view> lists_seen;
    for (const auto& list : record_types()) {
        CAPTURE(list.name);
        CHECK(lists_seen.insert(list.name).second);
        CHECK_FALSE(list.about.nl.empty());
        CHECK_FALSE(list.about.en.empty());
        std::set<std::string_view> columns_seen;
        for (const auto& column : list.columns) {
            CAPTURE(column.name);
            CHECK(columns_seen.insert(column.name).second);
            CHECK_FALSE(column.about.nl.empty());
            CHECK_FALSE(column.about.en.empty());
        }
    }
}

TEST_CASE("a reference points at a list that exists, and a choice has words to choose from") {
    using enum lists::CellKind;
    for (const auto& list : record_types())
        for (const auto& column : list.columns) {
            CAPTURE(list.name);
            CAPTURE(column.name);
            const bool refers = column.kind == Reference || column.kind == References;
            const bool free_words = column.name == "doelgroep";
            if (refers && !free_words)
                CHECK(std::ranges::find(record_types(), column.refers_to, &lists::ListType::name) !=
                      record_types().end());
            CHECK((column.kind == Choice || column.kind == Choices) == !column.choices.empty());
        }
}

TEST_CASE("docs/lists.md says what the program does") {
    // Written anew by: KADER_WRITE_DOCS=1 with the program of this test.
    if (std::getenv("KADER_WRITE_DOCS"))
        std::ofstream{KADER_SOURCE_DIR "/docs/lists.md", std::ios::binary} << lists_markdown();
    const bool equal = written_page() == lists_markdown();
    CHECK(equal);
}

}  // namespace kader::check
