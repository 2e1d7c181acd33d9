// `kader check` on folders that are missing, empty or full of something else, and the shape of the
// JSON.

#include <doctest/doctest.h>
#include <sys/stat.h>
#include <unistd.h>

#include "cli/lists.h"
#include "cli/program.h"

using namespace kader::cli_tests;

namespace {

const std::string day = "2026-11-21";

// A small practice of which something is shown, something lapses and something is contradicted.
void fill(ScratchFolder& folder) {
    folder.with("praktijk.csv", legal_form("bv"))
        .with("mensen.csv", people_header + owner)
        .with("handelsregister.csv",
              register_header + "H1;2026-03-01;Noor Fictief;klopt;klopt;klopt;nvt;\n")
        .with("regels.csv", rules_header + "R1;register-check-interval;;2020-01-01;Noor Fictief\n")
        .with("beoordelingen.csv",
              "kenmerk;soort;datum;door;onafhankelijk;conclusie\n"
              "B1;informatiebeveiliging;2026-05-01;Bureau Voorbeeld;ja;voldoet_niet\n");
}

// Nothing in this folder is a list, so nothing in it may show anything.
void answers_nothing(const fs::path& folder, const std::vector<std::string>& names) {
    const auto outcome = run({"check", folder.string(), "--on", day, "--format", "json"});
    CAPTURE(outcome.err);
    REQUIRE(outcome.code == 0);
    const auto answers = parsed(outcome);
    CHECK(answers.at("rows").at("read") == 0);
    for (const auto& one : answers.at("questions").as_array()) CHECK(one.at("state") == "missing");
    for (const auto& name : names) CHECK(holds(outcome.err, name));
}

}  // namespace

TEST_CASE("a folder that is not there is refused by name, in both languages") {
    const auto dutch = run({"check", "/nergens/een-map"});
    CHECK(dutch.code == 2);
    CHECK(dutch.out.empty());
    CHECK(holds(dutch.err, "/nergens/een-map"));
    CHECK(holds(dutch.err, "is er niet"));
    const auto english = run({"check", "/nergens/een-map", "--lang", "en"});
    CHECK(english.code == 2);
    CHECK_FALSE(holds(english.err, "is er niet"));
    for (const std::string command : {"forecast", "map"})
        CHECK(run({command, "/nergens/een-map"}).code == 2);
    CHECK(run({"what-if", "/nergens/een-map", "--change", "-mensen:P1"}).code == 2);
}

TEST_CASE("a file instead of a folder is refused") {
    ScratchFolder folder;
    folder.with("mensen.csv", people_header + owner);
    const auto outcome = run({"check", folder.text() + "/mensen.csv"});
    CHECK(outcome.code == 2);
    CHECK(holds(outcome.err, "geen map"));
}

TEST_CASE(
    "an empty folder is asked all 22 questions, shows none, and says first that the legal form is "
    "unknown") {
    const ScratchFolder folder;
    const auto answers = check(folder.path(), day);
    CHECK(answers.at("scope").at("ground") == "legal_form_unknown");
    CHECK(answers.at("scope").at("questions_asked") == 22);
    for (const auto& one : answers.at("questions").as_array()) {
        CHECK(one.at("applicable") == true);
        CHECK(one.at("state") == "missing");
        for (const auto& each : one.at("requirements").as_array()) {
            CAPTURE(each.at("id").as_string().c_str());
            CHECK((each.at("state") == "missing" || each.at("state") == "not_applicable"));
            CHECK(each.at("evidence").as_array().empty());
        }
    }
    const auto text = run({"check", folder.text(), "--on", day});
    CHECK(text.code == 0);
    const auto lines = lines_of(text.out);
    REQUIRE(lines.size() > 2);
    CHECK(holds(lines[0], "21 november 2026"));
    CHECK(holds(lines[1], "De rechtsvorm is onbekend"));
    CHECK(holds(run({"check", folder.text(), "--on", day, "--lang", "en"}).out,
                "The legal form is unknown"));
}

TEST_CASE("an empty folder shows nothing on any day from 1980 to 2060") {
    const ScratchFolder folder;
    for (const std::string on :
         {"1980-01-01", "1999-12-31", "2016-01-01", "2022-01-01", "2028-02-29", "2060-06-01"}) {
        CAPTURE(on);
        const auto answers = check(folder.path(), on);
        for (const auto& one : answers.at("questions").as_array()) {
            CAPTURE(one.at("number").as_int64());
            CHECK(one.at("state") != "shown");
            CHECK(one.at("state") != "attested");
        }
    }
}

TEST_CASE("a day so far away that it cannot be computed is refused, not answered as another day") {
    ScratchFolder folder;
    folder.with(
        "verklaringen.csv",
        statements_header +
            "V1;wtza-register-correct;ja;Noor Fictief;eigenaar;gezien;2026-01-01;2070-12-31\n");
    const auto outcome = run({"check", folder.text(), "--on", "2071-06-01", "--format", "json"});
    if (outcome.code != 2)
        CHECK(text(requirement(parsed(outcome), "wtza-register-correct"), "state") == "missing");
}

TEST_CASE("lists with only a header show nothing") {
    ScratchFolder folder;
    folder.with("mensen.csv", people_header)
        .with("handelsregister.csv", register_header)
        .with("leeg.csv", "")
        .with("praktijk.csv", "\xEF\xBB\xBF");
    answers_nothing(folder.path(), {});
}

TEST_CASE(
    "a folder of photographs shows nothing and says of each list name that it is a photograph") {
    ScratchFolder folder;
    const std::string jpeg = "\xFF\xD8\xFF\xE0" + std::string("\0\x10JFIF\0\x01", 8) +
                             std::string(4000, '\x9D') + "\xFF\xD9";
    const std::string png =
        "\x89PNG\r\n\x1A\n" + std::string("\0\0\0\rIHDR\0\0\x01\0", 12) + std::string(4000, '\x03');
    for (const std::string name : {"mensen.csv", "foto-1.jpg", "foto-2.JPG", "handelsregister.csv"})
        folder.with(name, jpeg);
    for (const std::string name : {"diplomas.csv", "foto-3.png"}) folder.with(name, png);
    answers_nothing(folder.path(),
                    {"mensen.csv", "handelsregister.csv", "diplomas.csv", "een foto"});
}

TEST_CASE("a PDF or a workbook that is called mensen.csv is recognised for what it is") {
    ScratchFolder pdf;
    pdf.with("mensen.csv", "%PDF-1.7\n1 0 obj\n<< /Type /Catalog >>\nendobj\n");
    answers_nothing(pdf.path(), {"mensen.csv", "een PDF"});
    ScratchFolder workbook;
    workbook.with("mensen.csv",
                  std::string("PK\x03\x04\x14\0\x06\0", 8) + std::string(2000, '\x01'));
    answers_nothing(workbook.path(), {"mensen.csv", "Excel", "CSV"});
    ScratchFolder page;
    page.with("mensen.csv", "<!DOCTYPE html><html><body>kenmerk;naam</body></html>");
    answers_nothing(page.path(), {"mensen.csv", "webpagina"});
}

TEST_CASE("a list of 2 GB is refused within seconds, and the other lists are read") {
    ScratchFolder folder;
    folder.with("praktijk.csv", legal_form("bv")).with("mensen.csv", "");
    REQUIRE(::truncate((folder.path() / "mensen.csv").c_str(), off_t{2} * 1024 * 1024 * 1024) == 0);
    const auto outcome = run({"check", folder.text(), "--on", day, "--format", "json"});
    CHECK(outcome.took.count() < 10'000);
    CHECK(holds(outcome.err, "mensen.csv"));
    CHECK(holds(outcome.err, "te groot"));
    const auto answers = parsed(outcome);
    CHECK(answers.at("rows").at("read") == 1);
    CHECK(answers.at("scope").at("ground") == "more_than_one");
}

TEST_CASE(
    "a folder, a pipe or a broken link in place of a list is told and does not hang the program") {
    ScratchFolder folder;
    folder.with("praktijk.csv", legal_form("bv"));
    fs::create_directory(folder.path() / "mensen.csv");
    REQUIRE(::mkfifo((folder.path() / "diplomas.csv").c_str(), 0600) == 0);
    fs::create_symlink(folder.path() / "niets", folder.path() / "scholing.csv");
    Start start;
    start.limit = std::chrono::seconds{10};
    const auto outcome = run({"check", folder.text(), "--on", day, "--format", "json"}, start);
    REQUIRE(outcome.signal == 0);
    CHECK(parsed(outcome).at("rows").at("read") == 1);
}

TEST_CASE("the JSON holds every documented field of every question") {
    ScratchFolder folder;
    fill(folder);
    const auto answers = check(folder.path(), day);
    for (const std::string key :
         {"format", "edition", "on", "known_on", "scope", "rows", "questions"}) {
        CAPTURE(key);
        CHECK(answers.contains(key));
    }
    CHECK(text(answers, "on") == day);
    CHECK(answers.at("known_on").is_null());
    CHECK(text(answers, "edition") == lines_of(run({"norms", "edition"}).out).front());
    const auto& questions = answers.at("questions").as_array();
    REQUIRE(questions.size() == 22);
    const auto is_day = [](const json::value& value) {
        if (!value.is_string()) return false;
        const std::string_view text{value.as_string().c_str()};
        return text.size() == 10 && text[4] == '-' && text[7] == '-';
    };
    const auto is_state = [](const json::value& value) {
        for (const json::string_view word :
             {"shown", "missing", "contradicted", "attested", "not_applicable"})
            if (value.is_string() && value.as_string() == word) return true;
        return false;
    };
    int number = 0;
    for (const auto& question : questions) {
        ++number;
        CAPTURE(number);
        CHECK(question.at("number") == number);
        CHECK(is_state(question.at("state")));
        CHECK(question.at("applicable").is_bool());
        CHECK(is_day(question.at("since")));
        CHECK((question.at("changes_on").is_null() || is_day(question.at("changes_on"))));
        CHECK(question.at("changes_on").is_null() == question.at("changes_to").is_null());
        CHECK((question.at("changes_to").is_null() || is_state(question.at("changes_to"))));
        CHECK_FALSE(question.at("requirements").as_array().empty());
        for (const auto& requirement : question.at("requirements").as_array()) {
            CAPTURE(requirement.at("id").as_string().c_str());
            CHECK(is_state(requirement.at("state")));
            CHECK(requirement.at("reasons").is_object());
            CHECK(requirement.at("evidence").is_array());
            CHECK_FALSE(requirement.at("source").as_array().empty());
            bool known = false;
            for (const json::string_view word : {"sourced", "sourced-2nd", "assumed"})
                known |= requirement.at("certainty").as_string() == word;
            CHECK(known);
            if (requirement.at("state") == "missing") {
                CHECK(requirement.at("reasons").at("text").at("nl").as_string().size() > 10);
                CHECK(requirement.at("reasons").at("unblock").at("en").as_string().size() > 10);
            }
            CHECK((requirement.at("changes_on").is_null() || is_day(requirement.at("changes_on"))));
        }
    }
}

TEST_CASE("a shown answer cites the row that shows it, with its days, and when it will lapse") {
    ScratchFolder folder;
    fill(folder);
    const auto answers = check(folder.path(), day);
    const auto& register_correct = requirement(answers, "wtza-register-correct");
    CHECK(text(register_correct, "state") == "shown");
    CHECK(text(register_correct, "since") == "2026-03-01");
    // Twelve months after 1 March 2026 end on 1 March 2027, that day included.
    CHECK(text(register_correct, "changes_on") == "2027-03-02");
    CHECK(text(register_correct, "changes_to") == "missing");
    // The own rule that makes the interval count is cited beside it.
    REQUIRE(evidence(register_correct) == std::vector<std::string>{"H1", "R1"});
    const auto& witness = register_correct.at("evidence").at(0).as_object();
    CHECK(text(witness, "list") == "handelsregister");
    CHECK(text(witness, "from") == "2026-03-01");
    CHECK(text(witness, "through") == "2027-03-01");
    CHECK(text(question(answers, 3), "changes_on") == "2027-03-02");
    CHECK(text(question(answers, 3), "changes_to") == "missing");
}

TEST_CASE("a contradicted answer cites what speaks against it") {
    ScratchFolder folder;
    fill(folder);
    const auto answers = check(folder.path(), day);
    const auto& review = requirement(answers, "security-independent-review");
    CHECK(text(review, "state") == "contradicted");
    CHECK(review.at("reasons").at("against").at(0).at("kenmerk") == "B1");
    CHECK(text(question(answers, 22), "state") == "contradicted");
    CHECK(text(question(answers, 22), "since") == "2026-05-01");
}

TEST_CASE("two runs of the same question give the same bytes") {
    ScratchFolder folder;
    fill(folder);
    for (const std::string form : {"json", "text"}) {
        const auto first = run({"check", folder.text(), "--on", day, "--format", form});
        const auto second = run({"check", folder.text() + "/.", "--on", day, "--format", form});
        CHECK(first.code == 0);
        CHECK(first.out == second.out);
    }
    const std::vector<std::string> forecast = {"forecast", folder.text(), "--on",
                                               day,        "--format",    "json"};
    CHECK(run(forecast).out == run(forecast).out);
}

TEST_CASE("the order of files and rows does not change an answer") {
    ScratchFolder one, other;
    const std::string second = "P2;Tess Proef;arts;arts;;loondienst;ja;2021-01-01;\n";
    one.with("mensen.csv", people_header + owner + second).with("praktijk.csv", legal_form("bv"));
    other.with("praktijk.csv", legal_form("bv")).with("mensen.csv", people_header + second + owner);
    CHECK(answers_text(check(one.path(), day)) == answers_text(check(other.path(), day)));
}

TEST_CASE("the text of an answer is complete in both languages") {
    ScratchFolder folder;
    fill(folder);
    const auto dutch = run({"check", folder.text(), "--on", day}).out;
    const auto english = run({"check", folder.text(), "--on", day, "--lang", "en"}).out;
    CHECK(holds(dutch, "tegengesproken"));
    CHECK(holds(english, "contradicted"));
    CHECK(holds(dutch, "2 maart 2027"));
    CHECK(holds(english, "2 March 2027"));
    for (int number = 1; number <= 22; ++number) {
        CHECK(holds(dutch, "\n" + std::to_string(number) + ". "));
        CHECK(holds(english, "\n" + std::to_string(number) + ". "));
    }
    for (const std::string word : {"ontbreekt", "Oplossen", "Bewijs", "Bron: "})
        CHECK_FALSE(holds(english, word));
}

TEST_CASE("what has no end in sight is told as such, never as the last day that Kader can see") {
    const std::string clinic = KADER_SOURCE_DIR "/examples/kliniek";
    bool told = false;
    for (const std::string on : {"2026-11-21", "2040-01-01", "2068-01-01"}) {
        CAPTURE(on);
        const auto json = run({"check", clinic, "--on", on, "--format", "json"});
        REQUIRE(json.code == 0);
        CHECK_FALSE(holds(json.out, "2069-09-1"));
        CHECK_FALSE(holds(json.out, "september 2069"));
        CHECK_FALSE(holds(json.out, "September 2069"));
        CHECK_FALSE(holds(run({"check", clinic, "--on", on}).out, "september 2069"));
        told = told || (holds(json.out, "er is geen einddag te zien") && holds(json.out, "no last day can be seen"));
    }
    CHECK(told);
}

TEST_CASE(
    "an answer that changes within sixty days is presented as expiring, one day earlier it is "
    "not") {
    ScratchFolder folder;
    fill(folder);
    // It changes on 2 March 2027; 60 days before that is 1 January 2027.
    CHECK(question(check(folder.path(), "2026-12-31"), 3).at("expiring") == false);
    CHECK(question(check(folder.path(), "2027-01-01"), 3).at("expiring") == true);
    CHECK(question(check(folder.path(), "2027-03-01"), 3).at("expiring") == true);
    CHECK(question(check(folder.path(), "2027-03-02"), 3).at("expiring") == false);
}
