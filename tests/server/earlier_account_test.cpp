// Accounts that an earlier build made.

#include "server/served.h"

namespace kader::server_tests {

TEST_CASE("who made an account with an earlier build signs in with this one, to the practice as it was") {
    const ScratchFolder scratch;
    const auto data = scratch.path() / "data";
    cli_tests::copy_data(fs::path{KADER_SOURCE_DIR} / "tests/golden/0002-accounts/data", data);
    const Served served{{"serve", "--data", data.string(), "--port", "0"}};
    CHECK_FALSE(holds(served.out(), "token="));
    Browser browser{served};
    CHECK(sign_in(browser, "voorbeeld", "een heel lang voorbeelt").status == 401);
    const auto session = sign_in(browser, "voorbeeld", "een heel lang voorbeeld");
    REQUIRE_MESSAGE(session.status == 200, session.body);
    // SR-19: also after an upgrade a password alone opens nothing but the way to a second factor.
    CHECK(session.object().at("session").at("state") == "enrolling");
    CHECK(browser.get("/api/records/mensen").status == 403);
    add_app(browser, "voorbeeld");
    CHECK(holds(session.body, "Praktijk Voorbeeld"));
    CHECK(browser.get("/api/records/mensen").object().at("records").as_array().size() == 2);
}

}  // namespace kader::server_tests
