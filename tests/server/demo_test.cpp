// The demonstration: three fictional practices, one click, this machine alone, and nothing left behind.

#include <fstream>
#include <set>

#include "server/document.h"

namespace kader::server_tests {

namespace {

// The addresses on which a process listens, as the kernel writes them: "0100007F:2328".
std::set<std::string> listening(std::uint16_t port) {
    std::set<std::string> all;
    for (const auto* table : {"/proc/net/tcp", "/proc/net/tcp6"}) {
        std::ifstream file{table};
        for (std::string line; std::getline(file, line);) {
            std::istringstream words{line};
            std::string number, local, remote, state;
            words >> number >> local >> remote >> state;
            if (state != "0A") continue;
            const auto colon = local.find(':');
            if (std::stoul(local.substr(colon + 1), nullptr, 16) == port) all.insert(local.substr(0, colon));
        }
    }
    return all;
}

std::string choice(const json::value& practice) { return json::serialize(json::object{{"practice", practice}}); }

}  // namespace

TEST_CASE("one click shows each of three practices, every page can say that it is a demonstration, and nothing is left") {
    const ScratchFolder scratch;
    Served served{{"demo", "--port", "0"}, {.environment = {{"TMPDIR", scratch.text()}}}};
    CHECK(std::distance(fs::directory_iterator{scratch.path()}, {}) == 1);
    CHECK(listening(served.port()) == std::set<std::string>{"0100007F"});
    Browser browser{served};
    CHECK(browser.get("/api/session").status == 401);
    const auto offered = browser.get("/api/demo");
    CHECK(faults(operation("getDemo"), offered).empty());
    const auto demo = offered.object();
    const auto& practices = demo.at("practices").as_array();
    REQUIRE(practices.size() == 3);
    for (const auto& practice : practices) {
        const auto in = browser.post("/api/demo/session", choice(practice.at("id")));
        REQUIRE(in.status == 200);
        const auto shape = faults(operation("signInToDemo"), in);
        CHECK_MESSAGE(shape.empty(), (shape.empty() ? "" : shape.front()));
        const auto session = in.object();
        CHECK(session.at("demo") == true);
        CHECK(session.at("practice").at("name") == practice.at("name"));
        CHECK(session.at("practices").as_array().size() == 3);
        const auto check = browser.get("/api/check").object();
        CHECK(check.at("on") == session.at("today"));
        CHECK(check.at("rows").at("read").as_int64() > 20);
        int shown = 0;
        for (const auto& question : check.at("questions").as_array()) shown += question.at("state") == "shown" ? 1 : 0;
        CHECK(shown > 0);
    }
    // No account of it has a password, and another practice does not exist.
    for (const auto* login : {"demo-kliniek", "demo-solo", "demo-salon"})
        for (const auto* with : {"demo", login}) CHECK(sign_in(browser, login, with).status == 401);
    CHECK(browser.post("/api/demo/session", choice("00000000-0000-0000-0000-000000000000")).fields() == std::vector<std::string>{"/practice"});
    CHECK(browser.post("/api/demo/session", choice(practices[0].at("id")), {{"Origin", "http://elders.test"}}).status == 403);
    CHECK(browser.post("/api/demo/session", choice(practices[0].at("id")), {{"Host", "elders.test"}}).status == 421);
    CHECK(served.stop(SIGTERM) == 0);
    CHECK(served.err().empty());
    CHECK(fs::is_empty(scratch.path()));
}

TEST_CASE("a demonstration that is stopped with Ctrl-C or by closing its window leaves nothing either") {
    for (const int signal : {SIGINT, SIGHUP}) {
        const ScratchFolder scratch;
        Served served{{"demo", "--port", "0"}, {.environment = {{"TMPDIR", scratch.text()}}}};
        CHECK_FALSE(fs::is_empty(scratch.path()));
        CHECK(served.stop(signal) == 0);
        CHECK(fs::is_empty(scratch.path()));
    }
}

TEST_CASE("a demonstration cannot be put on another address, and a real server has none and listens on this machine") {
    for (const auto* address : {"0.0.0.0", "127.0.0.1"}) CHECK(cli_tests::run({"demo", "--port", "0", "--address", address}).code == 2);
    const DataFolder data;
    const Served served{data.serve()};
    CHECK(listening(served.port()) == std::set<std::string>{"0100007F"});
    Browser browser{served};
    const auto none = browser.get("/api/demo");
    CHECK(none.status == 404);
    CHECK(faults(operation("getDemo"), none).empty());
    CHECK(browser.post("/api/demo/session", choice("00000000-0000-0000-0000-000000000000")).status == 404);
    CHECK(browser.cookie.empty());
}

}  // namespace kader::server_tests
