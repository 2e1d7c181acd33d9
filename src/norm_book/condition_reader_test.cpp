#include "kernel/limits.h"
#include "norm_book/small_norms.h"

using namespace kader::norm_book::small;
using kader::norm_book::About;
using kader::norm_book::Condition;
using Kind = Condition::Kind;

namespace {

Condition read(const std::string& condition, const std::string& more = "") {
    return book_of(with_row(asking(condition, more))).requirements()[0].condition;
}

void refused(const std::string& condition, const std::string& words) {
    INFO(condition);
    check_row_fault(asking(condition, condition.find("every =") != std::string::npos ||
                                              condition.find("read =") != std::string::npos
                                          ? with_look_back
                                          : ""),
                    condition_line, words);
}

}  // namespace

TEST_CASE("each form of a condition is read into its own kind") {
    CHECK(read("{ all = [{ exists = \"staff.works\" }, { exists = \"staff.vetted\" }] }").kind ==
          Kind::All);
    CHECK(read("{ any = [{ exists = \"staff.works\" }, { exists = \"staff.vetted\" }] }")
              .parts.size() == 2);
    const auto every = read(
        "{ every = \"staff.works\", where = { care = \"ja\" }, after = \"three-months\", "
        "has = { exists = \"staff.vetted\", where = { check = [\"vog\", \"igj\"] } } }",
        with_look_back);
    CHECK(every.kind == Kind::Every);
    CHECK(every.after == "three-months");
    CHECK(every.where[0].name == "care");
    CHECK(every.parts[0].where[0].values == std::vector<std::string>{"vog", "igj"});
    CHECK(read("{ some = \"staff.works\" }").at_least == 1);
    CHECK(read("{ some = \"staff.works\", at_least = 2 }").at_least == 2);
    const auto more = read("{ some = \"staff.works\", more_than = \"ten\" }");
    CHECK(more.more_than == "ten");
    CHECK_FALSE(more.at_least.has_value());
    CHECK(read("{ number = \"activities.meeting\", at_least = 2 }").kind == Kind::Number);
    const auto sum = read(
        "{ every = \"practice.needs_hours\", has = { sum = \"staff.hours\", covers = "
        "\"practice.needs_hours\" } }",
        with_look_back);
    CHECK(sum.parts[0].kind == Kind::Sum);
    CHECK(sum.parts[0].covers == "practice.needs_hours");
}

TEST_CASE("a controlled document asks for access, an owner who works here and every element") {
    const auto some = read("{ document = \"beleid\" }");
    CHECK(some.kind == Kind::Some);
    CHECK(some.fact == "documents.version");
    CHECK(some.name == "document-beleid");
    CHECK(some.where[0].values == std::vector<std::string>{"beleid"});
    REQUIRE(some.parts.size() == 1);
    const auto& parts = some.parts[0].parts;
    REQUIRE(parts.size() == 4);
    CHECK(parts[0].name == "accessible");
    CHECK(parts[0].where[0].name == "accessible");
    CHECK(parts[1].name == "owner-works");
    CHECK(parts[1].about == About::Relation);
    CHECK(parts[2].name == "element-doel");
    CHECK(parts[2].fact == "documents.passage");
    CHECK(parts[3].name == "element-wie");
    CHECK(parts[3].where[0].values == std::vector<std::string>{"wie"});
    refused("{ document = \"onzin\" }", "no document type \"onzin\"");
    refused("{ document = \"leeg\" }", "names no element");
}

TEST_CASE("a reading counts only while the version that was read is in force") {
    const auto every = read(
        "{ read = \"beleid\", by = \"staff.works\", where = { care = \"ja\" }, after = "
        "\"three-months\" }",
        with_look_back);
    CHECK(every.kind == Kind::Every);
    CHECK(every.fact == "staff.works");
    CHECK(every.name == "everyone-read-beleid");
    CHECK(every.after == "three-months");
    REQUIRE(every.parts.size() == 1);
    CHECK(every.parts[0].fact == "documents.read");
    REQUIRE(every.parts[0].during);
    CHECK(every.parts[0].during->fact == "documents.version");
    CHECK(every.parts[0].during->where[0].values == std::vector<std::string>{"beleid"});
    refused("{ read = \"beleid\", by = \"activities.meeting\" }", "about a person");
}

TEST_CASE("every node has a name, and no two of one tree share it") {
    const auto all = read(
        "{ name = \"both\", all = [{ exists = \"staff.works\", where = { care = \"ja\" } }, "
        "{ exists = \"staff.works\", where = { care = \"ja\" } }] }");
    CHECK(all.name == "both");
    CHECK(all.parts[0].name == "exists staff.works care=ja");
    CHECK(all.parts[1].name == "exists staff.works care=ja #2");
}

TEST_CASE("a fact or an attribute that no room offers is refused with those that are") {
    refused("{ exists = \"staff.walks\" }",
            "this room offers staff.hours, staff.vetted and staff.works");
    refused("{ exists = \"ghosts\" }", "written as room.kind");
    refused("{ exists = \"staff.works\", where = { colour = \"red\" } }",
            "they have care and bond");
    refused("{ exists = \"staff.hours\", where = { care = \"ja\" } }", "they have none");
    refused("{ exists = \"staff.works\", where = { care = [] } }", "empty list");
    refused("{ exists = \"staff.works\", where = {} }", "must be a table such as");
}

TEST_CASE("a condition has one kind, known keys and enough parts") {
    refused("{ exists = \"staff.works\", some = \"staff.works\" }", "exactly one");
    refused("{ where = { care = \"ja\" } }", "this is no condition");
    refused("{ exists = \"staff.works\", at_least = 2 }", "unknown key `at_least`");
    refused("{ all = [{ exists = \"staff.works\" }] }", "two or more");
    refused("{ some = \"staff.works\", at_least = 0 }", "holds without any record");
    refused("{ some = \"staff.works\", at_least = 2, more_than = \"ten\" }",
            "cannot stand together");
    refused("{ number = \"activities.meeting\" }", "needs `at_least` or `more_than`");
    refused("{ number = \"staff.works\", at_least = 2 }", "carry no number");
    refused("{ every = \"staff.works\" }", "needs `has`");
    refused("\"staff.works\"", "here belongs a table");
}

TEST_CASE("what looks under a subject can stand only inside has") {
    refused("{ exists = \"staff.works\", about = \"relation\" }", "`about` can stand only");
    refused("{ exists = \"documents.read\", during = { exists = \"documents.version\" } }",
            "`during` can stand only");
    refused("{ sum = \"staff.hours\", covers = \"practice.needs_hours\" }",
            "`sum` can stand only inside `has`");
    refused("{ some = \"staff.works\", has = { some = \"staff.vetted\" } }",
            "cannot stand inside `has`");
    refused("{ some = \"staff.works\", has = { document = \"beleid\" } }",
            "cannot stand inside `has`");
    refused("{ every = \"staff.works\", has = { number = \"activities.meeting\", at_least = 1 } }",
            "inside `has`");
}

TEST_CASE("a fact about another kind of thing can never be found there, so it is refused") {
    refused("{ some = \"staff.works\", has = { exists = \"documents.passage\" } }",
            "about a document");
    refused(
        "{ some = \"documents.version\", has = { exists = \"documents.read\", about = "
        "\"relation\", "
        "during = { exists = \"staff.works\" } } }",
        "points at a document");
    refused("{ some = \"staff.works\", has = { exists = \"staff.vetted\", about = \"relation\" } }",
            "point at nothing else");
    CHECK(read("{ some = \"documents.version\", has = { exists = \"staff.works\", about = "
               "\"relation\" } }")
              .parts.size() == 1);
}

TEST_CASE("a parameter must be known and of the kind that is needed") {
    refused("{ exists = \"staff.works\", within = \"a-while\" }", "no parameter \"a-while\"");
    refused("{ exists = \"staff.works\", within = \"ten\" }", "needs a length of time");
    refused("{ exists = \"staff.works\", after = \"five-days\" }", "5 working days");
    refused("{ some = \"staff.works\", more_than = \"three-months\" }", "needs a number");
}

TEST_CASE("a condition that holds for a practice without records is refused") {
    const std::string none = "{ not = { exists = \"staff.works\" } }";
    refused(none, "without any record");
    refused("{ any = [{ exists = \"staff.vetted\" }, " + none + "] }", "without any record");
    refused("{ not = { every = \"staff.works\", has = { exists = \"staff.vetted\" } } }",
            "without any record");
    CHECK(faults_of(with_row(asking("{ all = [{ exists = \"staff.vetted\" }, " + none + "] }")))
              .empty());
    check_row_fault(asking("{ exists = \"staff.works\" }",
                           "contradicted_by = " + none +
                               "\ncontradicted_nl = \"c\"\ncontradicted_en = \"c\"\n"),
                    condition_line + 1, "without any record");
}

TEST_CASE("an every or a read needs a look-back and a repair, and nothing else has them") {
    const std::string every = "{ every = \"staff.works\", has = { exists = \"staff.vetted\" } }";
    CHECK(faults_of(with_row(asking(every, with_look_back))).empty());
    check_row_fault(asking(every), 1, "needs look_back");
    check_row_fault(asking("{ any = [" + every + ", { exists = \"staff.works\" }] }"), 1,
                    "needs look_back");
    check_row_fault(
        asking("{ read = \"beleid\", by = \"staff.works\" }", "look_back = \"gap-look-back\"\n"), 1,
        "needs look_back");
    check_row_fault(asking(every, "look_back = \"gap-look-back\"\nrepair = \"forgiven\"\n"),
                    condition_line + 2, "explained");
    check_row_fault(asking(every, "look_back = \"ten\"\nrepair = \"explained\"\n"),
                    condition_line + 1, "length of time");
    check_row_fault(asking(every, "look_back = \"nothing\"\nrepair = \"explained\"\n"),
                    condition_line + 1, "no parameter");
    check_row_fault(asking("{ exists = \"staff.works\" }", "repair = \"explained\"\n"),
                    condition_line + 1, "belongs only");
}

TEST_CASE("a condition nested deeper than the limit is refused, at the limit it is read") {
    // The innermost fact stands two levels below the last `not`'s count.
    const auto nested = [](int nots) {
        std::string condition = "{ exists = \"staff.works\" }";
        for (int i = 0; i < nots; ++i) condition = "{ not = " + condition + " }";
        return "{ all = [{ exists = \"staff.vetted\" }, " + condition + "] }";
    };
    CHECK(faults_of(with_row(asking(nested(kader::limits::norm_condition_depth_max - 2)))).empty());
    refused(nested(kader::limits::norm_condition_depth_max - 1), "nested deeper than");
}
