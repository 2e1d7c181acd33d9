// The recovery kit and the keys, with the real program: paper is all that is left.

#include <sys/stat.h>

#include <algorithm>
#include <fstream>
#include <sstream>

#include "server/served.h"

using namespace kader::cli_tests;
using kader::server_tests::DataFolder;
using kader::server_tests::Served;

namespace {

// The five lines as they were printed, with a passphrase of the root key where there is one.
std::string lines_in(const std::string& printed) {
    std::string lines;
    std::istringstream text{printed};
    for (std::string line; std::getline(text, line);)
        if (line.size() > 30 && line.starts_with("  ") && line[6] != ' ' && line[10] == '-') lines += line.substr(6) + "\n";
    return lines;
}

void put_text(const fs::path& file, const std::string& text) { std::ofstream{file} << text; }

Outcome good(const std::vector<std::string>& words) {
    auto outcome = run(words);
    CAPTURE(outcome.out);
    CAPTURE(outcome.err);
    const auto what = words.at(0) + " " + words.at(1);
    CHECK_MESSAGE(outcome.code == 0, what);
    return outcome;
}

std::string answers(const std::string& data) { return answers_text(parsed(run({"check", "--data", data, "--on", "2026-11-21", "--format", "json"}))); }

}  // namespace

TEST_CASE("an owner makes a kit, tries it, loses everything else, and has everything back") {
    const ScratchFolder paper;
    const auto target = paper.path() / "elders", sheet = paper.path() / "blad", page = paper.path() / "noodblad.html", into = paper.path() / "terug";
    fs::create_directories(target);
    std::string before;
    {
        const DataFolder data{{{"Praktijk Voorbeeld", "kliniek"}}};
        before = answers(data.path());
        CHECK(holds(run({"doctor", "--data", data.path(), "--lang", "en"}).out, "~   Recovery kit: not made yet"));
        const auto made = good({"kit", "make", "--data", data.path(), "--page", page.string(), "--lang", "en"});
        const auto lines = lines_in(made.out);
        REQUIRE(std::count(lines.begin(), lines.end(), '\n') == 5);
        put_text(sheet, lines);
        // The page has the same lines, a code, and is for its owner alone.
        const auto html = bytes_of(page);
        CHECK(holds(html, lines.substr(0, lines.find('\n'))));
        CHECK(holds(html, "<svg"));
        CHECK_FALSE(holds(html, "<script"));
        struct stat about {};
        REQUIRE(::stat(page.c_str(), &about) == 0);
        CHECK((about.st_mode & 0777) == 0600);
        good({"backup", "set-up", "--data", data.path(), "--to", target.string()});
        CHECK(run({"kit", "try", "--data", data.path(), "--file", sheet.string()}).code != 0);  // There is no backup yet.
        good({"backup", "run", "--data", data.path()});
        CHECK(holds(run({"doctor", "--data", data.path(), "--lang", "en"}).out, "~   Recovery kit: made and not tried yet"));
        CHECK(holds(good({"kit", "try", "--data", data.path(), "--file", sheet.string(), "--lang", "en"}).out, "works"));
        CHECK(holds(run({"doctor", "--data", data.path(), "--lang", "en"}).out, "ok  Recovery kit: tried on"));
    }
    good({"backup", "restore", "--from", target.string(), "--into", into.string(), "--kit-file", sheet.string()});
    CHECK(answers(into.string()) == before);
    CHECK(holds(good({"verify", "--data", into.string(), "--lang", "en"}).out, "in order"));
}

TEST_CASE("SR-48: setting up is not finished before a backup was restored with the kit, also beside a server, and begins anew with another root key") {
    const ScratchFolder paper;
    const auto target = paper.path() / "elders", sheet = paper.path() / "blad";
    fs::create_directories(target);
    const DataFolder data;
    Served served{data.serve()};
    const auto doctor = [&] { return run({"doctor", "--data", data.path(), "--lang", "en"}).out; };
    CHECK(holds(doctor(), "~   Setting up: not finished: make a recovery kit"));
    // What is lost when, for the place where the root key is and for no other.
    CHECK(holds(doctor(), "- the disk is stolen: who has it has the root key"));
    CHECK_FALSE(holds(doctor(), "passphrase is forgotten"));
    const auto before = bytes_of(fs::path{data.path()} / "keyring");
    put_text(sheet, lines_in(good({"kit", "make", "--data", data.path()}).out));
    CHECK(holds(doctor(), "not finished: say where backups go"));
    good({"backup", "set-up", "--data", data.path(), "--to", target.string()});
    good({"backup", "run", "--data", data.path()});
    CHECK(holds(doctor(), "not finished: restore that backup on trial"));
    CHECK(holds(good({"kit", "try", "--data", data.path(), "--file", sheet.string(), "--lang", "en"}).out, "works"));
    CHECK(holds(doctor(), "ok  Setting up: finished"));
    const auto copy = bytes_of(target / "keys" / "current-a");
    CHECK(holds(good({"keys", "turn", "--data", data.path(), "--lang", "en"}).out, "under epoch 2"));
    CHECK(bytes_of(target / "keys" / "current-a") != copy);
    CHECK(holds(doctor(), "ok  Setting up: finished"));
    good({"keys", "root", "--data", data.path(), "--keep-in", "file"});
    CHECK(holds(doctor(), "not finished: make a recovery kit"));
    CHECK(run({"kit", "try", "--data", data.path(), "--file", sheet.string()}).code == 1);
    CHECK(bytes_of(fs::path{data.path()} / "keyring") != before);
    CHECK(served.stop() == 0);
    CHECK(holds(good({"verify", "--data", data.path(), "--lang", "en"}).out, "in order"));
}

TEST_CASE("a character that was typed wrong is told by its line, and a kit of other keys is told apart") {
    const DataFolder one, other;
    const ScratchFolder paper;
    auto lines = lines_in(good({"kit", "make", "--data", one.path()}).out);
    const auto right = paper.path() / "goed", wrong = paper.path() / "fout";
    put_text(right, lines);
    auto& character = lines[2 * 30 + 7];
    character = character == 'A' ? 'B' : 'A';
    put_text(wrong, lines);
    fs::remove(fs::path{one.path()} / "root.key");
    const auto refused = run({"kit", "use", "--data", one.path(), "--file", wrong.string(), "--lang", "en"});
    CHECK(refused.code == 2);
    CHECK(holds(refused.err, "line 3"));
    CHECK(run({"check", "--data", one.path()}).code == 2);
    good({"kit", "use", "--data", one.path(), "--file", right.string()});
    CHECK(run({"verify", "--data", one.path()}).code == 0);
    fs::remove(fs::path{other.path()} / "root.key");
    const auto foreign = run({"kit", "use", "--data", other.path(), "--file", right.string(), "--lang", "en"});
    CHECK(foreign.code == 1);
    CHECK(holds(foreign.err, "another"));
}

TEST_CASE("under a passphrase the root key is nowhere on the disk, and the data open with it alone") {
    const DataFolder data;
    const ScratchFolder paper;
    const auto before = answers(data.path());
    const auto old_key = bytes_of(fs::path{data.path()} / "root.key");
    const auto file = paper.path() / "wachtzin";
    put_text(file, "vier gewone woorden op een rij\n");
    const auto changed = run_shell("printf 'vier gewone woorden op een rij\\nvier gewone woorden op een rij\\n' | \"$KADER\" keys root --keep-in passphrase --data '" + data.path() + "'");
    CAPTURE(changed.err);
    REQUIRE(changed.code == 0);
    CHECK_FALSE(fs::exists(fs::path{data.path()} / "root.key"));
    const auto nobody = run({"check", "--data", data.path(), "--lang", "en"});
    CHECK(nobody.code == 2);
    CHECK(holds(nobody.err, "KADER_PASSPHRASE_FILE"));
    const auto with = [&](const fs::path& from, const std::string& words) {
        return run_shell("KADER_PASSPHRASE_FILE='" + from.string() + "' \"$KADER\" " + words + " --data '" + data.path() + "' --lang en");
    };
    CHECK(answers_text(parsed(with(file, "check --on 2026-11-21 --format json"))) == before);
    CHECK(holds(with(file, "doctor").out, "under a passphrase"));
    put_text(paper.path() / "ander", "vier andere woorden op een rij\n");
    const auto wrong = with(paper.path() / "ander", "check");
    CHECK(wrong.code == 2);
    CHECK(holds(wrong.err, "does not open"));
    // Of the old key no line of digits is left in any file of the folder.
    const auto digits = old_key.substr(17, 64);
    for (const auto& entry : fs::directory_iterator{data.path()})
        if (entry.is_regular_file()) CHECK_FALSE(holds(bytes_of(entry.path()), digits));
    CHECK(run_shell("printf 'kort\\nkort\\n' | KADER_PASSPHRASE_FILE='" + file.string() + "' \"$KADER\" keys root --keep-in passphrase --data '" + data.path() + "'").code == 2);
}

TEST_CASE("after the keys were turned everything opens, a backup of before as well, and a target that is away stops a turn") {
    const DataFolder data{{{"Praktijk Voorbeeld", "kliniek"}}};
    const ScratchFolder paper;
    const auto target = paper.path() / "elders", sheet = paper.path() / "blad";
    fs::create_directories(target);
    put_text(sheet, lines_in(good({"kit", "make", "--data", data.path()}).out));
    good({"backup", "set-up", "--data", data.path(), "--to", target.string()});
    good({"backup", "run", "--data", data.path()});
    const auto before = answers(data.path());
    CHECK(holds(good({"keys", "turn", "--data", data.path(), "--lang", "en"}).out, "epoch 2"));
    CHECK(answers(data.path()) == before);
    CHECK(run({"verify", "--data", data.path()}).code == 0);
    const auto into = paper.path() / "terug";
    good({"backup", "restore", "--from", target.string(), "--into", into.string(), "--kit-file", sheet.string()});
    CHECK(answers(into.string()) == before);
    fs::rename(target, paper.path() / "weg");
    CHECK(run({"keys", "turn", "--data", data.path()}).code == 2);
    fs::rename(paper.path() / "weg", target);
    CHECK(holds(good({"keys", "turn", "--data", data.path(), "--lang", "en"}).out, "epoch 3"));
}
