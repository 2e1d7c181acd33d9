// What can be wrong with a machine: one sentence that says it, nothing lost, and everything there again once it is mended.

#include "bare_machine/passkey.h"

using kader::bare_machine::Browser;
using kader::bare_machine::Passkey;
using kader::server_tests::DataFolder;
using kader::server_tests::Served;

namespace {

namespace fs = std::filesystem;
namespace server_tests = kader::server_tests;
using kader::cli_tests::bytes_of;
using kader::cli_tests::holds;
using kader::cli_tests::run;
using kader::cli_tests::ScratchFolder;

// What is in the folder for good; the database may come to rest while it is looked at.
std::map<std::string, std::string> keys_and_content(const fs::path& data) {
    std::map<std::string, std::string> all;
    for (const auto* name : {"root.key", "keyring", "kader.db"})
        if (fs::exists(data / name)) all[name] = bytes_of(data / name);
    return all;
}

void put(const fs::path& file, const std::string& bytes) {
    fs::remove(file);
    kader::cli_tests::write(file, bytes);
    fs::permissions(file, fs::perms::owner_read | (file.filename() == "keyring" ? fs::perms::owner_write : fs::perms::none));
}

// Neither the server nor a command opens it, each says so in one line, and nothing in it changes.
void is_refused(const DataFolder& data, std::string_view says) {
    CAPTURE(says);
    const auto before = keys_and_content(data.path());
    for (const auto& words : std::vector<std::vector<std::string>>{
             {"check", "--data", data.path(), "--lang", "en"}, {"verify", "--data", data.path(), "--lang", "en"},
             {"serve", "--data", data.path(), "--port", "0", "--lang", "en"}, {"backup", "run", "--data", data.path(), "--lang", "en"}}) {
        const auto outcome = run(words);
        CAPTURE(words[0]);
        CAPTURE(outcome.err);
        CHECK(outcome.code > 0);
        CHECK(holds(outcome.err, says));
        CHECK(kader::cli_tests::lines_of(outcome.err).size() == 1);
        CHECK_FALSE(holds(outcome.out, "BIJEENKOMST"));
    }
    CHECK(keys_and_content(data.path()) == before);
}

// The clock of the machine, so many days from now; how long something takes stays true.
std::map<std::string, std::string> in_days(int days) {
    for (const auto& one : fs::directory_iterator{"/usr/lib"})
        if (const auto library = one.path() / "faketime" / "libfaketime.so.1"; fs::exists(library))
            return {{"LD_PRELOAD", library.string()}, {"FAKETIME", "+" + std::to_string(days) + "d"}, {"FAKETIME_DONT_FAKE_MONOTONIC", "1"}};
    FAIL("the package faketime is missing");
    return {};
}

}  // namespace

TEST_CASE("a root key or a keyring that is gone, damaged or of somebody else is one sentence, and nothing is lost") {
    const DataFolder data{{{"Praktijk Voorbeeld", "solo"}}}, other;
    const fs::path here = data.path(), there = other.path();
    const auto root = bytes_of(here / "root.key"), keyring = bytes_of(here / "keyring");

    put(here / "root.key", bytes_of(there / "root.key"));
    is_refused(data, "keyring");
    put(here / "root.key", root);

    fs::remove(here / "keyring");
    is_refused(data, "is missing");
    put(here / "keyring", keyring.substr(0, keyring.size() / 2));
    is_refused(data, "keyring");
    put(here / "keyring", bytes_of(there / "keyring"));
    is_refused(data, "keyring");
    // Both of the other practice: they fit each other, and not these data.
    put(here / "root.key", bytes_of(there / "root.key"));
    is_refused(data, "another");

    put(here / "root.key", root);
    put(here / "keyring", keyring);
    data.verified();
}

TEST_CASE("a clock that jumped a year ahead and back lets nobody stay in, destroys nothing, and leaves the log in order") {
    const DataFolder data{{{"Praktijk Voorbeeld", "solo"}}};
    Passkey passkey;
    std::string cookie;
    {
        Served served{data.serve()};
        Browser owner{served};
        REQUIRE(owner.post("/api/setup", server_tests::setup_body(server_tests::setup_token(served))).status == 200);
        REQUIRE(passkey.add(owner).status == 200);
        cookie = owner.cookie;
        CHECK(owner.get("/api/check").status == 200);
        CHECK(served.stop() == 0);
    }
    const auto before = data.verified();
    {
        Served served{data.serve(), Served::How{.environment = in_days(365)}};
        Browser later{served};
        later.cookie = cookie;
        CHECK(later.get("/api/check").status == 401);
        Browser owner{served};
        REQUIRE(passkey.sign_in(owner).status == 200);
        CHECK(owner.get("/api/check").status == 200);
        cookie = owner.cookie;
        CHECK(served.stop() == 0);
    }
    // Back again: who signed in a year from now is not in, and what was stored meanwhile is still in its order.
    Served served{data.serve()};
    Browser early{served};
    early.cookie = cookie;
    CHECK(early.get("/api/check").status == 401);
    Browser owner{served};
    REQUIRE(passkey.sign_in(owner).status == 200);
    CHECK(owner.get("/api/check").status == 200);
    CHECK(served.stop() == 0);
    const auto after = data.verified();
    CHECK(after.records == before.records);
    CHECK(after.versions == before.versions);
    CHECK(after.log_lines > before.log_lines);
}
