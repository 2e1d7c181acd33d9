// `kader what-if`: what a change would do, without doing it.

#include <doctest/doctest.h>

#include "cli/lists.h"
#include "cli/program.h"

using namespace kader::cli_tests;

namespace {

const std::string day = "2026-11-21";
const std::string checked = "H1;2026-03-01;Noor Fictief;klopt;klopt;klopt;nvt;\n";
const std::string colleague = "P2;Tess Proef;arts;arts;;ingehuurd;ja;2021-01-01;\n";

void fill(ScratchFolder& folder) {
    folder.with("praktijk.csv", legal_form("eenmanszaak"))
        .with("mensen.csv", people_header + owner + colleague)
        .with("handelsregister.csv", register_header + checked);
}

std::vector<std::string> words(const fs::path& folder, const std::vector<std::string>& changes,
                               bool json = true) {
    std::vector<std::string> all = {"what-if", folder.string(), "--on", day};
    if (json) all.insert(all.end(), {"--format", "json"});
    for (const auto& change : changes) all.insert(all.end(), {"--change", change});
    return all;
}

}  // namespace

TEST_CASE(
    "a cell that would change gives the answers of a folder in which it was changed, and changes "
    "nothing on disk") {
    ScratchFolder folder, changed;
    fill(folder), fill(changed);
    changed.with("handelsregister.csv",
                 register_header + "H1;2026-03-01;Noor Fictief;wijkt_af;klopt;klopt;nvt;\n");
    const auto before = bytes_of_folder(folder.path());
    const auto answers = parsed(run(words(folder.path(), {"handelsregister:H1:adres=wijkt_af"})));
    CHECK(text(question(answers, 3), "state") == "contradicted");
    CHECK(answers_text(answers) == answers_text(check(changed.path(), day)));
    CHECK(bytes_of_folder(folder.path()) == before);
}

TEST_CASE("a row that would be gone gives the answers of a folder without it") {
    ScratchFolder folder, changed;
    fill(folder), fill(changed);
    changed.with("mensen.csv", people_header + owner);
    const auto before = bytes_of_folder(folder.path());
    const auto answers = parsed(run(words(folder.path(), {"-mensen:P2"})));
    CHECK(answers.at("scope").at("questions_asked") == 15);
    CHECK(answers_text(answers) == answers_text(check(changed.path(), day)));
    CHECK(bytes_of_folder(folder.path()) == before);
}

TEST_CASE("rows that would be added give the answers of a folder with them") {
    ScratchFolder folder, changed, elsewhere;
    fill(folder), fill(changed);
    const std::string review =
        "kenmerk;soort;datum;door;onafhankelijk;conclusie\nB1;informatiebeveiliging;2026-05-01;"
        "Bureau Voorbeeld;ja;voldoet\n";
    changed.with("beoordelingen.csv", review);
    elsewhere.with("nieuw: een = lijst.txt", review);
    const auto before = bytes_of_folder(folder.path());
    const auto answers =
        parsed(run(words(folder.path(), {"+beoordelingen:" +
                                         (elsewhere.path() / "nieuw: een = lijst.txt").string()})));
    CHECK(text(requirement(answers, "security-independent-review"), "state") == "shown");
    CHECK(answers_text(answers) == answers_text(check(changed.path(), day)));
    CHECK(bytes_of_folder(folder.path()) == before);
}

TEST_CASE("changes may be repeated and add up in their order") {
    ScratchFolder folder, changed;
    fill(folder), fill(changed);
    changed.with("mensen.csv", people_header + owner +
                                   "P2;Tess Proef;arts;arts;;waarnemer;ja;2026-01-01;2026-12-31\n");
    const auto answers = parsed(run(
        words(folder.path(), {"mensen:P2:band=waarnemer", "mensen:P2:vanaf=2024-01-01",
                              "mensen:P2:vanaf=01-01-2026", "mensen:P2:tot_en_met=2026-12-31"})));
    CHECK(text(answers.at("scope").as_object(), "ground") == "solo_perhaps");
    CHECK(answers_text(answers) == answers_text(check(changed.path(), day)));
}

TEST_CASE("a kenmerk and a value may hold a colon, and a value an equals sign") {
    ScratchFolder folder;
    fill(folder);
    folder.with("handelsregister.csv",
                register_header + "H:1;2026-03-01;Noor Fictief;klopt;klopt;klopt;nvt;\n");
    CHECK(run(words(folder.path(), {"handelsregister:H:1:door=team a:b=c"})).code == 0);
    const auto gone = parsed(run(words(folder.path(), {"-handelsregister:H:1"})));
    CHECK(text(requirement(gone, "wtza-register-correct"), "state") == "missing");
}

TEST_CASE("an emptied cell counts as empty") {
    ScratchFolder folder;
    fill(folder);
    folder.with("mensen.csv", people_header + owner +
                                  "P2;Tess Proef;arts;arts;;ingehuurd;ja;2021-01-01;2025-01-01\n");
    CHECK(check(folder.path(), day).at("scope").at("questions_asked") == 15);
    CHECK(parsed(run(words(folder.path(), {"mensen:P2:tot_en_met="})))
              .at("scope")
              .at("questions_asked") == 22);
}

TEST_CASE("the text says which questions would change, from what to what") {
    ScratchFolder folder;
    fill(folder);
    const auto dutch = run(words(folder.path(), {"handelsregister:H1:adres=wijkt_af"}, false)).out;
    CHECK(holds(dutch, "Vraag 3: aangetoond → tegengesproken"));
    CHECK_FALSE(holds(dutch, "Vraag 4"));
    const auto scope = run(words(folder.path(), {"-mensen:P2"}, false)).out;
    for (const std::string number : {"16", "17", "18", "19", "20", "21", "22"})
        CHECK(holds(scope, "Vraag " + std::string{number} + ":"));
    CHECK(holds(scope, "niet meer gesteld"));
    CHECK(holds(run(words(folder.path(), {"mensen:P1:naam=Noor Proef"}, false)).out, "Niets"));
    auto english = words(folder.path(), {"handelsregister:H1:adres=wijkt_af"}, false);
    english.insert(english.end(), {"--lang", "en"});
    CHECK(holds(run(english).out, "Question 3: shown → contradicted"));
}

TEST_CASE(
    "a change that is not in one of the three forms, or is about nothing, is refused with that "
    "change") {
    ScratchFolder folder;
    fill(folder);
    folder.with("foto.jpg", "\xFF\xD8\xFF\xE0 een foto");
    const auto before = bytes_of_folder(folder.path());
    for (const auto& change : std::vector<std::string>{"",
                                                       "x",
                                                       "mensen",
                                                       "mensen:P1",
                                                       "mensen:P1:naam",
                                                       "mensen:P1:=x",
                                                       ":P1:naam=x",
                                                       "mensen::naam=x",
                                                       "-",
                                                       "-mensen",
                                                       "-mensen:",
                                                       "+mensen",
                                                       "+mensen:",
                                                       "nergens:P1:naam=x",
                                                       "mensen:P9:naam=x",
                                                       "mensen:P1:kleur=x",
                                                       "mensen:P1:kenmerk=P7",
                                                       "mensen:P1:vanaf=30-02-2026",
                                                       "mensen:P1:band=zzp",
                                                       "mensen:P1:tot_en_met=2010-01-01",
                                                       "mensen:P1:naam=",
                                                       "-mensen:P9",
                                                       "-nergens:P1",
                                                       "+nergens:foto.jpg",
                                                       "+mensen:/nergens/mensen.csv",
                                                       "+mensen:" + folder.text() + "/foto.jpg",
                                                       "+mensen:" + folder.text()}) {
        const auto outcome = run(words(folder.path(), {"-mensen:P2", change}));
        CAPTURE(change);
        CAPTURE(outcome.err);
        CHECK(outcome.code == 2);
        CHECK(outcome.out.empty());
        CHECK(holds(outcome.err, change));
        CHECK(outcome.err.size() > change.size() + 10);
    }
    CHECK(bytes_of_folder(folder.path()) == before);
}

TEST_CASE(
    "a row that would be added twice, or with a wrong cell, is told and the good ones count") {
    ScratchFolder folder, elsewhere;
    fill(folder);
    elsewhere.with("meer.csv", people_header +
                                   "P2;Wim Voorbeeld;arts;arts;;ingehuurd;ja;2021-01-01;\n"
                                   "P3;Wim Voorbeeld;arts;arts;;ingehuurd;ja;30-02-2026;\n"
                                   "P4;Eva Voorbeeld;arts;arts;;ingehuurd;ja;2021-01-01;\n");
    const auto outcome = run(words(folder.path(), {"+mensen:" + elsewhere.text() + "/meer.csv"}));
    const auto answers = parsed(outcome);
    CHECK(answers.at("heads").at("listed") == 3);
    CHECK(holds(outcome.err, "P2"));
    CHECK(holds(outcome.err, "rij 3"));
}
