// Bytes into rows.

#include "lists/csv.h"

#include <doctest/doctest.h>

#include <random>

#include "kernel/limits.h"
#include "lists/csv_text.h"
#include "kernel/text.h"

using namespace kader;
using namespace kader::lists;

namespace {

using Rows = std::vector<std::vector<std::string>>;

Rows rows_of(std::string_view text, char separator = ';', std::size_t columns = 0) {
    Rows result;
    CsvRows rows{text, separator, columns};
    while (rows.next()) {
        if (rows.flaw() != CsvRows::Flaw::None)
            result.push_back({"flaw", std::to_string(rows.row_number())});
        else
            result.emplace_back(rows.cells().begin(), rows.cells().end());
    }
    return result;
}

CsvText text_of(std::string bytes) {
    auto text = csv_text_of(std::move(bytes));
    REQUIRE(std::holds_alternative<CsvText>(text));
    return std::get<CsvText>(std::move(text));
}

std::string refused(std::string bytes) {
    const auto text = csv_text_of(std::move(bytes));
    const auto* reason = std::get_if<Reason>(&text);
    return reason ? reason->nl : "accepted";
}

// The same, one byte after the other, as slowly and plainly as can be; for text without flaws.
Rows slow_rows(std::string_view text, char separator) {
    Rows rows;
    std::vector<std::string> row;
    std::string cell;
    bool quoted = false, at_start = true;
    const auto end_cell = [&] { row.push_back(cell), cell.clear(), at_start = true; };
    const auto end_row = [&] {
        end_cell();
        bool blank = true;
        for (const auto& each : row) blank &= trimmed(each).empty();
        if (!blank) rows.push_back(row);
        row.clear();
    };
    for (std::size_t i = 0; i < text.size(); ++i) {
        const char c = text[i];
        if (quoted) {
            if (c != '"')
                cell += c;
            else if (i + 1 < text.size() && text[i + 1] == '"')
                cell += c, ++i;
            else
                quoted = false;
        } else if (c == '"' && at_start) {
            quoted = true, at_start = false;
        } else if (c == separator) {
            end_cell();
        } else if (c == '\n' || c == '\r') {
            if (c == '\r' && i + 1 < text.size() && text[i + 1] == '\n') ++i;
            end_row();
        } else {
            cell += c, at_start = false;
        }
    }
    if (!cell.empty() || !row.empty() || !at_start) end_row();
    return rows;
}

}  // namespace

TEST_CASE("rows end with LF, CRLF or CR, and the last one needs no end") {
    const Rows expected{{"a", "b"}, {"c", "d"}};
    CHECK(rows_of("a;b\nc;d") == expected);
    CHECK(rows_of("a;b\r\nc;d\r\n") == expected);
    CHECK(rows_of("a;b\rc;d\r") == expected);
    CHECK(rows_of("\n\na;b\n ; \nc;d\n;\n\n") == expected);
}

TEST_CASE("a quoted cell holds separators, doubled quotes and line breaks") {
    CHECK(rows_of("\"a;b\";\"zij zei \"\"ja\"\"\";\"een\r\ntwee\"\nx;y;z\n") ==
          Rows{{"a;b", "zij zei \"ja\"", "een\r\ntwee"}, {"x", "y", "z"}});
    CHECK(rows_of("\"\";\"\"\"\"") == Rows{{"", "\""}});
    CHECK(rows_of("5\" lijm;b\n") == Rows{{"5\" lijm", "b"}});
    CHECK(rows_of("\"a\" ;b\n") == Rows{{"a", "b"}});
}

TEST_CASE("a quote that is never closed costs its own row and no other") {
    CHECK(rows_of("a;b;c\nP1;\"Jan;arts\nP2;Piet;arts\nP3;Els;arts\n", ';', 3) ==
          Rows{{"a", "b", "c"}, {"flaw", "2"}, {"P2", "Piet", "arts"}, {"P3", "Els", "arts"}});
    CHECK(rows_of("a;b;c\nP1;\"Jan\" de Wit;arts\nP2;Piet;arts\n", ';', 3) ==
          Rows{{"a", "b", "c"}, {"flaw", "2"}, {"P2", "Piet", "arts"}});
}

TEST_CASE("two loose quotes do not make the rows between them disappear") {
    // The quote before Jan would be closed by the one behind Els, with row 3 inside one name.
    CHECK(rows_of("a;b;c\nP1;\"Jan;arts\nP2;Piet;arts\nP3;Els\";arts\nP4;Bo;arts\n", ';', 3) ==
          Rows{{"a", "b", "c"},
               {"flaw", "2"},
               {"P2", "Piet", "arts"},
               {"P3", "Els\"", "arts"},
               {"P4", "Bo", "arts"}});
    CHECK(rows_of("a;b;c\nP1;\"Jan;arts\nP3;Els\";arts\nP4;Bo;arts\n", ';', 3) ==
          Rows{{"a", "b", "c"}, {"flaw", "2"}, {"P3", "Els\"", "arts"}, {"P4", "Bo", "arts"}});
    // A real note of several lines stays whole.
    CHECK(rows_of("P1;\"eerst dit; dan dat\nen dit\";arts\n", ';', 3) ==
          Rows{{"P1", "eerst dit; dan dat\nen dit", "arts"}});
}

TEST_CASE("a file of broken quotes ends in a refusal and not in an endless walk") {
    // Every line opens a quote and none closes it, seen from inside or outside.
    std::string text;
    for (int i = 0; i < 100'000; ++i) text += "x\";\"y\n";
    text += "x;\"y\n";
    CsvRows rows{text, ';'};
    std::size_t count = 0;
    while (rows.next()) ++count;
    CHECK(count < 100'002);
    CHECK(rows.flaw() != CsvRows::Flaw::None);
}

TEST_CASE("rows are counted as Excel counts them") {
    const std::string text = "kop\n\n\"een\ntwee\"\ndrie\n";
    CsvRows rows{text, ';'};
    std::vector<std::uint32_t> numbers;
    while (rows.next()) numbers.push_back(rows.row_number());
    CHECK(numbers == std::vector<std::uint32_t>{1, 3, 4});
}

TEST_CASE("a cell or row beyond the limits is refused, and the next row is read") {
    const std::string large(limits::list_cell_bytes_max + 1, 'x');
    CHECK(rows_of("a;" + large + "\nb;c\n") == Rows{{"flaw", "1"}, {"b", "c"}});
    CHECK(rows_of("a;\"" + large + "\"\nb;c\n") == Rows{{"flaw", "1"}, {"b", "c"}});
    CHECK(rows_of("a;\"" + large + "\"\"" + large + "\"\nb;c\n") ==
          Rows{{"flaw", "1"}, {"b", "c"}});
    CHECK(rows_of(std::string(limits::list_columns_count_max, ';') + "x\nb;c\n") ==
          Rows{{"flaw", "1"}, {"b", "c"}});
}

TEST_CASE("the separator is found in the first lines") {
    CHECK(csv_header_of("kenmerk;naam\n1;a\n").separator == ';');
    CHECK(csv_header_of("kenmerk,naam\n1,a\n").separator == ',');
    CHECK(csv_header_of("kenmerk\tnaam\n1\ta\n").separator == '\t');
    CHECK(csv_header_of("kenmerk").separator == ';');
    CHECK(csv_header_of("Naam, voorletters, titel;functie\nJan;arts\n").separator == ';');
    CHECK(csv_header_of("kenmerk,\"a;b;c\",naam\n1,2,3\n").separator == ',');
}

TEST_CASE("the line sep= of Excel is followed and is not a row") {
    const std::string text = "sep=,\r\nkenmerk,\"naam; titel\"\r\n1,a\r\n";
    const auto header = csv_header_of(text);
    CHECK(header.separator == ',');
    CHECK(header.cells == std::vector<std::string>{"kenmerk", "naam; titel"});
    CHECK(header.row_number == 1);
    CHECK(text.substr(header.body_offset) == "1,a\r\n");
    CHECK(csv_header_of("").cells.empty());
    CHECK(csv_header_of("\n\n").cells.empty());
    CHECK(csv_header_of("sep=;").cells.empty());
}

TEST_CASE("UTF-8 with and without a mark, Windows-1252 and UTF-16 all give the same text") {
    const std::string expected = "naam\nCliënt €\n";
    CHECK(text_of("naam\nCliënt €\n").text == expected);
    CHECK(text_of("\xEF\xBB\xBFnaam\nCliënt €\n").text == expected);
    const auto windows = text_of("naam\nCli\xEBnt \x80\n");
    CHECK(windows.text == expected);
    CHECK(windows.encoding == Encoding::Windows1252);
    std::string low = "\xFF\xFE", high = "\xFE\xFF";
    for (const char16_t c : std::u16string_view{u"naam\nCliënt €\n"}) {
        const auto one = static_cast<char>(c & 0xFF), two = static_cast<char>(c >> 8);
        low += one, low += two, high += two, high += one;
    }
    CHECK(text_of(low).text == expected);
    CHECK(text_of(high).text == expected);
}

TEST_CASE("every letter of Windows-1252 becomes the right one") {
    CHECK(text_of("\x8A\x8C\x8E\x9A\x9C\x9E\x9F\xC0\xFF\x91\x92\x93\x94\x96\x97 x").text ==
          "ŠŒŽšœžŸÀÿ‘’“”–— x");
}

TEST_CASE("bytes that no encoding explains are marked, and the text around them stays") {
    const auto windows = text_of("a\xE9\nb\x81\nc\n");
    CHECK(windows.has_unreadable_bytes);
    CHECK(windows.text == "aé\nb\xFF\nc\n");
    // Mostly UTF-8: the é must not become two other letters because of one broken byte.
    const auto utf8 = text_of("één\nzoë\nb\xE9\n");
    CHECK(utf8.encoding == Encoding::Utf8);
    CHECK(utf8.text == "één\nzoë\nb\xFF\n");
}

TEST_CASE("a photograph, a PDF and a workbook are refused as what they are") {
    using namespace std::string_literals;
    CHECK(refused("\x89PNG\r\n\x1A\n\0\0\0\rIHDR"s).find("foto") != std::string::npos);
    CHECK(refused("\xFF\xD8\xFF\xE0\0\x10JFIF"s).find("foto") != std::string::npos);
    CHECK(refused("%PDF-1.7\n").find("PDF") != std::string::npos);
    CHECK(refused("PK\x03\x04\x14"s).find("CSV") != std::string::npos);
    CHECK(refused("a;b\n1;\0\n"s).find("geen lijst") != std::string::npos);
    CHECK(refused("<html><table>").find("webpagina") != std::string::npos);
    CHECK(refused("a;b\n") == "accepted");
}

TEST_CASE("ten thousand random texts are cut as a plain loop cuts them") {
    std::mt19937 random{7};
    for (int i = 0; i < 10'000; ++i) {
        std::string text;
        for (auto cells = random() % 60; cells > 0; --cells) {
            if (random() % 4 == 0) {
                text += '"';
                for (auto k = random() % 6; k > 0; --k) {
                    const auto c = "ab;\n\""[random() % 5];
                    text += c == '"' ? std::string{"\"\""} : std::string{c};
                }
                text += '"';
            } else {
                if (random() % 4 != 0) text += "x y"[random() % 3];
                // A quote only where it opens nothing.
                for (auto k = random() % (random() % 20 == 0 ? 90 : 6); k > 0; --k)
                    text += "abc"[random() % 3];
                if (random() % 8 == 0) text += "x\"y";
            }
            const std::string_view ends[] = {";", ";", ";", ";", "\n", "\r\n", "\r", "\n\n"};
            text += ends[random() % 8];
        }
        const auto expected = slow_rows(text, ';');
        if (rows_of(text) != expected) {
            CAPTURE(text);
            CHECK(rows_of(text) == expected);
            break;
        }
    }
}
