#include "http/server.h"

#include <doctest/doctest.h>
#include <sys/stat.h>

#include <atomic>
#include <future>
#include <mutex>
#include <thread>

#include "http/raw_client.h"

namespace kader::http {

namespace {

// Answers slowly from a thread of its own, as a database would.
class Slow {
public:
    ~Slow() {
        for (auto& thread : m_threads) thread.join();
    }
    void answer(Reply reply, std::string body, std::chrono::milliseconds after) {
        const std::lock_guard lock{m_mutex};
        m_threads.emplace_back([reply = std::move(reply), body = std::move(body), after] {
            std::this_thread::sleep_for(after);
            reply(Response{200, {}, body, {}});
        });
    }

private:
    std::mutex m_mutex;
    std::vector<std::thread> m_threads;
};

std::vector<Route> routes(Slow& slow) {
    std::vector<Route> all;
    all.push_back({Method::Get, "/health", 0, [](Request, Reply reply) { reply(Response{200, {{"Content-Type", "text/plain"}}, "ok", {}}); }});
    all.push_back({Method::Post, "/echo", 1000, [](Request request, Reply reply) { reply(Response{200, {}, request.body, {}}); }});
    all.push_back({Method::Post, "/big", 100'000, [](Request request, Reply reply) {
                       reply(Response{200, {}, std::to_string(request.body.size()), {}});
                   }});
    all.push_back({Method::Get, "/slow/{what}", 0, [&slow](Request request, Reply reply) {
                       slow.answer(std::move(reply), request.parameters[0], std::chrono::milliseconds{20});
                   }});
    all.push_back({Method::Get, "/forgotten", 0, [](Request, Reply) {}});
    all.push_back({Method::Get, "/throws", 0, [](Request, Reply) { throw std::runtime_error{"secret"}; }});
    all.push_back({Method::Get, "/made/{how}", 0, [&slow](Request request, Reply reply) {
                       auto made = [reply = std::move(reply), how = request.parameters[0]](Answer) {
                           reply([how, asked_on = std::this_thread::get_id()] {
                               if (how == "throws") throw std::runtime_error{"secret"};
                               return Response{200, {}, asked_on == std::this_thread::get_id() ? "here" : "elsewhere", {}};
                           });
                       };
                       slow.answer(std::move(made), "", std::chrono::milliseconds{1});
                   }});
    all.push_back({Method::Get, "/header", 0, [](Request, Reply reply) { reply(Response{200, {{"X-Test", "a\r\nSet-Cookie: b"}}, "", {}}); }});
    return all;
}

ServerOptions options() {
    ServerOptions chosen;
    chosen.port = 0;
    chosen.threads = 2;
    return chosen;
}

std::string get(std::string_view path, std::string_view more = {}) {
    return "GET " + std::string{path} + " HTTP/1.1\r\nHost: localhost\r\n" + std::string{more} + "\r\n";
}
std::string post(std::string_view path, std::string_view body, std::string_view more = {}) {
    return "POST " + std::string{path} + " HTTP/1.1\r\nHost: localhost\r\nContent-Length: " + std::to_string(body.size()) + "\r\n" +
           std::string{more} + "\r\n" + std::string{body};
}
int status(const std::string& response) { return response.size() > 12 ? std::stoi(response.substr(9, 3)) : 0; }
std::string body(const std::string& response) { return response.substr(std::min(response.find("\r\n\r\n") + 4, response.size())); }

}  // namespace

TEST_CASE("a request is answered, and the next one on the same connection too") {
    Slow slow;
    Server server{routes(slow), options()};
    RawClient client{server.port()};
    for (int i = 0; i < 3; ++i) {
        const auto answer = client.ask(get("/health"));
        CHECK(status(answer) == 200);
        CHECK(body(answer) == "ok");
    }
    const auto head = client.ask("HEAD /health HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n");
    CHECK(head.find("Content-Length: 2\r\n") != std::string::npos);
    CHECK(head.ends_with("\r\n\r\n"));
    CHECK(client.is_closed());
}

TEST_CASE("requests that come all at once are answered in their order") {
    Slow slow;
    Server server{routes(slow), options()};
    RawClient client{server.port()};
    std::string all;
    for (int i = 0; i < 50; ++i) all += i % 2 ? get("/health") : get("/slow/" + std::to_string(i));
    client.send(all);
    for (int i = 0; i < 50; ++i) CHECK(body(client.receive()) == (i % 2 ? "ok" : std::to_string(i)));
}

TEST_CASE("a request that two readers could take differently is refused, and the connection ends") {
    Slow slow;
    Server server{routes(slow), options()};
    const std::pair<std::string, int> bad[] = {
        {"GET /health HTTP/1.1\nHost: localhost\n\n", 400},
        {"GET /health HTTP/1.1\r\nHost: localhost\r\n folded\r\n\r\n", 400},
        {"GET /health HTTP/1.1\r\nHost : localhost\r\n\r\n", 400},
        {"GET /health HTTP/1.1\r\n\r\n", 400},
        {"GET /health HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n", 400},
        {"POST /echo HTTP/1.1\r\nHost: a\r\nContent-Length: 3\r\nContent-Length: 4\r\n\r\nabcd", 400},
        {"POST /echo HTTP/1.1\r\nHost: a\r\nContent-Length: 3\r\nContent-Length: 3\r\n\r\nabc", 400},
        {"POST /echo HTTP/1.1\r\nHost: a\r\nContent-Length: +3\r\n\r\nabc", 400},
        {"POST /echo HTTP/1.1\r\nHost: a\r\nContent-Length: 3, 3\r\n\r\nabc", 400},
        {"POST /echo HTTP/1.1\r\nHost: a\r\nContent-Length: 99999999999999999999\r\n\r\nabc", 400},
        {"POST /echo HTTP/1.1\r\nHost: a\r\nContent-Length: -1\r\n\r\nabc", 400},
        {"POST /echo HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n0\r\n\r\n", 411},
        {"POST /echo HTTP/1.1\r\nHost: a\r\nContent-Length: 3\r\nTransfer-Encoding: chunked\r\n\r\nabc", 400},
        {"POST /echo HTTP/1.1\r\nHost: a\r\nContent-Length: 3\r\nContent-Encoding: gzip\r\n\r\nabc", 415},
        {"GET /a%00b HTTP/1.1\r\nHost: a\r\n\r\n", 400},
        {"GET /../etc/passwd HTTP/1.1\r\nHost: a\r\n\r\n", 400},
        {"GET http://elsewhere/ HTTP/1.1\r\nHost: a\r\n\r\n", 400},
        {"BREW /health HTTP/1.1\r\nHost: a\r\n\r\n", 501},
        {"GET /health HTTP/2.0\r\nHost: a\r\n\r\n", 400},
        {"\x16\x03\x01\x02\r\n\r\n", 400},
        {"GET /health HTTP/1.1\r\nHost: a\r\nX: " + std::string(9000, 'x') + "\r\n\r\n", 431},
        {"GET /health HTTP/1.1\r\nHost: a\r\n" + std::string(17000, 'x'), 431},
        {"POST /big HTTP/1.1\r\nHost: a\r\nExpect: tea\r\nContent-Length: 3\r\n\r\nabc", 417},
        {post("/echo", std::string(70'000, 'x')), 413},
        {"PUT /echo HTTP/1.1\r\nHost: a\r\n\r\n", 405},
        {get("/nothing"), 404},
    };
    for (const auto& [bytes, expected] : bad) {
        RawClient client{server.port()};
        const auto answer = client.ask(bytes);
        const bool conflicting = bytes.find("chunked") != std::string::npos && bytes.find("Content-Length") != std::string::npos;
        const auto start = bytes.substr(0, 80);
        CAPTURE(start);
        if (conflicting)
            CHECK((status(answer) == 400 || status(answer) == 411));
        else
            CHECK(status(answer) == expected);
        CHECK(answer.find("application/problem+json") != std::string::npos);
        CHECK(client.is_closed());
    }
    RawClient client{server.port()};
    CHECK(status(client.ask(get("/health"))) == 200);
}

TEST_CASE("large bodies come in while there is room, and the others are told to come back") {
    Slow slow;
    auto chosen = options();
    chosen.large_bodies_bytes_max = 150'000;
    Server server{routes(slow), chosen};
    const auto head = [](std::size_t bytes) { return "POST /big HTTP/1.1\r\nHost: localhost\r\nContent-Length: " + std::to_string(bytes) + "\r\n\r\n"; };
    {
        // One that is on its way takes its room before it is there.
        RawClient first{server.port()};
        first.send(head(100'000) + "x");
        std::string answer;
        // Its head may still be on its way.
        for (int at = 0; at < 2000 && answer.find("503") == std::string::npos; ++at) {
            RawClient second{server.port()};
            answer = second.ask(head(100'000) + std::string(100'000, 'y'));
        }
        CHECK(answer.find("HTTP/1.1 503") == 0);
        CHECK(answer.find("Retry-After") != std::string::npos);
        RawClient small{server.port()};
        CHECK(body(small.ask(head(60'000) + std::string(60'000, 'z'))) == "60000");
        first.send(std::string(99'999, 'x'));
        CHECK(body(first.receive()) == "100000");
    }
    // The room is given back, by who was answered and by who went away.
    for (int at = 0; at < 5; ++at) {
        RawClient gone{server.port()};
        gone.send(head(100'000) + "x");
    }
    std::string answer;
    for (int at = 0; at < 2000 && answer.find("200") == std::string::npos; ++at) {
        RawClient next{server.port()};
        answer = next.ask(head(100'000) + std::string(100'000, 'y'));
    }
    CHECK(body(answer) == "100000");
}

TEST_CASE("a body arrives whole, also in pieces and after 100-continue") {
    Slow slow;
    Server server{routes(slow), options()};
    RawClient client{server.port()};
    CHECK(body(client.ask(post("/echo", "hello"))) == "hello");
    const auto large = post("/big", std::string(99'999, 'y'));
    for (std::size_t at = 0; at < large.size(); at += 1500) client.send(std::string_view{large}.substr(at, 1500));
    CHECK(body(client.receive()) == "99999");
    client.send("POST /echo HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\nExpect: 100-continue\r\n\r\n");
    CHECK(client.receive().starts_with("HTTP/1.1 100 "));
    CHECK(body(client.ask("later")) == "later");
}

TEST_CASE("a handler that forgets or throws costs its own request only, and tells nothing") {
    Slow slow;
    Server server{routes(slow), options()};
    RawClient client{server.port()};
    const auto forgotten = client.ask(get("/forgotten"));
    CHECK(status(forgotten) == 500);
    CHECK(forgotten.find("\"reference\":\"") != std::string::npos);
    const auto thrown = client.ask(get("/throws"));
    CHECK(status(thrown) == 500);
    CHECK(thrown.find("secret") == std::string::npos);
    CHECK(status(client.ask(get("/health"))) == 200);
    CHECK(client.ask(get("/header")).find("\r\nSet-Cookie") == std::string::npos);
}

TEST_CASE("an answer can be made on the thread of its connection, and costs its own request only when that fails") {
    Slow slow;
    Server server{routes(slow), options()};
    RawClient client{server.port()};
    CHECK(client.ask(get("/made/well")).ends_with("elsewhere"));
    const auto failed = client.ask(get("/made/throws"));
    CHECK(failed.starts_with("HTTP/1.1 500 "));
    CHECK(failed.find("secret") == std::string::npos);
    CHECK(client.ask(get("/health")).ends_with("ok"));
}

TEST_CASE("who is slow is cut off, and who is idle is closed") {
    Slow slow;
    auto quick = options();
    quick.header_time = std::chrono::milliseconds{300};
    quick.idle_time = std::chrono::milliseconds{500};
    Server server{routes(slow), quick};
    RawClient half{server.port()}, idle{server.port()}, dripping{server.port()}, silent{server.port()};
    half.send("GET /health HTT");
    CHECK(status(idle.ask(get("/health"))) == 200);
    dripping.send("POST /big HTTP/1.1\r\nHost: a\r\nContent-Length: 50000\r\n\r\nx");
    CHECK(status(half.receive()) == 408);
    CHECK(status(dripping.receive()) == 408);
    CHECK(idle.is_closed());
    CHECK(silent.is_closed());
    CHECK(server.counts().timeouts >= 4);
}

TEST_CASE("one address may not take all connections") {
    Slow slow;
    auto few = options();
    few.connections_per_address_max = 3;
    Server server{routes(slow), few};
    std::vector<RawClient> mine;
    for (int i = 0; i < 3; ++i) {
        mine.emplace_back(server.port(), "127.0.0.2");
        CHECK(status(mine.back().ask(get("/health"))) == 200);
    }
    RawClient fourth{server.port(), "127.0.0.2"};
    CHECK(fourth.is_closed());
    RawClient other{server.port(), "127.0.0.3"};
    CHECK(status(other.ask(get("/health"))) == 200);
    mine.pop_back();
    for (int i = 0; i < 200 && server.counts().connections_now > 3; ++i) std::this_thread::sleep_for(std::chrono::milliseconds{5});
    RawClient again{server.port(), "127.0.0.2"};
    CHECK(status(again.ask(get("/health"))) == 200);
}

TEST_CASE("a stop lets the answer under way arrive") {
    Slow slow;
    auto server = std::make_unique<Server>(routes(slow), options());
    RawClient busy{server->port()}, idle{server->port()};
    CHECK(status(idle.ask(get("/health"))) == 200);
    busy.send(get("/slow/yes"));
    std::this_thread::sleep_for(std::chrono::milliseconds{5});
    server->stop();
    CHECK(body(busy.receive()) == "yes");
    CHECK(idle.is_closed());
    CHECK(busy.is_closed());
}

TEST_CASE("the log knows the route and never the path") {
    std::mutex mutex;
    std::vector<RequestLine> lines;
    Slow slow;
    {
        Server server{routes(slow), options(), [&](const RequestLine& line) {
                          const std::lock_guard lock{mutex};
                          lines.push_back(line);
                      }};
        RawClient client{server.port()};
        CHECK(status(client.ask(get("/slow/name-of-a-client"))) == 200);
        CHECK(status(client.ask(get("/name-of-a-client"))) == 404);
    }
    REQUIRE(lines.size() == 2);
    CHECK(lines[0].route == "/slow/{what}");
    CHECK(lines[0].status == 200);
    CHECK(lines[1].route.empty());
    CHECK(lines[1].reference.size() == 16);
    CHECK(lines[0].reference != lines[1].reference);
}

TEST_CASE("the local socket is for the owner alone, and gone after a stop") {
    char folder[] = "/tmp/kader-http-XXXXXX";
    REQUIRE(mkdtemp(folder));
    auto local = options();
    local.local_socket = std::filesystem::path{folder} / "kader.sock";
    Slow slow;
    {
        Server server{routes(slow), local};
        struct stat about {};
        REQUIRE(stat(local.local_socket.c_str(), &about) == 0);
        CHECK((about.st_mode & 0777) == 0600);
    }
    CHECK(!std::filesystem::exists(local.local_socket));
    std::filesystem::remove_all(folder);
}

}  // namespace kader::http
