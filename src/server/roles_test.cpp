// Roles, states and practices as a browser meets them: what does not count is refused on every route.

#include "server/house_for_tests.h"

namespace kader::server::tests {

namespace {

using access::Role;
using namespace std::chrono_literals;

// Every route that is not open to all and no tool's, asked for by somebody; the first status that comes.
template <class Each>
int on_every_route(Each each) {
    server::House nowhere;
    int asked = 0;
    for (const auto& endpoint : all_endpoints(nowhere)) {
        const auto kind = endpoint.policy.kind();
        if (kind == Policy::Kind::Public || kind == Policy::Kind::Tools) continue;
        std::string path{endpoint.declared.pattern};
        for (std::size_t open = 0; (open = path.find('{')) != std::string::npos;) path.replace(open, path.find('}') - open + 1, "mensen");
        each(std::string{http::word(endpoint.declared.method)}, path);
        ++asked;
    }
    return asked;
}

}  // namespace

TEST_CASE("R09, SR-14: who is invited, suspended, ended or past their day is refused on every route") {
    House house;
    auto& accounts = house.application().accounts();
    const auto keeper = access::operator_grant(house.practice, 1);
    const auto owner = house.somebody(Role::Owner);
    const CalendarDay day = kader::server::amsterdam_day(house.clock);
    for (const std::string state : {"suspended", "ended", "account suspended", "past its day"}) {
        CAPTURE(state);
        const auto who = house.somebody(Role::QualityOfficer);
        if (state == "suspended") REQUIRE(!accounts.change_role(keeper, who.who.account, Role::QualityOfficer, accounts::RoleChange::Suspend));
        if (state == "ended") REQUIRE(!accounts.change_role(keeper, who.who.account, Role::QualityOfficer, accounts::RoleChange::End));
        if (state == "account suspended") REQUIRE(!accounts.suspend(keeper, who.who.account));
        auto token = who;
        if (state == "past its day") {
            REQUIRE(accounts.grant_role(keeper, who.who.account, {.role = Role::Reader, .until = day}));
            const auto next = accounts.use_role(who.who, Role::Reader, "local");
            REQUIRE(std::holds_alternative<accounts::Begun>(next));
            token = std::get<accounts::Begun>(next);
            CHECK(house.as(token, "GET", "/api/session").json().at("role") == "reader");
            house.clock.pass(24h);
        }
        const auto asked = on_every_route([&](const std::string& method, const std::string& path) {
            CAPTURE(path);
            CHECK(house.as(token, method, path, {}, "").status == 401);
        });
        CHECK(asked > 40);
    }
    // Who waits for a second person has nothing to be refused with.
    const auto waits = accounts.create(owner.who.grant("local"), {"Pia Voorbeeld", "pia", {}, Role::PrivacyOfficer});
    REQUIRE(waits);
    CHECK(!accounts.begin(*waits, "local"));
}

TEST_CASE("R29: no parameter or header at the address of the session keeps it alive") {
    House house;
    const auto who = house.somebody(Role::Owner);
    house.clock.pass(14min);
    // It is refused before it is looked at, or it looks and counts; so what is asked here looks only.
    for (int i = 0; i < 3; ++i) {
        CHECK(house.as(who, "GET", "/api/session", "X-Keep-Alive: yes\r\nX-Extend: 1\r\nKeep-Alive: timeout=9999\r\n").status == 200);
        for (const auto* parameter : {"?extend=1", "?keep_alive=true", "?until=2030-01-01", "?expires=never"})
            CHECK(house.as(who, "GET", std::string{"/api/session"} + parameter).status == 422);
    }
    house.clock.pass(1min);
    CHECK(house.as(who, "GET", "/api/session").status == 401);
}

TEST_CASE("R37: no hash, secret or token stands in any answer about accounts") {
    House house;
    const auto owner = house.somebody(Role::Owner);
    for (const auto* target : {"/api/people", "/api/account", "/api/session", "/api/account/invitations"}) {
        CAPTURE(target);
        const auto answer = house.as(owner, "GET", target);
        CHECK(answer.status == 200);
        for (const std::string& never : {std::string{"argon2"}, std::string{"hash"}, std::string{"secret"}, owner.token, std::string{"password\":\""}})
            CHECK(answer.body.find(never) == std::string::npos);
    }
}

TEST_CASE("the session tells the role in use and one's own, and goes on in another of them under a new cookie") {
    House house;
    auto& accounts = house.application().accounts();
    const auto who = house.somebody(Role::Employee);
    REQUIRE(accounts.grant_role(access::operator_grant(house.practice, 1), who.who.account, {.role = Role::Reception}));
    const auto before = house.as(who, "GET", "/api/session").json();
    CHECK(before.at("role") == "employee");
    CHECK(before.at("roles").as_array().size() == 2);
    CHECK(before.at("practices").is_null());
    CHECK(house.as(who, "POST", "/api/session/role", {}, R"({"role":"reader"})").status == 404);
    const auto next = house.as(who, "POST", "/api/session/role", {}, R"({"role":"reception"})");
    REQUIRE(next.status == 200);
    CHECK(next.json().at("role") == "reception");
    CHECK(house.as(who, "GET", "/api/session").status == 401);
    CHECK(house.ask("GET", "/api/records/mensen", house.as_of(next)).status == 403);
    CHECK(house.as(who, "POST", "/api/session/role", {}, R"({"role":"owner"})").status == 401);
}

TEST_CASE("people are shown with every role, what it waits for, and that no second person looked") {
    House house;
    auto& accounts = house.application().accounts();
    const auto owner = house.somebody(Role::Owner);
    const auto made = accounts.admit(owner.who.grant("local"), {"Pia Voorbeeld", "pia", {}, Role::PrivacyOfficer});
    REQUIRE(made);
    const auto find = [&](const json::object& all, std::string_view login) {
        for (const auto& one : all.at("people").as_array())
            if (one.at("login") == json::string_view{login.data(), login.size()}) return one.as_object();
        FAIL("nobody has this login");
        return json::object{};
    };
    auto people = house.as(owner, "GET", "/api/people").json();
    CHECK(people.at("no_second_person") == false);
    const auto pia = find(people, "pia").at("memberships").at(0).as_object();
    CHECK(pia.at("role") == "privacy_officer");
    CHECK(pia.at("state") == "invited");
    CHECK(pia.at("waiting_for") == "time");
    CHECK(pia.at("waiting_until").is_string());
    house.clock.pass(24h * 14);
    const auto later = *accounts.begin(owner.who.account, "local");
    people = house.as(later, "GET", "/api/people").json();
    CHECK(find(people, "pia").at("memberships").at(0).at("waiting_for") == "confirmation");
    REQUIRE(accounts.agree(later.who.grant("local"), made->person, Role::PrivacyOfficer));
    people = house.as(later, "GET", "/api/people").json();
    CHECK(people.at("no_second_person") == true);
    CHECK(find(people, "pia").at("memberships").at(0).at("alone") == true);
}

}  // namespace kader::server::tests
