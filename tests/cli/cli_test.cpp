// The words of the command line: help, what is refused, and the harm that a terminal can do.

#include <doctest/doctest.h>
#include <signal.h>
#include <unistd.h>

#include "cli/lists.h"
#include "cli/program.h"

using namespace kader::cli_tests;

namespace {

struct Command {
    std::vector<std::string> words;
    std::vector<std::string> options;  // What its help must name.
};

const std::vector<Command> commands = {
    {{},
     {"init", "import", "export", "verify", "check", "forecast", "what-if", "map", "deadline", "norms", "explain", "lists", "--version"}},
    {{"init"}, {"--data", "--practice", "--postgres-owner", "--postgres-server", "--lang"}},
    {{"import"}, {"FOLDER", "--data", "--practice", "--dry-run", "--withdraw-missing", "--rejects"}},
    {{"export"}, {"DIR", "--data", "--practice"}},
    {{"verify"}, {"--data", "--practice"}},
    {{"check"},
     {"FOLDER", "--data", "--practice", "--on", "--known-on", "--lang", "--format", "--norms", "YYYY-MM-DD", "nl", "en",
      "text", "json"}},
    {{"forecast"}, {"FOLDER", "--data", "--practice", "--on", "--until", "--lang", "--format"}},
    {{"what-if"},
     {"FOLDER", "--change", "LIST:KENMERK:COLUMN=VALUE", "-LIST:KENMERK", "+LIST:FILE", "--on",
      "--format"}},
    {{"map"}, {"FOLDER", "--lang"}},
    {{"move-dates"}, {"FOLDER", "--was", "--now"}},
    {{"deadline"}, {"RULE-ID", "--from", "DATE-OR-INSTANT", "--format", "--lang"}},
    {{"explain"}, {"--lang"}},
    {{"lists"}, {}},
    {{"norms"}, {"lint", "list", "show", "edition", "diff"}},
    {{"norms", "lint"}, {"--norms", "--lang"}},
    {{"norms", "list"}, {"--format", "--lang"}},
    {{"norms", "show"}, {"ID", "--on", "--lang"}},
    {{"norms", "edition"}, {"--norms"}},
    {{"norms", "diff"}, {"--norms"}},
};

// Wrong words end with 2, say why on standard error, and answer nothing.
void refuses(const std::vector<std::string>& words, const std::string& reason) {
    const auto outcome = run(words);
    CAPTURE(words.back());
    CAPTURE(outcome.err);
    CHECK(outcome.code == 2);
    CHECK(outcome.out.empty());
    CHECK(holds(outcome.err, reason));
}

}  // namespace

TEST_CASE("the help of every command succeeds and names all of its options") {
    for (const auto& command : commands) {
        auto words = command.words;
        words.push_back("--help");
        const auto outcome = run(words);
        CAPTURE((command.words.empty() ? std::string{"kader"} : command.words.back()));
        CHECK(outcome.code == 0);
        CHECK(outcome.err.empty());
        for (const auto& option : command.options) {
            CAPTURE(option);
            CHECK(holds(outcome.out, option));
        }
    }
}

TEST_CASE("the help of the program names its exit codes") {
    const auto help = run({"--help"}).out;
    for (const std::string word : {"Exit codes", "0 ", "1 ", "2 ", "3 "}) CHECK(holds(help, word));
}

TEST_CASE("the version is one line on standard output") {
    const auto outcome = run({"--version"});
    CHECK(outcome.code == 0);
    CHECK(outcome.out.starts_with("kader "));
    CHECK(lines_of(outcome.out).size() == 1);
}

TEST_CASE("words that no command knows end with 2 and are named") {
    const ScratchFolder folder;
    refuses({"bogus"}, "bogus");
    refuses({"norms", "bogus"}, "bogus");
    refuses({"check", folder.text(), "--bogus"}, "--bogus");
    refuses({"check", folder.text(), "en", "nog", "iets"}, "iets");
    refuses({"norms", "edition", "--format", "json"}, "--format");
}

TEST_CASE("no command, or half a command, ends with 2") {
    refuses({}, "");
    CHECK(run({"check"}).code == 2);
    CHECK(run({"norms"}).code == 2);
    CHECK(run({"norms", "show"}).code == 2);
    CHECK(run({"deadline", "complaint-outcome-6w"}).code == 2);
    const ScratchFolder folder;
    CHECK(run({"what-if", folder.text()}).code == 2);
    CHECK(run({"move-dates", folder.text(), folder.text() + "/new"}).code == 2);
}

TEST_CASE("a date on the command line that does not exist is refused with the date and a reason") {
    const ScratchFolder folder;
    for (const std::string option : {"--on", "--known-on"})
        for (const std::string day :
             {"2026-02-30", "2025-02-29", "2026-13-01", "2026-00-10", "gisteren", "", "2026-11",
              "21/11/2026x", "99999-01-01", "2026-11-21T10:00", "-1"})
            refuses({"check", folder.text(), std::string{option} + "=" + day}, option);
    refuses({"check", folder.text(), "--on", "2026-02-30"}, "2026-02-30");
    refuses({"forecast", folder.text(), "--until", "2026-02-30"}, "2026-02-30");
    refuses({"what-if", folder.text(), "--change", "-mensen:P1", "--on", "gisteren"}, "gisteren");
    refuses({"norms", "show", "register-check-interval", "--on", "2026-02-30"}, "2026-02-30");
}

TEST_CASE("a wrong date is explained in the language that was asked") {
    const ScratchFolder folder;
    CHECK(holds(run({"check", folder.text(), "--on", "2026-02-30"}).err, "bestaat niet"));
    CHECK(holds(run({"check", folder.text(), "--lang", "nl", "--on", "gisteren"}).err,
                "dit is geen datum"));
    CHECK(holds(run({"check", folder.text(), "--on", "2026-02-30", "--lang", "en"}).err,
                "does not exist"));
}

TEST_CASE("a language or a form that does not exist is refused and the choices are named") {
    const ScratchFolder folder;
    refuses({"check", folder.text(), "--lang", "fr"}, "nl");
    refuses({"check", folder.text(), "--format", "xml"}, "json");
    refuses({"forecast", folder.text(), "--format", "xml"}, "json");
    refuses({"norms", "lint", "--lang", "NL"}, "nl");
    refuses({"explain", "3", "--lang", "de"}, "en");
}

TEST_CASE("a forecast that ends before it begins is refused") {
    const ScratchFolder folder;
    refuses({"forecast", folder.text(), "--on", "2026-02-01", "--until", "2026-01-31"}, "--until");
}

TEST_CASE("a folder of norms that is not there ends every command without an answer") {
    const ScratchFolder folder;
    const auto none = folder.text() + "/none";
    for (const auto& words : std::vector<std::vector<std::string>>{
             {"check", folder.text(), "--norms", none},
             {"norms", "edition", "--norms", none},
             {"norms", "lint", "--norms", none},
             {"deadline", "complaint-outcome-6w", "--from", "2026-03-02", "--norms", none}}) {
        const auto outcome = run(words);
        CAPTURE(words.front());
        CHECK(outcome.code > 0);
        CHECK(outcome.out.empty());
        CHECK(holds(outcome.err, "none"));
    }
}

TEST_CASE("a reader who stops after the first line does no harm") {
    const ScratchFolder folder;
    const auto outcome =
        run_shell("\"$KADER\" check " + folder.text() + " --on 2026-11-21 | head -n 1");
    CHECK(outcome.code == 0);
    CHECK(lines_of(outcome.out).size() == 1);
    CHECK_FALSE(holds(outcome.err, "terminate"));

    Start start;
    start.reader_stops_after = 1;
    for (const auto& words : std::vector<std::vector<std::string>>{{"norms", "list"}, {"lists"}}) {
        const auto cut = run(words, start);
        CHECK((cut.signal == SIGPIPE || (cut.signal == 0 && cut.code >= 0 && cut.code <= 3)));
        CHECK_FALSE(holds(cut.err, "terminate"));
    }
}

TEST_CASE("an answer that cannot be written does not end as if all went well") {
    const ScratchFolder folder;
    for (const std::string words : {"norms list", "lists", "explain 3"}) {
        CAPTURE(words);
        CHECK(run_shell("\"$KADER\" " + words + " > /dev/full").code != 0);
    }
    CHECK(run_shell("\"$KADER\" check " + folder.text() + " --format json > /dev/full").code != 0);
}

TEST_CASE("a folder in which nothing may be written is answered all the same") {
    ScratchFolder folder;
    folder.with("praktijk.csv", legal_form("bv"));
    std::filesystem::permissions(
        folder.path(), std::filesystem::perms::owner_read | std::filesystem::perms::owner_exec);
    Start start;
    start.working_folder = folder.path();
    for (const auto& words :
         std::vector<std::vector<std::string>>{{"check", "."},
                                               {"forecast", "."},
                                               {"what-if", ".", "--change", "-praktijk:F1"},
                                               {"norms", "lint"}}) {
        CAPTURE(words.front());
        CHECK(run(words, start).code == 0);
    }
    std::filesystem::permissions(folder.path(), std::filesystem::perms::owner_all);
    CHECK(bytes_of_folder(folder.path()).size() == 1);
}

TEST_CASE("a list that may not be read is told, and the others are read") {
    if (::geteuid() == 0) return;  // Nothing is closed to root.
    ScratchFolder folder;
    folder.with("praktijk.csv", legal_form("bv")).with("mensen.csv", people_header + owner);
    std::filesystem::permissions(folder.path() / "mensen.csv", std::filesystem::perms::none);
    const auto outcome = run({"check", folder.text(), "--on", "2026-11-21"});
    CHECK(outcome.code == 0);
    CHECK(holds(outcome.err, "mensen.csv"));
}
