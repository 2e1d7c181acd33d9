#include "lists/spreadsheet_cell.h"

#include <doctest/doctest.h>

#include "lists/example_lists.h"
#include "lists/folder.h"

using namespace kader::lists;

namespace {

// What the reader makes of a cell in the column `verslag` of a list; nothing when it refuses the row.
std::string read_back(const std::string& text) {
    CsvLine line;
    for (const auto* name : {"kenmerk", "datum", "aanwezig", "verslag"}) line.add(name);
    auto csv = line.take();
    for (const auto* cell : {"B1", "2026-03-31", "P1"}) line.add(cell);
    line.add(text);
    csv += line.take();
    ListFolder folder{examples::types()};
    REQUIRE_FALSE(folder.add_text("bijeenkomsten", csv, "bijeenkomsten.csv"));
    std::string found = "refused";
    folder.for_each_row("bijeenkomsten", [&](const RawRow& row) { found = row.cells.back(); });
    return found;
}

}  // namespace

TEST_CASE("what a record can hold comes back from a list as it was") {
    for (const std::string text :
         {"map 7", "-", "--", "+31 6 12345678", "-5", "-1/2", "'+31 6", "''-5", "'s-Gravenhage", "'", "''",
          "'=1+1", "'+SOM(A1)", "@5", "'@5", "a;b", "a,b", "zij zei \"ja\"", "\"ja\"", "'\"", "regel 1\nregel 2",
          "regel 1\r\nregel 2;", "é €", "sep=;", "a\tb"})
        CHECK(read_back(text) == text);
}

TEST_CASE("no cell that is written can be computed by a spreadsheet") {
    for (const std::string text : {"=1+1", "+31 6", "-1-2", "@SUM(A1)", "=cmd|' /C calc'!A0", "-2+3+cmd|'x'!A"}) {
        CHECK(shielded(text) == "'" + text);
        CsvLine line;
        line.add(text);
        const auto written = line.take();
        CHECK((written.front() == '\'' || written.starts_with("\"'")));
    }
}

TEST_CASE("a formula behind an apostrophe stays the text that someone typed") {
    CHECK(unshielded("'=1+1") == "'=1+1");
    CHECK(shielded("'=1+1") == "'=1+1");
    CHECK(unshielded("'+31 6") == "+31 6");
    CHECK(unshielded("''+31 6") == "'+31 6");
}
