#include "norm_book/small_norms.h"

using namespace kader::norm_book::small;
using kader::Code;
using kader::day_of;
using kader::Length;
using kader::norm_book::Certainty;
using kader::norm_book::Parameter;
using kader::norm_book::stricter_value;

namespace {

const std::string file_name = "parameters/p.toml";

std::vector<kader::norm_book::Fault> faults_in(const std::string& text) {
    return faults_of({sources(), {file_name, text}});
}

Parameter read(const std::string& stricter, const std::string& values) {
    return book_of({sources(), {file_name, parameter("p", stricter, values)}}).parameters()[0];
}

const auto on = day_of(2026, 1, 1);

Length length_of(const kader::Result<std::variant<Length, int>>& result) {
    return std::get<Length>(*result);
}

}  // namespace

TEST_CASE("the value of a parameter is the one in force on the asked day") {
    // Written out of order on purpose.
    const auto p = read(
        "lower", value("2025-05-26", "50") + value("2022-01-01", "25", "through = 2025-05-25\n"));
    CHECK(p.on(day_of(2021, 12, 31)) == nullptr);
    CHECK(std::get<int>(p.on(day_of(2022, 1, 1))->value) == 25);
    CHECK(std::get<int>(p.on(day_of(2025, 5, 25))->value) == 25);
    CHECK(std::get<int>(p.on(day_of(2025, 5, 26))->value) == 50);
    CHECK(std::get<int>(p.on(day_of(2199, 1, 1))->value) == 50);
    CHECK(std::get<Length>(read("shorter", value("2020-01-01", "\"3 months\"")).values[0].value) ==
          Length{3, Length::Unit::Months});
}

TEST_CASE("a value shows the lowest of its own certainty and that of its date") {
    const auto p = read("lower", value("2022-01-01", "25",
                                       "from_certainty = \"sourced-2nd\"\nthrough = 2022-12-31\n") +
                                     value("2023-01-01", "30"));
    CHECK(p.values[0].certainty == Certainty::Sourced);
    CHECK(p.values[0].lowest() == Certainty::SourcedSecond);
    CHECK(p.values[1].lowest() == Certainty::Sourced);
    CHECK(read("lower", value("\"unknown\"", "25")).values[0].lowest() == Certainty::Assumed);
}

TEST_CASE("values of one parameter may touch but never overlap") {
    const auto text = [](const std::string& a, const std::string& b) {
        return parameter("p", "lower", a + b);
    };
    CHECK(faults_in(
              text(value("2022-01-01", "1", "through = 2022-12-31\n"), value("2023-01-01", "2")))
              .empty());
    check_fault(faults_in(text(value("2022-01-01", "1", "through = 2023-01-01\n"),
                               value("2023-01-01", "2"))),
                file_name, 14, "the value at line 8");
    check_fault(faults_in(text(value("2022-01-01", "1"), value("2023-01-01", "2"))), file_name, 13,
                "give the earlier one");
    check_fault(faults_in(text(value("\"unknown\"", "1"), value("2023-01-01", "2"))), file_name, 13,
                "holds too");
}

TEST_CASE("a value must have a source, a day, and be a length or a number like its neighbours") {
    auto bare = parameter("p", "lower", value("2022-01-01", "1"));
    bare.erase(bare.find("sources"));
    check_fault(faults_in(bare), file_name, 8, "no source");
    check_fault(faults_in(parameter("p", "lower", "")), file_name, 1, "has no value");
    check_fault(faults_in(parameter("p", "shorter", value("2022-01-01", "\"a while\""))), file_name,
                10, "no length of time");
    check_fault(faults_in(parameter("p", "shorter", value("2022-01-01", "1.5"))), file_name, 10,
                "not a decimal number");
    check_has_fault(faults_in(parameter("p", "lower",
                                        value("2022-01-01", "1", "through = 2022-12-31\n") +
                                            value("2023-01-01", "\"2 days\""))),
                    file_name, 14, "all be lengths or all be numbers");
    check_fault(faults_in(parameter("p", "shorter", value("2022-01-01", "3"))), file_name, 1,
                "lower or higher");
    check_fault(faults_in(parameter("p", "higher", value("2022-01-01", "\"3 days\""))), file_name,
                1, "shorter or longer");
}

TEST_CASE("an own value may be stricter or the same, never looser") {
    const auto shorter = read("shorter", value("2020-01-01", "\"3 months\""));
    CHECK(length_of(stricter_value(shorter, "2 maanden", on)) == Length{2, Length::Unit::Months});
    CHECK(length_of(stricter_value(shorter, "1 Month", on)) == Length{1, Length::Unit::Months});
    CHECK(length_of(stricter_value(shorter, " 3 maanden ", on)) == Length{3, Length::Unit::Months});
    const auto looser = stricter_value(shorter, "4 maanden", on);
    REQUIRE_FALSE(looser);
    CHECK(looser.error().code == Code::RefusedByNorm);
    CHECK(looser.error().norm == "p");
    const auto longer = read("longer", value("2020-01-01", "\"20 years\""));
    CHECK(length_of(stricter_value(longer, "21 jaar", on)).count == 21);
    CHECK(stricter_value(longer, "19 jaren", on).error().code == Code::RefusedByNorm);
    const auto lower = read("lower", value("2020-01-01", "10"));
    CHECK(std::get<int>(*stricter_value(lower, "8", on)) == 8);
    CHECK(stricter_value(lower, "11", on).error().code == Code::RefusedByNorm);
    CHECK(stricter_value(read("higher", value("2020-01-01", "10")), "9", on).error().code ==
          Code::RefusedByNorm);
}

TEST_CASE("lengths in different units are compared by the day they lead to") {
    const auto p = read("shorter", value("2020-01-01", "\"2 months\""));
    // From 1 January two months are 59 days, from 1 July 62.
    CHECK(stricter_value(p, "59 dagen", on));
    CHECK(stricter_value(p, "60 dagen", on).error().code == Code::RefusedByNorm);
    CHECK(stricter_value(p, "60 days", day_of(2026, 7, 1)));
    const auto working = read("shorter", value("2020-01-01", "\"3 working days\""));
    CHECK(stricter_value(working, "2 werkdagen", on));
    const auto incomparable = stricter_value(working, "2 dagen", on);
    REQUIRE_FALSE(incomparable);
    CHECK(incomparable.error().code == Code::Invalid);
}

TEST_CASE("an empty own value adopts the norm as it stands, and nonsense is invalid") {
    const auto p = read("shorter", value("2020-01-01", "\"3 months\""));
    CHECK(length_of(stricter_value(p, "", on)) == Length{3, Length::Unit::Months});
    CHECK(stricter_value(p, "", day_of(2019, 1, 1)).error().code == Code::NotFound);
    for (const auto* text :
         {"3", "soon", "0 maanden", "-2 maanden", "2 manen", "99999 jaar", "999999999999 dagen"}) {
        INFO(text);
        const auto result = stricter_value(p, text, on);
        REQUIRE_FALSE(result);
        CHECK(result.error().code == Code::Invalid);
    }
    CHECK(stricter_value(read("lower", value("2020-01-01", "10")), "3 maanden", on).error().code ==
          Code::Invalid);
}

TEST_CASE("the shared parameters are the look-back and the replacement, both assumed") {
    const auto book = book_of({real("sources.toml"), real("parameters/shared.toml")});
    const auto* look_back = book.parameter("gap-look-back");
    REQUIRE(look_back != nullptr);
    REQUIRE(look_back->on(on) != nullptr);
    CHECK(std::get<Length>(look_back->on(on)->value) == Length{12, Length::Unit::Months});
    CHECK(look_back->on(on)->certainty == Certainty::Assumed);
    REQUIRE(book.parameter("solo-with-replacement") != nullptr);
    CHECK(book.parameter("solo-with-replacement")->on(on)->certainty == Certainty::Assumed);
}
