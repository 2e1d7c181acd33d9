// `kader forecast` against `kader check` day by day, and `kader what-if` against a folder that was
// really changed.

#include <doctest/doctest.h>

#include <algorithm>
#include <set>

#include "cli/lists.h"
#include "cli/program.h"
#include "kernel/calendar.h"

using namespace kader::cli_tests;

namespace {

// Sixty days in which many things happen: a colleague leaves, so that fewer questions are asked;
// own intervals lapse; a statement ends; a membership ends; a new check repairs; a review
// contradicts.
void fill(ScratchFolder& folder) {
    folder.with("praktijk.csv", legal_form("eenmanszaak") + "F2;kvk_nummer;12345678;2020-01-01\n")
        .with("mensen.csv",
              people_header + owner +
                  "P2;Tess "
                  "Proef;verpleegkundige;verpleegkundige;24;ingehuurd;ja;2025-03-01;2026-04-10\n"
                  "P3;Wim Voorbeeld;receptie;receptie;;loondienst;nee;2026-03-20;\n")
        .with("handelsregister.csv",
              register_header +
                  "H1;2025-03-15;Noor Fictief;klopt;klopt;klopt;nvt;\n"
                  "H2;2026-04-20;Noor Fictief;klopt;wijkt_af;klopt;nvt;2026-04-25\n"
                  "H3;2026-04-25;Noor Fictief;klopt;klopt;klopt;nvt;\n")
        .with("regels.csv", rules_header +
                                "R1;register-check-interval;;2020-01-01;Noor Fictief\n"
                                "R2;dispute-recognition-check;6 maanden;2020-01-01;Noor Fictief\n"
                                "R3;kvk-number-recorded;;2026-04-01;Noor Fictief\n")
        .with("verklaringen.csv",
              statements_header +
                  "V1;vraag 7;ja;Noor Fictief;eigenaar;besproken;2026-03-05;2026-04-01\n"
                  "V2;gdpr-breach-register;ja;Noor Fictief;eigenaar;map;2026-01-01;2026-03-31\n")
        .with("lidmaatschappen.csv",
              "kenmerk;soort;instantie;nummer;vanaf;tot_en_met;erkenning_gezien_op;erkenning_"
              "vervallen_op\n"
              "L1;geschilleninstantie;Instantie Voorbeeld;77;2024-01-01;2026-04-15;2025-10-01;\n"
              "L2;geschilleninstantie;Instantie Proef;78;2026-04-18;;2026-04-18;\n")
        .with("beoordelingen.csv",
              "kenmerk;soort;datum;door;onafhankelijk;conclusie;vervolg_op\n"
              "B1;informatiebeveiliging;2026-03-25;Bureau Voorbeeld;ja;voldoet_niet;2026-04-05\n")
        .with("scholing.csv",
              "kenmerk;persoon;onderwerp;datum;geldig_tot_en_met\n"
              "S1;P1;meldcode;2025-01-01;2026-03-30\nS2;P2;meldcode;2025-01-01;2026-12-31\n");
}

// "3 wtza-register-correct shown" for each requirement, and "3 - shown" for each question.
using States = std::set<std::string>;

std::map<std::string, std::string> states_on(const fs::path& folder, const std::string& day) {
    std::map<std::string, std::string> states;
    const auto answers = check(folder, day);
    for (const auto& one : answers.at("questions").as_array()) {
        const auto number = std::to_string(one.at("number").as_int64());
        states[number + " -"] = one.at("state").as_string().c_str();
        for (const auto& each : one.at("requirements").as_array())
            states[number + " " + each.at("id").as_string().c_str()] =
                each.at("state").as_string().c_str();
    }
    return states;
}

json::object forecast(const fs::path& folder, const std::string& from, const std::string& through) {
    return parsed(
        run({"forecast", folder.string(), "--on", from, "--until", through, "--format", "json"}));
}

std::string line_of(const json::object& change) {
    const auto& id = change.at("requirement");
    return text(change, "on") + " " + std::to_string(change.at("question").as_int64()) + " " +
           (id.is_null() ? "-" : id.as_string().c_str()) + " " + text(change, "from") + " " +
           text(change, "to");
}

std::vector<std::string> causes_of(const json::object& change) {
    std::vector<std::string> all;
    for (const auto& cause : change.at("causes").as_array())
        all.push_back(text(cause.as_object(), "list") + ":" + text(cause.as_object(), "kenmerk"));
    return all;
}

}  // namespace

TEST_CASE(
    "a forecast lists exactly what differs between each day and the day before, for sixty days" *
    doctest::test_suite("slow")) {
    ScratchFolder folder;
    fill(folder);
    const auto from = kader::day_of(2026, 3, 1);
    const auto through = from + kader::Days{60};
    States listed;
    const auto answer = forecast(folder.path(), kader::iso_text(from), kader::iso_text(through));
    std::size_t told = 0;
    for (const auto& change : answer.at("changes").as_array()) {
        if (change.at("question") == 0) continue;  // Which questions are asked, not what is answered.
        listed.insert(line_of(change.as_object()));
        ++told;
    }
    CHECK(listed.size() == told);  // None is told twice.

    States walked;
    auto before = states_on(folder.path(), kader::iso_text(from));
    for (auto day = from + kader::Days{1}; day <= through; day += kader::Days{1}) {
        const auto now = states_on(folder.path(), kader::iso_text(day));
        for (const auto& [what, state] : now)
            if (before.at(what) != state)
                walked.insert(kader::iso_text(day) + " " + what + " " + before.at(what) + " " +
                              state);
        before = now;
    }
    CHECK(walked.size() > 20);
    for (const auto& one : walked) {
        CAPTURE(one);
        CHECK(listed.count(one) == 1);
    }
    for (const auto& one : listed) {
        CAPTURE(one);
        CHECK(walked.count(one) == 1);
    }
}

TEST_CASE("every coming change has a cause, and it is a row of the folder") {
    ScratchFolder folder;
    fill(folder);
    const auto answer = forecast(folder.path(), "2026-03-01", "2026-04-30");
    for (const auto& change : answer.at("changes").as_array()) {
        CAPTURE(line_of(change.as_object()));
        const auto causes = causes_of(change.as_object());
        CHECK_FALSE(causes.empty());
        for (const auto& cause : causes) {
            CAPTURE(cause);
            const auto colon = cause.find(':');
            CHECK(holds(bytes_of(folder.path() / (cause.substr(0, colon) + ".csv")),
                        "\n" + cause.substr(colon + 1) + ";"));
        }
    }
}

TEST_CASE("each coming change is blamed on the row that ends or begins that day") {
    ScratchFolder folder;
    fill(folder);
    const auto answer = forecast(folder.path(), "2026-03-01", "2026-04-30");
    const std::map<std::string, std::string> expected = {
        {"2026-03-16 3 wtza-register-correct shown missing", "handelsregister:H1"},
        {"2026-03-16 3 - shown missing", "handelsregister:H1"},
        {"2026-04-20 3 wtza-register-correct missing contradicted", "handelsregister:H2"},
        {"2026-04-25 3 wtza-register-correct contradicted shown", "handelsregister:H3"},
        {"2026-03-25 22 security-independent-review missing contradicted", "beoordelingen:B1"},
        {"2026-04-05 22 security-independent-review contradicted shown", "beoordelingen:B1"},
        {"2026-04-01 22 gdpr-breach-register attested missing", "verklaringen:V2"},
        // Seen on 1 October 2025, with an own interval of six months: through 1 April 2026.
        {"2026-04-02 11 dispute-affiliation shown missing", "lidmaatschappen:L1"},
        {"2026-04-18 11 dispute-affiliation missing shown", "lidmaatschappen:L2"},
        // The colleague's last day is 10 April; from the next day on the owner works alone.
        {"2026-04-11 17 - missing not_applicable", "mensen:P2"},
        {"2026-04-11 22 - missing not_applicable", "mensen:P2"}};
    for (const auto& [line, cause] : expected) {
        CAPTURE(line);
        bool found = false;
        for (const auto& change : answer.at("changes").as_array())
            if (line_of(change.as_object()) == line) {
                found = true;
                const auto causes = causes_of(change.as_object());
                CAPTURE(json::serialize(change));
                CHECK(std::find(causes.begin(), causes.end(), cause) != causes.end());
            }
        CHECK(found);
    }
}

TEST_CASE("the first change of each question in a forecast is the change that check announces") {
    ScratchFolder folder;
    fill(folder);
    const auto answers = check(folder.path(), "2026-03-01");
    const auto answer = forecast(folder.path(), "2026-03-01", "2028-03-01");
    std::map<std::string, std::string> first;
    for (const auto& change : answer.at("changes").as_array()) {
        const auto& one = change.as_object();
        const auto key =
            std::to_string(one.at("question").as_int64()) + " " +
            (one.at("requirement").is_null() ? "-" : one.at("requirement").as_string().c_str());
        first.emplace(key, text(one, "on") + " " + text(one, "to"));
    }
    const auto announced = [](const json::value& one) {
        const bool within =
            one.at("changes_on").is_string() && one.at("changes_on").as_string() <= "2028-03-01";
        return within
                   ? text(one.as_object(), "changes_on") + " " + text(one.as_object(), "changes_to")
                   : std::string{"nothing"};
    };
    for (const auto& one : answers.at("questions").as_array()) {
        const auto number = std::to_string(one.at("number").as_int64());
        const auto expect = [&](const std::string& key, const json::value& value) {
            CAPTURE(key);
            const auto found = first.find(key);
            CHECK(announced(value) == (found == first.end() ? "nothing" : found->second));
        };
        expect(number + " -", one);
        for (const auto& each : one.at("requirements").as_array())
            expect(number + " " + each.at("id").as_string().c_str(), each);
    }
}

TEST_CASE("what check announces for a day is what check answers on that day" *
          doctest::test_suite("slow")) {
    ScratchFolder folder, alone;
    fill(folder), fill(alone);
    alone.with("mensen.csv", people_header + owner);
    for (const auto& path : {folder.path(), alone.path()}) {
        const auto answers = check(path, "2026-03-01");
        for (int number = 1; number <= 22; ++number) {
            const auto& one = question(answers, number);
            if (one.at("changes_on").is_null()) continue;
            CAPTURE(number);
            const auto then = question(check(path, text(one, "changes_on")), number);
            const auto state = [](const json::object& of) {
                return text(of, of.at("duty_state").is_null() ? "state" : "duty_state");
            };
            CHECK(state(then) == text(one, "changes_to"));
            CHECK(state(one) != text(one, "changes_to"));
        }
    }
}

TEST_CASE("a newcomer who lacks something is the cause of the change that it brings") {
    ScratchFolder folder;
    const std::string header = "kenmerk;naam;adres;plaats;vanaf;tot_en_met\n";
    folder.with("praktijk.csv", legal_form("bv"))
        .with("locaties.csv", header +
                                  "L1;Plein;Plein 1;Voorbeeldstad;2020-01-01;\n"
                                  "L2;Kade;Kade 2;Voorbeeldstad;2026-04-10;2026-06-30\n")
        .with("handelsregister.csv",
              "kenmerk;gecontroleerd_op;door;adres;sbi_code;vestigingsnummer;toezichthouders;"
              "locaties\n"
              "H1;2026-01-01;Noor Fictief;klopt;klopt;klopt;nvt;L1\n");
    const auto answer = forecast(folder.path(), "2026-03-01", "2026-07-31");
    std::map<std::string, std::vector<std::string>> found;
    for (const auto& change : answer.at("changes").as_array())
        found[line_of(change.as_object())] = causes_of(change.as_object());
    const auto expect = [&](const std::string& line) {
        CAPTURE(line);
        REQUIRE(found.count(line) == 1);
        CHECK(found[line] == std::vector<std::string>{"locaties:L2"});
    };
    expect("2026-04-10 3 register-locations-checked shown missing");
    expect("2026-07-01 3 register-locations-checked missing shown");
}

TEST_CASE("an own rule that begins is the cause of the change that it brings") {
    ScratchFolder folder;
    folder.with("praktijk.csv", legal_form("bv"))
        .with("handelsregister.csv",
              register_header + "H1;2025-03-15;Noor Fictief;klopt;klopt;klopt;nvt;\n")
        .with("regels.csv", rules_header +
                                "R1;register-check-interval;;2026-05-01;Noor Fictief\n"
                                "R2;kvk-number-recorded;;2026-04-01;Noor Fictief\n");
    const auto answer = forecast(folder.path(), "2026-03-20", "2026-05-31");
    std::map<std::string, std::vector<std::string>> found;
    for (const auto& change : answer.at("changes").as_array())
        found[line_of(change.as_object())] = causes_of(change.as_object());
    const auto expect = [&](const std::string& line, const std::string& cause) {
        CAPTURE(line);
        REQUIRE(found.count(line) == 1);
        CHECK(std::count(found[line].begin(), found[line].end(), cause) == 1);
    };
    // Nobody wrote down the number; from the day of the own rule that counts.
    expect("2026-04-01 3 - shown missing", "regels:R2");
    // The comparison is older than a year; from the day of the own rule that counts.
    expect("2026-05-01 3 wtza-register-correct shown missing", "regels:R1");
}

TEST_CASE("a forecast begins the day after its first day and includes its last") {
    ScratchFolder folder;
    fill(folder);
    const auto count = [&](const std::string& from, const std::string& through) {
        std::size_t about = 0;
        const auto answer = forecast(folder.path(), from, through);
        for (const auto& change : answer.at("changes").as_array())
            about += change.at("requirement") == "wtza-register-correct";
        return about;
    };
    CHECK(count("2026-03-15", "2026-03-16") == 1);
    CHECK(count("2026-03-16", "2026-03-17") == 0);
    CHECK(count("2026-03-14", "2026-03-15") == 0);
    CHECK(count("2026-03-16", "2026-03-16") == 0);
}

TEST_CASE("the forecast of an empty folder says that nothing comes, in both languages") {
    const ScratchFolder folder;
    CHECK(holds(run({"forecast", folder.text(), "--on", "2026-11-21"}).out, "Niets"));
    CHECK(holds(run({"forecast", folder.text(), "--on", "2026-11-21", "--lang", "en"}).out,
                "Nothing"));
    CHECK(forecast(folder.path(), "2026-11-21", "2027-11-21").at("changes").as_array().empty());
}

TEST_CASE("the text of a forecast names day, change and cause") {
    ScratchFolder folder;
    fill(folder);
    const auto out =
        run({"forecast", folder.text(), "--on", "2026-03-01", "--until", "2026-03-16"}).out;
    CHECK(holds(out, "16 maart 2026"));
    CHECK(holds(out, "handelsregister H1"));
    CHECK(holds(out, "aangetoond → ontbreekt"));
}
