#include <doctest/doctest.h>

#include <algorithm>
#include <set>

#include "instruments/resting_rows.h"
#include "norm_book/small_norms.h"

using namespace kader;
using namespace kader::instruments;

namespace {

constexpr auto other_source = "[[source]]\ncode = \"OTHER\"\ntitle = \"An older text\"\nwhere = \"in a book\"\n";

// A version that stands on a source.
std::string version_on_source(const std::string& id, const std::string& code, const std::string& dates = "") {
    return "[[version]]\nid = \"" + id + "\"\ntitle_nl = \"v\"\ntitle_en = \"v\"\n" + dates + "sources = [{ code = \"" + code +
           "\" }]\ncertainty = \"sourced\"\n";
}
const std::string of_2019 = "implemented_on = 2019-01-01\n", of_2021 = "implemented_on = 2021-01-01\n";

// "requirement the-row 2019", where "?" is: not known which.
std::set<std::string> rows_with(const std::string& versions, const std::vector<norm_book::NormFile>& norms,
                                const deadlines::DeadlineRules& rules = {}, const std::string& codes = "\"LAW\", \"OTHER\"") {
    auto files = norms;
    for (auto& file : files)
        if (file.path == "sources.toml" && file.bytes.find("\"OTHER\"") == std::string::npos) file.bytes += other_source;
    const auto book = norm_book::small::book_of(files);
    const auto loaded = Register::load({{"instruments/small.toml",
                                         "[instrument]\nid = \"small\"\ntitle_nl = \"t\"\ntitle_en = \"t\"\nkind = \"guideline\"\nabout_nl = \"a\"\n"
                                         "about_en = \"a\"\nsource_codes = [" + codes + "]\nlast_checked = 2026-11-21\n" + versions}},
                                       book);
    REQUIRE(std::holds_alternative<Register>(loaded));
    std::set<std::string> made;
    const auto& instrument = std::get<Register>(loaded).all().front();
    for (const auto& row : resting_rows(instrument, book, rules))
        CHECK(made.insert(std::string{word(row.of)} + " " + row.id + " " + (row.version ? row.version->id : "?")).second);
    return made;
}
std::vector<norm_book::NormFile> norms_in_force_from(const std::string& day, const std::string& code = "LAW") {
    auto row = norm_book::small::asking("{ exists = \"staff.works\" }");
    const auto put = [&](const std::string& was, const std::string& now) {
        REQUIRE(row.find(was) != std::string::npos);
        row.replace(row.find(was), was.size(), now);
    };
    put("2020-01-01", day);
    put("\"LAW\"", "\"" + code + "\"");
    return norm_book::small::with_row(row);
}

}  // namespace

TEST_CASE("a row rests on the version that its source backs alone, whatever its first day") {
    const auto versions = version_on_source("old", "OTHER", of_2019) + version_on_source("new", "LAW", of_2021);
    CHECK(rows_with(versions, norms_in_force_from("2026-01-01", "OTHER")).contains("requirement the-row old"));
    const auto rows = rows_with(versions, norms_in_force_from("2019-06-01"));
    CHECK(rows.contains("requirement the-row new"));
    CHECK(rows.contains("document beleid new"));
    CHECK(rows.contains("parameter ten new"));
}

TEST_CASE("with one version every row rests on it, known day or not") {
    const auto rows = rows_with(version_on_source("only", "OTHER"), norms_in_force_from("2016-01-01"));
    for (const auto* row : {"requirement the-row only", "parameter three-months only", "document leeg only"}) {
        CAPTURE(row);
        CHECK(rows.contains(row));
    }
}

TEST_CASE("of several versions on the same page a row rests on the one to be followed on its first day, or on none that is known") {
    const auto versions = version_on_source("2019", "LAW", of_2019) + version_on_source("2021", "LAW", of_2021);
    const auto row = [&](const char* day) {
        for (const auto& one : rows_with(versions, norms_in_force_from(day)))
            if (one.starts_with("requirement the-row ")) return one.substr(20);
        return std::string{"absent"};
    };
    CHECK(row("2018-12-31") == "?");
    CHECK(row("2019-01-01") == "2019");
    CHECK(row("2020-12-31") == "2019");
    CHECK(row("2021-01-01") == "2021");
    const auto all = rows_with(versions, norms_in_force_from("2021-01-01"));
    // A value has its own first day, here 2020; a document has none.
    CHECK(all.contains("parameter ten 2019"));
    CHECK(all.contains("document beleid ?"));
}

TEST_CASE("a value that changed with the version rests on both, and what rests on another source on none") {
    using namespace norm_book::small;
    auto norms = norms_in_force_from("2021-01-01");
    norms.push_back({"parameters/more.toml", parameter("two-values", "lower", value("2020-01-01", "10", "through = 2021-12-31\n") + value("2022-01-01", "8"))});
    const auto versions = version_on_source("2019", "LAW", of_2019) + version_on_source("2021", "LAW", of_2021);
    const auto rows = rows_with(versions, norms);
    CHECK(rows.contains("parameter two-values 2019"));
    CHECK(rows.contains("parameter two-values 2021"));
    CHECK(rows_with(versions, norms, {}, "\"OTHER\"").empty());
}

TEST_CASE("questions and terms of the norms rest on what they name too") {
    using norm_book::small::real;
    auto rules = deadlines::DeadlineRules::load(KADER_SOURCE_DIR "/norms", {});
    REQUIRE(std::holds_alternative<deadlines::DeadlineRules>(rules));
    const auto rows = rows_with(version_on_source("only", "WKKGZ"), {real("sources.toml"), real("questions.toml")},
                                std::get<deadlines::DeadlineRules>(rules), "\"WKKGZ\"");
    CHECK(rows.contains("question 2 only"));
    CHECK(std::ranges::any_of(rows, [](const auto& row) { return row.starts_with("rule "); }));
    CHECK_FALSE(rows.contains("question 22 only"));
}
