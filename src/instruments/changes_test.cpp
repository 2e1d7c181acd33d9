#include <doctest/doctest.h>

#include <algorithm>

#include "instruments/changes.h"
#include "norm_book/small_norms.h"

using namespace kader;
using namespace kader::instruments;
using norm_book::small::asking;
using norm_book::small::book_of;
using norm_book::small::with_row;

namespace {

std::string replaced(std::string text, const std::string& was, const std::string& now) {
    REQUIRE(text.find(was) != std::string::npos);
    return text.replace(text.find(was), was.size(), now);
}

const std::string in_three_months = asking("{ exists = \"activities.meeting\", within = \"three-months\" }");
const std::string of_document = asking("{ exists = \"documents.version\", where = { type = \"beleid\" } }");

std::vector<Change> between(const std::vector<norm_book::NormFile>& before, const std::vector<norm_book::NormFile>& after) {
    const auto old = book_of(before), now = book_of(after);
    const deadlines::DeadlineRules rules;
    const catalogue::Catalogue treatments;
    return changes_between({&old, &rules, &treatments}, {&now, &rules, &treatments});
}

// The one change between them.
Change only(const std::vector<norm_book::NormFile>& before, const std::vector<norm_book::NormFile>& after) {
    const auto changes = between(before, after);
    REQUIRE(changes.size() == 1);
    return changes.front();
}
using Ids = std::set<std::string>;
using Parts = std::vector<std::string>;

}  // namespace

TEST_CASE("two editions that ask the same have no change between them, in whatever order they stand") {
    auto files = with_row(in_three_months);
    CHECK(between(files, files).empty());
    auto other = files;
    std::ranges::reverse(other);
    CHECK(between(files, other).empty());
}

TEST_CASE("a requirement that asks something else touches its question and the documents it names") {
    const auto change = only(with_row(of_document), with_row(replaced(of_document, "beleid", "leeg")));
    CHECK(change.what == Change::What::Changed);
    CHECK(change.of == Change::Of::Requirement);
    CHECK(change.id == "the-row");
    CHECK(change.parts == Parts{"condition"});
    CHECK(change.questions == std::set<int>{1});
    CHECK(change.documents == Ids{"beleid", "leeg"});
    CHECK(change.requirements.empty());
    CHECK(only(with_row(of_document), with_row(replaced(of_document, "\"must\"", "\"should\""))).parts == Parts{"weight"});
    CHECK(only(with_row(of_document), with_row(replaced(of_document, "2020-01-01", "2027-01-01"))).parts == Parts{"from"});
    CHECK(only(with_row(of_document), with_row(replaced(of_document, "explain_nl = \"u\"", "explain_nl = \"anders\""))).parts == Parts{"texts"});
}

TEST_CASE("a value that changes touches every requirement that uses it, wherever in its condition") {
    const auto with_shorter = [](std::vector<norm_book::NormFile> files) {
        for (auto& file : files)
            if (file.path == "parameters/shared.toml") file.bytes = replaced(file.bytes, "3 months", "2 months");
        return files;
    };
    const std::string deep = "{ all = [{ exists = \"staff.works\" }, { any = [{ exists = \"documents.version\" }, "
                             "{ exists = \"activities.meeting\", within = \"three-months\" }] }] }";
    const std::string other = "{ exists = \"staff.works\" }";
    for (const auto& row : {in_three_months, asking(deep),
                            asking(other, "applies = { exists = \"activities.meeting\", within = \"three-months\" }\n"
                                          "not_applicable_nl = \"n\"\nnot_applicable_en = \"n\"\n"),
                            asking(other, "contradicted_by = { exists = \"activities.meeting\", within = \"three-months\" }\n"
                                          "contradicted_nl = \"n\"\ncontradicted_en = \"n\"\n")}) {
        CAPTURE(row);
        const auto change = only(with_row(row), with_shorter(with_row(row)));
        CHECK(change.of == Change::Of::Parameter);
        CHECK(change.id == "three-months");
        CHECK(change.parts == Parts{"value"});
        CHECK(change.requirements == Ids{"the-row"});
        CHECK(change.questions == std::set<int>{1});
    }
    // One that nothing uses touches nothing.
    CHECK(only(with_row(of_document), with_shorter(with_row(of_document))).requirements.empty());
}

TEST_CASE("a document that must hold more touches the requirements that ask for it") {
    auto before = with_row(of_document), after = before;
    for (auto& file : after)
        if (file.path == "documents.toml") file.bytes = replaced(file.bytes, "id = \"wie\"", "id = \"wat\"");
    const auto change = only(before, after);
    CHECK(change.of == Change::Of::Document);
    CHECK(change.id == "beleid");
    CHECK(change.parts == Parts{"element"});
    CHECK(change.requirements == Ids{"the-row"});
    CHECK(change.questions == std::set<int>{1});
    // The same where the document is asked for by its kind, which takes all its parts into the condition.
    const auto by_kind = asking("{ document = \"beleid\" }");
    before = after = with_row(by_kind);
    for (auto& file : after)
        if (file.path == "documents.toml") file.bytes = replaced(file.bytes, "id = \"wie\"", "id = \"wat\"");
    CHECK(only(before, after).id == "beleid");
    // A part that a requirement itself points at is its own.
    const auto pointed = asking("{ exists = \"documents.passage\", where = { element = \"doel\" } }");
    CHECK(only(with_row(pointed), with_row(replaced(pointed, "doel", "wie"))).parts == Parts{"condition"});
}

TEST_CASE("what came and what went are named, with what they touch on their side") {
    const auto without = with_row(""), with = with_row(of_document);
    const auto added = only(without, with);
    CHECK(added.what == Change::What::Added);
    CHECK(added.id == "the-row");
    CHECK(added.parts.empty());
    CHECK(added.documents == Ids{"beleid"});
    const auto withdrawn = only(with, without);
    CHECK(withdrawn.what == Change::What::Withdrawn);
    CHECK(withdrawn.questions == std::set<int>{1});
}
