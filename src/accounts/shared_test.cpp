// A tablet that several people use: full sign-in once, then back by PIN.

#include "accounts/house_for_tests.h"

namespace kader::accounts {

namespace {

struct Shared : House {
    Begun ola = owner(1, "ola");
    std::string station = *accounts->make_station(ola.who, "192.0.2.7");
    Where tablet{"192.0.2.7", station};

    Begun here() {
        const auto begun = sign_in("ola", password, tablet);
        REQUIRE(begun);
        return *begun;
    }
    void choose_pin(std::string_view pin = "2749") { REQUIRE(!accounts->set_pin(ola.who, pin, "local")); }
    SignInOutcome back(std::string_view pin) { return accounts->sign_in_with_pin(ola.who.account, pin, tablet); }
    bool is_back(std::string_view pin) { return std::holds_alternative<Begun>(back(pin)); }
};

}  // namespace

TEST_CASE("who fully signed in on a shared tablet comes back by PIN, there and nowhere else, for ten hours") {
    Shared house;
    house.choose_pin();
    CHECK(!house.is_back("2749"));
    CHECK(house.accounts->may_return(house.station).empty());
    const auto full = house.here();
    CHECK(full.who.is_shared);
    CHECK(house.accounts->may_return(house.station).size() == 1);
    CHECK(!house.accounts->sign_out(full.who, house.tablet));
    house.open();
    const auto outcome = house.back("2749");
    REQUIRE(std::holds_alternative<Begun>(outcome));
    const auto by_pin = std::get<Begun>(outcome);
    CHECK(by_pin.who.state == SessionState::Active);
    CHECK(!by_pin.who.is_fresh);
    CHECK(std::holds_alternative<NotIn>(house.accounts->sign_in_with_pin(house.ola.who.account, "2749", "192.0.2.7")));
    CHECK(std::holds_alternative<NotIn>(house.accounts->sign_in_with_pin(house.ola.who.account, "2749", Where{"192.0.2.7", std::string(64, '0')})));
    CHECK(std::ranges::count(house.acts(), "sign_in") >= 2);
    house.pass(10h);
    CHECK(!house.accounts->session(by_pin.token, Use::Looks));
    CHECK(!house.is_back("2749"));
}

TEST_CASE("five wrong PINs close that way until a full sign-in, also over a restart") {
    Shared house;
    house.choose_pin();
    house.here();
    for (int i = 0; i < 3; ++i) CHECK(!house.is_back("1111"));
    house.open();
    for (int i = 0; i < 2; ++i) CHECK(!house.is_back("1111"));
    house.pass(16min);
    CHECK(!house.is_back("2749"));
    CHECK(house.accounts->may_return(house.station).empty());
    house.here();
    CHECK(house.is_back("2749"));
    // Four, and then the right one, counts from the beginning.
    for (int i = 0; i < 4; ++i) CHECK(!house.is_back("1111"));
    house.pass(16min);
    CHECK(house.is_back("2749"));
}

TEST_CASE("on a shared tablet a session locks after five minutes, and a PIN opens it") {
    Shared house;
    house.choose_pin();
    const auto full = house.here();
    house.pass(5min);
    const auto locked = house.accounts->session(full.token, Use::Counts);
    REQUIRE(locked);
    CHECK(locked->state == SessionState::Locked);
    const auto opened = house.accounts->confirm(*locked, Purpose::Unlock, {.pin = "2749"}, {}, house.tablet);
    REQUIRE(std::holds_alternative<Begun>(opened));
    CHECK(std::get<Begun>(opened).who.state == SessionState::Active);
    CHECK(std::holds_alternative<NotIn>(house.accounts->confirm(std::get<Begun>(opened).who, Purpose::StepUp, {.pin = "2749"}, {}, house.tablet)));
}

TEST_CASE("whoever is suspended, reset or changed their factors does not come back by PIN") {
    Shared house;
    house.choose_pin();
    house.here();
    const auto grant = access::operator_grant(house.practice(), 1000);
    house.somebody("bea");  // Nobody suspends the last owner.
    SUBCASE("suspended") { REQUIRE(!house.accounts->suspend(grant, house.ola.who.account)); }
    SUBCASE("reset") { REQUIRE(house.accounts->reset(grant, house.ola.who.account)); }
    SUBCASE("another PIN") { house.choose_pin("8163"); }
    SUBCASE("the tablet is no shared workstation any more") { REQUIRE(!house.accounts->end_station(house.ola.who, house.tablet)); }
    CHECK(!house.is_back("2749"));
    CHECK(!house.is_back("8163"));
    house.open();
    CHECK(!house.is_back("2749"));
}

TEST_CASE("a workstation that was put into the database by hand is none") {
    Shared house;
    house.choose_pin();
    house.here();
    house.tamper("UPDATE station SET practice_id = practice_id, station_id = account_id");
    house.open();
    CHECK(!house.accounts->is_station(house.station));
    CHECK(!house.is_back("2749"));
}

}  // namespace kader::accounts
