// Two factors for everybody, and answers that tell nothing to who has one.

#include <thread>

#include "accounts/house_for_tests.h"

namespace kader::accounts {

namespace {

std::string refusal(const SignInOutcome& outcome) {
    const auto* not_in = std::get_if<NotIn>(&outcome);
    return not_in ? not_in->error.detail : "signed in";
}

}  // namespace

TEST_CASE("SR-19: a password alone opens nothing from any address, also right after an upgrade or a restore") {
    House house;
    house.owner();
    SUBCASE("as it runs") {}
    SUBCASE("after a restart") { house.open(); }
    SUBCASE("after an upgrade, where sessions did not say how they began") {
        house.tamper("UPDATE session SET kind = 0");
        house.open();
        CHECK(house.accounts->sessions_now() == 0);
    }
    for (const auto* address : {"127.0.0.1", "local", "192.0.2.1", "::1"}) {
        const auto outcome = house.accounts->sign_in("eigenaar@voorbeeld.test", password, address);
        REQUIRE(std::holds_alternative<Pending>(outcome));
        // What waits for a code is no session.
        const auto& token = std::get<Pending>(outcome).token;
        CHECK(!house.accounts->session(token, Use::Counts));
        for (const auto* code : {"", "000000", "x"}) CHECK(refusal(house.accounts->finish(token, code, address)) != "signed in");
    }
}

TEST_CASE("SR-19: an account of before there were second factors may add one with its password, and nothing else") {
    House house;
    const auto id = house.accounts->create(access::operator_grant(house.practice(), 1000), {"Rik Voorbeeld", "rik", std::string{password}});
    REQUIRE(id);
    auto outcome = house.accounts->sign_in("rik", password, "local");
    REQUIRE(std::holds_alternative<Begun>(outcome));
    const auto first = std::get<Begun>(outcome);
    CHECK(first.who.state == SessionState::Enrolling);
    CHECK(first.who.lacks == Lacks::Factor);
    const auto other = std::get<Begun>(house.accounts->sign_in("rik", password, "local"));
    const auto full = house.enrol(first, "rik");
    CHECK(full.who.state == SessionState::Active);
    CHECK(full.token != first.token);
    CHECK(house.recovery_codes.size() == 10);
    // The sessions of one factor are over, also the one that somebody else may have had.
    CHECK(!house.accounts->session(first.token, Use::Looks));
    CHECK(!house.accounts->session(other.token, Use::Looks));
    CHECK(std::holds_alternative<Pending>(house.accounts->sign_in("rik", password, "local")));
    // One that does not use its time is over: it has nothing to be unlocked with.
    const auto id2 = house.accounts->create(access::operator_grant(house.practice(), 1000), {"Bea Voorbeeld", "bea", std::string{password}});
    REQUIRE(id2);
    const auto idle = std::get<Begun>(house.accounts->sign_in("bea", password, "local"));
    house.pass(15min);
    CHECK(!house.accounts->session(idle.token, Use::Counts));
}

TEST_CASE("SR-23: neither step tells whether the name exists, the password was right, or the code wrong") {
    House house;
    house.owner();
    std::vector<std::string> said;
    for (const auto& [login, with] : {std::pair{"eigenaar@voorbeeld.test", password}, {"eigenaar@voorbeeld.test", "een ander wachtwoord"}, {"niemand", password}}) {
        auto first = house.accounts->sign_in(login, with, "local");
        REQUIRE(std::holds_alternative<Pending>(first));
        for (int i = 0; i < 7; ++i) said.push_back(refusal(house.accounts->finish(std::get<Pending>(first).token, "123456", "local")));
        said.push_back("-");
        house.pass(15min);
    }
    REQUIRE(said.size() == 24);
    for (std::size_t at = 0; at < 8; ++at) {
        CHECK(said[at] == said[at + 8]);
        CHECK(said[at] == said[at + 16]);
    }
}

TEST_CASE("SR-22, R34: wrong codes count for the name, whatever the password was and however often one begins anew") {
    House house;
    house.owner();
    for (const auto* with : {"een ander wachtwoord", "een lang wachtwoord"}) {
        CAPTURE(with);
        int tried = 0;
        std::optional<std::chrono::seconds> wait;
        for (; tried < 20 && !wait; ++tried) {
            auto first = house.accounts->sign_in("eigenaar@voorbeeld.test", with, "198.51.100.7");
            if (const auto* stopped = std::get_if<NotIn>(&first)) {
                house.pass(*stopped->wait);
                continue;
            }
            const auto outcome = house.accounts->finish(std::get<Pending>(first).token, "123456", "198.51.100.7");
            wait = std::get<NotIn>(outcome).wait;
        }
        CHECK(tried <= 7);
        CHECK(wait.value_or(0s) > 10min);
        house.pass(2h);
    }
    // The one whose account it is comes in meanwhile, from where they always do.
    CHECK(house.sign_in("eigenaar@voorbeeld.test"));
}

TEST_CASE("SR-24: a code of the app, a recovery code and a sign-in that waits for it work once") {
    House house;
    house.owner();
    house.pass(1min);
    const auto step = [&] { return std::get<Pending>(house.accounts->sign_in("eigenaar@voorbeeld.test", password, "127.0.0.1")).token; };
    const auto code = house.code("eigenaar@voorbeeld.test");
    const auto first = step(), second = step();
    CHECK(std::holds_alternative<Begun>(house.accounts->finish(first, code, "127.0.0.1")));
    CHECK(refusal(house.accounts->finish(second, code, "127.0.0.1")) != "signed in");
    house.pass(1min);
    CHECK(refusal(house.accounts->finish(first, house.code("eigenaar@voorbeeld.test"), "127.0.0.1")) != "signed in");
    house.open();
    CHECK(refusal(house.accounts->finish(step(), code, "127.0.0.1")) != "signed in");

    const auto recovery = house.recovery_codes.at(3);
    const auto recovered = house.accounts->finish(step(), recovery, "127.0.0.1");
    REQUIRE(std::holds_alternative<Begun>(recovered));
    CHECK(refusal(house.accounts->finish(step(), recovery, "127.0.0.1")) != "signed in");
    house.open();
    CHECK(refusal(house.accounts->finish(step(), recovery, "127.0.0.1")) != "signed in");
}

TEST_CASE("SR-24: two who come with the same code at the same moment do not both get in") {
    House house;
    house.owner();
    for (int round = 0; round < 3; ++round) {
        house.pass(1min);
        std::vector<std::string> waiting;
        for (int i = 0; i < 2; ++i) waiting.push_back(std::get<Pending>(house.accounts->sign_in("eigenaar@voorbeeld.test", password, "127.0.0.1")).token);
        const auto code = house.code("eigenaar@voorbeeld.test");
        std::atomic<int> in = 0;
        std::vector<std::thread> threads;
        for (const auto& token : waiting)
            threads.emplace_back([&house, &in, &code, token] {
                if (std::holds_alternative<Begun>(house.accounts->finish(token, code, "127.0.0.1"))) ++in;
            });
        for (auto& thread : threads) thread.join();
        CHECK(in == 1);
    }
}

TEST_CASE("a sign-in that waits longer than five minutes for its code is over") {
    House house;
    house.owner();
    const auto token = std::get<Pending>(house.accounts->sign_in("eigenaar@voorbeeld.test", password, "127.0.0.1")).token;
    house.pass(5min);
    CHECK(refusal(house.accounts->finish(token, house.code("eigenaar@voorbeeld.test"), "127.0.0.1")) != "signed in");
}

TEST_CASE("a recovery code ends what was open, forces a new factor, and takes the lost ones away") {
    House house;
    const auto owner = house.owner();
    auto first = house.accounts->sign_in("eigenaar@voorbeeld.test", password, "127.0.0.1");
    const auto outcome = house.accounts->finish(std::get<Pending>(first).token, house.recovery_codes.at(0), "127.0.0.1");
    REQUIRE(std::holds_alternative<Begun>(outcome));
    const auto recovered = std::get<Begun>(outcome);
    CHECK(recovered.who.state == SessionState::Enrolling);
    CHECK(recovered.who.lacks == Lacks::Lost);
    CHECK(recovered.who.codes_left == 9);
    CHECK(!house.accounts->session(owner.token, Use::Looks));
    // Signing in once more with what was lost changes nothing of that.
    const auto again = house.sign_in("eigenaar@voorbeeld.test");
    REQUIRE(again);
    CHECK(again->who.state == SessionState::Enrolling);
    const auto lost = house.secrets;
    const auto full = house.enrol(*again, "eigenaar@voorbeeld.test");
    CHECK(full.who.state == SessionState::Active);
    CHECK(full.who.codes_left == 9);
    CHECK(house.recovery_codes.empty());
    CHECK(house.accounts->own(full.who)->code_used);
    const auto now = house.secrets;
    house.secrets = lost;
    CHECK(!house.sign_in("eigenaar@voorbeeld.test"));
    house.secrets = now;
    CHECK(house.sign_in("eigenaar@voorbeeld.test"));
    const auto acts = house.acts();
    for (const auto* act : {"factor.add", "factor.recover", "session.end", "sign_in"}) CHECK_MESSAGE(std::ranges::count(acts, act) > 0, act);
}

TEST_CASE("a crowd that begins to sign in takes room for so many and no more") {
    Shelf<int> shelf{3, 60s};
    std::chrono::steady_clock::time_point now{1h};
    for (std::uint8_t i = 0; i < 10; ++i) shelf.put({i}, i, now += 1s);
    CHECK(shelf.size() == 3);
    CHECK(!shelf.look({6}, now));
    CHECK(shelf.take({8}, now) == 8);
    CHECK(!shelf.take({8}, now));
    CHECK(shelf.look({9}, now + 59s) == 9);
    CHECK(!shelf.look({9}, now + 60s));
    CHECK(shelf.size() == 0);
}

}  // namespace kader::accounts
