#include "norm_book/story.h"

#include "norm_book/small_norms.h"

using namespace kader::norm_book::small;
using kader::day_of;
using kader::norm_book::Certainty;
using kader::norm_book::Extent;
using kader::norm_book::Fault;
using kader::norm_book::NormFile;
using kader::norm_book::State;

namespace {

const std::string story_path = "cases/questions/q01-story.toml";
// Five lines; expectations begin on line 6.
const std::string head =
    "title = \"Een proefpraktijk\"\ntells = [\"the-row\"]\n[lists]\nmensen = "
    "\"kenmerk;naam\\nP1;Fictief Persoon\"\n\n";

std::string expect(const std::string& on, const std::string& rest) {
    return "[[expect]]\non = " + on + "\nrequirement = \"the-row\"\nbecause = \"Daarom.\"\n" + rest;
}

std::vector<Fault> faults_in(const std::string& story,
                             const std::string& condition = "{ exists = \"staff.works\" }") {
    auto files = with_row(asking(condition));
    files.push_back({story_path, story});
    return faults_of(files);
}

void refused(const std::string& story, int line, const std::string& words) {
    check_fault(faults_in(story), story_path, line, words);
}

// 22 questions with one requirement each, and the stories that every one of them needs.
std::vector<NormFile> whole_folder() {
    std::vector<NormFile> files{sources(), parameters(), documents(), real("states.toml"),
                                real("glossary.toml")};
    std::string questions;
    for (int number = 1; number <= 22; ++number) {
        const auto n = std::to_string(number);
        questions += "[[question]]\nnumber = " + n +
                     "\ntitle_nl = \"t\"\ntitle_en = \"t\"\nexplain_nl = \"u\"\n"
                     "explain_en = \"u\"\npolarity = \"obligation\"\nasked_of_solo = "
                     "true\nduty_of_solo = true\n"
                     "theme = \"th\"\nsources = [{ code = \"LAW\" }]\n";
        files.push_back(
            {"requirements/q" + n + ".toml",
             requirement("row-" + n, number,
                         "from = 2020-01-01\ncondition = { exists = \"staff.works\" }\n")});
        const auto day = [&](const std::string& on, const std::string& rest) {
            return "[[expect]]\non = " + on + "\nrequirement = \"row-" + n +
                   "\"\nbecause = \"Daarom.\"\n" + rest;
        };
        files.push_back(
            {"cases/questions/q" + n + ".toml",
             "title = \"t\"\ntells = [\"row-" + n + "\"]\n[lists]\n" +
                 day("2024-01-01", "state = \"missing\"\n") +
                 day("2024-02-01",
                     "state = \"shown\"\nchanges_on = 2024-03-01\nchanges_to = \"missing\"\n")});
    }
    files.push_back({"questions.toml", questions});
    auto scope = real("scope.toml");
    for (auto at = scope.bytes.find("code = \""); at != std::string::npos;
         at = scope.bytes.find("code = \"", at + 8))
        scope.bytes.replace(at + 8, scope.bytes.find('"', at + 8) - at - 8, "LAW");
    files.push_back(scope);
    files.push_back({"parameters/solo.toml",
                     parameter("solo-with-replacement", "lower", value("2020-01-01", "1"))});
    return files;
}

NormFile& file_in(std::vector<NormFile>& files, const std::string& path) {
    for (auto& file : files)
        if (file.path == path) return file;
    FAIL("no such file");
    return files.front();
}

void replace_in(NormFile& file, const std::string& from, const std::string& to) {
    const auto at = file.bytes.find(from);
    REQUIRE(at != std::string::npos);
    file.bytes.replace(at, from.size(), to);
}

}  // namespace

TEST_CASE("a story is read as it is written") {
    const auto folder = std::filesystem::temp_directory_path() / "kader-story-test";
    std::filesystem::remove_all(folder);
    std::filesystem::create_directories(folder / "cases/questions/deep");
    std::ofstream{folder / "cases/questions/deep/q01-a.toml"}
        << head
        << expect("2025-01-15",
                  "state = \"shown\"\nchanges_on = 2025-04-16\nchanges_to = "
                  "\"missing\"\nunconfirmed = true\n")
        << expect("2025-05-01", "state = \"missing\"\nchanges_on = \"never\"\ngap = false\n");
    const auto loaded = kader::norm_book::load_stories(folder);
    std::filesystem::remove_all(folder);
    REQUIRE(std::holds_alternative<std::vector<kader::norm_book::Story>>(loaded));
    const auto& story = std::get<0>(loaded).at(0);
    CHECK(story.title == "Een proefpraktijk");
    CHECK(story.tells == std::vector<std::string>{"the-row"});
    CHECK(story.lists.at("mensen") == "kenmerk;naam\nP1;Fictief Persoon");
    REQUIRE(story.expectations.size() == 2);
    const auto& first = story.expectations[0];
    CHECK(first.on == day_of(2025, 1, 15));
    CHECK(first.state == State::Shown);
    CHECK(first.changes_on == day_of(2025, 4, 16));
    CHECK(first.changes_to == State::Missing);
    CHECK(first.unconfirmed == true);
    CHECK_FALSE(first.gap.has_value());
    CHECK(story.expectations[1].never_changes);
    CHECK(story.expectations[1].gap == false);
}

TEST_CASE("a story with a word, a day or a key that is wrong is refused at its line") {
    refused(head, 1, "expects nothing");
    refused(head + expect("2025-01-15", "state = \"green\"\n"), 10, "one of shown, missing");
    refused(head + expect("\"2025-01-15\"", "state = \"shown\"\n"), 7, "must be a day");
    refused(head + expect("2025-01-15", "state = \"shown\"\nwhy = \"x\"\n"), 11,
            "unknown key `why`");
    refused(head + expect("2025-01-15",
                          "state = \"shown\"\nchanges_on = 2025-01-15\nchanges_to = \"missing\"\n"),
            11, "must lie after");
    refused(head + expect("2025-01-15", "state = \"shown\"\nchanges_on = 2025-01-16\n"), 6,
            "needs `changes_to`");
    refused(head + expect("2025-01-15", "state = \"shown\"\nchanges_to = \"missing\"\n"), 11,
            "needs `changes_on`");
    refused(head + expect("2025-01-15",
                          "state = \"shown\"\nchanges_on = 2025-01-16\nchanges_to = \"shown\"\n"),
            12, "already has");
    refused(head + expect("2025-01-15", "state = \"shown\"\nchanges_on = \"later\"\n"), 11,
            "\"never\"");
    refused(head + expect("2025-01-15", "state = \"shown\"\nquestion = 1\n"), 6,
            "either `requirement` or `question`");
    refused(head + expect("2025-01-15", "state = \"shown\"\n") +
                expect("2025-01-15", "state = \"missing\"\n"),
            11, "already judged at line 6");
    refused(head + expect("2025-01-15", "state = \"contradicted\"\n"), 6, "no `contradicted_by`");
    refused(head + expect("2025-01-15", "state = \"not_applicable\"\n"), 6, "no `applies`");
}

TEST_CASE("a story about a requirement that does not exist is refused") {
    auto other = head + expect("2025-01-15", "state = \"shown\"\n");
    other.replace(other.find("requirement = \"the-row\""), 23, "requirement = \"no-such\"");
    const auto faults = faults_in(other);
    REQUIRE(faults.size() == 2);
    CHECK(faults[0].reason.find("no [[expect]] is about it") != std::string::npos);
    CHECK(faults[1].reason.find("no requirement \"no-such\"") != std::string::npos);
    auto tells = head + expect("2025-01-15", "state = \"shown\"\n");
    tells.replace(tells.find("[\"the-row\"]"), 11, "[\"the-row\", \"ghost\"]");
    refused(tells, 1, "\"ghost\", which is no requirement");
}

TEST_CASE("a whole folder with every worked case is taken") {
    const auto book = book_of(whole_folder(), Extent::Whole);
    CHECK(book.questions().size() == 22);
    CHECK(book.questions()[21].number == 22);
    CHECK(book.scope().asked_all.parts.size() == 6);
    CHECK(book.scope().unconfirmed_parameter == "solo-with-replacement");
    CHECK_FALSE(book.scope().legal_form_unknown_because.text.nl.empty());
    CHECK(book.scope().all_unconfirmed_because.certainty == Certainty::Assumed);
}

TEST_CASE("a requirement without one of its worked cases is refused, and told which") {
    const auto lacking = [](const std::string& from, const std::string& to,
                            const std::string& words) {
        auto files = whole_folder();
        replace_in(file_in(files, "cases/questions/q7.toml"), from, to);
        check_fault(faults_of(files, Extent::Whole), "requirements/q7.toml", 1, words);
    };
    const std::string lapse = "changes_on = 2024-03-01\nchanges_to = \"missing\"\n";
    lacking(lapse, "", "lacks worked cases in norms/cases/questions: one that lapses");
    lacking("changes_to = \"missing\"", "changes_to = \"attested\"", "one that lapses");
    lacking("2024-01-01", "2024-02-15", "one that is repaired");
    lacking("state = \"missing\"", "state = \"attested\"", "one that is missing");
    lacking("state = \"shown\"\n" + lapse, "state = \"attested\"\n", "one that is shown");
}

TEST_CASE("a row with applies, contradicted_by or not_yet_kept needs its own cases") {
    const auto lacking = [](const std::string& more, const std::string& words) {
        auto files = whole_folder();
        file_in(files, "requirements/q7.toml").bytes += more;
        check_fault(faults_of(files, Extent::Whole), "requirements/q7.toml", 1, words);
    };
    lacking(
        "applies = { exists = \"staff.vetted\" }\nnot_applicable_nl = \"n\"\nnot_applicable_en = "
        "\"n\"\n",
        "one that is not_applicable");
    lacking(
        "contradicted_by = { exists = \"staff.vetted\" }\ncontradicted_nl = \"c\"\ncontradicted_en "
        "= \"c\"\n",
        "one that is contradicted");
    auto files = whole_folder();
    replace_in(file_in(files, "requirements/q7.toml"), "condition = { exists = \"staff.works\" }",
               "not_yet_kept = \"billing\"");
    check_fault(faults_of(files, Extent::Whole), "requirements/q7.toml", 1, "one that is attested");
}

TEST_CASE("a folder without one of its questions or files is refused") {
    auto files = whole_folder();
    replace_in(file_in(files, "questions.toml"), "number = 22", "number = 21");
    const auto twice = faults_of(files, Extent::Whole);
    REQUIRE(twice.size() == 2);
    CHECK(twice[0].reason == "question 22 is missing");
    CHECK(twice[1].reason.find("question 21 is already at line") != std::string::npos);
    for (const auto* path : {"states.toml", "scope.toml", "glossary.toml"}) {
        files = whole_folder();
        std::erase_if(files, [&](const auto& file) { return file.path == path; });
        check_fault(faults_of(files, Extent::Whole), path, 0, "this file is missing");
    }
    files = whole_folder();
    replace_in(file_in(files, "scope.toml"), "[duty_outside]", "[duty_elsewhere]");
    CHECK(faults_of(files, Extent::Whole).size() == 2);
}
