// Who is asked 15 questions and who 22; what was known on a day; own rules, statements and other
// proof.

#include <doctest/doctest.h>

#include "cli/lists.h"
#include "cli/program.h"

using namespace kader::cli_tests;

namespace {

const std::string day = "2026-11-21";
const std::string replacement = "P2;Tess Proef;arts;arts;;waarnemer;ja;2021-01-01;\n";

void asks(const fs::path& folder, const std::string& on, int questions, const std::string& ground) {
    const auto answers = check(folder, on);
    CAPTURE(on);
    CHECK(answers.at("scope").at("questions_asked") == questions);
    CHECK(text(answers.at("scope").as_object(), "ground") == ground);
    for (int number = 1; number <= 22; ++number) {
        CAPTURE(number);
        CHECK(question(answers, number).at("applicable") == (number <= questions));
        // A duty beside the check exists for question 22 alone, and only when it is not asked.
        CHECK(question(answers, number).at("duty_state").is_null() ==
              (number <= questions || number != 22));
        if (number > questions) CHECK(question(answers, number).at("state") == "not_applicable");
    }
}

}  // namespace

TEST_CASE("someone who works alone is asked 15 questions, with question 22 as a duty beside them") {
    ScratchFolder folder;
    folder.with("praktijk.csv", legal_form("eenmanszaak"))
        .with("mensen.csv", people_header + owner);
    asks(folder.path(), day, 15, "solo");
    const auto answers = check(folder.path(), day);
    CHECK(question(answers, 22).at("duty_state") == "missing");
    const auto out = run({"check", folder.text(), "--on", day}).out;
    CHECK(holds(out, "vragen 1 tot en met 15"));
    CHECK(holds(out, "\n22. "));
    CHECK_FALSE(holds(out, "\n16. "));
    CHECK_FALSE(holds(out, "\n21. "));
}

TEST_CASE("who states that more than one gives care is asked 22 questions, unless the second is the replacement in the list") {
    const auto stating = [](const char* count, const std::string& people, int questions, const std::string& ground) {
        CAPTURE(count);
        ScratchFolder folder;
        folder.with("praktijk.csv", legal_form("eenmanszaak") + "F2;aantal_zorgverleners;" + count + ";2020-01-01\n");
        if (!people.empty()) folder.with("mensen.csv", people_header + people);
        asks(folder.path(), day, questions, ground);
    };
    stating("1", "", 15, "solo");
    stating("2", "", 22, "more_than_one");
    stating("2", owner, 22, "more_than_one");
    stating("2", owner + replacement, 15, "solo_perhaps");
    stating("3", owner + replacement, 22, "more_than_one");
}

TEST_CASE(
    "a colleague who gives care makes it 22 questions, from that colleague's first through last "
    "day" *
    doctest::test_suite("slow")) {
    for (const std::string bond : {"ingehuurd", "loondienst", "uitzend", "vrijwilliger"}) {
        CAPTURE(bond);
        ScratchFolder folder;
        folder.with("praktijk.csv", legal_form("eenmanszaak"))
            .with("mensen.csv", people_header + owner + "P2;Tess Proef;arts;arts;;" + bond +
                                    ";ja;2025-03-01;2025-06-30\n");
        asks(folder.path(), "2025-02-28", 15, "solo");
        asks(folder.path(), "2025-03-01", 22, "more_than_one");
        asks(folder.path(), "2025-06-30", 22, "more_than_one");
        asks(folder.path(), "2025-07-01", 15, "solo");
    }
}

TEST_CASE("a colleague who gives no care leaves it at 15 questions") {
    ScratchFolder folder;
    folder.with("praktijk.csv", legal_form("eenmanszaak"))
        .with("mensen.csv", people_header + owner +
                                "P2;Tess Proef;receptie;receptie;;loondienst;nee;2021-01-01;\n");
    asks(folder.path(), day, 15, "solo");
}

TEST_CASE("a second owner makes it 22 questions") {
    ScratchFolder folder;
    folder.with("praktijk.csv", legal_form("eenmanszaak"))
        .with("mensen.csv",
              people_header + owner + "P2;Tess Proef;arts;arts;;eigenaar;ja;2021-01-01;\n");
    asks(folder.path(), day, 22, "more_than_one");
}

TEST_CASE("a replacement leaves it at 15 questions, and says that it may be 22") {
    ScratchFolder folder;
    folder.with("praktijk.csv", legal_form("eenmanszaak"))
        .with("mensen.csv", people_header + owner + replacement);
    asks(folder.path(), day, 15, "solo_perhaps");
    asks(folder.path(), "2020-06-01", 15, "solo");
    CHECK(holds(run({"check", folder.text(), "--on", day}).out, "waarnemer"));
}

TEST_CASE("a replacement makes it 22 questions once the practice adopts that as its own rule") {
    ScratchFolder folder;
    folder.with("praktijk.csv", legal_form("eenmanszaak"))
        .with("mensen.csv", people_header + owner + replacement)
        .with("regels.csv", rules_header + "R1;solo-with-replacement;;2025-01-01;Noor Fictief\n");
    asks(folder.path(), "2024-12-31", 15, "solo_perhaps");
    const auto answers = check(folder.path(), day);
    CHECK(answers.at("refused").as_array().empty());
    CHECK(answers.at("scope").at("questions_asked") == 22);
    for (int number = 16; number <= 22; ++number)
        CHECK(question(answers, number).at("applicable") == true);
}

TEST_CASE("a legal person with one human is asked 22 questions") {
    for (const std::string form :
         {"bv", "nv", "stichting", "vereniging", "cooperatie", "vof", "maatschap", "cv"}) {
        CAPTURE(form);
        ScratchFolder folder;
        folder.with("praktijk.csv", legal_form(form)).with("mensen.csv", people_header + owner);
        asks(folder.path(), day, 22, "more_than_one");
    }
}

TEST_CASE("without a legal form all 22 questions are asked and that it is unknown is said first") {
    ScratchFolder folder;
    folder.with("mensen.csv", people_header + owner);
    asks(folder.path(), day, 22, "legal_form_unknown");
    CHECK(holds(lines_of(run({"check", folder.text(), "--on", day}).out).at(1),
                "De rechtsvorm is onbekend"));
    // The form is only known from 2020 on.
    folder.with("praktijk.csv", legal_form("eenmanszaak"));
    asks(folder.path(), "2019-12-31", 22, "legal_form_unknown");
    asks(folder.path(), "2020-01-01", 15, "solo");
}

TEST_CASE("a record that became known later does not count on the days before") {
    ScratchFolder folder;
    folder.with("praktijk.csv", legal_form("bv"))
        .with("handelsregister.csv",
              "kenmerk;gecontroleerd_op;door;adres;sbi_code;vestigingsnummer;toezichthouders;"
              "bekend_op\n"
              "H1;2026-03-01;Noor Fictief;klopt;klopt;klopt;nvt;2026-06-15\n");
    const auto state = [&](const std::string& known_on) {
        return text(requirement(check(folder.path(), day, {"--known-on", known_on}),
                                "wtza-register-correct"),
                    "state");
    };
    CHECK(state("2026-06-14") == "missing");
    CHECK(state("2026-06-15") == "shown");
    CHECK(text(requirement(check(folder.path(), day), "wtza-register-correct"), "state") ==
          "shown");
    CHECK(check(folder.path(), day, {"--known-on", "2026-06-14"}).at("known_on") == "2026-06-14");
    // What was true in April is shown in April with what is known now, and missing with what was
    // known then.
    CHECK(text(requirement(check(folder.path(), "2026-04-01"), "wtza-register-correct"), "state") ==
          "shown");
    CHECK(text(requirement(check(folder.path(), "2026-04-01", {"--known-on", "2026-04-01"}),
                           "wtza-register-correct"),
               "state") == "missing");
}

TEST_CASE("a record without bekend_op was known from the first day it holds") {
    ScratchFolder folder;
    folder.with("praktijk.csv", legal_form("bv"))
        .with("handelsregister.csv",
              register_header + "H1;2026-03-01;Noor Fictief;klopt;klopt;klopt;nvt;\n");
    const auto state = [&](const std::string& known_on) {
        return text(requirement(check(folder.path(), day, {"--known-on", known_on}),
                                "wtza-register-correct"),
                    "state");
    };
    CHECK(state("2026-02-28") == "missing");
    CHECK(state("2026-03-01") == "shown");
}

TEST_CASE("a legal form that became known later asks all 22 questions on the days before") {
    ScratchFolder folder;
    folder
        .with("praktijk.csv",
              "kenmerk;onderwerp;waarde;vanaf;bekend_op\nF1;rechtsvorm;eenmanszaak;2020-01-01;2026-"
              "01-01\n")
        .with("mensen.csv", people_header + owner);
    CHECK(check(folder.path(), day, {"--known-on", "2025-12-31"}).at("scope").at("ground") ==
          "legal_form_unknown");
    CHECK(check(folder.path(), day, {"--known-on", "2026-01-01"}).at("scope").at("ground") ==
          "solo");
}

TEST_CASE("an assumed interval that nobody adopted keeps the answer shown, with the remark") {
    ScratchFolder folder;
    folder.with("praktijk.csv", legal_form("bv"))
        .with("handelsregister.csv",
              register_header + "H1;2025-03-01;Noor Fictief;klopt;klopt;klopt;nvt;\n");
    const auto in_time = requirement(check(folder.path(), "2026-03-01"), "wtza-register-correct");
    CHECK(text(in_time, "state") == "shown");
    CHECK_FALSE(has_remark(in_time, "unconfirmed_interval"));
    for (const std::string on : {"2026-03-02", "2026-11-21", "2036-11-21"}) {
        const auto over = requirement(check(folder.path(), on), "wtza-register-correct");
        CAPTURE(on);
        CHECK(text(over, "state") == "shown");
        CHECK(has_remark(over, "unconfirmed_interval"));
        CHECK(over.at("changes_on").is_null());
    }
    CHECK(text(question(check(folder.path(), day), 3), "state") == "shown");
    CHECK(holds(run({"check", folder.text(), "--on", day}).out, "niet bevestigd"));
}

TEST_CASE("an interval that the practice adopted makes a lapsed answer missing") {
    ScratchFolder folder;
    folder.with("praktijk.csv", legal_form("bv"))
        .with("handelsregister.csv",
              register_header + "H1;2025-03-01;Noor Fictief;klopt;klopt;klopt;nvt;\n")
        .with("regels.csv", rules_header + "R1;register-check-interval;;2020-01-01;Noor Fictief\n");
    const auto before = requirement(check(folder.path(), "2026-03-01"), "wtza-register-correct");
    CHECK(text(before, "state") == "shown");
    CHECK(text(before, "changes_on") == "2026-03-02");
    CHECK(text(before, "changes_to") == "missing");
    const auto answers = check(folder.path(), "2026-03-02");
    CHECK(text(requirement(answers, "wtza-register-correct"), "state") == "missing");
    CHECK(text(requirement(answers, "wtza-register-correct"), "since") == "2026-03-02");
    CHECK(text(question(answers, 3), "state") == "missing");
    const auto& lacks =
        requirement(answers, "wtza-register-correct").at("reasons").at("lacks").as_array();
    REQUIRE_FALSE(lacks.empty());
    CHECK(lacks[0].at("last").at("kenmerk") == "H1");
    CHECK(lacks[0].at("last_through") == "2026-03-01");
}

TEST_CASE("an answer that lapsed by an adopted interval says that it is the practice's own rule") {
    ScratchFolder folder;
    folder
        .with("handelsregister.csv",
              register_header + "H1;2025-03-01;Noor Fictief;klopt;klopt;klopt;nvt;\n")
        .with("regels.csv",
              rules_header + "R1;register-check-interval;6 maanden;2020-01-01;Noor Fictief\n");
    CHECK(has_remark(requirement(check(folder.path(), day), "wtza-register-correct"), "own_rule"));
}

TEST_CASE("a stricter own value counts, in Dutch and in English words") {
    for (const std::string value : {"6 maanden", "6 months"}) {
        ScratchFolder folder;
        folder
            .with("handelsregister.csv",
                  register_header + "H1;2025-03-01;Noor Fictief;klopt;klopt;klopt;nvt;\n")
            .with("regels.csv", rules_header + "R1;register-check-interval;" + value +
                                    ";2020-01-01;Noor Fictief\n");
        CAPTURE(value);
        CHECK(text(requirement(check(folder.path(), "2025-09-01"), "wtza-register-correct"),
                   "changes_on") == "2025-09-02");
        CHECK(text(requirement(check(folder.path(), "2025-09-02"), "wtza-register-correct"),
                   "state") == "missing");
    }
}

TEST_CASE("an own value that is looser is refused and said, and the norm stays as it was") {
    for (const std::string value :
         {"13 maanden", "2 jaar", "400 dagen", "0 maanden", "soms", "12"}) {
        ScratchFolder folder;
        folder
            .with("handelsregister.csv",
                  register_header + "H1;2025-03-01;Noor Fictief;klopt;klopt;klopt;nvt;\n")
            .with("regels.csv", rules_header + "R1;register-check-interval;" + value +
                                    ";2020-01-01;Noor Fictief\n");
        const auto outcome = run({"check", folder.text(), "--on", day, "--format", "json"});
        CAPTURE(value);
        CAPTURE(outcome.err);
        const auto answers = parsed(outcome);
        REQUIRE(answers.at("refused").as_array().size() == 1);
        CHECK(answers.at("refused").at(0).at("kenmerk") == "R1");
        CHECK(holds(outcome.err, "R1"));
        CHECK(holds(outcome.err, value));
        // Not adopted either: it is shown with the remark, as without the row.
        const auto& correct = requirement(answers, "wtza-register-correct");
        CHECK(text(correct, "state") == "shown");
        CHECK(has_remark(correct, "unconfirmed_interval"));
    }
}

TEST_CASE("a looser value of a sourced norm is refused, a stricter one counts") {
    for (const auto& [value, refused] :
         {std::pair{std::string{"30"}, true}, std::pair{std::string{"20"}, false}}) {
        ScratchFolder folder;
        folder.with("regels.csv",
                    rules_header + "R1;council-over-25;" + value + ";2021-01-01;Noor Fictief\n");
        CAPTURE(value);
        CHECK(check(folder.path(), day).at("refused").as_array().size() ==
              (refused ? 1u : 0u));
    }
}

TEST_CASE("an own rule that begins before the norm has a value is not told to be looser") {
    ScratchFolder folder;
    // The norm holds from 1 July 2020; twenty is stricter than its twenty-five.
    folder.with("regels.csv", rules_header + "R1;council-over-25;20;2020-01-01;Noor Fictief\n");
    const auto answers = check(folder.path(), day);
    for (const auto& refused : answers.at("refused").as_array())
        CHECK_FALSE(holds(refused.at("reason").at("nl").as_string().c_str(), "strenger"));
}

TEST_CASE(
    "an own value that a later norm overtakes stops counting when it is the looser of the two") {
    ScratchFolder folder, norms;
    copy_norms(norms.path() / "norms");
    const auto file = norms.path() / "norms/parameters/q03.toml";
    const std::string sourced = "certainty = \"sourced\"\nsources = [{ code = \"DESIGN\" }]\n";
    replace_in(file, "from = 2016-01-01\n", "from = 2016-01-01\nthrough = 2025-06-30\n");
    write(file, bytes_of(file) + "[[parameter.value]]\nfrom = 2025-07-01\nvalue = \"6 months\"\n" +
                    sourced);
    folder
        .with("handelsregister.csv",
              register_header + "H1;2025-07-01;Noor Fictief;klopt;klopt;klopt;nvt;\n")
        .with("regels.csv",
              rules_header + "R1;register-check-interval;9 maanden;2024-01-01;Noor Fictief\n");
    // Nine months were stricter than twelve; since 1 July 2025 the norm itself says six.
    const auto answers =
        check(folder.path(), "2026-02-01", {"--norms", (norms.path() / "norms").string()});
    CHECK(text(requirement(answers, "wtza-register-correct"), "state") == "missing");
}

TEST_CASE("an own rule for a norm that does not exist is refused and said") {
    ScratchFolder folder;
    folder.with("regels.csv", rules_header + "R1;bestaat-niet;;2020-01-01;Noor Fictief\n");
    const auto outcome = run({"check", folder.text(), "--on", day});
    CHECK(outcome.code == 0);
    CHECK(holds(outcome.err, "bestaat-niet"));
}

TEST_CASE(
    "a statement makes a missing answer attested through its last day and cites who said it") {
    ScratchFolder folder;
    folder.with("verklaringen.csv", statements_header +
                                        "V1;wtza-register-correct;ja;Noor Fictief;eigenaar;gezien "
                                        "in het register;2026-01-01;2026-06-30\n");
    using Expected = std::pair<std::string, std::string>;
    for (const auto& [on, state] :
         {Expected{"2025-12-31", "missing"}, Expected{"2026-01-01", "attested"},
          Expected{"2026-06-30", "attested"}, Expected{"2026-07-01", "missing"}}) {
        CAPTURE(on);
        const auto answers = check(folder.path(), on);
        CHECK(text(requirement(answers, "wtza-register-correct"), "state") == state);
        CHECK(text(question(answers, 3), "state") == state);
    }
    const auto& last = requirement(check(folder.path(), "2026-06-30"), "wtza-register-correct");
    CHECK(text(last, "changes_on") == "2026-07-01");
    CHECK(text(last, "changes_to") == "missing");
}

TEST_CASE("a statement never hides a contradiction, not even one that came later") {
    ScratchFolder folder;
    folder
        .with("verklaringen.csv",
              statements_header +
                  "V1;wtza-register-correct;ja;Noor Fictief;eigenaar;gezien;2026-01-01;2026-12-31\n"
                  "V2;vraag 3;ja;Noor Fictief;eigenaar;gezien;2026-01-01;2026-12-31\n")
        .with("handelsregister.csv",
              register_header + "H1;2026-05-01;Noor Fictief;wijkt_af;klopt;klopt;nvt;2026-08-01\n");
    using Expected = std::pair<std::string, std::string>;
    for (const auto& [on, state] :
         {Expected{"2026-04-30", "attested"}, Expected{"2026-05-01", "contradicted"},
          Expected{"2026-07-31", "contradicted"}, Expected{"2026-08-01", "attested"}}) {
        CAPTURE(on);
        const auto answers = check(folder.path(), on);
        CHECK(text(requirement(answers, "wtza-register-correct"), "state") == state);
        CHECK(text(question(answers, 3), "state") == state);
    }
    CHECK(has_remark(requirement(check(folder.path(), "2026-06-01"), "wtza-register-correct"),
                     "statement"));
}

TEST_CASE("a statement that says no attests nothing") {
    ScratchFolder folder;
    folder.with("verklaringen.csv", statements_header +
                                        "V1;wtza-register-correct;nee;Noor Fictief;eigenaar;niet "
                                        "gezien;2026-01-01;2026-12-31\n");
    CHECK(text(requirement(check(folder.path(), day), "wtza-register-correct"), "state") ==
          "missing");
}

TEST_CASE("a statement without reason, name or last day is refused") {
    ScratchFolder folder;
    folder.with("verklaringen.csv",
                statements_header +
                    "V1;wtza-register-correct;ja;Noor Fictief;eigenaar;;2026-01-01;2026-12-31\n"
                    "V2;wtza-register-correct;ja;;eigenaar;gezien;2026-01-01;2026-12-31\n"
                    "V3;wtza-register-correct;ja;Noor Fictief;eigenaar;gezien;2026-01-01;\n");
    const auto answers = check(folder.path(), day);
    CHECK(answers.at("rows").at("rejected") == 3);
    CHECK(text(requirement(answers, "wtza-register-correct"), "state") == "missing");
}

TEST_CASE("a statement or other proof about a demand that does not exist is told") {
    ScratchFolder folder;
    folder
        .with("verklaringen.csv",
              statements_header +
                  "V1;bestaat-niet;ja;Noor Fictief;eigenaar;gezien;2026-01-01;2026-12-31\n")
        .with("anders_aangetoond.csv",
              "kenmerk;eis;wat;aanvaard_door;vanaf;tot_en_met\n"
              "A1;ook-niet;brief;Inspecteur Voorbeeld;2026-01-01;2026-12-31\n");
    const auto outcome = run({"check", folder.text(), "--on", day});
    CHECK(holds(outcome.err, "bestaat-niet"));
    CHECK(holds(outcome.err, "ook-niet"));
}

TEST_CASE("other proof that was accepted shows the answer, with the remark, through its last day") {
    ScratchFolder folder;
    folder.with(
        "anders_aangetoond.csv",
        "kenmerk;eis;wat;aanvaard_door;vanaf;tot_en_met\n"
        "A1;wtza-register-correct;brief in de map;Inspecteur Voorbeeld;2026-01-01;2026-12-31\n");
    const auto answers = check(folder.path(), day);
    const auto& correct = requirement(answers, "wtza-register-correct");
    CHECK(text(correct, "state") == "shown");
    CHECK(has_remark(correct, "shown_otherwise"));
    CHECK(text(correct, "changes_on") == "2027-01-01");
    CHECK(evidence(correct) == std::vector<std::string>{"A1"});
    CHECK(text(question(answers, 3), "state") == "shown");
    CHECK(text(requirement(check(folder.path(), "2025-12-31"), "wtza-register-correct"), "state") ==
          "missing");
}

TEST_CASE("other proof never hides a contradiction") {
    ScratchFolder folder;
    folder
        .with("anders_aangetoond.csv",
              "kenmerk;eis;wat;aanvaard_door;vanaf;tot_en_met\n"
              "A1;wtza-register-correct;brief;Inspecteur Voorbeeld;2026-01-01;2026-12-31\n")
        .with("handelsregister.csv",
              register_header + "H1;2026-05-01;Noor Fictief;wijkt_af;klopt;klopt;nvt;\n");
    CHECK(text(requirement(check(folder.path(), day), "wtza-register-correct"), "state") ==
          "contradicted");
}

TEST_CASE(
    "the head count that is stated and the one that is listed stand beside each other when they "
    "differ") {
    ScratchFolder folder;
    folder.with("praktijk.csv", legal_form("bv") + "F2;aantal_zorgverleners;7;2020-01-01\n")
        .with("mensen.csv", people_header + owner);
    const auto answers = check(folder.path(), day);
    CHECK(answers.at("heads").at("listed") == 1);
    CHECK(answers.at("heads").at("stated") == 7);
    CHECK(holds(run({"check", folder.text(), "--on", day}).out, "(7)"));
}
