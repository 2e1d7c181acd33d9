// Stored data on the command line: making it, answering from it, and looking whether it is whole.

#include <doctest/doctest.h>
#include <sys/stat.h>
#include <unistd.h>

#include "cli/lists.h"
#include "cli/program.h"
#include "storage/databases.h"
#include "system/files.h"

using namespace kader::cli_tests;

namespace {

const std::string example_day = "2026-11-21";

fs::path example(const std::string& name) {
    return fs::path{KADER_SOURCE_DIR} / "examples" / name;
}

// A data folder in a folder of its own.
class Data {
public:
    explicit Data(const std::vector<std::string>& practices = {}) {
        for (const auto& practice : practices) {
            const auto made = run({"init", "--data", text(), "--practice", practice});
            CAPTURE(made.err);
            REQUIRE(made.code == 0);
        }
    }
    std::string text() const { return (m_folder.path() / "data").string(); }
    fs::path path() const { return m_folder.path() / "data"; }
    void take_in(const fs::path& lists) const {
        const auto taken = run({"import", "--data", text(), lists.string()});
        CAPTURE(taken.err);
        REQUIRE(taken.code == 0);
    }
    // As an intruder would, past the program.
    void behind_its_back(std::string_view sql) const {
        const auto database = kader::storage::open_sqlite(path() / "kader.db");
        const auto session = database->open_writer();
        session->begin();
        session->script(sql);
        session->commit();
    }

private:
    ScratchFolder m_folder;
};

// Ends with this code and nothing but one sentence, in each language another.
void refuses(std::vector<std::string> words, int code, const std::string& nl, const std::string& en) {
    CAPTURE(words.front());
    const auto dutch = run(words);
    words.insert(words.end(), {"--lang", "en"});
    const auto english = run(words);
    for (const auto& one : {dutch, english}) {
        CAPTURE(one.err);
        CHECK(one.code == code);
        CHECK(one.out.empty());
        CHECK(lines_of(one.err).size() == 1);
    }
    CAPTURE(dutch.err);
    CAPTURE(english.err);
    CHECK(holds(dutch.err, nl));
    CHECK(holds(english.err, en));
}

unsigned mode_of(const fs::path& file) {
    struct stat about {};
    REQUIRE(::stat(file.c_str(), &about) == 0);
    return about.st_mode & 0777u;
}

// The words after the command, of the lists as they are and of what was taken in.
struct Both {
    Outcome lists, stored;
};
Both both(const std::string& command, const fs::path& lists, const Data& data,
          std::vector<std::string> more) {
    auto of_lists = more, of_data = std::move(more);
    of_lists.insert(of_lists.begin(), {command, lists.string()});
    of_data.insert(of_data.begin(), {command, "--data", data.text()});
    return {run(of_lists), run(of_data)};
}

}  // namespace

TEST_CASE("init makes a closed folder and says in plain words what the key is for and where a copy belongs") {
    const Data data;
    const auto made = run({"init", "--data", data.text(), "--practice", "Praktijk Voorbeeld"});
    CAPTURE(made.err);
    REQUIRE(made.code == 0);
    for (const std::string part :
         {"Praktijk Voorbeeld", "root.key", "Zonder deze sleutel kan niemand de gegevens lezen",
          "op een andere plek dan deze computer"}) {
        CAPTURE(part);
        CHECK(holds(made.out, part));
    }
    CHECK(mode_of(data.path()) == 0700);
    CHECK(mode_of(data.path() / "root.key") == 0400);
    // Not a byte of the key itself.
    CHECK_FALSE(holds(made.out, bytes_of(data.path() / "root.key").substr(20, 16)));

    const Data other;
    const auto english =
        run({"init", "--data", other.text(), "--practice", "Example Practice", "--lang", "en"});
    CHECK(holds(english.out, "Without this key nobody can read the data"));
    CHECK(holds(english.out, "fingerprint"));
}

TEST_CASE("a second init adds a practice, and a name that is taken is refused with a sentence") {
    const Data data{{"Praktijk Voorbeeld", "Salon Proef"}};
    const auto key = bytes_of(data.path() / "root.key");
    refuses({"init", "--data", data.text(), "--practice", "praktijk VOORBEELD"}, 2, "is er al",
            "exists already");
    CHECK(bytes_of(data.path() / "root.key") == key);
    CHECK(lines_of(run({"verify", "--data", data.text()}).out).size() == 2);
}

TEST_CASE("init without a practice makes only the folder, for an export to be taken in") {
    const Data data;
    CHECK(run({"init", "--data", data.text()}).code == 0);
    CHECK(holds(run({"verify", "--data", data.text()}).out, "geen praktijk"));
    refuses({"check", "--data", data.text()}, 2, "kader init --practice", "kader init --practice");
}

TEST_CASE("init that is refused leaves nothing behind") {
    const Data data;
    refuses({"init", "--data", data.text(), "--practice", " "}, 2, "1 tot 100 tekens", "1 to 100 characters");
    refuses({"init", "--data", data.text(), "--practice", "A", "--postgres-owner", "host=x"}, 2, "allebei",
            "both");
    CHECK_FALSE(fs::exists(data.path()));
    ScratchFolder other;
    other.with("vakantie.jpg", "x");
    refuses({"init", "--data", other.text(), "--practice", "A"}, 2, "lege of nieuwe map",
            "empty or new folder");
    CHECK(bytes_of_folder(other.path()).size() == 1);
}

TEST_CASE("a check asks for a folder of lists or for stored data, not for neither and not for both") {
    const Data data{{"Praktijk Voorbeeld"}};
    for (const std::string command : {"check", "forecast"}) {
        refuses({command}, 2, "--data", "--data");
        refuses({command, data.text(), "--data", data.text()}, 2, "--data", "--data");
        refuses({command, data.text(), "--practice", "Praktijk Voorbeeld"}, 2, "--data", "--data");
        refuses({command, "--practice", "Praktijk Voorbeeld"}, 2, "--data", "--data");
    }
}

TEST_CASE("what-if on stored data is refused with the way that does work") {
    const Data data{{"Praktijk Voorbeeld"}};
    refuses({"what-if", "--data", data.text(), "--change", "-mensen:P1"}, 2, "kader export", "kader export");
    refuses({"what-if", "--change", "-mensen:P1"}, 2, "map met lijsten", "folder of lists");
}

TEST_CASE("a folder without data is refused with what to do") {
    const ScratchFolder folder;
    for (const std::string command : {"check", "verify"}) {
        refuses({command, "--data", folder.text() + "/none"}, 2, "kader init --data", "kader init --data");
        refuses({command, "--data", folder.text()}, 2, "is geen gegevensmap van Kader",
                "is not a data folder of Kader");
    }
    CHECK(bytes_of_folder(folder.path()).empty());
}

TEST_CASE("which practice is meant need not be said when there is one, and is asked when there are more") {
    const Data one{{"Praktijk Voorbeeld"}};
    CHECK(run({"check", "--data", one.text()}).code == 0);
    CHECK(run({"check", "--data", one.text(), "--practice", "praktijk voorbeeld"}).code == 0);
    const Data two{{"Praktijk Voorbeeld", "Salon Proef"}};
    refuses({"check", "--data", two.text()}, 2, "Praktijk Voorbeeld, Salon Proef",
            "Praktijk Voorbeeld, Salon Proef");
    refuses({"check", "--data", two.text(), "--practice", "Kliniek"}, 2, "Salon Proef", "Salon Proef");
    refuses({"verify", "--data", two.text(), "--practice", "Kliniek"}, 2, "Salon Proef", "Salon Proef");
}

TEST_CASE("while another program writes, answers still come and a second writer is refused with its number") {
    const Data data{{"Praktijk Voorbeeld"}};
    const auto lock = kader::system::OwnerLock::take(data.path() / "kader.lock");
    REQUIRE(lock);
    CHECK(run({"check", "--data", data.text()}).code == 0);
    CHECK(run({"forecast", "--data", data.text()}).code == 0);
    CHECK(run({"verify", "--data", data.text()}).code == 0);
    refuses({"init", "--data", data.text(), "--practice", "Salon Proef"}, 2, std::to_string(::getpid()),
            std::to_string(::getpid()));
}

TEST_CASE("a lost key is told before anything else, and reading nothing is never an answer") {
    const Data data{{"Praktijk Voorbeeld"}};
    fs::remove(data.path() / "root.key");
    for (const std::string command : {"check", "forecast", "verify"})
        refuses({command, "--data", data.text()}, 2, "zet hem terug", "put it back");
    refuses({"init", "--data", data.text(), "--practice", "Salon Proef"}, 2, "zet hem terug", "put it back");
    CHECK_FALSE(fs::exists(data.path() / "root.key"));
}

TEST_CASE("lists that were taken in give the same answers as the lists themselves") {
    for (const std::string name : {"kliniek", "solo", "salon"}) {
        CAPTURE(name);
        const Data data{{"Praktijk Voorbeeld"}};
        data.take_in(example(name));
        for (const std::string day : {"2025-12-31", "2026-11-21", "2027-06-01"}) {
            CAPTURE(day);
            const auto text = both("check", example(name), data, {"--on", day});
            CHECK(text.stored.code == 0);
            CHECK(text.stored.out == text.lists.out);
            auto lists = check(example(name), day);
            auto stored = parsed(run({"check", "--data", data.text(), "--on", day, "--format", "json"}));
            // What was refused at the import is no part of what is stored.
            lists.at("rows").as_object()["rejected"] = 0;
            lists.at("rows").as_object()["rejects"] = json::array{};
            CHECK(json::serialize(stored) == json::serialize(lists));
        }
        for (const std::string known_on : {"2024-06-01", "2026-06-15", "2026-11-21"}) {
            CAPTURE(known_on);
            const auto text =
                both("check", example(name), data, {"--on", example_day, "--known-on", known_on});
            CHECK(text.stored.code == 0);
            CHECK(text.stored.out == text.lists.out);
        }
        const auto coming = both("forecast", example(name), data, {"--on", example_day, "--format", "json"});
        CHECK(coming.stored.code == 0);
        CHECK(coming.stored.out == coming.lists.out);
    }
}

TEST_CASE("verify counts what is in order, and names the first place where it is not") {
    const Data data{{"Praktijk Voorbeeld", "Salon Proef"}};
    ScratchFolder lists;
    lists.with("praktijk.csv", legal_form("bv")).with("mensen.csv", people_header + owner);
    const auto taken = run({"import", "--data", data.text(), "--practice", "Salon Proef", lists.text()});
    REQUIRE(taken.code == 0);
    const auto sound = run({"verify", "--data", data.text()});
    CHECK(sound.code == 0);
    REQUIRE(lines_of(sound.out).size() == 2);
    CHECK(holds(sound.out, "Salon Proef: in orde (2 gegevens, 2 versies"));

    data.behind_its_back(
        "UPDATE record_version SET sealed = CAST(substr(sealed, 1, 40) || "
        "CASE WHEN substr(sealed, 41, 1) = x'00' THEN x'01' ELSE x'00' END || substr(sealed, 42) AS BLOB) "
        "WHERE record_id = (SELECT record_id FROM record WHERE list = 'mensen')");
    const auto spoiled = run({"verify", "--data", data.text()});
    CHECK(spoiled.code == 1);
    CHECK(spoiled.err.empty());
    CHECK(holds(lines_of(spoiled.out).at(0), "Praktijk Voorbeeld: in orde"));
    CHECK(holds(lines_of(spoiled.out).at(1), "Salon Proef: NIET IN ORDE. mensen P"));
    CHECK(holds(run({"verify", "--data", data.text(), "--practice", "Salon Proef", "--lang", "en"}).out,
                "Salon Proef: NOT IN ORDER. mensen P"));
    CHECK(run({"verify", "--data", data.text(), "--practice", "Praktijk Voorbeeld"}).code == 0);

    // The other practice loses a line of its log.
    data.behind_its_back("DELETE FROM audit_entry WHERE seq = 1");
    const auto cut = run({"verify", "--data", data.text()});
    CHECK(cut.code == 1);
    CHECK(holds(lines_of(cut.out).at(0), "Praktijk Voorbeeld: NIET IN ORDE. Logboek: Regel 1"));
}
