// What the demonstration needs.

#include "server/served.h"
#include "server_load/memory.h"

namespace kader::server_tests {

TEST_CASE("the demonstration needs at most 60 MB, with each practice signed in to and its check asked") {
    const Served demo{{"demo", "--port", "0"}};
    Browser stranger{demo};
    const auto practices = stranger.get("/api/demo").object().at("practices").as_array();
    REQUIRE(practices.size() == 3);
    for (const auto& practice : practices) {
        Browser browser{demo};
        const std::string id{practice.at("id").as_string()};
        const auto session = browser.post("/api/demo/session", R"({"practice":")" + id + "\"}");
        REQUIRE_MESSAGE(session.status == 200, session.body);
        browser.cookie = session.header("set-cookie").substr(0, session.header("set-cookie").find(';'));
        browser.csrf = session.text("csrf");
        CHECK(browser.get("/api/check").status == 200);
    }
    const auto bytes = resident_bytes(demo.process());
    MESSAGE("resident with the demonstration: ", static_cast<double>(bytes) / 1e6, " MB");
    CHECK(bytes <= 60'000'000);
}

}  // namespace kader::server_tests
