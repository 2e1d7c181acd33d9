// `kader ask`: an interview on the command line.

#include <doctest/doctest.h>

#include <boost/json.hpp>

#include <set>

#include "cli/program.h"

using namespace kader::cli_tests;

namespace json = boost::json;

namespace {

std::set<std::string> outcomes(const std::string& interview, const std::vector<std::string>& answers) {
    std::vector<std::string> words{"ask", interview, "--on", "2026-11-22", "--format", "json"};
    for (const auto& answer : answers) {
        words.push_back("--answer");
        words.push_back(answer);
    }
    const auto outcome = run(words);
    REQUIRE_MESSAGE(outcome.code == 0, outcome.err.substr(0, 1000));
    std::set<std::string> ids;
    const auto given = json::parse(outcome.out);
    for (const auto& one : given.at("outcomes").as_array()) ids.emplace(one.at("id").as_string());
    return ids;
}

}  // namespace

TEST_CASE("who has a silence contract from an agency that gives aftercare here learns that it gives care, and where to turn") {
    const auto ids = outcomes("where-to-turn", {"danger=no", "who=client", "about=silence", "about=agency", "kind=operation", "place=abroad", "agency=booking",
                                                "agency=aftercare", "signed=01-09-2025"});
    CHECK(ids.contains("agency-is-care"));
    CHECK(ids.contains("desk-care-desk"));
    CHECK_FALSE(ids.contains("agency-not-care"));
}

TEST_CASE("who starts a salon with laser and permanent make-up is told of both regimes, found by the words people use") {
    const auto ids = outcomes("what-applies", {"situation=starting", "treatments=laser ontharen", "treatments=pmu", "legal-form=sole-trader", "alone=only-me",
                                               "heads=1", "profession=beautician"});
    CHECK(ids.contains("check-15"));
    CHECK(ids.contains("first-notify"));
    const auto text = run({"ask", "what-applies", "--answer", "treatments=pmu", "--answer", "treatments=iets wat niemand kent", "--on", "2026-11-22"});
    CHECK(text.code == 0);
    CHECK(holds(text.out, "Wat geldt voor mij? (22 november 2026)"));
    CHECK(holds(text.out, "Nagekeken op "));
}

TEST_CASE("nothing answered is advice as well, and the questions can be read") {
    CHECK(!outcomes("where-to-turn", {}).empty());
    CHECK(!outcomes("what-applies", {}).empty());
    const auto questions = run({"ask", "where-to-turn", "--questions", "--lang", "en"});
    CHECK(questions.code == 0);
    CHECK(holds(questions.out, "Is there danger now? (choose one)"));
    CHECK(holds(questions.out, "\n    threat: "));
}

TEST_CASE("an answer that is none is refused with what would be one") {
    const auto refused = [](const std::vector<std::string>& words, const std::string& reason) {
        CAPTURE(reason);
        const auto outcome = run(words);
        CHECK(outcome.code == 2);
        CHECK(outcome.out.empty());
        CHECK(holds(outcome.err, reason));
    };
    refused({"ask", "nothing"}, "er is geen vragenlijst met de naam nothing; er zijn: ");
    refused({"ask", "where-to-turn", "--answer", "danger"}, "een antwoord is VRAAG=ANTWOORD");
    refused({"ask", "where-to-turn", "--answer", "colour=red"}, "een antwoord is VRAAG=ANTWOORD");
    refused({"ask", "where-to-turn", "--answer", "danger=perhaps"}, "danger: Dit antwoord staat er niet bij.");
    refused({"ask", "where-to-turn", "--answer", "signed=31-02-2026"}, "signed: Vul een dag in, zoals 31-03-2026.");
    refused({"ask", "what-applies", "--answer", "heads=veel", "--lang", "en"}, "heads: Enter a number from ");
    // What is not asked counts for nothing, and that is said.
    const auto needless = run({"ask", "where-to-turn", "--answer", "signed=01-09-2025"});
    CHECK(needless.code == 0);
    CHECK(holds(needless.err, "signed: wordt bij deze antwoorden niet gevraagd"));
}
