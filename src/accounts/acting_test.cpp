// One role at a time, one practice at a time, and nothing the moment it does not count any more.

#include "accounts/people_for_tests.h"

namespace kader::accounts {

namespace {

using access::Role;

const Site site{"localhost", "http://localhost:8420"};

struct Two : People {
    Begun rik = complete("rik", Role::Employee);
    Two() { REQUIRE(accounts->grant_role(as(ola), rik.who.account, {.role = Role::Reception})); }
    Begun in_role(const Begun& of, Role role) {
        auto outcome = accounts->use_role(now(of), role, from);
        REQUIRE(std::holds_alternative<Begun>(outcome));
        return std::get<Begun>(outcome);
    }
};

// "rik" of practice 1 is asked to work in practice 2, whose owner is "bea".
struct Elsewhere : People {
    Begun rik = complete("rik", Role::Employee);
    Begun bea = owner(2, "bea");
    subjects::ActorId guest;
    void invite(const NewRole& role = {.role = Role::Practitioner}) {
        REQUIRE(!accounts->invite(as(bea), "Rik", role));
        const auto all = accounts->invitations(now(rik));
        REQUIRE(all.size() == 1);
        guest = all.front().id;
    }
    void accept() { REQUIRE(!accounts->accept(now(rik), guest, from)); }
    SignInOutcome go(const Begun& of, std::uint8_t number) {
        pass(30s);
        return accounts->use_practice(now(of), practice(number), {.code = code("rik")}, site, from);
    }
    Begun there() {
        auto outcome = go(rik, 2);
        REQUIRE(std::holds_alternative<Begun>(outcome));
        return std::get<Begun>(outcome);
    }
};

}  // namespace

TEST_CASE("SR-26: going on in another role gives a new token to the same session, the old one is dead, and the log shows the role") {
    Two house;
    house.pass(7min);
    const auto before = house.now(house.rik);
    const auto next = house.in_role(house.rik, Role::Reception);
    CHECK(next.token != house.rik.token);
    CHECK(next.who.csrf != house.rik.who.csrf);
    CHECK(!house.is_in(house.rik));
    CHECK(next.who.role == Role::Reception);
    CHECK(!next.who.grant("local").may(access::Area::Activities, access::Act::Write));
    CHECK(before.grant("local").may(access::Area::Activities, access::Act::Write));
    const auto last = house.entries().back();
    CHECK(last.act == "session.role");
    CHECK(last.role == "reception");
    // As old as it was, also after a restart.
    house.open();
    CHECK(house.now(next).role == Role::Reception);
    CHECK(!house.is_in(house.rik));
    for (int i = 0; i < 60; ++i) {
        house.pass(10min);
        static_cast<void>(house.accounts->session(next.token, Use::Counts));
    }
    CHECK(!house.is_in(next));
}

TEST_CASE("a session begins in the role that was used last") {
    Two house;
    house.in_role(house.rik, Role::Reception);
    house.pass(1min);
    CHECK(house.sign_in("rik")->who.role == Role::Reception);
    REQUIRE(!house.accounts->change_role(house.as(house.ola), house.rik.who.account, Role::Reception, RoleChange::Suspend));
    CHECK(house.sign_in("rik")->who.role == Role::Employee);
}

TEST_CASE("nobody goes on in a role they do not have, and in a privileged one only with a fresh second factor") {
    Two house;
    CHECK(std::holds_alternative<NotIn>(house.accounts->use_role(house.now(house.rik), Role::Owner, "local")));
    CHECK(house.is_in(house.rik));
    REQUIRE(house.accounts->grant_role(house.as(house.ola), house.ola.who.account, {.role = Role::Practitioner}));
    auto ola = house.in_role(house.ola, Role::Practitioner);
    house.pass(6min);
    CHECK(std::holds_alternative<NotIn>(house.accounts->use_role(house.now(ola), Role::Owner, "local")));
    CHECK(house.is_in(ola));
    const auto fresh = house.accounts->confirm(house.now(ola), Purpose::StepUp, {.code = house.code("ola")}, site, "local");
    REQUIRE(std::holds_alternative<Begun>(fresh));
    CHECK(house.in_role(std::get<Begun>(fresh), Role::Owner).who.role == Role::Owner);
}

TEST_CASE("SR-14, SR-15: a role that is suspended, ended or past its day shows nothing from the next request on, also after a restart and when it counts again") {
    Two house;
    const auto grant = house.as(house.ola);
    const auto id = house.rik.who.account;
    REQUIRE(house.accounts->grant_role(grant, id, {.role = Role::Locum, .until = house.day()}));
    const auto locum = house.in_role(house.rik, Role::Locum);
    bool comes_back = true;
    SUBCASE("suspended") { REQUIRE(!house.accounts->change_role(grant, id, Role::Locum, RoleChange::Suspend)); }
    SUBCASE("ended") { REQUIRE(!house.accounts->change_role(grant, id, Role::Locum, RoleChange::End)); comes_back = false; }
    SUBCASE("past its day") {
        // Each ten minutes it is used, until the day is over.
        for (const auto last = house.day(); house.day() == last; house.pass(10min)) static_cast<void>(house.accounts->session(locum.token, Use::Counts));
        comes_back = false;
    }
    SUBCASE("the whole account") { REQUIRE(!house.accounts->suspend(grant, id)); }
    CHECK(!house.is_in(locum));
    house.accounts->read_again();
    CHECK(!house.is_in(locum));
    house.open();
    CHECK(!house.is_in(locum));
    CHECK(house.accounts->change_role(grant, id, Role::Locum, RoleChange::Resume).has_value() != comes_back);
    CHECK(!house.is_in(locum));
    house.open();
    CHECK(!house.is_in(locum));
}

TEST_CASE("who has no role that counts does not come in: one that waits, is suspended, or is over") {
    People house;
    const auto grant = house.as(house.ola);
    const auto keeper = access::operator_grant(house.practice(), 1000);
    const auto waits = house.accounts->create(grant, {"Pia Voorbeeld", "pia", std::string{password}, Role::PrivacyOfficer});
    REQUIRE(waits);
    CHECK(!house.accounts->begin(*waits, "local"));
    CHECK(!house.sign_in("pia"));
    const auto rik = house.complete("rik", Role::Employee);
    REQUIRE(!house.accounts->change_role(keeper, rik.who.account, Role::Employee, RoleChange::Suspend));
    CHECK(!house.sign_in("rik"));
    REQUIRE(!house.accounts->change_role(keeper, rik.who.account, Role::Employee, RoleChange::Resume));
    CHECK(house.sign_in("rik"));
    REQUIRE(!house.accounts->change_role(keeper, rik.who.account, Role::Employee, RoleChange::End));
    CHECK(!house.sign_in("rik"));
}

TEST_CASE("an account that was suspended comes back with the one role that somebody else lets count again") {
    Two house;
    const auto id = house.rik.who.account;
    REQUIRE(!house.accounts->suspend(house.as(house.ola), id));
    CHECK(!house.sign_in("rik"));
    REQUIRE(!house.accounts->change_role(house.as(house.ola), id, Role::Reception, RoleChange::Resume));
    const auto again = house.sign_in("rik");
    REQUIRE(again);
    CHECK(again->who.role == Role::Reception);
    CHECK(std::holds_alternative<NotIn>(house.accounts->use_role(house.now(*again), Role::Employee, "local")));
}

TEST_CASE("one person works in two practices with one login, one practice at a time, and each log says what they did there") {
    Elsewhere house;
    house.invite();
    CHECK(std::holds_alternative<NotIn>(house.go(house.rik, 2)));
    house.accept();
    const auto there = house.there();
    CHECK(!house.is_in(house.rik));
    CHECK(there.who.practice == house.practice(2));
    CHECK(there.who.role == Role::Practitioner);
    CHECK(there.who.account != there.who.person);
    CHECK(there.who.grant("local").practice() == house.practice(2));
    CHECK(house.accounts->workplaces(there.who).size() == 2);
    house.open();
    CHECK(house.now(there).practice == house.practice(2));
    // Back, with a second factor as well.
    CHECK(std::holds_alternative<NotIn>(house.accounts->use_practice(house.now(there), house.practice(1), {.password = std::string{password}}, site, "local")));
    const auto back = house.go(there, 1);
    REQUIRE(std::holds_alternative<Begun>(back));
    CHECK(std::get<Begun>(back).who.practice == house.practice(1));
    CHECK(!house.is_in(there));
}

TEST_CASE("SR-15: what one practice suspends or ends is over there at once, and the other practice goes on") {
    Elsewhere house;
    house.invite();
    house.accept();
    const auto there = house.there();
    const auto bea = house.as(house.bea);
    bool by_home = false;
    SUBCASE("the role is suspended") { REQUIRE(!house.accounts->change_role(bea, house.guest, Role::Practitioner, RoleChange::Suspend)); }
    SUBCASE("the role is ended") { REQUIRE(!house.accounts->change_role(bea, house.guest, Role::Practitioner, RoleChange::End)); }
    SUBCASE("the person is suspended") { REQUIRE(!house.accounts->suspend(bea, house.guest)); }
    SUBCASE("the account is suspended at home") { by_home = true; REQUIRE(!house.accounts->suspend(house.as(house.ola), there.who.person)); }
    SUBCASE("the account is given out anew at home") { by_home = true; REQUIRE(house.accounts->reset(house.as(house.ola), there.who.person)); }
    CHECK(!house.is_in(there));
    house.open();
    CHECK(!house.is_in(there));
    CHECK(house.sign_in("rik").has_value() != by_home);
    const auto held = house.of(bea, house.guest, Role::Practitioner);
    CHECK(held.state != MemberState::Active);
}

TEST_CASE("who gives out an account anew at home does not come in elsewhere with it, until somebody there lets them") {
    Elsewhere house;
    house.invite();
    house.accept();
    const auto code = house.accounts->reset(house.as(house.ola), house.rik.who.account);
    REQUIRE(code);
    const auto begun = house.accounts->activate("rik", *code, password, "local");
    REQUIRE(std::holds_alternative<Begun>(begun));
    house.rik = house.enrol(std::get<Begun>(begun), "rik");
    CHECK(std::holds_alternative<NotIn>(house.go(house.rik, 2)));
    CHECK(house.of(house.as(house.bea), house.guest, Role::Practitioner).state == MemberState::Suspended);
    REQUIRE(!house.accounts->change_role(house.as(house.bea), house.guest, Role::Practitioner, RoleChange::Resume));
    CHECK(std::holds_alternative<Begun>(house.go(house.rik, 2)));
}

TEST_CASE("whether a login exists elsewhere is told to nobody who invites it") {
    Elsewhere house;
    const auto bea = house.as(house.bea);
    for (const auto* login : {"rik", "niemand"}) {
        CHECK(!house.accounts->invite(bea, login, {.role = Role::Reader}));
        CHECK(house.code_of(house.accounts->invite(bea, login, {.role = Role::Reader})) == Code::Conflict);
    }
    std::vector<Listed> guests;
    const auto all = house.accounts->list(bea);
    REQUIRE(all);
    for (const auto& one : *all)
        if (one.is_guest) guests.push_back(one);
    REQUIRE(guests.size() == 2);
    for (const auto& one : guests) {
        CHECK(one.name.empty());
        CHECK(!one.has_second_factor);
        CHECK(!one.last_used);
        CHECK(one.memberships.front().state == MemberState::Invited);
        CHECK(one.memberships.front().waits == WaitsFor::Person);
    }
    // Nobody else takes it up, nor whoever gets this login later.
    CHECK(house.accounts->invitations(house.ola.who).empty());
    const auto late = house.complete("niemand", Role::Owner, 1);
    CHECK(house.accounts->invitations(late.who).empty());
    house.pass(24h * 14);
    const auto rik = house.sign_in("rik");
    CHECK(house.accounts->invitations(rik->who).empty());
}

TEST_CASE("an external reviewer sees what was named, changes nothing, leaves the case number in the log and is out when the day is over") {
    People house;
    const auto bea = house.complete("bea", Role::Owner);
    const auto made = house.accounts->admit(house.as(house.ola), {"Ina Voorbeeld", "ina", {}, Role::ExternalReviewer, house.day(2), "2026-17", {"documents"}});
    REQUIRE(made);
    CHECK(!made->code);
    const auto agreed = house.accounts->agree(house.as(bea), made->person, Role::ExternalReviewer);
    REQUIRE(agreed);
    REQUIRE(agreed->code);
    const auto begun = house.accounts->activate("ina", *agreed->code, password, "local");
    REQUIRE(std::holds_alternative<Begun>(begun));
    CHECK(std::get<Begun>(begun).who.state == SessionState::Enrolling);
    const auto ina = house.enrol(std::get<Begun>(begun), "ina");
    const auto grant = ina.who.grant("local");
    for (int at = 0; at < access::area_count; ++at) {
        const auto area = static_cast<access::Area>(at);
        CAPTURE(access::word(area));
        CHECK(grant.may(area, access::Act::Read) == (area == access::Area::Documents));
        CHECK(!grant.may(area, access::Act::Write));
    }
    CHECK(house.entries().back().basis.ends_with("case:2026-17"));
    house.pass(24h * 3);
    CHECK(!house.is_in(ina));
    CHECK(!house.sign_in("ina"));
}

}  // namespace kader::accounts
