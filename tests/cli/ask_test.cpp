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

TEST_CASE("the answers of a starting salon become a folder that the check reads without a word of complaint") {
    const ScratchFolder scratch;
    const auto folder = scratch.path() / "mijn salon";
    const std::vector<std::string> words{"ask", "what-applies", "--folder", folder.string(), "--on", "2026-11-22", "--answer", "legal-form=sole-trader",
                                         "--answer", "alone=only-me", "--answer", "heads=1", "--answer", "start-day=04-01-2027",
                                         "--answer", "treatments=laser ontharen", "--answer", "treatments=pmu"};
    const auto made = run(words);
    REQUIRE_MESSAGE(made.code == 0, made.err);
    CHECK(made.err.empty());
    CHECK(holds(made.out, "praktijk.csv, PR1: rechtsvorm = eenmanszaak"));
    CHECK(holds(made.out, "Wat u nog invult"));
    CHECK(holds(made.out, "kader check '" + folder.string() + "' --on 2027-01-04"));
    CHECK(bytes_of_folder(folder) ==
          std::map<std::string, std::string>{{"praktijk.csv", "\xEF\xBB\xBFkenmerk;onderwerp;waarde;vanaf\r\nPR1;rechtsvorm;eenmanszaak;2027-01-04\r\n"
                                                              "PR2;aantal_zorgverleners;1;2027-01-04\r\n"},
                                             {"zorgsoorten.csv", "\xEF\xBB\xBFkenmerk;soort;vanaf\r\nZS1;cosmetisch;2027-01-04\r\nZS2;permanente_makeup;2027-01-04\r\n"}});
    const auto answers = check(folder, "2027-01-04");
    CHECK(rejects(answers).empty());
    CHECK(answers.at("scope").at("questions_asked") == 15);
    CHECK(text(requirement(answers, "pmu-licence-location"), "state") == "missing");

    // A second time there is something in the folder, and nothing is touched.
    const auto before = bytes_of_folder(folder);
    const auto again = run(words);
    CHECK(again.code == 2);
    CHECK(holds(again.err, "bestaat al en is geen lege map"));
    CHECK(again.out.empty());
    CHECK(bytes_of_folder(folder) == before);
}

TEST_CASE("what was written and what is missing is also told as JSON, and an empty folder may be filled") {
    const ScratchFolder scratch;
    const auto outcome = run({"ask", "what-applies", "--folder", scratch.text(), "--on", "2026-11-22", "--answer", "legal-form=bv", "--answer", "heads=4",
                              "--answer", "treatments=INJ-BTX", "--format", "json"});
    REQUIRE_MESSAGE(outcome.code == 0, outcome.err);
    const auto told = json::parse(outcome.out);
    CHECK(told.at("format") == "kader-first-lists-1");
    CHECK(told.at("from") == "2026-11-22");
    CHECK(told.at("lists").at(0).at("rows").at(0).at("waarde") == "4");
    std::set<std::string> notes;
    for (const auto& note : told.at("notes").as_array()) notes.emplace(note.at("id").as_string());
    for (const auto* id : {"day", "legal-form", "kinds-open", "people"}) {
        CAPTURE(id);
        CHECK(notes.contains(id));
    }
    CHECK(rejects(check(scratch.path(), "2026-11-22")).empty());
}

TEST_CASE("no folder is made of answers from which nothing follows, nor of another interview") {
    const ScratchFolder scratch;
    const auto folder = scratch.path() / "nieuw";
    const auto refused = [&](std::vector<std::string> words, const std::string& reason) {
        CAPTURE(reason);
        words.insert(words.end(), {"--folder", folder.string()});
        const auto outcome = run(words);
        CHECK(outcome.code == 2);
        CHECK(outcome.out.empty());
        CHECK(holds(outcome.err, reason));
        CHECK_FALSE(fs::exists(folder));
    };
    refused({"ask", "where-to-turn"}, "alleen met de antwoorden op what-applies");
    refused({"ask", "what-applies", "--questions"}, "zonder --questions");
    refused({"ask", "what-applies"}, "geen enkele rij");
    refused({"ask", "what-applies", "--answer", "legal-form=employed", "--answer", "treatments=INJ-BTX"}, "in dienst bij een ander");
    write(scratch.path() / "bestand", "x");
    const auto file = run({"ask", "what-applies", "--answer", "heads=1", "--folder", (scratch.path() / "bestand").string()});
    CHECK(file.code == 2);
    CHECK(bytes_of(scratch.path() / "bestand") == "x");
}
