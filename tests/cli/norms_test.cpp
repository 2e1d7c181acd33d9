// `kader norms` and `kader explain`: the linter on spoiled copies, editions, differences and
// lookups.

#include <doctest/doctest.h>

#include <algorithm>

#include "cli/program.h"

using namespace kader::cli_tests;

namespace {

// A copy of the norms that may be spoiled.
class NormsCopy {
public:
    NormsCopy() { copy_norms(path()); }
    fs::path path() const { return m_folder.path() / "norms"; }
    fs::path file(const std::string& name) const { return path() / name; }

private:
    ScratchFolder m_folder;
};

int line_of(const fs::path& file, std::string_view part) {
    const auto lines = lines_of(bytes_of(file));
    for (std::size_t at = 0; at < lines.size(); ++at)
        if (holds(lines[at], part)) return static_cast<int>(at) + 1;
    FAIL(file.string() << " does not hold: " << part);
    return 0;
}

// The linter refuses the copy with a line "…/file:line: reason" that holds `reason`.
void lint_refuses(const NormsCopy& norms, const std::string& file, int line,
                  const std::string& reason) {
    const auto outcome = run({"norms", "lint", "--norms", norms.path().string()});
    const auto place = file + ":" + std::to_string(line) + ": ";
    CAPTURE(place);
    CAPTURE(outcome.err.substr(0, 2000));
    CHECK(outcome.code == 1);
    CHECK(outcome.out.empty());
    const auto lines = lines_of(outcome.err);
    const bool told = std::any_of(lines.begin(), lines.end(), [&](const std::string& one) {
        const auto at = one.find(place);
        return at != std::string::npos && holds(one.substr(at + place.size()), reason);
    });
    CHECK(told);
    // Norms that are refused answer nothing.
    const auto in_use = run({"deadline", "complaint-outcome-6w", "--from", "2026-03-02", "--norms",
                             norms.path().string()});
    CHECK(in_use.code != 0);
    CHECK(in_use.out.empty());
}

std::string edition(const fs::path& norms) {
    const auto outcome = run({"norms", "edition", "--norms", norms.string()});
    REQUIRE_MESSAGE(outcome.code == 0, outcome.err.substr(0, 1000));
    return outcome.out;
}

// The lines of a diff without the two editions.
std::vector<std::string> diff(const fs::path& older) {
    const auto outcome = run({"norms", "diff", older.string()});
    REQUIRE_MESSAGE(outcome.code == 0, outcome.err.substr(0, 1000));
    auto lines = lines_of(outcome.out);
    REQUIRE(lines.size() >= 2);
    lines.erase(lines.begin(), lines.begin() + 2);
    return lines;
}

}  // namespace

TEST_CASE("the norms as they are pass the linter, here and copied elsewhere") {
    const auto here = run({"norms", "lint"});
    CHECK(here.code == 0);
    CHECK(here.err.empty());
    CHECK(holds(here.out, "22 vragen"));
    const NormsCopy norms;
    CHECK(run({"norms", "lint", "--norms", norms.path().string()}).code == 0);
    Start start;
    start.environment["KADER_NORMS"] = norms.path().string();
    CHECK(run({"norms", "lint"}, start).code == 0);
}

TEST_CASE("a key that no norm has is refused at its line") {
    NormsCopy norms;
    const auto file = norms.file("requirements/q03.toml");
    replace_in(file, "question = 3\n", "question = 3\ncolour = \"red\"\n");
    lint_refuses(norms, "requirements/q03.toml", line_of(file, "colour"), "colour");
}

TEST_CASE("a key that no value of a parameter has is refused at its line") {
    NormsCopy norms;
    const auto file = norms.file("parameters/q03.toml");
    replace_in(file, "value = \"12 months\"\n", "value = \"12 months\"\nunit = \"months\"\n");
    lint_refuses(norms, "parameters/q03.toml", line_of(file, "unit"), "unit");
}

TEST_CASE("a value without a source is refused with file and line") {
    for (const std::string sources : {"", "sources = []\n"}) {
        CAPTURE(sources);
        NormsCopy norms;
        const auto file = norms.file("parameters/q03.toml");
        replace_in(file, "sources = [{ code = \"DESIGN\" }]\n", sources);
        lint_refuses(norms, "parameters/q03.toml", line_of(file, "[[parameter.value]]"), "source");
    }
}

TEST_CASE("a source code that the list of sources does not hold is refused") {
    NormsCopy norms;
    const auto file = norms.file("parameters/q03.toml");
    replace_in(file, "code = \"DESIGN\"", "code = \"HEARSAY\"");
    lint_refuses(norms, "parameters/q03.toml", line_of(file, "HEARSAY"), "HEARSAY");
}

TEST_CASE("two values for one day are refused at the second, touching periods are not") {
    const std::string more = "certainty = \"assumed\"\nsources = [{ code = \"DESIGN\" }]\n";
    {
        NormsCopy norms;
        const auto file = norms.file("parameters/q03.toml");
        replace_in(file, "from = 2016-01-01\n", "from = 2016-01-01\nthrough = 2025-07-01\n");
        write(file, bytes_of(file) +
                        "[[parameter.value]]\nfrom = 2025-07-01\nvalue = \"6 months\"\n" + more);
        const auto lines = lines_of(bytes_of(file));
        int second = 0;
        for (std::size_t at = 0; at < lines.size(); ++at)
            if (lines[at] == "[[parameter.value]]") second = static_cast<int>(at) + 1;
        lint_refuses(norms, "parameters/q03.toml", second, "");
    }
    NormsCopy norms;
    const auto file = norms.file("parameters/q03.toml");
    replace_in(file, "from = 2016-01-01\n", "from = 2016-01-01\nthrough = 2025-06-30\n");
    write(file,
          bytes_of(file) + "[[parameter.value]]\nfrom = 2025-07-01\nvalue = \"6 months\"\n" + more);
    const auto outcome = run({"norms", "lint", "--norms", norms.path().string()});
    CHECK_MESSAGE(outcome.code == 0, outcome.err.substr(0, 1000));
}

TEST_CASE(
    "an `every` without a look-back window or without a repair is refused with file and line") {
    for (const std::string removed :
         {"look_back = \"gap-look-back\"\n", "repair = \"explained\"\n"}) {
        CAPTURE(removed);
        NormsCopy norms;
        const auto file = norms.file("requirements/q03.toml");
        replace_in(file, removed, "");
        const auto outcome = run({"norms", "lint", "--norms", norms.path().string()});
        CAPTURE(outcome.err.substr(0, 1000));
        CHECK(outcome.code == 1);
        CHECK(holds(outcome.err, "requirements/q03.toml:"));
        CHECK(holds(outcome.err, std::string{removed}.substr(0, std::string{removed}.find(' '))));
    }
}

TEST_CASE("a look-back window where nothing can have a gap is refused") {
    NormsCopy norms;
    const auto file = norms.file("requirements/q03.toml");
    replace_in(file, "contradicted_nl =",
               "look_back = \"gap-look-back\"\nrepair = \"explained\"\ncontradicted_nl =");
    const auto outcome = run({"norms", "lint", "--norms", norms.path().string()});
    CHECK(outcome.code == 1);
    CHECK(holds(outcome.err, "requirements/q03.toml:"));
}

TEST_CASE("a requirement whose stories are gone is refused at its line") {
    NormsCopy norms;
    for (const auto& entry : fs::recursive_directory_iterator{norms.file("cases/questions")})
        if (entry.is_regular_file() && holds(bytes_of(entry.path()), "\"kvk-number-recorded\""))
            fs::remove(entry.path());
    const auto file = norms.file("requirements/q03.toml");
    const auto lines = lines_of(bytes_of(file));
    int line = 0;
    for (std::size_t at = 0; at < lines.size() && line == 0; ++at)
        if (holds(lines[at], "id = \"kvk-number-recorded\""))
            line = static_cast<int>(at);  // [[requirement]] stands above it.
    const auto outcome = run({"norms", "lint", "--norms", norms.path().string()});
    CAPTURE(outcome.err.substr(0, 1000));
    CHECK(outcome.code == 1);
    const bool told =
        holds(outcome.err, "requirements/q03.toml:" + std::to_string(line) + ": ") ||
        holds(outcome.err, "requirements/q03.toml:" + std::to_string(line + 1) + ": ");
    CHECK(told);
    CHECK(holds(outcome.err, "kvk-number-recorded"));
}

TEST_CASE("a deadline rule whose worked examples are gone is refused with file and line") {
    NormsCopy norms;
    fs::remove_all(norms.file("cases/deadlines"));
    const auto outcome = run({"norms", "lint", "--norms", norms.path().string()});
    CHECK(outcome.code == 1);
    CHECK(holds(outcome.err, "deadlines/complaints.toml:"));
    CHECK(holds(outcome.err, "complaint-outcome-6w"));
}

TEST_CASE("a missing or impossible date in force, certainty or weight is refused at its line" *
          doctest::test_suite("slow")) {
    struct Fault {
        std::string file, old, now, line_holds, reason;
    };
    for (const auto& fault :
         {Fault{"parameters/q03.toml", "from = 2016-01-01\n", "", "[[parameter.value]]", "from"},
          Fault{"parameters/q03.toml", "from = 2016-01-01", "from = 2016-02-30", "2016-02-30", ""},
          Fault{"parameters/q03.toml", "from = 2016-01-01", "from = \"ooit\"", "ooit", ""},
          Fault{"parameters/q03.toml", "from = 2016-01-01",
                "from = 2016-01-01\nthrough = 2015-12-31", "through = 2015", ""},
          Fault{"parameters/q03.toml", "certainty = \"assumed\"", "certainty = \"zeker\"", "zeker",
                "zeker"},
          Fault{"parameters/q03.toml", "value = \"12 months\"", "value = \"twaalf\"", "twaalf", ""},
          Fault{"parameters/q03.toml", "value = \"12 months\"", "value = \"-3 months\"",
                "-3 months", ""},
          Fault{"parameters/q03.toml", "stricter = \"shorter\"", "stricter = \"kleiner\"",
                "kleiner", "kleiner"},
          Fault{"requirements/q03.toml", "weight = \"must\"", "weight = \"misschien\"", "misschien",
                "misschien"},
          Fault{"requirements/q03.toml", "question = 3", "question = 23", "question = 23",
                "question"},
          Fault{"requirements/q03.toml", "exists = \"practice.register_check\"",
                "exists = \"practice.niets\"", "practice.niets", "practice.niets"},
          Fault{"requirements/q03.toml", "adres = \"klopt\"", "kleur = \"klopt\"", "kleur",
                "kleur"},
          Fault{"requirements/q03.toml",
                "within = \"register-check-interval\", name = \"check-agrees\"",
                "within = \"no-such-interval\", name = \"check-agrees\"", "no-such-interval",
                "no-such-interval"},
          Fault{"requirements/q03.toml", "id = \"kvk-number-recorded\"",
                "id = \"wtza-register-correct\"", "", "wtza-register-correct"},
          Fault{"requirements/q03.toml", "[[requirement]]", "[[requirement", "[[requirement", ""},
          Fault{"deadlines/complaints.toml", "method = \"atw\"", "method = \"gokken\"", "gokken",
                "method"},
          Fault{"deadlines/complaints.toml", "term = \"6 weeks\"", "term = \"zes\"",
                "term = \"zes\"", ""}}) {
        NormsCopy norms;
        const auto file = norms.file(fault.file);
        replace_in(file, fault.old, fault.now);
        CAPTURE(fault.now);
        if (fault.line_holds.empty()) {
            const auto outcome = run({"norms", "lint", "--norms", norms.path().string()});
            CHECK(outcome.code == 1);
            CHECK(holds(outcome.err, fault.file + ":"));
            CHECK(holds(outcome.err, fault.reason));
        } else {
            lint_refuses(norms, fault.file, line_of(file, fault.line_holds), fault.reason);
        }
    }
}

TEST_CASE("a table of states with a cell missing is refused") {
    NormsCopy norms;
    replace_in(norms.file("states.toml"), "attested = \"attested\"\n", "");
    const auto outcome = run({"norms", "lint", "--norms", norms.path().string()});
    CHECK(outcome.code == 1);
    CHECK(holds(outcome.err, "states.toml:"));
    CHECK(holds(outcome.err, "attested"));
}

TEST_CASE("several faults are all told at once") {
    NormsCopy norms;
    replace_in(norms.file("requirements/q03.toml"), "question = 3\n",
               "question = 3\ncolour = \"red\"\n");
    replace_in(norms.file("requirements/q04.toml"), "question = 4\n", "question = 4\nsize = 4\n");
    const auto outcome = run({"norms", "lint", "--norms", norms.path().string()});
    CHECK(holds(outcome.err, "requirements/q03.toml:"));
    CHECK(holds(outcome.err, "requirements/q04.toml:"));
}

TEST_CASE("the edition is the same for a copy elsewhere and other after one byte") {
    const auto here = edition(norms_folder());
    CHECK(run({"norms", "edition"}).out == here);
    const NormsCopy norms;
    CHECK(edition(norms.path()) == here);
    for (const auto& [file, old, now] :
         {std::tuple{"parameters/q03.toml", "12 months", "13 months"},
          std::tuple{"requirements/q03.toml", "De gegevens", "de gegevens"},
          std::tuple{"holidays.toml", "#", "##"},
          std::tuple{"deadlines/complaints.toml", "6 weeks", "7 weeks"}}) {
        CAPTURE(file);
        const NormsCopy other;
        replace_in(other.file(file), old, now);
        // A worked example may now fail, but the edition is that of the bytes.
        const auto outcome = run({"norms", "edition", "--norms", other.path().string()});
        if (outcome.code == 0) CHECK(outcome.out != here);
    }
}

TEST_CASE("the edition is one line that does not depend on the language or the working folder") {
    const ScratchFolder folder;
    Start start;
    start.working_folder = folder.path();
    const auto outcome = run({"norms", "edition", "--lang", "en"}, start);
    CHECK(lines_of(outcome.out).size() == 1);
    CHECK(outcome.out == run({"norms", "edition"}).out);
}

TEST_CASE("norms diff names the one value that changed, and nothing else") {
    const NormsCopy older;
    CHECK(diff(older.path()).empty());
    replace_in(older.file("parameters/q03.toml"), "value = \"12 months\"", "value = \"11 months\"");
    const auto lines = diff(older.path());
    REQUIRE(lines.size() == 1);
    CHECK(holds(lines[0], "register-check-interval"));
    CHECK(holds(lines[0], "veranderd"));
}

TEST_CASE("norms diff never keeps silent about two editions that differ in what they ask or say" *
          doctest::test_suite("slow")) {
    struct Change {
        std::string file, old, now, named;
    };
    for (const auto& change :
         {Change{"parameters/q03.toml", "certainty = \"assumed\"", "certainty = \"sourced-2nd\"",
                 "register-check-interval"},
          Change{"parameters/q03.toml", "stricter = \"shorter\"", "stricter = \"longer\"",
                 "register-check-interval"},
          Change{"requirements/q03.toml", "weight = \"must\"", "weight = \"advice\"",
                 "wtza-register-correct"},
          Change{"requirements/q03.toml", "title_en = \"The data", "title_en = \"All data",
                 "wtza-register-correct"},
          Change{"requirements/q03.toml", "missing_en = \"There is no comparison",
                 "missing_en = \"No comparison", "wtza-register-correct"},
          Change{"requirements/q03.toml", "contradicted_nl = \"Bij de laatste",
                 "contradicted_nl = \"Bij de vorige", "wtza-register-correct"},
          Change{"questions.toml", "asked_of_solo = true", "asked_of_solo = false", "1"},
          Change{"questions.toml", "title_nl = \"", "title_nl = \"Ook: ", "1"},
          Change{"scope.toml", "\"waarnemer\"", "\"vrijwilliger\"", "scope"},
          Change{"states.toml", "missing = \"remark\"", "missing = \"missing\"", "states"},
          Change{"deadlines/complaints.toml", "title_en = \"Outcome of a complaint\"",
                 "title_en = \"Outcome of complaint\"", "complaint-outcome-6w"},
          Change{"documents/q10.toml", "title_nl = \"", "title_nl = \"Ook: ", ""},
          Change{"sources.toml", "title = \"", "title = \"Ook: ", ""}}) {
        const NormsCopy older;
        replace_in(older.file(change.file), change.old, change.now);
        CAPTURE(change.file);
        CAPTURE(change.now);
        const auto lines = diff(older.path());
        CHECK_FALSE(lines.empty());
        if (!lines.empty()) CHECK(holds(lines[0], change.named));
    }
}

TEST_CASE("norms show marks the value that was in force on the day that is asked") {
    const auto marked = [](const std::string& on) {
        const auto outcome =
            run({"norms", "show", "wtza-supervisor-exempt", "--on", on, "--lang", "en"});
        REQUIRE(outcome.code == 0);
        std::vector<std::string> lines;
        for (const auto& line : lines_of(outcome.out))
            if (line.starts_with(" > ")) lines.push_back(line.substr(3, 3));
        return lines;
    };
    using Lines = std::vector<std::string>;
    CHECK(marked("2021-12-31") == Lines{});
    CHECK(marked("2022-01-01") == Lines{"25,"});
    CHECK(marked("2025-06-30") == Lines{"25,"});
    CHECK(marked("2025-07-01") == Lines{"50,"});
    CHECK(marked("2026-11-21") == Lines{"50,"});
}

TEST_CASE(
    "norms show tells a requirement's sources and certainty, and when it does not hold on the "
    "day") {
    const auto now =
        run({"norms", "show", "wtza-register-correct", "--on", "2026-11-21", "--lang", "en"});
    CHECK(now.code == 0);
    CHECK(holds(now.out, "The data in the trade register are right"));
    CHECK(holds(now.out, "vraag 3"));
    CHECK_FALSE(holds(now.out, "Does not hold"));
    CHECK(holds(
        run({"norms", "show", "wtza-register-correct", "--on", "2021-12-31", "--lang", "en"}).out,
        "Does not hold"));
    const auto unknown = run({"norms", "show", "bestaat-niet"});
    CHECK(unknown.code == 2);
    CHECK(holds(unknown.err, "bestaat-niet"));
}

TEST_CASE("norms show knows every id that norms list names") {
    const auto listed = parsed(run({"norms", "list", "--format", "json"}));
    for (const std::string kind : {"requirements", "parameters", "deadlines"}) {
        const auto& all = listed.at(kind).as_array();
        REQUIRE_FALSE(all.empty());
        // A few of each: the first, the last and one in between.
        for (const auto at : {std::size_t{0}, all.size() / 2, all.size() - 1}) {
            const auto id = text(all[at].as_object(), "id");
            CAPTURE(id);
            CHECK(holds(run({"norms", "show", id}).out, id));
        }
    }
}

TEST_CASE("norms list marks the deadline rules that nothing feeds yet, and only those") {
    const auto listed = parsed(run({"norms", "list", "--format", "json"}));
    const auto lines = lines_of(run({"norms", "list"}).out);
    CHECK(listed.at("deadlines").as_array().size() >= 56);
    std::size_t fed = 0;
    for (const auto& one : listed.at("deadlines").as_array()) {
        const auto id = text(one.as_object(), "id");
        CAPTURE(id);
        const bool feeds = one.at("fed").as_bool();
        fed += feeds;
        const auto found = std::find_if(lines.begin(), lines.end(), [&](const std::string& line) {
            return holds(line, "   " + id + "  ");
        });
        REQUIRE(found != lines.end());
        CHECK(holds(*found, "nog door niets gevoed") == !feeds);
    }
    CHECK(fed > 0);
    CHECK(fed < listed.at("deadlines").as_array().size());
}

TEST_CASE(
    "every question is explained in both languages with the title and the source of each "
    "requirement" *
    doctest::test_suite("slow")) {
    const ScratchFolder folder;
    const auto answers = check(folder.path(), "2026-11-21");
    for (int number = 1; number <= 22; ++number)
        for (const std::string language : {"nl", "en"}) {
            CAPTURE(number);
            CAPTURE(language);
            const auto outcome = run({"explain", std::to_string(number), "--lang", language});
            CHECK(outcome.code == 0);
            CHECK(holds(outcome.out,
                        question(answers, number).at("title").at(language).as_string().c_str()));
            for (const auto& one : question(answers, number).at("requirements").as_array()) {
                CHECK(holds(outcome.out, one.at("title").at(language).as_string().c_str()));
                CHECK(holds(outcome.out, one.at("id").as_string().c_str()));
            }
            CHECK(holds(outcome.out, std::string_view{language} == "nl" ? "Bron: " : "Source: "));
            CHECK(holds(outcome.out, std::string_view{language} == "nl" ? "Wat het aantoont: "
                                                                        : "What shows it: "));
        }
}

TEST_CASE("a question outside 1 through 22 is refused") {
    for (const std::string number : {"23", "0", "-1", "99999999999", "drie", "3.5", ""}) {
        CAPTURE(number);
        const auto outcome = run({"explain", number});
        CHECK(outcome.code == 2);
        CHECK(outcome.out.empty());
        CHECK_FALSE(outcome.err.empty());
    }
}
