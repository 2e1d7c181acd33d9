// Turning the keys beside everything else: asked for, due by the day, broken off, and kept waiting by a copy.

#include "server/key_turns.h"

#include <atomic>

#include "destruction/destruction.h"
#include "server/house_for_tests.h"
#include "server/tool_types.h"
#include "subjects/subject.h"

namespace kader::server::tests {

namespace {

using namespace std::chrono_literals;

bool becomes(const std::function<bool()>& so) {
    for (int tries = 0; tries < 1500; ++tries) {
        if (so()) return true;
        std::this_thread::sleep_for(20ms);
    }
    return false;
}

int epochs_in(const House& house) { return static_cast<int>(house.here->keyring().content()->epochs.size()); }

KeyTurns::Options quick() {
    KeyTurns::Options options;
    options.look_every = options.again_after = 20ms;
    return options;
}

// A file that two people of the practice let go.
void destroy(House& house, bool at_once) {
    const auto refused = house.here->writer().write(house.practice.bytes(), [&](storage::Unit& unit) -> std::optional<Error> {
        auto& here = *house.here;
        const auto today = amsterdam_day(house.clock);
        const auto as = [&](std::uint32_t person) { return access::operator_grant(house.practice, person); };
        const auto subject = subjects::subject_for(unit, here.keys(), {subjects::SubjectKind::StaffFile, "P1"});
        const auto id = destruction::ask(unit, here.log(), as(1), {subject, destruction::Why::Kept, "map 12", today - Days{14}, {}, at_once}, today);
        REQUIRE(id);
        REQUIRE(!destruction::agree(unit, here.log(), as(2), *id));
        return destruction::carry_out(unit, here.log(), here.keys(), as(1), *id, {false, true}, today);
    });
    REQUIRE(!refused);
}

}  // namespace

TEST_CASE("what was destroyed in a month is out of reach on the first of the next, without anybody asking") {
    House house;
    destroy(house, false);
    KeyTurns turns{*house.here, quick()};
    std::this_thread::sleep_for(200ms);
    CHECK(house.here->keyring().epoch() == 1);
    CHECK(!turns.is_due());
    // From the eighteenth of November on.
    house.clock.pass(std::chrono::days{13});
    CHECK(becomes([&] { return house.here->keyring().epoch() == 2 && epochs_in(house) == 1; }));
    CHECK(becomes([&] { return turns.state().last_turned.has_value(); }));
    CHECK(!turns.is_due());
}

TEST_CASE("a turn that was broken off goes on when the server starts") {
    House house;
    // As a kill after the first step leaves it.
    REQUIRE(!house.here->key_store().change(
        [](vault::KeyringContent& content) { content.epochs[2] = std::make_shared<const vault::Key>(vault::Key::random()); }, house.clock.now()));
    CHECK(epochs_in(house) == 2);
    (void)house.application();
    CHECK(becomes([&] { return epochs_in(house) == 1; }));
    CHECK(house.here->keyring().epoch() == 2);
}

TEST_CASE("while a copy of the keys cannot be overwritten the turn waits, says why, and goes on by itself") {
    House house;
    std::atomic<bool> is_there = false;
    auto options = quick();
    options.copies = [&](vault::Bytes, Language language) -> std::optional<Error> {
        if (is_there) return {};
        return Error{Code::NotFound, language == Language::Dutch ? "de schijf is er niet" : "the disk is not there"};
    };
    destroy(house, true);
    KeyTurns turns{*house.here, std::move(options)};
    REQUIRE(becomes([&] { return turns.state().waits_for.has_value(); }));
    CHECK(turns.state().waits_for->nl == "de schijf is er niet");
    CHECK(turns.state().waits_for->en == "the disk is not there");
    CHECK(house.here->keyring().epoch() == 1);
    is_there = true;
    CHECK(becomes([&] { return house.here->keyring().epoch() == 2 && epochs_in(house) == 1; }));
    CHECK(becomes([&] { return !turns.state().waits_for; }));
}

TEST_CASE("a server turns its keys, makes a kit and takes another root key when a tool asks for it, and goes on answering") {
    ApplicationOptions own;
    own.user_number = ::getuid();
    House house{own};
    const auto owner = house.somebody(access::Role::Owner);
    const auto tool = [&](std::string_view path, const std::string& body) {
        http::RawClient client{(house.application(), house.folder() / "data" / "kader.sock")};
        client.send("POST " + std::string{path} + " HTTP/1.1\r\nHost: x\r\nConnection: close\r\n" + House::json_type() + "Content-Length: " +
                    std::to_string(body.size()) + "\r\n\r\n" + body);
        return parsed(client.receive(std::chrono::minutes{1}));
    };
    const auto turned = tool(tools_keys_turn, "{}");
    REQUIRE_MESSAGE(turned.status == 200, turned.body);
    CHECK(turned.json().at("epoch") == 2);
    const auto before = house.here->keyring().fingerprint();
    const auto changed = tool(tools_keys_root, R"({"keep_in":"file","passphrase":""})");
    REQUIRE_MESSAGE(changed.status == 200, changed.body);
    CHECK(changed.json().at("fingerprint") != json::string_view{before});
    const auto kit = tool(tools_kit, "{}");
    REQUIRE_MESSAGE(kit.status == 200, kit.body);
    CHECK(kit.json().at("lines").as_array().size() == 5);
    CHECK(kit.json().at("practices").as_array().size() == 2);
    const auto state = [&] { return house.as(owner, "GET", "/api/keeping").json(); };
    CHECK(state().at("kit").at("state") == "untried");
    CHECK(!state().at("set_up_finished").as_bool());
    REQUIRE(tool(tools_kit_tried, "{}").status == 200);
    CHECK(state().at("kit").at("state") == "tried");
    CHECK(state().at("set_up_finished").as_bool());
    // Nobody else than this user of the machine, and never over the network.
    CHECK(house.as(owner, "POST", std::string{tools_keys_turn}, {}, "{}").status == 404);
    CHECK(house.as(owner, "GET", "/api/check").status == 200);
}

}  // namespace kader::server::tests
