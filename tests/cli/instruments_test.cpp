// `kader instruments`: what each instrument is on a day, everything about one, and its history.

#include <doctest/doctest.h>

#include <boost/json.hpp>

#include "cli/program.h"

using namespace kader::cli_tests;

namespace {

constexpr auto framework = "quality-framework-cosmetic-care";

// A paragraph is broken into lines where it must; not in what is looked for.
std::string on_one_line(std::string text) {
    for (std::size_t at; (at = text.find("\n  ")) != std::string::npos;) text.replace(at, 3, " ");
    return text;
}

}  // namespace

TEST_CASE("the quality framework is what it was on the day that is asked") {
    const auto status = [](const char* day) {
        const auto outcome = run({"instruments", "show", framework, "--on", day, "--format", "json"});
        REQUIRE(outcome.code == 0);
        return std::string{boost::json::parse(outcome.out).at("status").as_string()};
    };
    CHECK(status("2018-01-01") == "on-agenda");
    CHECK(status("2019-11-11") == "on-agenda");
    CHECK(status("2019-11-12") == "registered");
    CHECK(status("2021-07-01") == "in-force");
    const auto before = run({"instruments", "show", framework, "--on", "2010-01-01", "--lang", "en"});
    CHECK(holds(before.out, "The status is not known on 1 January 2010"));
}

TEST_CASE("one instrument is shown whole, in both languages, and what is not known is called unknown") {
    for (const auto& [language, words] : {std::pair{"nl", std::vector<std::string>{"Geregistreerd: 12 november 2019", "te volgen vanaf: 1 juli 2021",
                                                                                   "Waarover partijen het oneens zijn", "Wat nog open is", "Uiterlijk: onbekend",
                                                                                   "Toen en nu", "Normen die hierop rusten"}},
                                          std::pair{"en", std::vector<std::string>{"Registered: 12 November 2019", "to be followed from: 1 July 2021",
                                                                                   "Where parties disagree", "What is still open", "Due: unknown",
                                                                                   "Then and now", "Norms that rest on this"}}}) {
        const auto outcome = run({"instruments", "show", framework, "--lang", language});
        CHECK(outcome.code == 0);
        for (const auto& word : words) {
            CAPTURE(word);
            CHECK(holds(on_one_line(outcome.out), word));
        }
    }
}

TEST_CASE("the history keeps what one page said at one time and another at another") {
    const auto outcome = run({"instruments", "history", framework, "--format", "json"});
    REQUIRE(outcome.code == 0);
    std::vector<std::string> statuses;
    const auto answer = boost::json::parse(outcome.out);
    for (const auto& one : answer.at("history").as_array())
        if (one.at("status") != "note") statuses.emplace_back(one.at("status").as_string());
    CHECK(statuses == std::vector<std::string>{"on-agenda", "in-development", "escalated", "on-agenda", "registered", "in-force"});
    CHECK(holds(run({"instruments", "history", framework}).out, "juni 2018: in ontwikkeling"));
}

TEST_CASE("the list names every instrument, and an id that does not exist is refused") {
    const auto outcome = run({"instruments", "list", "--format", "json"});
    REQUIRE(outcome.code == 0);
    const auto answer = boost::json::parse(outcome.out);
    CHECK(answer.at("instruments").as_array().size() >= 30);
    CHECK(answer.at("instruments").at(0).at("id") == framework);
    CHECK(holds(run({"instruments", "list"}).out, "van kracht sinds 1 juli 2021; draagt "));
    const auto unknown = run({"instruments", "show", "nobody"});
    CHECK(unknown.code == 2);
    CHECK(unknown.out.empty());
    CHECK(holds(unknown.err, "er is geen kwaliteitsinstrument met de naam nobody"));
}

TEST_CASE("of each norm it is told on which version of the instrument it rests, questions and terms among them") {
    const auto outcome = run({"instruments", "show", "nen-7510", "--format", "json"});
    REQUIRE(outcome.code == 0);
    const auto answer = boost::json::parse(outcome.out);
    std::map<std::string, std::string> rows;
    for (const auto& one : answer.at("rows").as_array())
        rows[std::string{one.at("of").as_string()} + " " + std::string{one.at("id").as_string()}] =
            one.at("version").is_null() ? "?" : std::string{one.at("version").as_string()};
    CHECK(rows.contains("rule nen-7510-2024"));
    // Both versions stand on one page, and no day is known on which to follow which.
    CHECK(rows["requirement security-policy"] == "?");
    const auto check = run({"instruments", "show", "quality-check-cosmetic-care", "--lang", "en"});
    CHECK(holds(check.out, "Norms that rest on this, per version"));
    CHECK(holds(check.out, "    question 1\n"));
    const auto clinics = run({"instruments", "show", "igj-framework-private-clinics", "--format", "json"});
    REQUIRE(clinics.code == 0);
    const auto framework_rows = boost::json::parse(clinics.out);
    REQUIRE_FALSE(framework_rows.at("rows").as_array().empty());
    for (const auto& one : framework_rows.at("rows").as_array()) CHECK(one.at("version") == "2019-10-31");
}
