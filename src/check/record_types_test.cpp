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
#include "lists/row_for_tests.h"

namespace kader::check {

namespace {

using Cells = std::map<std::string, std::string>;

// What can stand in one cell. Days go up by column, so that no period is empty.
std::vector<std::string> fillings(const lists::ColumnInfo& column, int place) {
    using enum lists::CellKind;
    switch (column.kind) {
        case Day:
            return {iso_text(day_of(2026, 1, 1) + Days{10 * place})};
        case LastDay:
            return {"2026-12-31"};
        case YesNo:
            return {"ja", "nee"};
        case Choice:
            return {column.choices.begin(), column.choices.end()};
        case Choices: {
            std::string all;
            for (const auto choice : column.choices) all += std::string{choice} + ", ";
            return {all};
        }
        case Reference:
            return {"X" + std::to_string(place)};
        case References:
            return {"X1, X2"};
        case Hundredths:
            return {"8,5"};
        case Whole:
            return {"2026"};
        case EstablishmentNumber:
            return {"000000000001"};
        case KvkNumber:
            return {"00000001"};
        case BigNumber:
            return {"00000000001"};
        case Text:
            break;
    }
    if (column.name == "waarde") return {"bv", "12345678", "ja"};
    if (column.name == "nummer") return {"00000000001"};
    if (column.name == "eis") return {"proef-eis", "vraag 7"};
    if (column.name == "betreft") return {"mensen:P1", "documenten:D1@1", "risicos:R1"};
    return {"tekst"};
}

// Calls `with` for each combination of fillings, and for the same with every optional cell empty.
template <class Use>
void for_each_row(const lists::ListType& list, Use&& with) {
    std::vector<Cells> rows{Cells{}};
    int place = 0;
    for (const auto& column : list.columns) {
        std::vector<Cells> longer;
        for (const auto& filling : fillings(column, place))
            for (auto row : rows) {
                row[std::string{column.name}] = filling;
                longer.push_back(std::move(row));
            }
        rows = std::move(longer);
        ++place;
    }
    for (auto& row : rows) {
        with(lists::read_cells(list, row));
        for (const auto& column : list.columns)
            if (column.need == lists::Need::Optional) row.erase(std::string{column.name});
        with(lists::read_cells(list, row));
    }
}

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
        for_each_row(list, [&](const lists::ReadRow& read) {
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
