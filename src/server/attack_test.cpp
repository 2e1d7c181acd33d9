// What someone tries who should not come in, or who should not come in again; and what happens in the crush.

#include <condition_variable>
#include <thread>

#include "server/house_for_tests.h"

namespace kader::server::tests {

namespace {

using access::Role;

// Blocks whoever waits at it until it is opened, at the latest when it goes.
class Barrier {
public:
    ~Barrier() { open(); }
    void wait() {
        std::unique_lock lock{m_mutex};
        ++m_waiting;
        m_changed.notify_all();
        m_changed.wait(lock, [this] { return m_open; });
    }
    void until_somebody_waits() {
        std::unique_lock lock{m_mutex};
        m_changed.wait(lock, [this] { return m_waiting > 0; });
    }
    void open() {
        const std::lock_guard lock{m_mutex};
        m_open = true;
        m_changed.notify_all();
    }

private:
    std::mutex m_mutex;
    std::condition_variable m_changed;
    int m_waiting = 0;
    bool m_open = false;
};

// As its connection makes it.
http::Response response_in(http::Answer answer) {
    if (auto* response = std::get_if<http::Response>(&answer)) return std::move(*response);
    return std::get<std::function<http::Response()>>(answer)();
}

// Gives a route one request by hand, and waits for its answer.
http::Response answer_of(const http::Route& route, http::Request request) {
    std::mutex mutex;
    std::condition_variable answered;
    std::optional<http::Response> response;
    route.handle(std::move(request), [&](http::Answer given) {
        const std::lock_guard lock{mutex};
        response = response_in(std::move(given));
        answered.notify_all();
    });
    std::unique_lock lock{mutex};
    answered.wait(lock, [&] { return response.has_value(); });
    return *std::move(response);
}

http::Request request_for(House& house, http::Method method = http::Method::Get) {
    http::Request request;
    request.method = method;
    request.headers = {{"host", house.host()}};
    request.peer = "127.0.0.1";
    request.reference = "0123456789abcdef";
    return request;
}

std::string header_of(const http::Response& response, std::string_view name) {
    for (const auto& [key, value] : response.headers)
        if (key == name) return value;
    return {};
}

constexpr Declared public_question{.pattern = "/api/x", .operation = "x", .summary = "x"};

}  // namespace

TEST_CASE("who signs in again leaves no session behind in the browser they sign in with") {
    ApplicationOptions options;
    House* self = nullptr;
    options.demo = [&self](accounts::Accounts& accounts) {
        const auto id = accounts.create(access::operator_grant(self->practice, 1), {"Demo Voorbeeld", "demo", {}, Role::Owner});
        return std::vector<DemoEntry>{{{self->practice, "Praktijk Voorbeeld", {"praktijk", "practice"}}, *id}};
    };
    House house{options};
    self = &house;
    const auto enter = [&](const std::string& more) {
        return house.ask("POST", "/api/demo/session", house.own() + House::json_type() + more, R"({"practice":")" + house.practice.text() + "\"}");
    };
    const auto cookie_of = [](const Answer& answer) {
        const auto& cookie = answer.headers.at("set-cookie");
        return "Cookie: " + cookie.substr(0, cookie.find(';')) + "\r\n";
    };
    const auto first = enter({});
    REQUIRE(first.status == 200);
    const auto elsewhere = enter({});
    const auto second = enter(cookie_of(first));
    REQUIRE(second.status == 200);
    CHECK(house.ask("GET", "/api/session", cookie_of(first)).status == 401);
    CHECK(house.ask("GET", "/api/session", cookie_of(second)).status == 200);
    // The session in another browser stays.
    CHECK(house.ask("GET", "/api/session", cookie_of(elsewhere)).status == 200);
}

TEST_CASE("a page elsewhere can ask nothing with our cookie, and keeps no session alive") {
    House house;
    const auto who = house.somebody(Role::Owner);
    const auto from = [&](const std::string& site) { return house.ask("GET", "/api/check", House::cookie(who) + site).status; };
    house.clock.pass(std::chrono::minutes{10});
    for (const auto* site : {"Sec-Fetch-Site: cross-site\r\n", "Sec-Fetch-Site: same-site\r\n"}) CHECK(from(site) == 403);
    house.clock.pass(std::chrono::minutes{4});
    CHECK(house.ask("GET", "/api/session", House::cookie(who)).json().at("state") == "active");
    house.clock.pass(std::chrono::minutes{1});
    CHECK(house.ask("GET", "/api/session", House::cookie(who)).status == 401);

    const auto again = house.somebody(Role::Owner);
    for (const auto* site : {"Sec-Fetch-Site: same-origin\r\n", "Sec-Fetch-Site: none\r\n", ""})
        CHECK(house.ask("GET", "/api/check", House::cookie(again) + site).status == 200);
    // The pages themselves may be linked to.
    CHECK(house.ask("GET", "/", "Sec-Fetch-Site: cross-site\r\n").status == 302);
}

TEST_CASE("HEAD asks for the same leave as GET, and answers the same without a body") {
    House house;
    const auto who = house.somebody(Role::Owner);
    CHECK(house.ask("HEAD", "/api/check").status == 401);
    CHECK(house.ask("HEAD", "/api/check", "Host: kwaad.test\r\n").status == 421);
    const auto head = house.ask("HEAD", "/api/session", House::cookie(who));
    const auto get = house.ask("GET", "/api/session", House::cookie(who));
    CHECK(head.status == 200);
    CHECK(head.body.empty());
    for (const auto* name : {"content-type", "cache-control", "content-length"}) CHECK(head.headers.at(name) == get.headers.at(name));
}

TEST_CASE("what a handler throws costs its own request only, and tells nothing of itself") {
    House house;
    Workers workers{1, 4};
    Gate gate{house.application().accounts(), house.here->database(), workers, workers, {}};
    gate.set_port(house.application().port());
    int which = 0;
    const auto routes = gate.routes_of({endpoint<Nothing, Nothing>(Policy::open_to_all(), public_question, [&](const Asked&, Nothing) -> Outcome<Nothing> {
        if (which == 0) throw std::runtime_error{"geheim van een klant"};
        if (which == 1) throw storage::StorageError{storage::Fault::Gone, "geheim van een klant"};
        return Given<Nothing>{};
    })});
    for (const auto status : {500, 503, 204}) {
        const auto response = answer_of(routes.front(), request_for(house));
        CHECK(response.status == status);
        CHECK(response.body.find("geheim") == std::string::npos);
        if (status != 204) CHECK(response.body.find("0123456789abcdef") != std::string::npos);
        ++which;
    }
    // And when even the answer cannot be given, the thread is still there for the next.
    REQUIRE(workers.run([] { throw std::bad_alloc{}; }));
    CHECK(answer_of(routes.front(), request_for(house)).status == 204);
    CHECK(workers.failed() == 1);
}

TEST_CASE("what does not fit is told at once when to come back, and what waits is still answered") {
    House house;
    Barrier barrier;
    Workers workers{1, 1};
    Gate gate{house.application().accounts(), house.here->database(), workers, workers, {}};
    gate.set_port(house.application().port());
    const auto routes = gate.routes_of({endpoint<Nothing, Nothing>(
        Policy::open_to_all(), public_question, [](const Asked&, Nothing) -> Outcome<Nothing> { return Given<Nothing>{}; })});
    REQUIRE(workers.run([&] { barrier.wait(); }));
    barrier.until_somebody_waits();
    std::atomic<int> later = 0;
    routes.front().handle(request_for(house), [&](http::Answer answer) { later = response_in(std::move(answer)).status; });
    const auto refused = answer_of(routes.front(), request_for(house));
    CHECK(refused.status == 503);
    CHECK(header_of(refused, "Retry-After") == "5");
    CHECK(refused.body.find("Het is nu te druk") != std::string::npos);
    CHECK(later == 0);
    barrier.open();
    workers.stop();
    CHECK(later == 204);
    CHECK(!workers.run([] {}));
}

TEST_CASE("a server that stops while the writer still has its work waits for it and harms nobody") {
    for (int round = 0; round < 3; ++round) {
        House house;
        const auto who = house.somebody(Role::Owner);
        Barrier barrier;
        std::atomic<bool> let_go = false;
        house.here->writer().submit(
            house.practice.bytes(),
            [&](storage::Unit&) -> std::optional<Error> {
                barrier.wait();
                return {};
            },
            [&](const std::optional<Error>&) { let_go = true; });
        barrier.until_somebody_waits();
        std::vector<std::unique_ptr<http::RawClient>> clients;
        for (const auto* target : {"/api/check", "/api/records/mensen/X", "/api/check/forecast", "/api/check", "/api/session"}) {
            clients.push_back(std::make_unique<http::RawClient>(house.application().port()));
            clients.back()->send("GET " + std::string{target} + " HTTP/1.1\r\nHost: " + house.host() + "\r\n" + House::cookie(who) + "\r\n");
        }
        // The one that needs no writer is answered, so the others are under way.
        CHECK(parsed(clients.back()->receive()).status == 200);
        std::atomic<bool> stopped = false;
        std::thread stop{[&] {
            house.application().stop();
            stopped = true;
        }};
        // Longer than its patience with answers: half a second.
        std::this_thread::sleep_for(std::chrono::milliseconds{700});
        CHECK(!stopped);
        CHECK(!let_go);
        barrier.open();
        stop.join();
        CHECK(let_go);
    }
}

TEST_CASE("who is signed in to one practice reaches nothing of another, whatever is asked for") {
    House house;
    const auto own = house.somebody(Role::Owner), foreign = house.somebody(Role::Owner, house.other);
    const std::string body = R"({"kenmerk":"B1","cells":{"soort":"reflectie","onderwerpen":"complicaties","aanwezig":"P01","verslag":"geheim verslag","datum":"2026-11-20"}})";
    REQUIRE(house.as(own, "POST", "/api/records/bijeenkomsten", "Idempotency-Key: k\r\n", body).status == 201);
    const auto never = house.as(foreign, "GET", "/api/records/bijeenkomsten/B2");
    const auto theirs = house.as(foreign, "GET", "/api/records/bijeenkomsten/B1");
    CHECK(theirs.status == 404);
    // Said in the same words as of what never was.
    auto one = never.json(), two = theirs.json();
    for (auto* answer : {&one, &two}) answer->erase("reference");
    CHECK(one == two);
    CHECK(house.as(foreign, "GET", "/api/records/bijeenkomsten").json().at("records").as_array().empty());
    CHECK(house.as(foreign, "PUT", "/api/records/bijeenkomsten/B1", "If-Match: \"1\"\r\n", R"({"cells":{"soort":"reflectie","datum":"2026-11-20","onderwerpen":"complicaties","aanwezig":"P01","verslag":"x"}})").status == 404);
    CHECK(house.as(foreign, "DELETE", "/api/records/bijeenkomsten/B1", "If-Match: \"1\"\r\n").status == 404);
    CHECK(house.as(foreign, "GET", "/api/check").json().at("rows").at("read") == 0);
    CHECK(house.as(own, "GET", "/api/check").json().at("rows").at("read") == 1);
    // Naming the other practice is not heard, and the retry key of one says nothing to the other.
    CHECK(house.as(foreign, "GET", "/api/check?practice=" + house.practice.text()).status == 422);
    CHECK(house.as(foreign, "POST", "/api/records/bijeenkomsten", "Idempotency-Key: k\r\n", body).status == 201);
    CHECK(house.as(foreign, "GET", "/api/records/bijeenkomsten").json().at("records").as_array().size() == 1);
    const auto record = house.as(own, "GET", "/api/records/bijeenkomsten/B1");
    CHECK(record.json().at("version") == 1);
}

}  // namespace kader::server::tests
