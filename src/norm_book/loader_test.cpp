#include "kernel/limits.h"
#include "norm_book/small_norms.h"

using namespace kader::norm_book::small;
using kader::norm_book::Certainty;
using kader::norm_book::NormFile;

namespace {

const std::string plain = "{ exists = \"activities.meeting\" }";

std::string row_with(const std::string& from, const std::string& to) {
    auto row = asking(plain);
    row.replace(row.find(from), from.size(), to);
    return row;
}

}  // namespace

TEST_CASE("a right requirement is read as it is written") {
    const auto book = book_of(with_row(asking(plain, "through = 2024-12-31\n")));
    REQUIRE(book.requirements().size() == 1);
    const auto& row = book.requirements()[0];
    CHECK(row.id == "the-row");
    CHECK(row.question == 1);
    CHECK(row.sources[0].code == "LAW");
    CHECK(row.position.line == 1);
    CHECK(row.validity.holds_on(kader::day_of(2024, 12, 31)));
    CHECK_FALSE(row.validity.holds_on(kader::day_of(2025, 1, 1)));
    CHECK_FALSE(row.validity.holds_on(kader::day_of(2019, 12, 31)));
    CHECK(book.requirement("the-row") == &row);
    CHECK(book.requirement("another") == nullptr);
}

TEST_CASE("an unknown key is refused at its own line, with the keys that would be understood") {
    const auto row = asking(plain, "color = \"red\"\n");
    check_row_fault(row, condition_line + 1, "unknown key `color`");
    CHECK(faults_of(with_row(row))[0].reason.find("look_back") != std::string::npos);
    check_fault(faults_of({sources(), {"requirements/q01.toml", "colour = 1\n"}}),
                "requirements/q01.toml", 1,
                "unknown key `colour`; the keys allowed here are requirement");
}

TEST_CASE("every fault is collected, in order of file and line") {
    const auto faults =
        faults_of(with_row(row_with("title_nl = \"t\"", "title_nl = \" \"") + "zzz = 1\n"));
    REQUIRE(faults.size() == 2);
    CHECK(text_of(faults[0]) ==
          "norms/requirements/q01.toml:4: `title_nl` is empty; write the text");
    CHECK(faults[1].position.line == condition_line + 1);
}

TEST_CASE("a row without a source, or with one that nobody knows, is refused") {
    check_row_fault(row_with("sources = [{ code = \"LAW\" }]\n", "\n"), 1, "no source");
    check_row_fault(row_with("[{ code = \"LAW\" }]", "[]"), 1, "no source");
    check_row_fault(row_with("\"LAW\"", "\"GOSSIP\""), 12, "not in norms/sources.toml");
    check_row_fault(row_with("{ code = \"LAW\" }", "{ code = \"LAW\", page = 3 }"), 12,
                    "unknown key `page`");
}

TEST_CASE("a text must be there in both languages and not be empty") {
    check_row_fault(row_with("missing_en = \"m\"\n", "\n"), 1, "`missing_en` is missing");
    check_row_fault(row_with("unblock_en = \"o\"", "unblock_en = \"\""), 11,
                    "`unblock_en` is empty");
    check_row_fault(row_with("title_en = \"t\"", "title_en = 5"), 5,
                    "must be a text between quotes");
}

TEST_CASE("a missing or impossible day in force is refused") {
    check_row_fault(row_with("from = 2020-01-01\n", "\n"), 1, "`from` is missing");
    check_row_fault(row_with("2020-01-01", "\"soon\""), rest_line, "or \"unknown\"");
    check_row_fault(row_with("2020-01-01", "2020-01-01T10:00:00Z"), rest_line, "not a time");
    check_row_fault(row_with("2020-01-01", "1066-10-14"), rest_line, "1900 through 2199");
    check_row_fault(row_with("2020-01-01", "2023-02-29"), rest_line, "this is not TOML");
    check_row_fault(asking(plain, "through = 2019-12-31\n"), condition_line + 1, "before `from`");
    CHECK(faults_of(with_row(asking(plain, "through = 2020-01-01\n"))).empty());
}

TEST_CASE("an unknown date in force holds on every day and shows as unconfirmed") {
    const auto book = book_of(with_row(row_with("2020-01-01", "\"unknown\"")));
    const auto& validity = book.requirements()[0].validity;
    CHECK_FALSE(validity.from.has_value());
    CHECK(validity.holds_on(kader::day_of(1950, 1, 1)));
    CHECK(validity.holds_on(kader::day_of(2150, 1, 1)));
    CHECK(validity.date_certainty == Certainty::Assumed);
    CHECK(book.requirements()[0].certainty == Certainty::Sourced);
    check_row_fault(
        row_with("from = 2020-01-01", "from = \"unknown\"\nfrom_certainty = \"sourced\""),
        rest_line + 1, "never sourced");
}

TEST_CASE("an id belongs to one row of the whole folder") {
    const auto double_row = asking(plain) + asking(plain);
    check_row_fault(double_row, condition_line + 2,
                    "already used at norms/requirements/q01.toml:2");
    auto files = with_row(asking(plain));
    files.push_back({"parameters/z.toml", parameter("the-row", "lower", value("2020-01-01", "3"))});
    // Parameters are read first, so the requirement is the second.
    check_fault(faults_of(files), "requirements/q01.toml", 2,
                "already used at norms/parameters/z.toml:2");
    check_row_fault(row_with("\"the-row\"", "\"The row\""), 2, "small letters");
    files = with_row(asking(plain));
    files.push_back({"deadlines/d.toml", "[[rule]]\nid = \"the-row\"\n"});
    check_fault(faults_of(files), "deadlines/d.toml", 2,
                "already used at norms/requirements/q01.toml:2");
}

TEST_CASE("a word outside a closed list is refused with the words of the list") {
    check_row_fault(row_with("\"must\"", "\"shall\""), 14, "must, should and advice");
    check_row_fault(row_with("certainty = \"sourced\"", "certainty = \"sourced-H\""), 13,
                    "assumed, sourced and sourced-2nd");
}

TEST_CASE("a question outside 1 through 22 is refused") {
    check_row_fault(row_with("question = 1", "question = 23"), 3, "1 through 22");
    check_row_fault(row_with("question = 1", "question = 0"), 3, "1 through 22");
    check_row_fault(row_with("question = 1", "question = -4"), 3, "from 0");
}

TEST_CASE(
    "what stands beside applies and contradicted_by is required with them and forbidden without") {
    check_row_fault(asking(plain, "not_applicable_nl = \"x\"\n"), condition_line + 1,
                    "unknown key");
    const auto faults = faults_of(
        with_row(asking(plain, "applies = " + plain + "\ncontradicted_by = " + plain + "\n")));
    CHECK(faults.size() == 4);
    CHECK(faults_of(with_row(asking(plain, "applies = { not = " + plain +
                                               " }\nnot_applicable_nl = \"x\"\n"
                                               "not_applicable_en = \"x\"\n")))
              .empty());
}

TEST_CASE("what Kader does not keep yet has no condition and holds on no day") {
    const auto row =
        requirement("kept-later", 14, "from = 2020-01-01\nnot_yet_kept = \"dossiers\"\n");
    const auto book = book_of(with_row(row));
    CHECK(book.requirements()[0].condition.kind == kader::norm_book::Condition::Kind::Never);
    CHECK(book.requirements()[0].not_yet_kept == "dossiers");
    check_row_fault(asking(plain, "not_yet_kept = \"dossiers\"\n"), condition_line,
                    "cannot stand beside");
    check_row_fault(requirement("r", 14, "from = 2020-01-01\nnot_yet_kept = \"keys\"\n"),
                    rest_line + 1, "dossiers, complaints");
    check_row_fault(requirement("r", 14, "from = 2020-01-01\n"), 1, "`condition` is missing");
}

TEST_CASE("a file that nobody reads, is no TOML or is too large is refused by name") {
    check_fault(faults_of({{"ideas.toml", "a = 1\n"}}), "ideas.toml", 0, "nobody reads this file");
    check_fault(faults_of({{"requirements/x.toml", "a = 1\nb = = 2\n"}}), "requirements/x.toml", 2,
                "not TOML");
    check_fault(faults_of({{"requirements/x.toml", "a = 1\na = 2\n"}}), "requirements/x.toml", 2,
                "not TOML");
    check_fault(faults_of({{"requirements/x.toml", "a = \"\xff\xfe\"\n"}}), "requirements/x.toml",
                1, "not TOML");
    const std::string large(kader::limits::norm_file_bytes_max + 1, '#');
    check_fault(faults_of({{"requirements/x.toml", large}}), "requirements/x.toml", 0,
                "larger than");
    CHECK(
        faults_of({{".draft.toml", "a = = 1"}, {"notes.txt", "x"}, {"README.md", "# hi"}}).empty());
    CHECK(faults_of({{"holidays.toml", "x = 1\n"}, {"cases/deadlines/x.toml", "y = 1\n"}}).empty());
}

TEST_CASE("a value where a table belongs, and a table where a list belongs, are refused") {
    check_fault(faults_of({{"requirements/x.toml", "requirement = 3\n"}}), "requirements/x.toml", 1,
                "must be a list");
    check_has_fault(faults_of({{"requirements/x.toml", "requirement = [3]\n"}}),
                    "requirements/x.toml", 1, "here belongs a table");
}

TEST_CASE("a source code and a document element stand once") {
    auto twice = sources();
    twice.bytes += twice.bytes;
    check_fault(faults_of({twice}), "sources.toml", 6, "is here twice");
    auto types = documents();
    types.bytes.replace(types.bytes.find("\"wie\""), 5, "\"doel\"");
    check_fault(faults_of({sources(), types}), "documents.toml", 12, "in this document type twice");
}

TEST_CASE("a word of the glossary means one thing in both directions") {
    const auto term = [](const std::string& nl, const std::string& code) {
        return "[[term]]\nnl = \"" + nl + "\"\nen = \"e\"\ncode = \"" + code + "\"\n";
    };
    CHECK(book_of({{"glossary.toml", term("oordeel", "ruling") + term("klacht", "complaint")}})
              .glossary()
              .size() == 2);
    check_fault(
        faults_of({{"glossary.toml", term("oordeel", "ruling") + term("oordeel", "verdict")}}),
        "glossary.toml", 6, "already a term at line 1");
    check_fault(
        faults_of({{"glossary.toml", term("oordeel", "ruling") + term("uitspraak", "ruling")}}),
        "glossary.toml", 8, "already a term at line 1");
    CHECK(book_of({real("glossary.toml")}).glossary().size() > 80);
}

TEST_CASE("requirements come by question and then by file") {
    std::vector<NormFile> files{
        sources(),
        parameters(),
        {"requirements/b.toml",
         requirement("second", 2, "from = 2020-01-01\ncondition = " + plain + "\n")},
        {"requirements/c.toml",
         requirement("also-first", 1, "from = 2020-01-01\ncondition = " + plain + "\n")},
        {"requirements/a.toml",
         requirement("first", 1, "from = 2020-01-01\ncondition = " + plain + "\n")}};
    const auto book = book_of(files);
    CHECK(book.requirements()[0].id == "first");
    CHECK(book.requirements()[1].id == "also-first");
    CHECK(book.requirements()[2].id == "second");
}

TEST_CASE("a copy with only one row leaves the book itself as it was") {
    const auto book = book_of(
        with_row(asking(plain) +
                 requirement("other-row", 2, "from = 2020-01-01\ncondition = " + plain + "\n")));
    auto changed = book.requirements()[1];
    changed.condition = {};
    const auto other = book.only(changed);
    REQUIRE(other.requirements().size() == 1);
    CHECK(other.requirements()[0].id == "other-row");
    CHECK(other.requirements()[0].condition.kind == kader::norm_book::Condition::Kind::Never);
    CHECK(other.parameters().size() == book.parameters().size());
    REQUIRE(book.requirements().size() == 2);
    CHECK(book.requirements()[1].condition.kind == kader::norm_book::Condition::Kind::Exists);
}
