#pragma once

// A browser with a passkey of software, over the real server.

#include "factors/base64url.h"
#include "factors/software_authenticator_for_tests.h"
#include "server/served.h"

namespace kader::bare_machine {

using server_tests::Answer;
using server_tests::Browser;

class Passkey {
public:
    // For who is signed in, fresh or to add a factor. The answer to the last step.
    Answer add(Browser& browser) {
        const auto asked = browser.post("/api/account/passkeys/question", "");
        REQUIRE_MESSAGE(asked.status == 200, asked.body);
        m_user = asked.text("user");
        const auto question = asked.object().at("question").as_object();
        const auto made = m_device.registered(ceremony(browser, question));
        return browser.post("/api/account/passkeys", R"({"challenge":")" + text(question, "challenge") + R"(","name":"Telefoon","client_data":")" +
                                                         factors::base64url(made.client_data) + R"(","attestation":")" +
                                                         factors::base64url(made.attestation_object) + "\"}");
    }
    Answer sign_in(Browser& browser) {
        const auto asked = browser.post("/api/session/passkey/question", "");
        REQUIRE_MESSAGE(asked.status == 200, asked.body);
        return browser.post("/api/session/passkey", answer(browser, asked.object()));
    }
    // Whoever is signed in shows once more who they are.
    void confirm(Browser& browser) {
        const auto asked = browser.post("/api/session/question", "");
        REQUIRE_MESSAGE(asked.status == 200, asked.body);
        const auto done = browser.post("/api/session/step-up", R"({"passkey":)" + answer(browser, asked.object()) + "}");
        REQUIRE_MESSAGE(done.status == 200, done.body);
    }

private:
    static std::string text(const boost::json::object& of, std::string_view name) { return std::string{of.at(boost::json::string_view{name.data(), name.size()}).as_string().c_str()}; }
    factors::CeremonyForTests ceremony(const Browser& browser, const boost::json::object& question) {
        factors::CeremonyForTests made;
        made.server = {text(question, "site"), "http://" + browser.host()};
        const auto challenge = factors::parse_base64url(text(question, "challenge"));
        REQUIRE(challenge);
        made.challenge = *challenge;
        made.sign_count = ++m_count;
        return made;
    }
    std::string answer(const Browser& browser, const boost::json::object& question) {
        const auto made = m_device.asserted(ceremony(browser, question));
        return R"({"challenge":")" + text(question, "challenge") + R"(","id":")" + factors::base64url(made.credential_id) + R"(","client_data":")" +
               factors::base64url(made.client_data) + R"(","authenticator_data":")" + factors::base64url(made.authenticator_data) + R"(","signature":")" +
               factors::base64url(made.signature) + R"(","user_handle":")" + m_user + "\"}";
    }

    factors::SoftwareAuthenticator m_device{factors::SignatureAlgorithm::ES256};
    std::string m_user;
    std::uint32_t m_count = 0;
};

}  // namespace kader::bare_machine
