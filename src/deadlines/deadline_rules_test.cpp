#include <doctest/doctest.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>

#include "deadlines/rules_for_tests.h"

namespace kader::deadlines {

namespace {

namespace fs = std::filesystem;

const std::string holidays = R"([calendar]
from = 2014-01-01
designated_from = 2023-01-01
designated_through = 2028-12-31
last_checked = 2026-11-21
explain_nl = "Vrije dagen."
explain_en = "Free days."
[[holiday]]
id = "new-year"
name_nl = "Nieuwjaarsdag"
name_en = "New Year's Day"
month_day = "01-01"
from = 2014-01-01
certainty = "sourced"
sources = [{ code = "ATW", article = "art. 3" }]
)";

const std::string rule = R"([[deadline]]
id = "test-rule"
title_nl = "Proef"
title_en = "Test"
explain_nl = "Een regel voor de proef."
explain_en = "A rule for the test."
kind = "term"
starts = { event = "test.started", nl = "de proef begint", en = "the test starts" }
stops = { record = "test.stopped", nl = "het einde", en = "the end" }
fed_by = ["practice.care_start"]
last_checked = 2026-11-21
[[deadline.value]]
from = 2016-01-01
through = 2019-12-31
term = "4 weeks"
method = "atw"
certainty = "sourced"
sources = [{ code = "WKKGZ", article = "art. 1" }]
[[deadline.value]]
from = 2020-01-01
term = "6 weeks"
method = "atw"
certainty = "sourced"
sources = [{ code = "WKKGZ", article = "art. 1" }]
)";

const std::string cases = R"([[case]]
rule = "test-rule"
from = 2018-03-01
safe_due = 2018-03-29
because = "Vier weken."
[[case]]
rule = "test-rule"
from = 2026-03-02
safe_due = 2026-04-13
because = "Zes weken."
)";

std::string with(std::string text, const std::string& old_text, const std::string& new_text) {
    const auto at = text.find(old_text);
    REQUIRE(at != std::string::npos);
    return text.replace(at, old_text.size(), new_text);
}

void write(const fs::path& path, const std::string& content) {
    fs::create_directories(path.parent_path());
    std::ofstream{path} << content;
}

// The first fault as "file:line reason", or "" when the folder is accepted.
std::string first_fault(const std::string& holiday_text, const std::string& rule_text,
                        const std::string& case_text, const KnownNames& known = {}) {
    static int count = 0;
    const auto folder =
        fs::temp_directory_path() /
        ("kader-deadline-rules-" + std::to_string(::getpid()) + "-" + std::to_string(++count));
    write(folder / "holidays.toml", holiday_text);
    write(folder / "deadlines" / "test.toml", rule_text);
    write(folder / "cases" / "deadlines" / "test.toml", case_text);
    const auto loaded = DeadlineRules::load(folder, known);
    fs::remove_all(folder);
    const auto* faults = std::get_if<std::vector<Fault>>(&loaded);
    if (!faults) return {};
    REQUIRE_FALSE(faults->empty());
    const auto& fault = faults->front();
    return fault.position.file + ":" + std::to_string(fault.position.line) + " " + fault.reason;
}

std::string rule_fault(const std::string& old_text, const std::string& new_text) {
    return first_fault(holidays, with(rule, old_text, new_text), cases);
}

}  // namespace

TEST_CASE("a folder without faults is accepted") {
    CHECK(first_fault(holidays, rule, cases) == "");
}

TEST_CASE("a rule that leaves doubt is refused, with file, line and reason") {
    CHECK(rule_fault("fed_by =", "feeds = 1\nfed_by =")
              .starts_with("norms/deadlines/test.toml:10 unknown key `feeds`; the keys allowed"));
    CHECK(rule_fault("term = \"6 weeks\"", "term = \"6 weeks\"\nvalue = 1")
              .starts_with("norms/deadlines/test.toml:22 unknown key `value`; the keys allowed"));
    CHECK(rule_fault("sources = [{ code = \"WKKGZ\", article = \"art. 1\" }]\n[[", "[[") ==
          "norms/deadlines/test.toml:12 it has no source");
    CHECK(rule_fault("sources = [{ code = \"WKKGZ\", article = \"art. 1\" }]\n[[",
                     "sources = []\n[[") == "norms/deadlines/test.toml:12 it has no source");
    CHECK(rule_fault("from = 2020-01-01", "from = 2019-12-31") ==
          "norms/deadlines/test.toml:19 test-rule: this period overlaps the one before it, or is "
          "not in order");
    CHECK(rule_fault("through = 2019-12-31\n", "").find("overlaps") != std::string::npos);
    CHECK(rule_fault("from = 2020-01-01\n", "") ==
          "norms/deadlines/test.toml:19 `from` is missing (write \"unknown\" when the date is not "
          "known)");
    CHECK(rule_fault("through = 2019-12-31", "through = 2015-12-31").find("before `from`") !=
          std::string::npos);
    CHECK(rule_fault("from = 2020-01-01", "from = \"soon\"").find("\"unknown\"") !=
          std::string::npos);
    CHECK(
        rule_fault("certainty = \"sourced\"", "certainty = \"sure\"") ==
        "norms/deadlines/test.toml:17 `certainty` is \"sure\"; it must be one of assumed, sourced "
        "and sourced-2nd");
    CHECK(rule_fault("term = \"4 weeks\"", "term = \"4 weken\"").find("`term` must be a length") !=
          std::string::npos);
    CHECK(rule_fault("term = \"4 weeks\"", "term = \"4 hours\"")
              .find("method atw does not count 4 hours") != std::string::npos);
    CHECK(rule_fault("kind = \"term\"", "kind = \"hours\"")
              .find("kind hours does not go with method atw") != std::string::npos);
    CHECK(rule_fault("kind = \"term\"", "kind = \"soon\"").find("must be one of") !=
          std::string::npos);
    CHECK(rule_fault("title_en = \"Test\"\n", "") ==
          "norms/deadlines/test.toml:1 `title_en` is missing here; it must be a text between "
          "quotes");
    CHECK(rule_fault("id = \"test-rule\"", "id = \"Test Rule\"").find("lower case") !=
          std::string::npos);
    CHECK(rule_fault("fed_by =", "extends = \"none\"\nfed_by =").find("there is no rule none") !=
          std::string::npos);
    CHECK(
        rule_fault("last_checked = 2026-11-21", "last_checked = 2026-11-31").find("test.toml:11") !=
        std::string::npos);
    CHECK(rule_fault("starts = {", "begins = {").find("`starts` is missing") != std::string::npos);
}

TEST_CASE("a value that nobody worked out by hand is refused") {
    CHECK(first_fault(holidays, rule, with(cases, "from = 2018-03-01", "from = 2026-03-01")) ==
          "norms/deadlines/test.toml:12 test-rule: this value has no case");
    CHECK(first_fault(holidays, rule, with(cases, "rule = \"test-rule\"", "rule = \"other\"")) ==
          "norms/cases/deadlines/test.toml:1 there is no rule other");
    CHECK(first_fault(holidays, rule, with(cases, "safe_due = 2018-03-29\n", ""))
              .find("expects nothing") != std::string::npos);
    CHECK(
        first_fault(holidays, rule, with(cases, "from = 2018-03-01", "from = \"2018-03-01T25:00\""))
            .find("the time is not like") != std::string::npos);
}

TEST_CASE("a source or a fact that nobody offers is refused") {
    CHECK(first_fault(holidays, rule, cases, {{"ATW", "WKKGZ"}, {"practice.care_start"}}) == "");
    CHECK(first_fault(holidays, rule, cases, {{"ATW"}, {}}) ==
          "norms/deadlines/test.toml:12 there is no source WKKGZ");
    CHECK(first_fault(holidays, rule, cases, {{}, {"staff.works"}}).find("no room offers") !=
          std::string::npos);
}

TEST_CASE("a holiday that leaves doubt is refused") {
    const auto fault = [](const std::string& old_text, const std::string& new_text) {
        return first_fault(with(holidays, old_text, new_text), rule, cases);
    };
    CHECK(fault("month_day = \"01-01\"", "month_day = \"02-29\"").find("month_day like 04-27") !=
          std::string::npos);
    CHECK(fault("month_day = \"01-01\"\n", "").find("`month_day` is missing") != std::string::npos);
    CHECK(fault("month_day = \"01-01\"", "month_day = \"01-01\"\nweekday = 1")
              .starts_with("norms/holidays.toml:13 unknown key `weekday`; the keys allowed"));
    CHECK(fault("sources = [{ code = \"ATW\", article = \"art. 3\" }]\n", "") ==
          "norms/holidays.toml:8 it has no source");
    CHECK(fault("[calendar]", "[kalender]").find("`[calendar]` is missing") != std::string::npos);
    CHECK(fault("from = 2014-01-01\ncertainty", "certainty").find("`from` is missing") !=
          std::string::npos);
}

TEST_CASE("text that is not TOML is refused with its line, and so is a missing folder") {
    CHECK(first_fault(holidays, "[[deadline]\n", cases).find("norms/deadlines/test.toml:1 ") == 0);
    const auto missing = DeadlineRules::load("/no/such/folder", {});
    REQUIRE(std::holds_alternative<std::vector<Fault>>(missing));
    CHECK(std::get<std::vector<Fault>>(missing).front().reason == "the file cannot be read");
}

}  // namespace kader::deadlines
