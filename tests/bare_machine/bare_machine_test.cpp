// What an owner does with nothing but the guides: from an empty machine to a practice that works, and back again after
// everything but the paper and the backup is gone. The places of the guides are used as they stand there where the
// environment says KADER_BARE_MACHINE=1, which is within the copy of this machine that tests/package makes; elsewhere
// they are folders of the test.

#include <algorithm>
#include <cstdlib>
#include <fstream>
#include <sstream>

#include "bare_machine/guide.h"
#include "bare_machine/passkey.h"

using namespace kader::bare_machine;
using kader::cli_tests::ScratchFolder;
using kader::server_tests::Served;

namespace {

namespace server_tests = kader::server_tests;
using kader::cli_tests::bytes_of;
using kader::cli_tests::holds;
using kader::cli_tests::run;

class Machine {
public:
    Machine()
        : m_is_bare(std::getenv("KADER_BARE_MACHINE") != nullptr),
          places(m_is_bare ? Places{"/var/lib/kader/data", "/mnt/backup", "/var/lib/kader/kit.html"}
                           : Places{(m_folder.path() / "data").string(), (m_folder.path() / "elders").string(), (m_folder.path() / "noodblad.html").string()}),
          guides(m_is_bare ? fs::path{"/usr/share/doc/kader/how-to"} : fs::path{KADER_SOURCE_DIR} / "docs" / "how-to", places) {
        fs::create_directories(places.backup);
        for (const auto& one : fs::directory_iterator{places.backup}) fs::remove_all(one);
        fs::remove_all(places.data);
    }

private:
    ScratchFolder m_folder;
    bool m_is_bare;

public:
    Places places;
    Guides guides;

    std::string sheet(const std::string& printed) {
        // The five lines, as somebody types them over.
        std::string lines;
        std::istringstream text{printed};
        for (std::string line; std::getline(text, line);)
            if (line.size() > 30 && line.starts_with("  ") && line[6] != ' ' && line[10] == '-') lines += line.substr(6) + "\n";
        REQUIRE(std::count(lines.begin(), lines.end(), '\n') == 5);
        const auto file = (m_folder.path() / "blad").string();
        std::ofstream{file} << lines;
        return file;
    }
    // Steps 2 and 3 of install.md, and what they promise. Gives the file with the lines of the kit.
    std::string begin() {
        guides.follow("install.md", "init");
        const auto typed = sheet(guides.follow("install.md", "kit make").out);
        CHECK(holds(bytes_of(places.page), "<svg"));
        fs::remove(places.page);
        guides.follow("install.md", "backup set-up");
        guides.follow("install.md", "backup run");
        CHECK(holds(guides.follow("install.md", "kit try", {"--file", typed, "--lang", "en"}).out, "works"));
        return typed;
    }
    std::vector<std::string> serve() const { return {"serve", "--data", places.data, "--port", "0"}; }
    // Everything but the paper and the backup is gone, and comes back.
    void lose_all_and_restore(const std::string& typed) const {
        fs::remove_all(places.data);
        auto words = guides.words("back-up.md", "backup restore");
        // Typed at a terminal by a person; from a file here.
        const auto kit = std::find(words.begin(), words.end(), "--kit");
        REQUIRE(kit != words.end());
        *kit = "--kit-file=" + typed;
        const auto restored = run(words);
        REQUIRE_MESSAGE(restored.code == 0, restored.out << restored.err);
        const auto verified = run({"verify", "--data", places.data, "--lang", "en"});
        REQUIRE_MESSAGE(verified.code == 0, verified.out << verified.err);
        CHECK(holds(verified.out, "in order"));
    }
    std::string answers() const {
        return kader::cli_tests::answers_text(kader::cli_tests::parsed(run({"check", "--data", places.data, "--on", "2026-11-22", "--format", "json"})));
    }
};

// The first owner, with a passkey and nothing else beside the password.
Browser first_owner(const Served& served, Passkey& passkey) {
    Browser browser{served};
    const auto begun = browser.post("/api/setup", server_tests::setup_body(server_tests::setup_token(served)));
    REQUIRE_MESSAGE(begun.status == 200, begun.body);
    CHECK(browser.get("/api/check").status == 403);  // Nothing is shown to who has one factor.
    const auto added = passkey.add(browser);
    REQUIRE_MESSAGE(added.status == 200, added.body);
    CHECK(added.object().at("recovery_codes").as_array().size() == 10);
    CHECK(browser.get("/api/check").status == 200);
    return browser;
}

// An account, made by the owner, and begun by whom it is for with the code that was handed over.
Browser joins(const Served& served, Browser& by, const std::string& name, const std::string& login, const std::string& role) {
    const auto made = by.post("/api/people", R"({"name":")" + name + R"(","login":")" + login + R"(","role":")" + role + "\"}");
    REQUIRE_MESSAGE(made.status == 201, made.body);
    Browser browser{served};
    const auto begun = browser.post("/api/activation", R"({"login":")" + login + R"(","code":")" + made.text("code") + R"(","password":")" +
                                                           std::string{server_tests::password} + "\"}");
    REQUIRE_MESSAGE(begun.status == 200, begun.body);
    server_tests::add_app(browser, login);
    CHECK(browser.get("/api/session").object().at("account").as_object().at("role").as_string() == role.c_str());
    return browser;
}

}  // namespace

TEST_CASE("a clinic begins with the guides alone, loses its machine, and works on from the paper and the backup") {
    Machine machine;
    const auto typed = machine.begin();
    Passkey passkey;
    std::string before, cookie;
    {
        Served served{machine.serve()};
        auto owner = first_owner(served, passkey);
        auto nurse = joins(served, owner, "Vera Voorbeeldverpleegkundige", "vera", "executor");
        auto officer = joins(served, owner, "Klaas Voorbeeldfunctionaris", "klaas", "complaints_officer");
        CHECK(nurse.get("/api/log").status == 403);
        CHECK(officer.get("/api/check").status == 403);
        CHECK(owner.post(server_tests::list, server_tests::meeting("B1"), {{"Idempotency-Key", "een-keer"}}).status == 201);
        machine.guides.follow("back-up.md", "backup run");
        cookie = owner.cookie;
        CHECK(served.stop() == 0);
    }
    before = machine.answers();
    machine.lose_all_and_restore(typed);
    CHECK(machine.answers() == before);
    Served served{machine.serve()};
    // Nobody is still signed in, and everybody comes in with both factors of before.
    Browser thief{served};
    thief.cookie = cookie;
    CHECK(thief.get("/api/session").status == 401);
    Browser owner{served};
    REQUIRE(passkey.sign_in(owner).status == 200);
    CHECK(holds(owner.get(server_tests::list).body, "B1"));
    const auto people = owner.get("/api/people").body;
    for (const auto* role : {"executor", "complaints_officer"}) CHECK(holds(people, role));
    Browser nurse{served};
    const auto in = server_tests::sign_in(nurse, "vera");
    REQUIRE_MESSAGE(in.status == 200, in.body);
    CHECK(in.object().at("account").as_object().at("role").as_string() == "executor");
    CHECK(served.stop() == 0);
    CHECK(run({"verify", "--data", machine.places.data}).code == 0);
}

TEST_CASE("a practice of one does the same, with somebody from outside for complaints") {
    Machine machine;
    const auto typed = machine.begin();
    Passkey passkey;
    std::string before;
    {
        Served served{machine.serve()};
        auto owner = first_owner(served, passkey);
        joins(served, owner, "Klaas Voorbeeldfunctionaris", "klaas", "complaints_officer");
        CHECK(owner.post(server_tests::list, server_tests::meeting("B1"), {{"Idempotency-Key", "een-keer"}}).status == 201);
        machine.guides.follow("back-up.md", "backup run");
        CHECK(served.stop() == 0);
    }
    before = machine.answers();
    machine.lose_all_and_restore(typed);
    CHECK(machine.answers() == before);
    Served served{machine.serve()};
    Browser owner{served};
    REQUIRE(passkey.sign_in(owner).status == 200);
    CHECK(holds(owner.get(server_tests::list).body, "B1"));
    Browser officer{served};
    CHECK(server_tests::sign_in(officer, "klaas").status == 200);
    CHECK(officer.get("/api/check").status == 403);
    CHECK(served.stop() == 0);
    CHECK(run({"verify", "--data", machine.places.data}).code == 0);
}
