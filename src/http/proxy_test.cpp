// A proxy in front: whom the server believes about whom.

#include <doctest/doctest.h>

#include "http/raw_client.h"
#include "http/server.h"

namespace kader::http {

namespace {

constexpr const char* proxy = "127.0.0.5";

std::string ask(const Server& server, const std::string& more, const char* from = proxy) {
    RawClient client{server.port(), from};
    return client.ask("GET /who HTTP/1.1\r\nHost: localhost\r\n" + more + "\r\n");
}

std::string who(const Server& server, const std::string& more, const char* from = proxy) {
    const auto answer = ask(server, more, from);
    return answer.substr(std::min(answer.find("\r\n\r\n") + 4, answer.size()));
}

ServerOptions options() {
    ServerOptions chosen;
    chosen.port = 0;
    chosen.threads = 1;
    chosen.proxies = {proxy, "::ffff:127.0.0.6"};
    chosen.secure_headers = {{"Strict-Transport-Security", "max-age=1"}};
    return chosen;
}

std::vector<Route> routes() {
    return {{Method::Get, "/who", 0, [](Request request, Reply reply) { reply(Response{200, {}, request.peer, {}}); }}};
}

}  // namespace

TEST_CASE("the proxy that was named is believed for whom it asks, by its last hop, and nobody else is") {
    Server server{routes(), options()};
    CHECK(who(server, "X-Forwarded-For: 192.0.2.7\r\n") == "192.0.2.7");
    CHECK(who(server, "X-Forwarded-For: 10.0.0.1, 198.51.100.9, 192.0.2.7\r\n") == "192.0.2.7");
    CHECK(who(server, "X-Forwarded-For: 10.0.0.1\r\nX-Forwarded-For: 192.0.2.7\r\n") == "192.0.2.7");
    CHECK(who(server, "X-Forwarded-For: 192.0.2.8\r\n", "127.0.0.6") == "192.0.2.8");
    CHECK(who(server, "") == proxy);
    CHECK(who(server, "X-Forwarded-For: 192.0.2.7\r\nForwarded: for=192.0.2.7\r\nX-Real-IP: 192.0.2.7\r\n", "127.0.0.1") == "127.0.0.1");
    CHECK(ask(server, "X-Forwarded-For: local\r\n").starts_with("HTTP/1.1 400"));
    CHECK(ask(server, "X-Forwarded-For: 192.0.2.7, \r\n").starts_with("HTTP/1.1 400"));
}

TEST_CASE("that a browser came over TLS is the word of the proxy, and of nobody else") {
    Server server{routes(), options()};
    const auto has = [](const std::string& answer) { return answer.find("Strict-Transport-Security") != std::string::npos; };
    CHECK(has(ask(server, "X-Forwarded-Proto: https\r\n")));
    CHECK(!has(ask(server, "X-Forwarded-Proto: http\r\n")));
    CHECK(!has(ask(server, "X-Forwarded-Proto: https, http\r\n")));
    CHECK(!has(ask(server, "")));
    CHECK(!has(ask(server, "X-Forwarded-Proto: https\r\n", "127.0.0.1")));
    // Of each request by itself, on one connection.
    RawClient client{server.port(), proxy};
    CHECK(has(client.ask("GET /who HTTP/1.1\r\nHost: localhost\r\nX-Forwarded-Proto: https\r\n\r\n")));
    CHECK(!has(client.ask("GET /who HTTP/1.1\r\nHost: localhost\r\n\r\n")));
}

TEST_CASE("a proxy may have as many connections as all its visitors, and a visitor of ours may not") {
    auto few = options();
    few.connections_per_address_max = 2;
    Server server{routes(), few};
    std::vector<RawClient> all;
    for (int i = 0; i < 5; ++i) {
        all.emplace_back(server.port(), proxy);
        CHECK(all.back().ask("GET /who HTTP/1.1\r\nHost: localhost\r\n\r\n").ends_with(proxy));
    }
    RawClient one{server.port(), "127.0.0.9"}, two{server.port(), "127.0.0.9"};
    CHECK(one.ask("GET /who HTTP/1.1\r\nHost: localhost\r\n\r\n").ends_with("127.0.0.9"));
    CHECK(two.ask("GET /who HTTP/1.1\r\nHost: localhost\r\n\r\n").ends_with("127.0.0.9"));
    CHECK(server.counts().refused_connections == 0);
    CHECK(RawClient{server.port(), "127.0.0.9"}.is_closed());
    CHECK(server.counts().refused_connections == 1);
}

TEST_CASE("what is no address is no proxy") {
    auto wrong = options();
    wrong.proxies = {"proxy.voorbeeld.test"};
    CHECK_THROWS_AS((Server{routes(), wrong}), std::system_error);
}

}  // namespace kader::http
