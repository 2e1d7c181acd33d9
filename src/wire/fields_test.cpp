#include "wire/fields.h"

#include <doctest/doctest.h>

#include <array>

namespace kader::wire {

namespace {

using ThingId = Uuid<struct ThingTag>;
constexpr std::array<std::string_view, 2> colours = {"red", "blue"};

struct Row {
    CalendarDay day{};
    std::int64_t count = 0;
    static constexpr std::string_view schema = "Row";
    template <class Fields>
    static void describe(Fields& field) {
        field(&Row::day, {.name = "day"});
        field(&Row::count, {.name = "count", .least = 1, .most = 9});
    }
};

struct Sample {
    std::string reason;
    std::string colour;
    bool sure = false;
    std::optional<std::string> remark;
    std::vector<Row> rows;
    ThingId thing;
    static constexpr std::string_view schema = "Sample";
    template <class Fields>
    static void describe(Fields& field) {
        field(&Sample::reason, {.name = "reason", .about = "Why.", .length_min = 1, .length_max = 5});
        field(&Sample::colour, {.name = "colour", .choices = colours});
        field(&Sample::sure, {.name = "sure"});
        field(&Sample::remark, {.name = "remark"});
        field(&Sample::rows, {.name = "rows", .length_max = 2});
        field(&Sample::thing, {.name = "thing"});
    }
};

constexpr std::string_view good =
    R"({"reason":"é12","colour":"red","sure":true,"remark":null,"rows":[{"day":"2028-02-29","count":3}],"thing":"0190a5b2-7c11-7def-8a3b-0123456789ab"})";

std::vector<std::string> pointers(std::string_view body) {
    Complaints complaints;
    CHECK(!read<Sample>(body, complaints));
    std::vector<std::string> all;
    for (const auto& one : complaints) {
        all.push_back(one.pointer);
        CHECK(!one.detail.nl.empty());
        CHECK(!one.detail.en.empty());
    }
    return all;
}

std::string with(std::string_view from, std::string_view to) {
    std::string body{good};
    const auto at = body.find(from);
    REQUIRE(at != std::string::npos);
    return body.replace(at, from.size(), to);
}

}  // namespace

TEST_CASE("a body that is right is read in full and written back the same") {
    Complaints complaints;
    const auto sample = read<Sample>(good, complaints);
    REQUIRE(sample);
    CHECK(sample->reason == "é12");
    CHECK(sample->rows.at(0).count == 3);
    CHECK(!sample->remark);
    CHECK(text_of(write(*sample)) == good);
}

TEST_CASE("every wrong field is named at once") {
    CHECK(pointers(R"({"reason":"","colour":"green","sure":1,"rows":[{"day":"2026-02-30","count":0},{"day":"2026-3-1"}],"thing":"x","more":1})") ==
          std::vector<std::string>{"/reason", "/colour", "/sure", "/rows/0/day", "/rows/0/count", "/rows/1/day", "/rows/1/count", "/thing", "/more"});
    CHECK(pointers("{}").size() == 5);
    CHECK(pointers(with("é12", "123456")) == std::vector<std::string>{"/reason"});
    CHECK(pointers(with("é12", "a\\u0000b")) == std::vector<std::string>{"/reason"});
    CHECK(pointers(with("\"count\":3", "\"count\":3.5")) == std::vector<std::string>{"/rows/0/count"});
    CHECK(pointers(with("\"count\":3", "\"count\":99999999999999999999")) == std::vector<std::string>{"/rows/0/count"});
    CHECK(pointers(with("[{", "[{},{},{")).size() == 1);
}

TEST_CASE("a key that stands twice is refused, at any depth") {
    CHECK(pointers(with("\"sure\":true", "\"sure\":true,\"sure\":false")) == std::vector<std::string>{"/sure"});
    CHECK(pointers(with("\"count\":3", "\"count\":3,\"count\":4")) == std::vector<std::string>{"/count"});
    CHECK(pointers(with("\"sure\"", "\"s\\u0075re\":false,\"sure\"")) == std::vector<std::string>{"/sure"});
}

TEST_CASE("what is no JSON, or too deep, is refused without reading on") {
    for (const auto* body : {"", "{", "[]", "null", "{}{}", "{\"reason\":\"\xff\"}", "NaN", "{'a':1}", "{\"a\":1,}"})
        CHECK_MESSAGE(!pointers(body).empty(), body);
    std::string deep;
    for (int i = 0; i < 40; ++i) deep += "{\"a\":";
    deep += "1" + std::string(40, '}');
    Complaints complaints;
    CHECK(!parse(deep, complaints));
    REQUIRE(complaints.size() == 1);
    CHECK(complaints[0].detail.en == "nested too deeply");
}

TEST_CASE("the schema says what the reader asks") {
    json::object all;
    const auto reference = add_schema<Sample>(all);
    CHECK(text_of(reference) == R"({"$ref":"#/components/schemas/Sample"})");
    REQUIRE(all.contains("Row"));
    const auto& sample = all["Sample"].as_object();
    CHECK(sample.at("required").as_array().size() == 5);
    CHECK(sample.at("additionalProperties") == false);
    CHECK(sample.at("properties").at("reason").at("maxLength") == 5);
    CHECK(sample.at("properties").at("rows").at("items").at("$ref") == "#/components/schemas/Row");
    CHECK(text_of(sample.at("properties").at("remark").at("type")) == R"(["string","null"])");
    CHECK(sample.at("properties").at("colour").at("enum").as_array().size() == 2);
}

TEST_CASE("text by free names is read with its limits, and written back") {
    Complaints complaints;
    TextMap cells;
    const Field field{.name = "cells", .length_max = 2};
    detail::read(*parse(R"({"b":"2","a":"é"})", complaints), field, "/cells", cells, complaints);
    CHECK(complaints.empty());
    CHECK(text_of(detail::written(cells)) == R"({"a":"é","b":"2"})");
    const auto refused = [&](std::string_view body) {
        Complaints found;
        TextMap into;
        detail::read(*parse(body, found), field, "/cells", into, found);
        REQUIRE(found.size() == 1);
        return found[0].pointer;
    };
    CHECK(refused(R"({"a":1})") == "/cells/a");
    CHECK(refused(R"({"a/b":null})") == "/cells/a~1b");
    CHECK(refused(R"({"a":"1","b":"2","c":"3"})") == "/cells");
    CHECK(refused(R"(["a"])") == "/cells");
    CHECK(refused(R"({"a\u0000":"1"})").starts_with("/cells/"));
    CHECK(refused("{\"a\":\"" + std::string(text_map_characters_max + 1, 'x') + "\"}") == "/cells/a");
    CHECK(text_of(detail::schema_of_text_map(field)).find("\"maxProperties\":2") != std::string::npos);
}

}  // namespace kader::wire
