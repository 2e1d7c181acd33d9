// Who comes in, and who does not.

#include <signal.h>
#include <sys/resource.h>

#include "server/house_for_tests.h"

namespace kader::server::tests {

namespace {

using access::Role;

std::string sign_in_body(std::string_view login, std::string_view password) {
    return R"({"login":")" + std::string{login} + R"(","password":")" + std::string{password} + "\"}";
}

constexpr std::string_view password = "een lang wachtwoord";

}  // namespace

TEST_CASE("a route without a policy stops the server from starting, and is named") {
    House house;
    Workers workers{1, 1};
    Gate gate{house.application().accounts(), house.here->database(), workers, workers, {}};
    Declared declared{.pattern = "/api/open-by-accident", .operation = "x", .summary = "x"};
    const auto handler = [](const Asked&, Nothing) -> Outcome<Nothing> { return Given<Nothing>{}; };
    try {
        gate.routes_of({endpoint<Nothing, Nothing>(Policy{}, declared, handler)});
        FAIL("it started");
    } catch (const std::logic_error& error) {
        CHECK(std::string_view{error.what()}.find("GET /api/open-by-accident") != std::string_view::npos);
    }
    CHECK(gate.routes_of({endpoint<Nothing, Nothing>(Policy::signed_in(), declared, handler)}).size() == 1);
}

TEST_CASE("each role gets from each route what its rights say, and a stranger nothing") {
    House house;
    struct Line {
        const char* method;
        const char* target;
        const char* body;
        // owner, quality officer, employee, reception, reader
        std::array<int, 5> statuses;
    };
    const Line matrix[] = {
        {"GET", "/api/session", "", {200, 200, 200, 200, 200}},
        {"GET", "/api/check", "", {200, 200, 200, 403, 200}},
        {"GET", "/api/check/forecast", "", {200, 200, 200, 403, 200}},
        {"GET", "/api/records/mensen", "", {200, 200, 403, 403, 200}},
        {"GET", "/api/records/documenten", "", {200, 200, 200, 200, 200}},
        {"GET", "/api/records/nergens", "", {404, 404, 404, 404, 404}},
        {"GET", "/api/records/mensen/X", "", {404, 404, 403, 403, 404}},
        {"POST", "/api/records/mensen", "{}", {422, 422, 403, 403, 403}},
        {"PUT", "/api/records/mensen/X", "{}", {422, 422, 403, 403, 403}},
        {"DELETE", "/api/records/mensen/X", "", {404, 404, 403, 403, 403}},
        {"GET", "/api/account", "", {200, 200, 200, 200, 200}},
        {"GET", "/api/people", "", {200, 200, 403, 403, 403}},
        // A second factor a moment ago is asked for as well, and these people gave none.
        {"POST", "/api/people", "{}", {403, 403, 403, 403, 403}},
        {"POST", "/api/people/x/reset", "", {403, 403, 403, 403, 403}},
        {"POST", "/api/people/x/suspend", "", {403, 403, 403, 403, 403}},
        {"POST", "/api/people/x/roles", "{}", {403, 403, 403, 403, 403}},
        {"POST", "/api/people/x/roles/owner/agree", "", {403, 403, 403, 403, 403}},
        {"POST", "/api/people/x/roles/owner/suspend", "", {403, 403, 403, 403, 403}},
        {"POST", "/api/people/x/roles/owner/resume", "", {403, 403, 403, 403, 403}},
        {"POST", "/api/people/x/roles/owner/end", "", {403, 403, 403, 403, 403}},
        {"POST", "/api/people/invite-from", "{}", {403, 403, 403, 403, 403}},
        {"GET", "/api/account/invitations", "", {200, 200, 200, 200, 200}},
        {"POST", "/api/account/invitations/x/accept", "", {403, 403, 403, 403, 403}},
        {"POST", "/api/session/role", R"({"role":"administrator"})", {403, 403, 403, 403, 403}},
        {"POST", "/api/session/practice", "{}", {422, 422, 422, 422, 422}},
        {"POST", "/api/station", "", {403, 403, 403, 403, 403}},
        {"DELETE", "/api/station", "", {404, 404, 404, 404, 404}},
        {"POST", "/api/account/totp", "", {403, 403, 403, 403, 403}},
        {"POST", "/api/account/passkeys/question", "", {403, 403, 403, 403, 403}},
        {"POST", "/api/account/recovery-codes", "", {403, 403, 403, 403, 403}},
        {"PUT", "/api/account/password", "{}", {403, 403, 403, 403, 403}},
        {"PUT", "/api/account/pin", "{}", {403, 403, 403, 403, 403}},
        {"DELETE", "/api/account/factors/x", "", {403, 403, 403, 403, 403}},
        {"DELETE", "/api/account/sessions/x", "", {404, 404, 404, 404, 404}},
        {"POST", "/api/session/step-up", "{}", {422, 422, 422, 422, 422}},
        {"GET", "/metrics", "", {404, 404, 404, 404, 404}},
    };
    std::vector<accounts::Begun> people;
    for (const auto role : {Role::Owner, Role::QualityOfficer, Role::Employee, Role::Reception, Role::Reader}) people.push_back(house.somebody(role));
    for (const auto& line : matrix) {
        CAPTURE(line.method);
        CAPTURE(line.target);
        for (std::size_t at = 0; at < people.size(); ++at) {
            CAPTURE(access::word(access::roles[at]));
            CHECK(house.as(people[at], line.method, line.target, "If-Match: \"1\"\r\nIdempotency-Key: k\r\n", line.body).status == line.statuses[at]);
        }
        CHECK(house.ask(line.method, line.target, house.own() + House::json_type(), line.body).status == (std::string_view{line.target} == "/metrics" ? 404 : 401));
    }
}

TEST_CASE("signing in gives a new token in a cookie that scripts and other sites do not get") {
    House house;
    const auto token = house.application().accounts().make_setup_token(house.practice);
    const auto own = house.own() + House::json_type();
    const auto setup = house.ask("POST", "/api/setup", own,
                                 R"({"token":")" + *token + R"(","name":"Ola Voorbeeld","login":"ola","password":")" + std::string{password} + "\"}");
    REQUIRE(setup.status == 200);
    CHECK(setup.json().at("account").at("role") == "owner");
    CHECK(setup.json().at("state") == "enrolling");
    const auto secret = house.add_app(setup);

    // Somebody planted a token in the browser; it is not the one that counts afterwards.
    const std::string planted(64, 'a');
    house.clock.pass(std::chrono::seconds{30});
    const auto in = house.sign_in("Ola", password, secret, "Cookie: __Host-kader=" + planted + "\r\n");
    REQUIRE(in.status == 200);
    const auto cookie = in.headers.at("set-cookie");
    CHECK(cookie.starts_with("__Host-kader="));
    for (const auto* attribute : {"; Secure", "; HttpOnly", "; SameSite=Strict", "; Path=/"}) CHECK(cookie.find(attribute) != std::string::npos);
    CHECK(cookie.find("Domain") == std::string::npos);
    const auto pair = cookie.substr(0, cookie.find(';'));
    CHECK(pair != "__Host-kader=" + planted);
    CHECK(house.ask("GET", "/api/session", "Cookie: __Host-kader=" + planted + "\r\n").status == 401);
    const auto session = house.ask("GET", "/api/session", "Cookie: a=b; " + pair + "\r\n");
    REQUIRE(session.status == 200);
    CHECK(session.headers.at("cache-control") == "no-store");
    CHECK(session.json().at("practice").at("name") == "Praktijk Voorbeeld");
    CHECK(house.ask("GET", "/api/session", "Cookie: " + pair + "; " + pair + "\r\n").status == 401);

    const std::string csrf{session.json().at("csrf").as_string()};
    const auto out = house.ask("DELETE", "/api/session", "Cookie: " + pair + "\r\n" + house.own() + "X-Kader-Csrf: " + csrf + "\r\n");
    CHECK(out.status == 204);
    CHECK(out.headers.at("set-cookie").find("Max-Age=0") != std::string::npos);
    CHECK(house.ask("GET", "/api/session", "Cookie: " + pair + "\r\n").status == 401);
    // Nothing of a person stands in the log.
    CHECK(house.ask("GET", "/health").status == 200);
    const auto log = house.logged("/health");
    CHECK(log.find("/api/session") != std::string::npos);
    for (const auto* never : {"Ola", "ola", "wachtwoord", "127.0.0.1"}) CHECK(log.find(never) == std::string::npos);
    CHECK(log.find(pair.substr(13)) == std::string::npos);
}

TEST_CASE("neither words nor time tell whether an account exists") {
    House house;
    auto& accounts = house.application().accounts();
    REQUIRE(accounts.create(access::operator_grant(house.practice, 1), {"Ola", "ola", std::string{password}, Role::Owner}));
    const auto more = house.own() + House::json_type();
    using Time = std::chrono::steady_clock;
    Time::duration known{}, unknown{};
    for (int i = 0; i < 3; ++i) {
        const auto begin = Time::now();
        auto wrong = house.ask("POST", "/api/session", more, sign_in_body("ola", "iets anders"));
        const auto middle = Time::now();
        auto nobody = house.ask("POST", "/api/session", more, sign_in_body("niemand", "iets anders"));
        known += middle - begin;
        unknown += Time::now() - middle;
        // Both wait for a code that will not come; no cookie either way.
        CHECK(wrong.status == 200);
        auto one = wrong.json(), two = nobody.json();
        CHECK(one.at("pending").as_string().size() == two.at("pending").as_string().size());
        one.erase("pending");
        two.erase("pending");
        CHECK(one == two);
        CHECK(!wrong.headers.contains("set-cookie"));
        CHECK(!nobody.headers.contains("set-cookie"));
    }
    // Both computed: an answer without it would be a hundred times quicker.
    CHECK(unknown * 3 > known);
    CHECK(known * 3 > unknown);
    for (int i = 0; i < 3; ++i)
        for (const auto* login : {"ola", "niemand"}) house.ask("POST", "/api/session", more, sign_in_body(login, "iets anders"));
    for (const auto* login : {"ola", "niemand"}) {
        const auto answer = house.ask("POST", "/api/session", more, sign_in_body(login, password));
        CHECK(answer.status == 429);
        CHECK(std::stoi(answer.headers.at("retry-after")) > 20);
    }
}

TEST_CASE("looking who is signed in keeps no session alive, whatever is sent along") {
    House house;
    const auto who = house.somebody(Role::Owner);
    for (int i = 0; i < 14; ++i) {
        house.clock.pass(std::chrono::minutes{1});
        CHECK(house.as(who, "GET", "/api/session", "X-Keep-Alive: yes\r\n").status == 200);
    }
    CHECK(house.as(who, "GET", "/api/session?extend=1").status == 422);
    house.clock.pass(std::chrono::minutes{1});
    CHECK(house.as(who, "GET", "/api/session").status == 401);
    const auto busy = house.somebody(Role::Owner);
    house.clock.pass(std::chrono::minutes{14});
    CHECK(house.as(busy, "GET", "/api/records/mensen").status == 200);
    house.clock.pass(std::chrono::minutes{14});
    CHECK(house.as(busy, "GET", "/api/session").json().at("state") == "active");
}

TEST_CASE("what changes something needs our own page and its proof, and a question changes nothing") {
    House house;
    const auto who = house.somebody(Role::Owner);
    const auto cookie = House::cookie(who), csrf = "X-Kader-Csrf: " + who.who.csrf + "\r\n", own = house.own();
    const auto cross = [&](const std::string& more) { return house.ask("DELETE", "/api/session", cookie + more).status; };
    CHECK(cross(csrf) == 403);
    CHECK(cross(own) == 403);
    CHECK(cross(own + "X-Kader-Csrf: " + std::string(64, '0') + "\r\n") == 403);
    CHECK(cross("Origin: http://elders.test\r\n" + csrf) == 403);
    CHECK(cross("Origin: null\r\n" + csrf) == 403);
    CHECK(cross("Sec-Fetch-Site: cross-site\r\n" + csrf) == 403);
    CHECK(cross("Origin: http://" + house.host() + "\r\nSec-Fetch-Site: same-site\r\n" + csrf) == 403);
    CHECK(house.ask("POST", "/api/session", House::json_type(), sign_in_body("a", "b")).status == 403);
    // The proof of another session is none.
    const auto another = house.somebody(Role::Owner);
    CHECK(cross(own + "X-Kader-Csrf: " + another.who.csrf + "\r\n") == 403);
    CHECK(house.as(who, "GET", "/api/session").status == 200);
    CHECK(house.as(who, "POST", "/api/records/mensen", "Idempotency-Key: a\r\nContent-Type: text/plain\r\n", "{}").status == 415);
    CHECK(house.ask("POST", "/api/records/mensen", cookie + own + csrf + "Content-Type: text/plain\r\nIdempotency-Key: a\r\n", "{}").status == 415);
    CHECK(cross(own + csrf) == 204);
}

TEST_CASE("another name for this server is refused") {
    House house;
    const auto port = std::to_string(house.application().port());
    CHECK(house.ask("GET", "/api/demo", "Host: kwaad.test\r\n").status == 421);
    CHECK(house.ask("GET", "/health", "Host: kwaad.test:" + port + "\r\n").status == 421);
    CHECK(house.ask("GET", "/health", "Host: localhost\r\n").status == 421);
    CHECK(house.ask("GET", "/health", "Host: 127.0.0.1:" + port + "\r\n").status == 200);
}

TEST_CASE("every answer carries the headers that keep a browser strict") {
    House house;
    for (const auto* target : {"/", "/app/", "/health", "/api/session", "/nergens"}) {
        const auto answer = house.ask("GET", target);
        CAPTURE(target);
        const auto& policy = answer.headers.at("content-security-policy");
        for (const auto* part : {"default-src 'none'", "script-src 'self'", "frame-ancestors 'none'", "require-trusted-types-for 'script'"})
            CHECK(policy.find(part) != std::string::npos);
        CHECK(policy.find("unsafe") == std::string::npos);
        CHECK(answer.headers.at("x-content-type-options") == "nosniff");
        CHECK(answer.headers.at("referrer-policy") == "no-referrer");
        CHECK(answer.headers.at("cross-origin-opener-policy") == "same-origin");
        CHECK(answer.headers.at("cross-origin-resource-policy") == "same-origin");
    }
    CHECK(house.ask("GET", "/").headers.at("location") == "/app/");
}

TEST_CASE("one click signs in to a demonstration, and only there") {
    House plain;
    CHECK(plain.ask("GET", "/api/demo").status == 404);
    const std::string choice = R"({"practice":")" + plain.practice.text() + "\"}";
    CHECK(plain.ask("POST", "/api/demo/session", plain.own() + House::json_type(), choice).status == 404);

    ApplicationOptions options;
    options.address = "0.0.0.0";
    options.demo = [](accounts::Accounts&) { return std::vector<DemoEntry>{}; };
    House exposed{options};
    CHECK_THROWS_AS(exposed.application(), std::invalid_argument);
}

TEST_CASE("while nothing can be written the answers still come, writing says so in one sentence, and it comes back") {
    House house;
    const auto who = house.somebody(Role::Owner);
    CHECK(house.as(who, "GET", "/api/check").status == 200);
    const auto was = ::signal(SIGXFSZ, SIG_IGN);
    rlimit before{};
    REQUIRE(::getrlimit(RLIMIT_FSIZE, &before) == 0);
    rlimit tight = before;
    tight.rlim_cur = 1;
    REQUIRE(::setrlimit(RLIMIT_FSIZE, &tight) == 0);
    const std::string body = R"({"kenmerk":"B1","cells":{"soort":"reflectie","onderwerpen":"complicaties","aanwezig":"P01","verslag":"ja","datum":"2026-11-20"}})";
    const auto post = [&] { return house.as(who, "POST", "/api/records/bijeenkomsten", "Idempotency-Key: k\r\n", body); };
    const auto refused = post(), again = post();
    const auto check = house.as(who, "GET", "/api/check");
    const auto record = house.as(who, "GET", "/api/records/bijeenkomsten/B1");
    const auto health = house.ask("GET", "/health");
    ::setrlimit(RLIMIT_FSIZE, &before);
    ::signal(SIGXFSZ, was);
    for (const auto* one : {&refused, &again, &record}) {
        CHECK(one->status == 503);
        CHECK(one->headers.contains("retry-after"));
        CHECK(!one->json().at("detail").as_string().empty());
    }
    CHECK(check.status == 200);
    CHECK(health.status == 200);
    for (int i = 0; i < 50 && house.here->writer().stopped(); ++i) std::this_thread::sleep_for(std::chrono::milliseconds{100});
    CHECK(post().status == 201);
    CHECK(house.as(who, "GET", "/api/check").json().at("rows").at("read") == 1);
}

}  // namespace kader::server::tests
