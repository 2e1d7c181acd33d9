// Two factors, the lock and the step up, as a browser meets them.

#include "server/house_for_tests.h"

namespace kader::server::tests {

namespace {

using namespace std::chrono_literals;
constexpr std::string_view password = "een lang wachtwoord";

// The first owner "ola" with an app, just signed in.
struct Owned : House {
    Answer setup = made();
    Answer enrolled;
    std::string secret = add_app(setup, &enrolled);
    std::string as_ola;

    Owned() {
        const auto session = enrolled.json().at("session").as_object();
        as_ola = cookie_of(enrolled) + own() + json_type() + "X-Kader-Csrf: " + std::string{session.at("csrf").as_string()} + "\r\n";
    }
    Answer made() {
        const auto token = application().accounts().make_setup_token(practice);
        return ask("POST", "/api/setup", own() + json_type(),
                   R"({"token":")" + *token + R"(","name":"Ola Voorbeeld","login":"ola","password":")" + std::string{password} + "\"}");
    }
    Answer give(const std::string& where, const std::string& proof) { return ask("POST", "/api/session/" + where, as_ola, proof); }
    std::string code_body() { return R"({"code":")" + code(secret) + "\"}"; }
};

std::string need(const Answer& answer) {
    const auto problem = answer.json();
    return problem.contains("need") ? std::string{problem.at("need").as_string()} : "";
}

}  // namespace

TEST_CASE("SR-19: who has only a password may add a second factor and reach nothing else, on any route") {
    House house;
    const auto token = house.application().accounts().make_setup_token(house.practice);
    const auto setup = house.ask("POST", "/api/setup", house.own() + House::json_type(),
                                 R"({"token":")" + *token + R"(","name":"Ola","login":"ola","password":")" + std::string{password} + "\"}");
    const auto as = house.as_of(setup);
    server::House nowhere;
    int asked = 0;
    for (const auto& endpoint : all_endpoints(nowhere)) {
        const auto kind = endpoint.policy.kind();
        if (kind == Policy::Kind::Public || kind == Policy::Kind::Tools) continue;
        std::string path{endpoint.declared.pattern};
        for (std::size_t open = 0; (open = path.find('{')) != std::string::npos;) path.replace(open, path.find('}') - open + 1, "mensen");
        CAPTURE(path);
        if (kind == Policy::Kind::AnySession || kind == Policy::Kind::Enrolling) continue;
        const auto answer = house.ask(std::string{http::word(endpoint.declared.method)}, path, as);
        CHECK(answer.status == 403);
        CHECK(need(answer) == "second_factor");
        ++asked;
    }
    CHECK(asked > 15);
    Answer enrolled;
    house.add_app(setup, &enrolled);
    CHECK(enrolled.json().at("recovery_codes").as_array().size() == 10);
    CHECK(enrolled.json().at("session").at("state") == "active");
    CHECK(house.ask("GET", "/api/check", as).status == 401);
    CHECK(house.ask("GET", "/api/check", House::cookie_of(enrolled)).status == 200);
}

TEST_CASE("a locked screen shows nothing on any route, and opens to the same session with a new token") {
    Owned house;
    CHECK(house.ask("POST", "/api/session/lock", house.as_ola).status == 204);
    server::House nowhere;
    for (const auto& endpoint : all_endpoints(nowhere)) {
        const auto kind = endpoint.policy.kind();
        if (kind == Policy::Kind::Public || kind == Policy::Kind::Tools || kind == Policy::Kind::AnySession) continue;
        std::string path{endpoint.declared.pattern};
        for (std::size_t open = 0; (open = path.find('{')) != std::string::npos;) path.replace(open, path.find('}') - open + 1, "mensen");
        CAPTURE(path);
        const auto answer = house.ask(std::string{http::word(endpoint.declared.method)}, path, house.as_ola);
        CHECK(answer.status == 423);
        CHECK(need(answer) == "unlock");
    }
    CHECK(house.ask("GET", "/api/session", house.as_ola).json().at("state") == "locked");
    CHECK(house.give("step-up", house.code_body()).status == 423);
    CHECK(house.give("unlock", "{}").status == 422);
    CHECK(house.give("unlock", R"({"password":"een lang wachtwoord","code":"123456"})").status == 422);
    CHECK(house.give("unlock", R"({"password":"een ander wachtwoord"})").status == 403);
    const auto opened = house.give("unlock", R"({"password":"een lang wachtwoord"})");
    REQUIRE(opened.status == 200);
    CHECK(opened.json().at("state") == "active");
    CHECK(house.ask("GET", "/api/check", house.as_ola).status == 401);
    CHECK(house.ask("GET", "/api/check", house.as_of(opened)).status == 200);
}

TEST_CASE("SR-27: a screen that was left alone locks, whatever a page goes on asking by itself, and answers are refused from then on") {
    Owned house;
    for (int i = 0; i < 15; ++i) {
        CHECK(house.ask("GET", "/api/session", house.as_ola + "X-Keep-Alive: yes\r\n").json().at("state") == "active");
        house.clock.pass(1min);
    }
    CHECK(house.ask("GET", "/api/session", house.as_ola).json().at("state") == "locked");
    CHECK(house.ask("GET", "/api/check", house.as_ola).status == 423);
    CHECK(house.ask("GET", "/api/check", House::cookie_of(house.enrolled) + "Sec-Fetch-Site: same-origin\r\n").status == 423);
}

TEST_CASE("an act that asks for it wants a second factor of less than five minutes ago") {
    Owned house;
    const std::string person = R"({"name":"Rik Voorbeeld","login":"rik","role":"employee"})";
    house.clock.pass(6min);
    const auto refused = house.ask("POST", "/api/people", house.as_ola, person);
    CHECK(refused.status == 403);
    CHECK(need(refused) == "step_up");
    CHECK(house.give("step-up", R"({"password":"een lang wachtwoord"})").status == 403);
    const auto fresh = house.give("step-up", house.code_body());
    REQUIRE(fresh.status == 200);
    const auto added = house.ask("POST", "/api/people", house.as_of(fresh), person);
    REQUIRE(added.status == 201);
    const std::string code{added.json().at("code").as_string()};
    CHECK(house.ask("POST", "/api/people", house.as_of(fresh), person).fields() == std::vector<std::string>{"/login"});

    // With the code Rik chooses a password, adds an app, and is in.
    const auto activate = [&](const std::string& with) {
        return house.ask("POST", "/api/activation", house.own() + House::json_type(),
                         R"({"login":"rik","code":")" + code + R"(","password":")" + with + "\"}");
    };
    CHECK(activate("te kort").fields() == std::vector<std::string>{"/password"});
    const auto begun = activate("nog een lang wachtwoord");
    REQUIRE(begun.status == 200);
    CHECK(activate("nog een lang wachtwoord").status == 401);
    const auto secret = house.add_app(begun);
    house.clock.pass(30s);
    const auto rik = house.sign_in("rik", "nog een lang wachtwoord", secret);
    REQUIRE(rik.status == 200);
    const auto people = house.ask("GET", "/api/people", house.as_of(fresh)).json();
    CHECK(people.at("people").as_array().size() == 2);

    // SR-15: suspended, and out at once.
    const std::string id{added.json().at("account").as_string()};
    CHECK(house.ask("POST", "/api/people/" + id + "/suspend", house.as_of(fresh)).status == 204);
    CHECK(house.ask("GET", "/api/session", house.as_of(rik)).status == 401);
}

TEST_CASE("one's own account shows factors and sessions, and what is ended there is out") {
    Owned house;
    house.clock.pass(30s);
    const auto elsewhere = house.sign_in("ola", password, house.secret);
    REQUIRE(elsewhere.status == 200);
    const auto account = house.ask("GET", "/api/account", house.as_ola).json();
    CHECK(account.at("login") == "ola");
    CHECK(account.at("recovery_codes_left") == 10);
    REQUIRE(account.at("factors").as_array().size() == 1);
    CHECK(account.at("factors").at(0).at("kind") == "totp");
    CHECK(std::string{account.at("factors").at(0).at("added").as_string()}.size() == 20);
    std::string other;
    for (const auto& one : account.at("sessions").as_array())
        if (!one.at("is_this").as_bool()) other = one.at("id").as_string();
    CHECK(house.ask("DELETE", "/api/account/sessions/" + other, house.as_ola).status == 204);
    CHECK(house.ask("GET", "/api/session", house.as_of(elsewhere)).status == 401);
    const std::string only{account.at("factors").at(0).at("id").as_string()};
    CHECK(house.ask("DELETE", "/api/account/factors/" + only, house.as_ola).status == 409);
    CHECK(house.ask("POST", "/api/account/recovery-codes", house.as_ola).json().at("recovery_codes").as_array().size() == 10);
}

TEST_CASE("a shared tablet keeps its own cookie, and people come back there by PIN") {
    Owned house;
    CHECK(house.ask("PUT", "/api/account/pin", house.as_ola, R"({"pin":"2749"})").status == 204);
    CHECK(house.ask("GET", "/api/station").json().at("shared") == false);
    const auto shared = house.ask("POST", "/api/station", house.as_ola);
    REQUIRE(shared.status == 204);
    const auto set = shared.headers.at("set-cookie");
    CHECK(set.starts_with("__Host-kader-station="));
    for (const auto* attribute : {"; Secure", "; HttpOnly", "; SameSite=Strict", "; Path=/"}) CHECK(set.find(attribute) != std::string::npos);
    const auto tablet = "Cookie: " + set.substr(0, set.find(';')) + "\r\n";
    house.clock.pass(30s);
    REQUIRE(house.sign_in("ola", password, house.secret, tablet).status == 200);
    const auto station = house.ask("GET", "/api/station", tablet).json();
    REQUIRE(station.at("people").as_array().size() == 1);
    const std::string account{station.at("people").at(0).at("account").as_string()};
    const auto pin = [&](const std::string& cookie, const std::string& digits) {
        return house.ask("POST", "/api/session/pin", house.own() + House::json_type() + cookie, R"({"account":")" + account + R"(","pin":")" + digits + "\"}");
    };
    CHECK(pin({}, "2749").status == 401);
    CHECK(pin(tablet, "1111").status == 401);
    const auto back = pin(tablet, "2749");
    REQUIRE(back.status == 200);
    CHECK(back.json().at("shared") == true);
    CHECK(back.json().at("fresh") == false);
    house.clock.pass(5min);
    CHECK(house.ask("GET", "/api/check", house.as_of(back)).status == 423);
}

}  // namespace kader::server::tests
