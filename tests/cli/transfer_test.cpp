// import and export through the program: what an owner reads, and what is left when it is refused.

#include <doctest/doctest.h>

#include <sys/stat.h>

#include "cli/lists.h"
#include "cli/program.h"

using namespace kader::cli_tests;

namespace {

const std::string day = "2026-11-21";
const std::string second = "P2;Tess Proef;arts;arts;;loondienst;ja;2021-01-01;\n";
const std::string third = "P3;Wim Voorbeeld;arts;arts;;loondienst;ja;2022-01-01;\n";
const std::string broken = "P4;Ans Fictief;arts;arts;;loondienst;misschien;2022-01-01;\n";

// A data folder with one practice.
std::string data_in(const ScratchFolder& scratch, const std::string& name = "data") {
    const auto data = (scratch.path() / name).string();
    const auto made = run({"init", "--data", data, "--practice", "Praktijk Voorbeeld"});
    CAPTURE(made.err);
    REQUIRE(made.code == 0);
    return data;
}

Outcome import(const std::string& data, const std::string& folder, std::vector<std::string> more = {}) {
    std::vector<std::string> words{"import", "--data", data, folder};
    words.insert(words.end(), more.begin(), more.end());
    return run(words);
}

unsigned mode_of(const fs::path& file) {
    struct stat about {};
    REQUIRE(::stat(file.c_str(), &about) == 0);
    return about.st_mode & 0777;
}

// "  nieuw    2 (mensen 2)" without its spaces in front and between.
bool says(const Outcome& outcome, const std::string& name, const std::string& number) {
    for (const auto& line : lines_of(outcome.out)) {
        if (line.rfind("  " + name + " ", 0) != 0) continue;
        const auto at = line.find_first_not_of(' ', 2 + name.size());
        return at != std::string::npos && line.substr(at) == number;
    }
    return false;
}

}  // namespace

TEST_CASE("a dry run tells what the import then does, and changes nothing") {
    ScratchFolder scratch, lists;
    const auto data = data_in(scratch);
    lists.with("mensen.csv", people_header + owner + second + broken);

    const auto dry = import(data, lists.text(), {"--dry-run"});
    CHECK(dry.code == 0);
    CHECK(says(dry, "gelezen", "3"));
    CHECK(says(dry, "geweigerd", "1 (hierboven staat waarom)"));
    CHECK(says(dry, "nieuw", "2 (mensen 2)"));
    CHECK(holds(dry.out, "er is niets veranderd"));
    CHECK(holds(dry.err, "mensen.csv, rij 4, kolom levert_zorg"));

    const auto real = import(data, lists.text());
    CHECK(real.code == 0);
    CHECK(says(real, "nieuw", "2 (mensen 2)"));
    CHECK_FALSE(holds(real.out, "er is niets veranderd"));

    const auto again = import(data, lists.text());
    CHECK(says(again, "nieuw", "0"));
    CHECK(says(again, "ongewijzigd", "2"));
    CHECK(run({"verify", "--data", data}).code == 0);
}

TEST_CASE("an import names what it corrects, and what is no longer in the folder") {
    ScratchFolder scratch, lists, changed;
    const auto data = data_in(scratch);
    lists.with("mensen.csv", people_header + owner + second + third);
    REQUIRE(import(data, lists.text()).code == 0);

    changed.with("mensen.csv", people_header + owner + "P2;Tess Proef;arts;arts;24;loondienst;nee;2021-01-01;\n");
    const auto outcome = import(data, changed.text());
    CHECK(says(outcome, "gecorrigeerd", "1"));
    CHECK(holds(outcome.out, "  mensen P2: uren_per_week, levert_zorg\n"));
    CHECK(holds(outcome.out, "Niet meer in de map; het blijft staan"));
    CHECK(holds(outcome.out, "  mensen P3\n"));
    CHECK_FALSE(holds(outcome.out, "Tess"));

    const auto english = import(data, changed.text(), {"--withdraw-missing", "--lang", "en"});
    CHECK(says(english, "withdrawn", "1"));
    CHECK(says(english, "no longer in the folder", "0"));
}

TEST_CASE("refused rows go into a file for the owner alone, without what the cells held beyond the reason") {
    ScratchFolder scratch, lists;
    const auto data = data_in(scratch);
    lists.with("mensen.csv", people_header + owner + broken + "P5;=1+1;arts;arts;;loondienst;ja;2022-01-01;\n");
    const auto rejects = scratch.path() / "geweigerd.csv";
    REQUIRE(import(data, lists.text(), {"--rejects", rejects.string()}).code == 0);
    const auto lines = lines_of(bytes_of(rejects));
    REQUIRE(lines.size() == 3);
    CHECK(lines[0].rfind("\xEF\xBB\xBF" "bestand;rij;kolom;reden", 0) == 0);
    CHECK(lines[1].rfind("mensen.csv;3;levert_zorg;", 0) == 0);
    CHECK(lines[2].rfind("mensen.csv;4;naam;", 0) == 0);
    CHECK(mode_of(rejects) == 0600);
}

TEST_CASE("a folder without a single list is not taken in") {
    ScratchFolder scratch, lists;
    const auto data = data_in(scratch);
    lists.with("foto.jpg", "x");
    const auto outcome = import(data, lists.text(), {"--withdraw-missing"});
    CHECK(outcome.code == 2);
    CHECK(outcome.out.empty());
    CHECK(holds(outcome.err, "geen enkele lijst"));
    CHECK(import(data, (scratch.path() / "nergens").string()).code == 2);
    CHECK(import((scratch.path() / "nergens").string(), lists.text()).code == 2);
}

TEST_CASE("a practice is exported, put back elsewhere under another name, and answers the same") {
    ScratchFolder scratch;
    const auto data = data_in(scratch);
    const auto lists = fs::path{KADER_SOURCE_DIR} / "examples" / "kliniek";
    REQUIRE(import(data, lists.string()).code == 0);
    const auto folder = (scratch.path() / "export").string();
    const auto made = run({"export", "--data", data, folder});
    CAPTURE(made.err);
    REQUIRE(made.code == 0);
    CHECK(holds(made.out, "Bewaar hem als een dossier"));
    CHECK(mode_of(fs::path{folder} / "versions.jsonl") == 0600);

    const auto elsewhere = (scratch.path() / "elders").string();
    REQUIRE(run({"init", "--data", elsewhere}).code == 0);
    const auto dry = import(elsewhere, folder, {"--dry-run"});
    CHECK(dry.code == 0);
    CHECK(holds(dry.out, "Praktijk Voorbeeld"));
    const auto back = import(elsewhere, folder, {"--practice", "Elders"});
    CAPTURE(back.err);
    REQUIRE(back.code == 0);
    CHECK(holds(back.out, "De praktijk is teruggezet: Elders"));
    CHECK(run({"verify", "--data", elsewhere}).code == 0);

    const auto answers = [](const std::vector<std::string>& from) {
        std::vector<std::string> words{"check"};
        words.insert(words.end(), from.begin(), from.end());
        words.insert(words.end(), {"--on", day, "--format", "json"});
        return answers_text(parsed(run(words)));
    };
    const auto expected = answers({lists.string()});
    CHECK(answers({"--data", data}) == expected);
    CHECK(answers({"--data", elsewhere}) == expected);
    CHECK(answers({folder + "/lists"}) == expected);

    // Twice is once too many, and so is a folder that has something in it.
    CHECK(import(elsewhere, folder, {"--practice", "Nog een keer"}).code == 2);
    CHECK(run({"export", "--data", data, folder}).code == 2);
    // Options of lists say nothing of an export.
    CHECK(import(elsewhere, folder, {"--withdraw-missing"}).code == 2);
    replace_in(fs::path{folder} / "lists/mensen.csv", ";", ",");
    const auto changed = import(data_in(scratch, "derde"), folder);
    CHECK(changed.code == 2);
    CHECK(holds(changed.err, "lists/mensen.csv is veranderd"));
}

TEST_CASE("while another process has the data, nothing is taken in, and the sentence has its number") {
    ScratchFolder scratch, lists;
    const auto data = data_in(scratch);
    lists.with("mensen.csv", people_header + owner);
    const auto outcome = run_shell("exec 9>>\"" + data + "/kader.lock\"; flock -x 9; \"$KADER\" import --data \"" + data +
                                   "\" \"" + lists.text() + "\"; echo \"code $?\"; \"$KADER\" import --dry-run --data \"" +
                                   data + "\" \"" + lists.text() + "\"");
    CHECK(holds(outcome.out, "code 2"));
    CHECK(lines_of(outcome.err).size() == 1);
    // To look is always possible.
    CHECK(holds(outcome.out, "Dit was een proef"));
}
