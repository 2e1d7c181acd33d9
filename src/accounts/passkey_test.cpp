// A passkey alone signs in: the device is one factor, and what unlocks it the other.

#include "accounts/house_for_tests.h"
#include "factors/software_authenticator_for_tests.h"

namespace kader::accounts {

namespace {

using factors::CeremonyForTests;
using factors::SoftwareAuthenticator;

const Site site{"localhost", "http://localhost:8420"};

CeremonyForTests ceremony(const std::array<std::uint8_t, 32>& challenge, std::uint32_t count) {
    CeremonyForTests made;
    made.server = {site.name, site.origin};
    made.challenge = {challenge.begin(), challenge.end()};
    made.sign_count = count;
    return made;
}

// An owner who has a passkey and no app.
struct Keyed : House {
    SoftwareAuthenticator device{factors::SignatureAlgorithm::ES256};
    vault::ByteVector handle;
    std::uint32_t count = 0;
    Begun ola = made();

    Begun made() {
        const auto token = accounts->make_setup_token(practice());
        const auto begun = accounts->set_up(*token, {"Ola Voorbeeld", "ola", std::string{password}}, "127.0.0.1");
        REQUIRE(begun);
        const auto outcome = add(begun->who, device);
        REQUIRE(std::holds_alternative<Enrolled>(outcome));
        recovery_codes = std::get<Enrolled>(outcome).recovery_codes;
        return *std::get<Enrolled>(outcome).session;
    }
    std::variant<Enrolled, NotIn> add(const SignedIn& who, const SoftwareAuthenticator& with) {
        const auto offer = accounts->offer_passkey(who);
        REQUIRE(offer);
        handle = offer->user;
        const auto made = with.registered(ceremony(offer->challenge, ++count));
        return accounts->add_passkey(who, {offer->challenge, made.client_data, made.attestation_object, "Telefoon"}, site, "127.0.0.1");
    }
    PasskeyProof proof(const std::array<std::uint8_t, 32>& challenge, const std::function<void(CeremonyForTests&)>& change = {}) {
        auto how = ceremony(challenge, ++count);
        if (change) change(how);
        auto made = device.asserted(how);
        return {challenge, made.credential_id, made.client_data, made.authenticator_data, made.signature, handle};
    }
    bool signs_in(const PasskeyProof& with) { return std::holds_alternative<Begun>(accounts->sign_in(with, site, "127.0.0.1")); }
};

}  // namespace

TEST_CASE("a passkey signs in without a name or a password, also after a restart, and the password alone does not") {
    Keyed house;
    CHECK(house.ola.who.state == SessionState::Active);
    CHECK(house.recovery_codes.size() == 10);
    house.open();
    const auto outcome = house.accounts->sign_in(house.proof(house.accounts->passkey_challenge()), site, "127.0.0.1");
    REQUIRE(std::holds_alternative<Begun>(outcome));
    CHECK(std::get<Begun>(outcome).who.is_fresh);
    CHECK(!house.sign_in("ola"));
    CHECK(house.accounts->own(house.ola.who)->factors.at(0).name == "Telefoon");
}

TEST_CASE("SR-24, SR-25: a challenge of the server works once, for five minutes, and only where it was given") {
    Keyed house;
    const auto challenge = house.accounts->passkey_challenge();
    const auto first = house.proof(challenge);
    CHECK(house.signs_in(first));
    CHECK(!house.signs_in(first));
    CHECK(!house.signs_in(house.proof(challenge)));
    CHECK(!house.signs_in(house.proof(std::array<std::uint8_t, 32>{1})));
    const auto late = house.accounts->passkey_challenge();
    house.pass(5min);
    CHECK(!house.signs_in(house.proof(late)));
    // One that was given to a session is for that session.
    const auto own = house.accounts->passkey_challenge(house.ola.who);
    CHECK(!house.signs_in(house.proof(own)));
    const auto fresh = house.accounts->passkey_challenge();
    CHECK(std::holds_alternative<NotIn>(house.accounts->confirm(house.ola.who, Purpose::StepUp, {.passkey = house.proof(fresh)}, site, "127.0.0.1")));
    const auto mine = house.accounts->passkey_challenge(house.ola.who);
    CHECK(std::holds_alternative<Begun>(house.accounts->confirm(house.ola.who, Purpose::StepUp, {.passkey = house.proof(mine)}, site, "127.0.0.1")));
}

TEST_CASE("SR-25: an answer that is wrong in one thing signs nobody in, and the log says in which") {
    Keyed house;
    std::string why;
    std::function<void(CeremonyForTests&)> change;
    auto at = site;
    bool other_handle = false;
    SUBCASE("another origin") { why = "wrong-origin", change = [](auto& how) { how.server.origin = "http://elders.test"; }; }
    SUBCASE("not unlocked") { why = "user-not-verified", change = [](auto& how) { how.flags = 0x01; }; }
    SUBCASE("a counter that went back") { why = "counter-regress", change = [](auto& how) { how.sign_count = 1; }; }
    SUBCASE("of nobody") { why = "wrong-user-handle", other_handle = true; }
    auto proof = house.proof(house.accounts->passkey_challenge(), change);
    if (other_handle) proof.user_handle.reset();
    CHECK(std::holds_alternative<NotIn>(house.accounts->sign_in(proof, at, "127.0.0.1")));
    const auto last = house.entries().back();
    CHECK(last.act == "sign_in");
    CHECK(last.outcome == audit::Outcome::Refused);
    CHECK(last.basis == "passkey:" + why);
}

TEST_CASE("a passkey belongs to the name of one host, and to one account") {
    Keyed house;
    const auto proof = house.proof(house.accounts->passkey_challenge(), [](auto& how) { how.server = {"kader.praktijk.test", "https://kader.praktijk.test"}; });
    CHECK(std::holds_alternative<NotIn>(house.accounts->sign_in(proof, {"kader.praktijk.test", "https://kader.praktijk.test"}, "127.0.0.1")));
    // The same device may not be told to be of somebody else as well.
    const auto id = house.accounts->create(access::operator_grant(house.practice(), 1000), {"Rik Voorbeeld", "rik", std::string{password}});
    REQUIRE(id);
    const auto rik = std::get<Begun>(house.accounts->sign_in("rik", password, "127.0.0.1"));
    const auto outcome = house.add(rik.who, house.device);
    REQUIRE(std::holds_alternative<NotIn>(outcome));
    CHECK(std::get<NotIn>(outcome).error.code == Code::Conflict);
}

TEST_CASE("a passkey that was taken away, and that of who is suspended, opens nothing") {
    Keyed house;
    const SoftwareAuthenticator second{factors::SignatureAlgorithm::EdDSA};
    REQUIRE(std::holds_alternative<Enrolled>(house.add(house.ola.who, second)));
    const auto own = house.accounts->own(house.ola.who);
    REQUIRE(own->factors.size() == 2);
    house.somebody("bea");  // Nobody suspends the last owner.
    SUBCASE("taken away") { REQUIRE(!house.accounts->remove_factor(house.ola.who, own->factors[0].id, "127.0.0.1")); }
    SUBCASE("suspended") { REQUIRE(!house.accounts->suspend(access::operator_grant(house.practice(), 1000), house.ola.who.account)); }
    CHECK(!house.signs_in(house.proof(house.accounts->passkey_challenge())));
    house.open();
    CHECK(!house.signs_in(house.proof(house.accounts->passkey_challenge())));
}

}  // namespace kader::accounts
