// Data folders: made, half made, opened twice, robbed of a file, and of another installation.

#include "installation/installation.h"

#include <doctest/doctest.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <fstream>

using namespace kader;
using installation::Installation;
namespace fs = std::filesystem;

namespace {

class StillClock : public system::Clock {
public:
    system::Instant now() const override { return system::Instant{std::chrono::seconds{1'795'000'000}}; }
};
const StillClock still;

struct Scratch {
    Scratch() {
        std::string name = (fs::temp_directory_path() / "kader-installation-XXXXXX").string();
        REQUIRE(mkdtemp(name.data()) != nullptr);
        root = name;
        data = root / "data";
    }
    ~Scratch() { fs::remove_all(root); }
    fs::path root, data;
};

installation::Options english() {
    installation::Options options;
    options.language = Language::English;
    return options;
}

std::unique_ptr<Installation> opened(const fs::path& folder) {
    auto result = Installation::open(folder, still);
    if (!result) FAIL(result.error().detail);
    return std::move(*result);
}

void make(const fs::path& folder) {
    const auto made = installation::create(folder, still);
    if (!made) FAIL(made.error().detail);
}

void make_with_practice(const fs::path& folder, std::string_view name = "Praktijk Voorbeeld") {
    make(folder);
    const auto added = opened(folder)->add_practice(name, access::operator_actor(1000));
    if (!added) FAIL(added.error().detail);
}

// The refusal of opening, in both languages, which must differ; to write and to read alike.
Error refusal(const fs::path& folder) {
    const auto dutch = Installation::open(folder, still);
    const auto other = Installation::open(folder, still, english());
    REQUIRE_FALSE(dutch);
    REQUIRE_FALSE(other);
    CHECK(dutch.error().detail != other.error().detail);
    CHECK(dutch.error().detail.size() > 30);
    CHECK(dutch.error().detail.find('\n') == std::string::npos);
    return other.error();
}

bool holds(const std::string& text, std::string_view part) {
    return text.find(part) != std::string::npos;
}

unsigned mode_of(const fs::path& file) {
    struct stat about {};
    REQUIRE(::stat(file.c_str(), &about) == 0);
    return about.st_mode & 0777u;
}

std::vector<std::string> names_in(const fs::path& folder) {
    std::vector<std::string> names;
    for (const auto& entry : fs::directory_iterator{folder})
        names.push_back(entry.path().filename().string());
    std::sort(names.begin(), names.end());
    return names;
}

}  // namespace

TEST_CASE("a new data folder and its keys are closed to others") {
    const Scratch scratch;
    make(scratch.data);
    CHECK(mode_of(scratch.data) == 0700);
    CHECK(mode_of(scratch.data / "root.key") == 0400);
    CHECK((mode_of(scratch.data / "keyring") & 077) == 0);
    CHECK(opened(scratch.data)->can_write());
}

TEST_CASE("making a folder that is there already changes neither its keys nor its practices") {
    const Scratch scratch;
    make_with_practice(scratch.data);
    const auto fingerprint = opened(scratch.data)->keyring().fingerprint();
    make(scratch.data);
    const auto again = opened(scratch.data);
    CHECK(again->keyring().fingerprint() == fingerprint);
    CHECK(subjects::practices(*again->reader()).size() == 1);
}

TEST_CASE("a folder with other things in it is refused and left as it is") {
    const Scratch scratch;
    fs::create_directory(scratch.data);
    std::ofstream{scratch.data / "vakantie.jpg"} << "x";
    const auto made = installation::create(scratch.data, still, english());
    REQUIRE_FALSE(made);
    CHECK(made.error().code == Code::Conflict);
    CHECK(holds(made.error().detail, "vakantie.jpg"));
    CHECK(names_in(scratch.data) == std::vector<std::string>{"vakantie.jpg"});
    CHECK(refusal(scratch.data).code == Code::NotFound);
    CHECK(names_in(scratch.data) == std::vector<std::string>{"vakantie.jpg"});
}

TEST_CASE("a file where the folder should be is refused") {
    const Scratch scratch;
    std::ofstream{scratch.data} << "x";
    const auto made = installation::create(scratch.data, still);
    REQUIRE_FALSE(made);
    CHECK(made.error().code == Code::Conflict);
    CHECK(refusal(scratch.data).code == Code::NotFound);
}

TEST_CASE("a folder that does not exist is refused with the command that makes it") {
    const Scratch scratch;
    const auto error = refusal(scratch.data);
    CHECK(error.code == Code::NotFound);
    CHECK(holds(error.detail, "kader init --data"));
    CHECK_FALSE(fs::exists(scratch.data));
}

TEST_CASE("a folder whose making was cut short anywhere is completed") {
    for (const std::string missing : {"keyring", "kader.db", "keys", "all"}) {
        CAPTURE(missing);
        const Scratch scratch;
        make(scratch.data);
        const auto drop = [&](const std::string& name) {
            for (const std::string tail : {"", "-wal", "-shm"}) fs::remove(scratch.data / (name + tail));
        };
        if (missing == "keys" || missing == "all") {
            drop("root.key");
            drop("keyring");
        }
        if (missing == "all") drop("kader.db");
        drop(missing);
        make(scratch.data);
        const auto added =
            opened(scratch.data)->add_practice("Praktijk Voorbeeld", access::operator_actor(1));
        CHECK(added);
    }
}

TEST_CASE("a root key that is already there is kept, and one that is no key is refused and left") {
    const Scratch scratch;
    make(scratch.data);
    const auto fingerprint = opened(scratch.data)->keyring().fingerprint();
    const auto other = scratch.root / "other";
    fs::create_directory(other);
    fs::copy_file(scratch.data / "root.key", other / "root.key");
    make(other);
    CHECK(opened(other)->keyring().fingerprint() == fingerprint);

    const auto third = scratch.root / "third";
    fs::create_directory(third);
    std::ofstream{third / "root.key"} << "no key";
    fs::permissions(third / "root.key", fs::perms::owner_read);
    const auto made = installation::create(third, still);
    REQUIRE_FALSE(made);
    CHECK(made.error().code == Code::Invalid);
    CHECK_FALSE(fs::exists(third / "keyring"));
}

TEST_CASE("keys are never made anew beside practices") {
    for (const std::string missing : {"root.key", "keyring"}) {
        CAPTURE(missing);
        const Scratch scratch;
        make_with_practice(scratch.data);
        fs::remove(scratch.data / missing);
        const auto before = names_in(scratch.data);
        const auto made = installation::create(scratch.data, still, english());
        REQUIRE_FALSE(made);
        CHECK(made.error().code == Code::NotFound);
        CHECK(holds(made.error().detail, missing));
        CHECK(names_in(scratch.data) == before);
        CHECK(holds(refusal(scratch.data).detail, missing));
    }
}

TEST_CASE("a database that is gone is not silently replaced by an empty one") {
    const Scratch scratch;
    make_with_practice(scratch.data);
    for (const std::string tail : {"", "-wal", "-shm"}) fs::remove(scratch.data / ("kader.db" + tail));
    CHECK(holds(refusal(scratch.data).detail, "kader.db"));
    CHECK_FALSE(fs::exists(scratch.data / "kader.db"));
    CHECK_FALSE(Installation::open_to_read(scratch.data, still));
}

TEST_CASE("keys of another installation are recognised, one of them or both") {
    const Scratch scratch;
    make_with_practice(scratch.data);
    const auto other = scratch.root / "other";
    make(other);
    const auto take = [&](const std::string& name) {
        fs::remove(scratch.data / name);
        fs::copy_file(other / name, scratch.data / name);
    };
    take("keyring");
    CHECK(refusal(scratch.data).code == Code::Invalid);
    take("root.key");
    const auto error = refusal(scratch.data);
    CHECK(error.code == Code::Invalid);
    CHECK(holds(error.detail, "another installation"));
    CHECK_FALSE(Installation::open_to_read(scratch.data, still));
}

TEST_CASE("a key file that others may read is refused by its name") {
    const Scratch scratch;
    make(scratch.data);
    fs::permissions(scratch.data / "root.key", fs::perms::owner_read | fs::perms::others_read);
    const auto error = refusal(scratch.data);
    CHECK(error.code == Code::Forbidden);
    CHECK(holds(error.detail, "root.key"));
    CHECK(holds(error.detail, "chmod 400"));
}

TEST_CASE("one process writes and the number of the other is told, while reading goes on") {
    const Scratch scratch;
    make_with_practice(scratch.data);
    const auto first = opened(scratch.data);
    const auto error = refusal(scratch.data);
    CHECK(error.code == Code::Conflict);
    CHECK(holds(error.detail, std::to_string(::getpid())));
    CHECK_FALSE(installation::create(scratch.data, still));
    const auto reading = Installation::open_to_read(scratch.data, still);
    REQUIRE(reading);
    CHECK_FALSE((*reading)->can_write());
    CHECK(subjects::practices(*(*reading)->reader()).size() == 1);
    CHECK(first->add_practice("Salon Voorbeeld", access::operator_actor(1)));
    CHECK(subjects::practices(*(*reading)->reader()).size() == 2);
}

TEST_CASE("a database of a newer Kader is refused, and nothing in it is changed") {
    const Scratch scratch;
    make_with_practice(scratch.data);
    {
        const auto database = storage::open_sqlite(scratch.data / "kader.db");
        const auto session = database->open_writer();
        session->begin();
        session->script(
            "INSERT INTO schema_version SELECT 9999, name, checksum, applied_at FROM schema_version LIMIT 1");
        session->commit();
    }
    const auto error = refusal(scratch.data);
    CHECK(error.code == Code::Invalid);
    CHECK(holds(error.detail, "newer version"));
    const auto reading = Installation::open_to_read(scratch.data, still, english());
    REQUIRE_FALSE(reading);
    CHECK(holds(reading.error().detail, "newer version"));
}

TEST_CASE("a name is taken once, also in other capitals, and the log of a practice begins with its making") {
    const Scratch scratch;
    make(scratch.data);
    const auto here = opened(scratch.data);
    const auto added = here->add_practice("Praktijk Voorbeeld", access::operator_actor(1000));
    REQUIRE(added);
    const auto again = here->add_practice("PRAKTIJK voorbeeld", access::operator_actor(1000));
    REQUIRE_FALSE(again);
    CHECK(again.error().code == Code::Conflict);
    CHECK(holds(again.error().detail, "is er al"));
    std::vector<audit::Entry> entries;
    const auto verified = audit::verify(*here->reader(), here->keyring(), *added,
                                        [&](const audit::Entry& entry) { entries.push_back(entry); });
    CHECK_FALSE(verified.wrong);
    REQUIRE(entries.size() == 1);
    CHECK(entries[0].act == "practice.create");
    CHECK(entries[0].subject);
    CHECK(entries[0].actor_kind == "operator");
}

TEST_CASE("settings that are not understood are refused with the line") {
    const Scratch scratch;
    make(scratch.data);
    const auto write = [&](std::string_view text) {
        std::ofstream{scratch.data / "kader.toml"} << text;
        fs::permissions(scratch.data / "kader.toml", fs::perms::owner_read | fs::perms::owner_write);
    };
    for (const std::string text :
         {"", "[postgres]\nowner = \"a\"\n", "[postgres]\nowner = \"a\"\nserver = \"b\"\nport = 1\n",
          "[mysql]\n", "[postgres\n", "[postgres]\nowner = 1\nserver = \"b\"\n"}) {
        CAPTURE(text);
        write(text);
        const auto error = refusal(scratch.data);
        CHECK(error.code == Code::Invalid);
        CHECK(holds(error.detail, "kader.toml"));
    }
    fs::permissions(scratch.data / "kader.toml", fs::perms::owner_read | fs::perms::others_read);
    CHECK(refusal(scratch.data).code == Code::Forbidden);
}

TEST_CASE("a folder with a database of its own is not moved to PostgreSQL by the way") {
    const Scratch scratch;
    make_with_practice(scratch.data);
    installation::Options options = english();
    options.postgres = storage::PostgresOptions{"host=/nowhere user=a", "host=/nowhere user=b"};
    const auto made = installation::create(scratch.data, still, options);
    REQUIRE_FALSE(made);
    CHECK(made.error().code == Code::Conflict);
    CHECK_FALSE(fs::exists(scratch.data / "kader.toml"));
}

TEST_CASE("a PostgreSQL that cannot be reached is told, and the folder is completed when it is there again") {
    const Scratch scratch;
    installation::Options options = english();
    options.postgres = storage::PostgresOptions{"host=" + scratch.root.string() + " user=a \"x\\",
                                                "host=" + scratch.root.string() + " user=b"};
    const auto made = installation::create(scratch.data, still, options);
    REQUIRE_FALSE(made);
    CHECK(made.error().code == Code::Unavailable);
    CHECK(mode_of(scratch.data / "kader.toml") == 0600);
    CHECK_FALSE(fs::exists(scratch.data / "kader.db"));
    const auto again = installation::create(scratch.data, still, english());
    REQUIRE_FALSE(again);
    CHECK(again.error().code == Code::Unavailable);
}
