#include "toml/table_reader.h"

#include <doctest/doctest.h>

namespace kader::toml {

namespace {

enum class Colour { Red, Green, Blue };
constexpr std::array colours = {Colour::Red, Colour::Green, Colour::Blue};
std::string_view word(Colour colour) {
    return colour == Colour::Red ? "red" : colour == Colour::Green ? "green" : "blue";
}

// Every refusal of this text when `read` asks of it what it asks, a line each.
template <class Read>
std::string refusals(const std::string& text, const Read& read) {
    Faults faults;
    if (const auto content = parse(text, "f.toml", faults)) {
        TableReader table{*content, "f.toml", faults};
        read(table);
    }
    std::string all;
    for (const auto& fault : faults.sorted()) all += text_of(fault) + "\n";
    return all;
}

}  // namespace

TEST_CASE("what is asked for and there is read without a refusal") {
    CHECK(refusals(R"(
title_nl = "Titel"
title_en = "Title"
days = -2
count = 7
open = true
on = 2026-03-31
words = ["a", "b"]
colour = "blue"
[[row]]
name = "first"
[[row]]
name = "second"
[inner]
empty = ""
)",
                   [](TableReader& table) {
                       CHECK(table.both("title").in(Language::Dutch) == "Titel");
                       CHECK(table.optional_whole("days", -100, 100) == -2);
                       CHECK(table.whole("count") == 7);
                       CHECK(table.yes_no("open"));
                       CHECK(table.day("on") == day_of(2026, 3, 31));
                       CHECK(table.texts("words") == std::vector<std::string>{"a", "b"});
                       CHECK(table.choice("colour", colours) == Colour::Blue);
                       auto rows = table.tables("row");
                       REQUIRE(rows.size() == 2);
                       CHECK(rows[1].text("name") == "second");
                       CHECK(rows[1].position().line == 12);
                       auto inner = table.optional_table("inner");
                       REQUIRE(inner.has_value());
                       CHECK(inner->possibly_empty_text("empty").empty());
                       inner->refuse_other_keys();
                       CHECK(table.optional_both("note").nl.empty());
                       CHECK(table.optional_texts("more").empty());
                       CHECK_FALSE(table.optional_day("until").has_value());
                       table.refuse_other_keys();
                   })
              .empty());
}

TEST_CASE("a key that nobody asked for is refused at its own line, with the allowed ones") {
    const auto read = [](TableReader& table) {
        table.text("name");
        table.optional_text("note");
        table.has("until");
        table.refuse_other_keys();
    };
    CHECK(refusals("name = \"x\"\ncolour = 1\nuntil = 2\n[row]\nname = 1\n", read) ==
          "f.toml:2: unknown key `colour`; the keys allowed here are name, note and until\n"
          "f.toml:4: unknown key `row`; the keys allowed here are name, note and until\n");
}

TEST_CASE("what is missing, empty or of another kind is refused with what it must be") {
    const auto text = [](TableReader& table) { table.text("name"); };
    CHECK(refusals("", text).ends_with(
        ": `name` is missing here; it must be a text between quotes\n"));
    CHECK(refusals("name = \" \\n\"", text) == "f.toml:1: `name` is empty; write the text\n");
    CHECK(refusals("name = 1.5", text) ==
          "f.toml:1: `name` must be a text between quotes, not a decimal number\n");
    CHECK(refusals("name = [\"a\", 2]", [](TableReader& table) { table.texts("name"); }) ==
          "f.toml:1: `name` must hold texts between quotes only\n");
    CHECK(refusals("name = []", [](TableReader& table) { table.texts("name"); }) ==
          "f.toml:1: `name` is an empty list\n");
    CHECK(refusals("name = []", [](TableReader& table) { table.optional_texts("name"); }).empty());
    CHECK(refusals("name = [1]", [](TableReader& table) { table.tables("name"); }) ==
          "f.toml:1: here belongs a table, not a whole number\n");
    CHECK(refusals("note_en = \"x\"", [](TableReader& table) {
              table.optional_both("note");
          }).find("`note_nl` is missing") != std::string::npos);
}

TEST_CASE("a number outside its bounds and a word outside its list are refused") {
    const auto count = [](TableReader& table) { CHECK_FALSE(table.optional_whole("n")); };
    CHECK(refusals("n = -1", count) == "f.toml:1: `n` must be a whole number from 0\n");
    CHECK(refusals("n = 2147483648", count) == "f.toml:1: `n` must be a whole number from 0\n");
    CHECK(refusals("n = 11", [](TableReader& table) { table.optional_whole("n", 0, 10); }) ==
          "f.toml:1: `n` must be from 0 through 10\n");
    CHECK(refusals("c = \"grey\"", [](TableReader& table) {
              CHECK(table.choice("c", colours) == Colour::Red);
          }) == "f.toml:1: `c` is \"grey\"; it must be one of red, green and blue\n");
}

TEST_CASE("a day is a day of the calendar of 1900 through 2199, without quotes and without time") {
    const auto day = [](TableReader& table) { table.day("on"); };
    const std::string wanted = "f.toml:1: `on` must be a day such as 2026-03-31, without quotes, ";
    CHECK(refusals("on = 2199-12-31", day).empty());
    CHECK(refusals("on = 2200-01-01", day) ==
          wanted + "not a date outside the years 1900 through 2199\n");
    CHECK(refusals("on = 2026-03-31T10:00:00Z", day) == wanted + "not a time\n");
    CHECK(refusals("on = \"2026-03-31\"", day) == wanted + "not a text between quotes\n");
    CHECK(refusals("on = 2026-02-29", day).starts_with("f.toml:1: this is not TOML: "));
}

TEST_CASE("text that is not TOML is refused once, at the line where it breaks") {
    const auto never = [](TableReader&) { FAIL("there is nothing to read"); };
    CHECK(refusals("a = 1\n[[row]\n", never).starts_with("f.toml:2: this is not TOML: "));
    CHECK(refusals("a = 1\na = 2\n", never).starts_with("f.toml:2: this is not TOML: "));
    const auto parsed = parse("a = 1\n\nb =");
    REQUIRE(std::holds_alternative<NotToml>(parsed));
    CHECK(std::get<NotToml>(parsed).line == 3);
}

}  // namespace kader::toml
