// What one may do with one's own account, and what locks and opens a session.

#include "accounts/house_for_tests.h"

namespace kader::accounts {

namespace {

const Site site{"localhost", "http://localhost:8420"};

struct Owned : House {
    Begun ola = owner(1, "ola");
    SignInOutcome give(const Begun& to, Purpose purpose, const Proof& proof) {
        return accounts->confirm(now(to), purpose, proof, site, "127.0.0.1");
    }
    SignedIn now(const Begun& of) {
        const auto who = accounts->session(of.token, Use::Looks);
        REQUIRE(who);
        return *who;
    }
    bool is_there(const Begun& of) { return accounts->session(of.token, Use::Looks).has_value(); }
};

}  // namespace

TEST_CASE("SR-26: unlocking and stepping up give a new token to the same session, and the old one is dead") {
    Owned house;
    for (const auto purpose : {Purpose::StepUp, Purpose::Unlock}) {
        house.pass(16min);
        CHECK(house.now(house.ola).state == SessionState::Locked);
        if (purpose == Purpose::StepUp) {
            // What opens is asked as well.
            const auto outcome = house.give(house.ola, purpose, {.password = std::string{password}});
            CHECK(std::holds_alternative<NotIn>(outcome));
        }
        const auto outcome = house.give(house.ola, purpose, {.code = house.code("ola")});
        REQUIRE(std::holds_alternative<Begun>(outcome));
        const auto next = std::get<Begun>(outcome);
        CHECK(next.token != house.ola.token);
        CHECK(next.who.csrf != house.ola.who.csrf);
        CHECK(next.who.state == SessionState::Active);
        CHECK(next.who.is_fresh);
        CHECK(!house.is_there(house.ola));
        house.open();
        CHECK(!house.is_there(house.ola));
        CHECK(house.now(next).state == SessionState::Active);
        house.ola = next;
    }
    const auto acts = house.acts();
    for (const auto* act : {"session.lock", "session.unlock", "session.step_up"}) CHECK_MESSAGE(std::ranges::count(acts, act) > 0, act);
}

TEST_CASE("SR-27: unlocking does not make a session longer than ten hours") {
    Owned house;
    for (int i = 0; i < 29; ++i) {
        house.pass(20min);
        const auto outcome = house.give(house.ola, Purpose::Unlock, {.code = house.code("ola")});
        REQUIRE(std::holds_alternative<Begun>(outcome));
        house.ola = std::get<Begun>(outcome);
    }
    house.pass(20min);
    CHECK(!house.is_there(house.ola));
}

TEST_CASE("a password unlocks but makes nothing fresh, and what is fresh is so for five minutes") {
    Owned house;
    CHECK(house.now(house.ola).is_fresh);
    house.pass(5min);
    CHECK(!house.now(house.ola).is_fresh);
    CHECK(!house.accounts->lock(house.ola.who, "127.0.0.1"));
    CHECK(house.now(house.ola).state == SessionState::Locked);
    CHECK(std::holds_alternative<NotIn>(house.give(house.ola, Purpose::Unlock, {.password = "een ander wachtwoord"})));
    CHECK(std::holds_alternative<NotIn>(house.give(house.ola, Purpose::Unlock, {.pin = "2749"})));
    CHECK(std::holds_alternative<NotIn>(house.give(house.ola, Purpose::Unlock, {})));
    const auto outcome = house.give(house.ola, Purpose::Unlock, {.password = std::string{password}});
    REQUIRE(std::holds_alternative<Begun>(outcome));
    CHECK(std::get<Begun>(outcome).who.state == SessionState::Active);
    CHECK(!std::get<Begun>(outcome).who.is_fresh);
    // With the clock set back it is not fresh again.
    house.clock.set(house.clock.now().time_since_epoch().count() - 3'600'000'000);
    CHECK(!house.now(std::get<Begun>(outcome)).is_fresh);
}

TEST_CASE("SR-22: guessing to unlock is slowed down like signing in, by the same counter") {
    Owned house;
    house.pass(16min);
    for (int i = 0; i < 5; ++i) CHECK(!std::get<NotIn>(house.give(house.ola, Purpose::Unlock, {.code = "000000"})).wait);
    CHECK(std::get<NotIn>(house.give(house.ola, Purpose::StepUp, {.code = house.code("ola")})).wait);
    CHECK(!house.sign_in("ola"));
    CHECK(house.last.wait);
}

TEST_CASE("SR-28: a change of password, code app or recovery codes ends all other sessions, and the log says so") {
    Owned house;
    const auto other = house.sign_in("ola");
    REQUIRE(other);
    SUBCASE("password") { CHECK(!house.accounts->set_password(house.ola.who, "een heel ander wachtwoord", "local")); }
    SUBCASE("code app") {
        const auto offer = house.accounts->offer_totp(house.ola.who);
        house.secrets["ola"] = offer->secret;
        CHECK(std::holds_alternative<Enrolled>(house.accounts->confirm_totp(house.ola.who, house.code("ola"), "local")));
    }
    SUBCASE("recovery codes") { CHECK(house.accounts->new_recovery_codes(house.ola.who, "local")->size() == 10); }
    SUBCASE("PIN") { CHECK(!house.accounts->set_pin(house.ola.who, "2749", "local")); }
    CHECK(house.is_there(house.ola));
    CHECK(!house.is_there(*other));
    house.open();
    CHECK(house.is_there(house.ola));
    CHECK(!house.is_there(*other));
    CHECK(std::ranges::count(house.acts(), "session.end") > 0);
}

TEST_CASE("new recovery codes end the old ones, and the last second factor cannot be taken away") {
    Owned house;
    const auto old = house.recovery_codes.at(0);
    REQUIRE(house.accounts->new_recovery_codes(house.ola.who, "local"));
    auto first = house.accounts->sign_in("ola", password, "127.0.0.1");
    CHECK(std::holds_alternative<NotIn>(house.accounts->finish(std::get<Pending>(first).token, old, "127.0.0.1")));
    const auto own = house.accounts->own(house.ola.who);
    REQUIRE(own->factors.size() == 1);
    CHECK(house.accounts->remove_factor(house.ola.who, own->factors[0].id, "local")->code == Code::Conflict);
    CHECK(house.accounts->remove_factor(house.ola.who, FactorId{}, "local")->code == Code::NotFound);
}

TEST_CASE("one sees and ends one's own sessions, and nobody else's") {
    Owned house;
    const auto tablet = house.sign_in("ola", password, "192.0.2.7");
    const auto neighbour = house.somebody("rik");
    const auto own = house.accounts->own(house.ola.who);
    REQUIRE(own->sessions.size() == 2);
    const auto* there = own->sessions[0].is_this ? &own->sessions[1] : &own->sessions[0];
    CHECK(there->workstation == "192.0.2.7");
    CHECK(there->id.size() == 16);
    const auto foreign = house.accounts->own(neighbour.who)->sessions.at(0).id;
    CHECK(house.accounts->end_session(house.ola.who, foreign, "local")->code == Code::NotFound);
    CHECK(!house.accounts->end_session(house.ola.who, there->id, "local"));
    CHECK(!house.is_there(*tablet));
    CHECK(house.is_there(house.ola));
    CHECK(house.is_there(neighbour));
}

TEST_CASE("SR-20: passwords that differ after byte 72 are different, and 128 characters are accepted") {
    Owned house;
    std::string begin;
    for (int i = 0; begin.size() < 100; ++i) begin += std::to_string(i * i * 7919) + "x";
    begin.resize(100);
    CHECK(!house.accounts->set_password(house.ola.who, begin + std::string(27, 'b') + "c", "local"));
    CHECK(!house.sign_in("ola", begin + std::string(27, 'b') + "d"));
    CHECK(house.sign_in("ola", begin + std::string(27, 'b') + "c"));
    CHECK(house.accounts->set_password(house.ola.who, std::string(129, 'a'), "local")->code == Code::Invalid);
}

TEST_CASE("SR-21: a password that is easily guessed, by itself or by who knows the account, is refused with a sentence that helps") {
    Owned house;
    for (const auto* weak : {"wachtwoord123", "Welkom01!Welkom01!", "wwwwwwwwwwwwwwww", "Ola Voorbeeld 2026"}) {
        const auto refused = house.accounts->set_password(house.ola.who, weak, "local");
        REQUIRE_MESSAGE(refused, weak);
        CHECK(refused->code == Code::Invalid);
        CHECK(refused->detail.find("woorden") != std::string::npos);
    }
    CHECK(!house.accounts->set_password(house.ola.who, "tulp galop zeezout parasol", "local"));
}

TEST_CASE("a lost account is reset by somebody else, who gives a code that works once") {
    Owned house;
    const auto grant = house.ola.who.grant("local");
    CHECK(house.accounts->reset(grant, house.ola.who.account).error().code == Code::Forbidden);
    const auto rik = house.somebody("rik", access::Role::Reader);
    CHECK(house.accounts->reset(rik.who.grant("local"), house.ola.who.account).error().code == Code::Forbidden);
    const auto foreign = house.somebody("bea", access::Role::Owner, 2);
    CHECK(house.accounts->reset(foreign.who.grant("local"), rik.who.account).error().code == Code::NotFound);

    const auto code = house.accounts->reset(grant, rik.who.account);
    REQUIRE(code);
    CHECK(!house.is_there(rik));
    house.open();
    CHECK(std::holds_alternative<NotIn>(house.accounts->activate("ola", *code, password, "local")));
    CHECK(std::get<NotIn>(house.accounts->activate("rik", *code, "te kort", "local")).error.code == Code::Invalid);
    const auto begun = house.accounts->activate("Rik", *code, password, "local");
    REQUIRE(std::holds_alternative<Begun>(begun));
    CHECK(std::get<Begun>(begun).who.state == SessionState::Enrolling);
    CHECK(std::holds_alternative<NotIn>(house.accounts->activate("rik", *code, password, "local")));
    house.enrol(std::get<Begun>(begun), "rik");
    CHECK(house.sign_in("rik"));
    // Three days, and whoever reads the data folder may do it as well: for a practice of one.
    const auto late = house.accounts->reset(access::operator_grant(house.practice(), 1000), house.ola.who.account);
    REQUIRE(late);
    house.pass(72h);
    CHECK(std::holds_alternative<NotIn>(house.accounts->activate("ola", *late, password, "local")));
    CHECK(std::ranges::count(house.acts(), "account.reset") == 2);
    const auto all = house.accounts->list(access::operator_grant(house.practice(), 1000));
    REQUIRE(all);
    CHECK(all->size() == 2);
}

TEST_CASE("who is no owner makes, resets and suspends no owner") {
    Owned house;
    const auto officer = house.somebody("kim", access::Role::QualityOfficer);
    const auto grant = officer.who.grant("local");
    REQUIRE(grant.may(access::Area::Practice, access::Act::Write));
    CHECK(house.accounts->create(grant, {"Vriend Voorbeeld", "vriend", {}, access::Role::Owner}).error().code == Code::Forbidden);
    CHECK(house.accounts->reset(grant, house.ola.who.account).error().code == Code::Forbidden);
    CHECK(house.accounts->suspend(grant, house.ola.who.account)->code == Code::Forbidden);
    CHECK(house.is_there(house.ola));
    CHECK(house.accounts->create(grant, {"Rik Voorbeeld", "rik", {}, access::Role::Reader}));
}

TEST_CASE("a secret of a factor stands nowhere readable in the database") {
    Owned house;
    REQUIRE(!house.accounts->set_pin(house.ola.who, "2749", "local"));
    const auto secret = bytes_of_app(house.secrets.at("ola"));
    const auto session = house.reader();
    session->begin_snapshot();
    session->enter_practice(house.practice().bytes());
    static constexpr storage::Sql select{"SELECT factors, sealed FROM account WHERE practice_id = $1"};
    session->each(select, {storage::id(house.practice())}, [&](const storage::Row& row) {
        for (int column = 0; column < 2; ++column) {
            const auto stored = row.blob(column);
            CHECK(std::search(stored.begin(), stored.end(), secret.begin(), secret.end()) == stored.end());
        }
    });
    session->end_snapshot();
}

}  // namespace kader::accounts
