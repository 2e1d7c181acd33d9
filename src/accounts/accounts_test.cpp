#include "accounts/house_for_tests.h"

namespace kader::accounts {

TEST_CASE("a set-up token makes the first owner, once") {
    House house;
    CHECK(!house.accounts->has_account(house.practice()));
    const auto old = house.accounts->make_setup_token(house.practice());
    const auto token = house.accounts->make_setup_token(house.practice());
    REQUIRE(token);
    const NewAccount first{"Ola Voorbeeld", "ola", std::string{password}};
    CHECK(house.accounts->set_up(*old, first, "local").error().code == Code::Forbidden);
    CHECK(house.accounts->set_up("", first, "local").error().code == Code::Forbidden);
    CHECK(house.accounts->set_up(*token, {"Ola", "ola", "te kort"}, "local").error().code == Code::Invalid);
    CHECK(house.accounts->set_up(*token, {"Ola", "ola", ""}, "local").error().code == Code::Invalid);
    house.open();
    const auto begun = house.accounts->set_up(*token, first, "local");
    REQUIRE(begun);
    CHECK(begun->who.role == access::Role::Owner);
    CHECK(house.accounts->session(begun->token, Use::Counts)->name == "Ola Voorbeeld");
    CHECK(house.accounts->set_up(*token, first, "local").error().code == Code::Forbidden);
    CHECK(house.accounts->make_setup_token(house.practice()).error().code == Code::Conflict);
    CHECK(house.accounts->has_account(house.practice()));
}

TEST_CASE("a set-up token that is three days old opens nothing") {
    House house;
    const auto token = house.accounts->make_setup_token(house.practice());
    house.pass(72h);
    CHECK(house.accounts->set_up(*token, {"Ola", "ola", std::string{password}}, "local").error().code == Code::Forbidden);
}

TEST_CASE("signing in gives a new session each time, which a restart keeps and signing out ends at once") {
    House house;
    const auto first = house.owner();
    const auto second = house.sign_in(" Eigenaar@Voorbeeld.TEST ");
    REQUIRE(second);
    CHECK(second->token != first.token);
    CHECK(second->who.csrf != first.who.csrf);
    house.open();
    CHECK(house.accounts->sessions_now() == 2);
    const auto who = house.accounts->session(second->token, Use::Looks);
    REQUIRE(who);
    CHECK(who->csrf == second->who.csrf);
    CHECK(who->name == "Ola Voorbeeld");
    CHECK(!house.accounts->sign_out(*who, "local"));
    CHECK(!house.accounts->session(second->token, Use::Looks));
    CHECK(house.accounts->session(first.token, Use::Looks));
    house.open();
    CHECK(!house.accounts->session(second->token, Use::Looks));
    CHECK(house.accounts->session(first.token, Use::Looks));
    CHECK(!house.accounts->session(std::string(64, '0'), Use::Looks));
    CHECK(!house.accounts->session("", Use::Looks));
    const auto acts = house.acts();
    for (const auto* act : {"setup_token.make", "account.create", "sign_in", "sign_out"})
        CHECK_MESSAGE(std::ranges::count(acts, act) > 0, act);
}

TEST_CASE("a wrong password and a name that does not exist are told the same, and only the first is noted") {
    House house;
    house.owner();
    CHECK(!house.sign_in("eigenaar@voorbeeld.test", "een ander wachtwoord"));
    const auto wrong = house.last;
    CHECK(!house.sign_in("niemand@voorbeeld.test"));
    CHECK(wrong.error.detail == house.last.error.detail);
    CHECK(wrong.error.code == house.last.error.code);
    CHECK(!wrong.wait);
    CHECK(std::ranges::count(house.acts(), "sign_in refused") == 1);
    // With where it came from, and without an account: nobody knows who it was.
    const auto last = house.entries().back();
    CHECK(last.workstation == "127.0.0.1");
    CHECK(last.actor_kind == "server");
    CHECK(last.actor.is_nil());
}

TEST_CASE("SR-22: after five failures anybody waits, known or not, and then may try again") {
    House house;
    house.owner();
    const auto wait = [&](const std::string& login) -> std::optional<std::chrono::seconds> {
        const auto outcome = house.accounts->sign_in(login, "mis", "198.51.100.7");
        const auto* not_in = std::get_if<NotIn>(&outcome);
        return not_in ? not_in->wait : std::nullopt;
    };
    for (const std::string login : {"eigenaar@voorbeeld.test", "niemand"}) {
        for (int i = 0; i < 6; ++i) CHECK(!wait(login));
        CHECK(wait(login) == 30s);
    }
    // A stranger elsewhere keeps nobody out who signed in here before.
    CHECK(house.sign_in("eigenaar@voorbeeld.test"));
}

TEST_CASE("SR-27: a session locks when it is not used, and is over in the end however much it is used") {
    House house;
    const auto begun = house.owner();
    const auto state = [&](const Begun& of, Use use) {
        const auto who = house.accounts->session(of.token, use);
        return who ? word(who->state) : "over";
    };
    // Looking does not count as use, and using it then does not open it.
    house.pass(10min);
    CHECK(state(begun, Use::Looks) == "active");
    house.pass(5min);
    for (int i = 0; i < 2; ++i) CHECK(state(begun, Use::Counts) == "locked");
    house.open();
    CHECK(state(begun, Use::Counts) == "locked");

    const auto busy = house.sign_in("eigenaar@voorbeeld.test");
    for (int i = 0; i < 59; ++i) {
        house.pass(10min);
        REQUIRE(state(*busy, Use::Counts) == "active");
    }
    CHECK(state(begun, Use::Looks) == "over");
    house.pass(10min);
    CHECK(state(*busy, Use::Counts) == "over");
    CHECK(std::ranges::count(house.acts(), "session.lock") == 1);
}

TEST_CASE("SR-27: setting the clock back makes no session longer, also over a restart") {
    House house;
    const auto begun = house.owner();
    const auto then = house.clock.now().time_since_epoch().count();
    house.clock.set(then - 3'600'000'000);
    SUBCASE("while it runs") {
        house.steady += 14min;
        CHECK(house.accounts->session(begun.token, Use::Looks)->state == SessionState::Active);
        house.steady += 1min;
        CHECK(house.accounts->session(begun.token, Use::Counts)->state == SessionState::Locked);
    }
    SUBCASE("while it does not run") {
        house.open();
        CHECK(!house.accounts->session(begun.token, Use::Counts));
    }
}

TEST_CASE("a suspended account is out at once and cannot come back") {
    House house;
    const auto owner = house.owner();
    const auto grant = owner.who.grant("local");
    const auto id = house.accounts->create(grant, {"Rik Voorbeeld", "rik", std::string{password}, access::Role::Reception});
    REQUIRE(id);
    CHECK(house.accounts->create(grant, {"Ander", " RIK", std::string{password}}).error().code == Code::Conflict);
    const auto rik = house.sign_in("rik");
    REQUIRE(rik);
    CHECK(rik->who.role == access::Role::Reception);
    CHECK(house.accounts->create(rik->who.grant("local"), {"Vriend", "vriend", ""}).error().code == Code::Forbidden);
    CHECK(!house.accounts->suspend(grant, *id));
    CHECK(!house.accounts->session(rik->token, Use::Counts));
    CHECK(!house.sign_in("rik"));
    house.open();
    CHECK(!house.sign_in("rik"));
    CHECK(!house.accounts->session(rik->token, Use::Counts));
}

TEST_CASE("a login is in use in one practice only, and a role that was changed in the database lets nobody in") {
    House house;
    house.owner(1, "ola");
    const auto token = house.accounts->make_setup_token(house.practice(2));
    CHECK(house.accounts->set_up(*token, {"Ola", "OLA", std::string{password}}, "local").error().code == Code::Conflict);
    CHECK(house.accounts->set_up(*token, {"Ola", "ola twee", std::string{password}}, "local"));
    house.tamper("UPDATE account SET role = 'reader'");
    house.open();
    CHECK(!house.sign_in("ola"));
}

TEST_CASE("an account with no password is opened by none") {
    House house;
    const auto owner = house.owner();
    REQUIRE(house.accounts->create(owner.who.grant("local"), {"Demo", "demo", ""}));
    CHECK(!house.sign_in("demo", ""));
    CHECK(!house.sign_in("demo"));
}

}  // namespace kader::accounts
