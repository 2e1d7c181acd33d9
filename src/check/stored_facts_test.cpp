// What is stored in the clear is enough for every fact, and nothing that is sealed is needed.

#include <doctest/doctest.h>

#include <algorithm>
#include <filesystem>
#include <set>

#include "check/record_types.h"
#include "check/rows_for_tests.h"
#include "lists/folder.h"

namespace kader::check {

namespace {

// The cells as they stand in the clear.
std::vector<std::string_view> plain_row(const lists::ListType& list,
                                        std::span<const std::string_view> cells) {
    std::vector<std::string_view> plain(cells.begin(), cells.end());
    for (std::size_t at = 0; at < plain.size(); ++at) {
        if (!lists::is_sealed(list.columns[at]) || plain[at].empty()) continue;
        const bool marked = list.columns[at].kept == lists::Kept::SealedMarked;
        plain[at] = marked ? lists::sealed_mark : std::string_view{};
    }
    return plain;
}

std::vector<std::string_view> row(const lists::ListType& list, const RowCells& cells) {
    std::vector<std::string_view> row;
    for (const auto& column : list.columns) {
        const auto cell = cells.find(std::string{column.name});
        row.push_back(cell == cells.end() ? std::string_view{} : std::string_view{cell->second});
    }
    return row;
}

// Whether the row is one that the list accepts.
bool check_row(const lists::ListType& list, std::span<const std::string_view> cells) {
    const auto whole = list.read(cells);
    if (!whole.problems.empty()) return false;
    const auto stored = list.facts_of_stored(plain_row(list, cells));
    REQUIRE(stored.damaged.empty());
    REQUIRE(stored.facts == whole.facts);
    REQUIRE(stored.identity.kenmerk == whole.identity.kenmerk);
    REQUIRE(stored.identity.known_on == whole.identity.known_on);
    // Nor is a sealed cell looked at when it happens to be open.
    REQUIRE(list.facts_of_stored(cells).facts == whole.facts);
    return true;
}

}  // namespace

TEST_CASE("the facts of a stored row are those of the whole row, for every list and every choice") {
    for (const auto& list : record_types()) {
        CAPTURE(list.name);
        int accepted = 0;
        for_each_row(list,
                     [&](const RowCells& cells) { accepted += check_row(list, row(list, cells)); });
        CHECK(accepted > 0);
    }
}

TEST_CASE("the facts of a stored row are those of the whole row, for every row of the examples") {
    std::size_t rows = 0, folders = 0;
    for (const auto& entry : std::filesystem::directory_iterator{KADER_SOURCE_DIR "/examples"}) {
        if (!entry.is_directory()) continue;
        ++folders;
        const auto read = lists::ListFolder::read(entry.path(), record_types());
        const auto* folder = std::get_if<lists::ListFolder>(&read);
        REQUIRE(folder);
        for (const auto& list : record_types())
            folder->for_each_row(list.name, [&](const lists::RawRow& raw) {
                CAPTURE(list.name);
                CAPTURE(std::string{raw.kenmerk});
                rows += check_row(list, raw.cells);
            });
    }
    CHECK(folders >= 3);
    CHECK(rows > 100);
}

TEST_CASE("names, days of birth, contacts, addresses and words of one's own are sealed") {
    // Every text that is plain, and why it may be: facts are made of it.
    const std::set<std::string> plain_texts = {
        "praktijk.waarde",        "zorgaanbod.behandeling",
        "zorgaanbod.functie",     "regels.norm",
        "regels.waarde",          "verklaringen.eis",
        "anders_aangetoond.eis",  "gaten.eis",
        "gaten.betreft",          "mensen.beroep",
        "mensen.functie",         "verantwoordelijkheden.taak",
        "documenten.soort",       "documenten.versie",
        "documenten.behandeling", "vindplaatsen.versie",
        "vindplaatsen.onderdeel", "leesbevestigingen.versie",
        "waarnemingen.bijzonderheid"};
    std::set<std::string> found;
    for (const auto& list : record_types())
        for (const auto& column : list.columns) {
            const auto name = std::string{list.name} + '.' + std::string{column.name};
            const bool words =
                column.kind == lists::CellKind::Text ||
                (column.kind == lists::CellKind::References && column.refers_to.empty());
            if (words && !lists::is_sealed(column) && column.name != lists::kenmerk_column.name)
                found.insert(name);
            if (name == "mensen.geboortedatum" || column.kind == lists::CellKind::BigNumber)
                CHECK(lists::is_sealed(column));
        }
    CHECK(found == plain_texts);
}

TEST_CASE("a list of one person's file names that person in a plain, required column") {
    std::set<std::string> personal;
    for (const auto& list : record_types()) {
        CAPTURE(list.name);
        if (list.subject_column.empty()) continue;
        personal.insert(std::string{list.name});
        const auto column =
            std::ranges::find(list.columns, list.subject_column, &lists::ColumnInfo::name);
        REQUIRE(column != list.columns.end());
        CHECK(column->need == lists::Need::Required);
        CHECK_FALSE(lists::is_sealed(*column));
        CHECK((list.name == "mensen" || column->refers_to == "mensen"));
    }
    CHECK(personal == std::set<std::string>{"mensen", "registraties", "overeenkomsten",
                                            "kwaliteitstoetsen", "vergewissen", "diplomas",
                                            "scholing", "handelingen", "bekwaamheden",
                                            "functioneringsgesprekken"});
}

}  // namespace kader::check
