// Requests that somebody made wrong on purpose, to the real routes.

#include <algorithm>
#include <optional>
#include <random>
#include <set>

#include "server/document.h"

namespace kader::server_tests {

namespace {


struct Hostile {
    Hostile() : served(data.serve()), browser(owner(served)) {}
    // The status of the first answer, which is a refusal as the document draws it; the server goes on.
    int refused(const std::string& bytes) {
        const auto answer = parsed(raw(served.port(), bytes, true));
        CHECK_MESSAGE(answer.status >= 400, answer.body);
        CHECK(answer.header("content-type") == "application/problem+json");
        CHECK_MESSAGE(faults(operation("addRecord"), answer).empty(), answer.body);
        CHECK(answer.header("content-security-policy").starts_with("default-src 'none'"));
        CHECK(is_healthy(served));
        return answer.status;
    }
    std::string post(const std::string& body, const Headers& change = {}) const {
        Headers all{{"Idempotency-Key", "k"}};
        for (const auto& one : change) all.insert_or_assign(one.first, one.second);
        return browser.request("POST", list, body, all);
    }
    bool is_empty() { return browser.get(list).object().at("records").as_array().empty(); }

    DataFolder data;
    Served served;
    Browser browser;
};

std::string with_line(const std::string& request, const std::string& line) {
    auto changed = request;
    return changed.insert(changed.find("\r\n") + 2, line);
}

std::string without(const std::string& request, const std::string& name) {
    auto changed = request;
    const auto at = changed.find("\r\n" + name + ": ");
    REQUIRE(at != std::string::npos);
    return changed.erase(at, changed.find("\r\n", at + 2) - at);
}

}  // namespace

TEST_CASE("a request whose end two readers could put elsewhere is refused, and nothing of it is stored") {
    Hostile here;
    const auto body = meeting("B1");
    const auto good = here.post(body), length = "Content-Length: " + std::to_string(body.size()) + "\r\n";
    const auto bare = without(good, "Content-Length");
    CHECK(here.refused(with_line(good, length)) == 400);
    CHECK(here.refused(with_line(good, "Content-Length: 4\r\n")) == 400);
    for (const auto* wrong : {"5, 5", "+5", "-1", "0x10", "5 5", "99999999999999999999", ""})
        CHECK(here.refused(with_line(bare, "Content-Length: " + std::string{wrong} + "\r\n")) == 400);
    CHECK(here.refused(with_line(good, "Transfer-Encoding: chunked\r\n")) == 400);
    CHECK(here.refused(with_line(bare, "Transfer-Encoding: chunked\r\n")) == 411);
    CHECK(here.refused(with_line(bare, "Transfer-Encoding: identity\r\n")) == 411);
    CHECK(here.refused(with_line(bare, "transfer-encoding:\tchunked\r\n")) == 411);
    CHECK(here.refused(with_line(good, "X-One: a\nX-Two: b\r\n")) == 400);
    CHECK(here.refused(with_line(good, "X-One: a\r\n folded\r\n")) == 400);
    CHECK(here.refused(with_line(good, "X-One: a\r\n\tfolded\r\n")) == 400);
    CHECK(here.refused(with_line(good, "X-One: a\rX-Two: b\r\n")) == 400);
    CHECK(here.refused(with_line(good, std::string{"X-One: a\0b\r\n", 11})) == 400);
    CHECK(here.refused(with_line(good, "X-One : a\r\n")) == 400);
    CHECK(here.refused(with_line(good, ": a\r\n")) == 400);
    CHECK(here.refused(with_line(good, "no colon\r\n")) == 400);
    CHECK(here.refused("GET /health HTTP/1.1\nHost: localhost\n\n") == 400);
    CHECK(here.is_empty());
}

TEST_CASE("what is no request of HTTP/1, too long or for nobody is refused before any route") {
    Hostile here;
    const auto host = "Host: " + here.served.host() + "\r\n";
    CHECK(here.refused("GET /health HTTP/1.1\r\n\r\n") == 400);
    CHECK(here.refused("GET /health HTTP/1.1\r\n" + host + host + "\r\n") == 400);
    CHECK(here.refused("GET /health\r\n\r\n") == 400);
    CHECK(here.refused("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n") >= 400);
    CHECK(here.refused("GET /health HTTP/1.1 \r\n" + host + "\r\n") == 400);
    CHECK(here.refused("GET  /health HTTP/1.1\r\n" + host + "\r\n") == 400);
    CHECK(here.refused("GET http://" + here.served.host() + "/health HTTP/1.1\r\n" + host + "\r\n") == 400);
    CHECK(here.refused("OPTIONS * HTTP/1.1\r\n" + host + "\r\n") == 400);
    CHECK(here.refused("TRACE /health HTTP/1.1\r\n" + host + "\r\n") == 501);
    CHECK(here.refused("CONNECT elders.test:443 HTTP/1.1\r\n" + host + "\r\n") >= 400);
    CHECK(here.refused("get /health HTTP/1.1\r\n" + host + "\r\n") >= 400);
    CHECK(here.refused(std::string{"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03\r\n\r\n", 15}) == 400);
    CHECK(here.refused("GET /" + std::string(9'000, 'a') + " HTTP/1.1\r\n" + host + "\r\n") == 431);
    CHECK(here.refused("GET /health HTTP/1.1\r\n" + host + "X: " + std::string(9'000, 'a') + "\r\n\r\n") == 431);
    std::string many;
    for (int at = 0; at < 100; ++at) many += "X-" + std::to_string(at) + ": a\r\n";
    CHECK(here.refused("GET /health HTTP/1.1\r\n" + host + many + "\r\n") == 431);
    std::string long_block;
    for (int at = 0; at < 20; ++at) long_block += "X-" + std::to_string(at) + ": " + std::string(1'000, 'a') + "\r\n";
    CHECK(here.refused("GET /health HTTP/1.1\r\n" + host + long_block + "\r\n") == 431);
    CHECK(here.refused("GET /health HTTP/1.1\r\n" + host + "Expect: a miracle\r\n\r\n") == 417);
    CHECK(here.refused("GET /health HTTP/1.1\r\n" + host + "Content-Length: 3\r\n\r\nabc") == 413);
    for (const auto* other : {"localhost", "elders.test", "localhost:1", "127.0.0.1", "", "localhost:%1.elders.test", "elders.test@localhost:%1", "[::1]"}) {
        std::string name{other};
        if (const auto at = name.find("%1"); at != std::string::npos) name.replace(at, 2, std::to_string(here.served.port()));
        CAPTURE(name);
        for (const auto* target : {"/health", "/api/session", "/app/", "/api/demo"})
            CHECK(here.refused("GET " + std::string{target} + " HTTP/1.1\r\nHost: " + name + "\r\nCookie: " + here.browser.cookie + "\r\n\r\n") == 421);
    }
}

TEST_CASE("an address that climbs, hides or ends early reaches no file and no record") {
    Hostile here;
    for (const auto* target :
         {"/app/../data/root.key", "/app/%2e%2e/root.key", "/app/..%2froot.key", "/app/..%5croot.key", "/app/%2e%2e%2f%2e%2e%2fetc%2fpasswd",
          "/app/assets/../../../../etc/passwd", "/app/./x", "/app//etc/passwd", "//etc/passwd", "/app/%00", "/app/x%00.html", "/app/%c0%ae%c0%ae/x",
          "/app/%zz", "/app/%", "/app/%1", "/api/records/mensen/P%2F1", "/api/records/mensen/%2e%2e", "/api/records/mensen/B%00", "/api/records/mensen/B%0a",
          "/api/records/%2e/x", "/api/check?on=%00", "/api/check?on=2026-01-01#x", "/api/check?=x", "\\api\\check", "api/check", "/api/check?on=%ff",
          "/api/records/mensen/\xc3\xa9"}) {
        CAPTURE(target);
        CHECK(here.refused("GET " + std::string{target} + " HTTP/1.1\r\nHost: " + here.served.host() + "\r\nCookie: " + here.browser.cookie + "\r\n\r\n") == 400);
    }
    std::string many;
    for (int at = 0; at < 40; ++at) many += "&a=1";
    CHECK(here.refused("GET /api/check?on=2026-01-01" + many + " HTTP/1.1\r\nHost: " + here.served.host() + "\r\n\r\n") == 400);
    for (const auto* target : {"/api/records/mensen/P1/more", "/api/records/nergens", "/api/", "/api", "/data/root.key", "/root.key", "/.git/config", "/api/records/mensen/"}) {
        CAPTURE(target);
        CHECK(here.refused("GET " + std::string{target} + " HTTP/1.1\r\nHost: " + here.served.host() + "\r\nCookie: " + here.browser.cookie + "\r\n\r\n") == 404);
    }
}

TEST_CASE("of requests that come in one piece a bad one ends the row: what follows it is not done") {
    Hostile here;
    const auto health = here.browser.request("GET", "/health");
    const auto smuggled = here.post(meeting("B9"));
    const auto answers = raw(here.served.port(), health + with_line(here.post(meeting("B1")), "Content-Length: 0\r\n") + smuggled + health, true);
    CHECK(answers.starts_with("HTTP/1.1 200"));
    CHECK(holds(answers, "HTTP/1.1 400"));
    CHECK_FALSE(holds(answers, "HTTP/1.1 201"));
    CHECK(answers.find("HTTP/1.1 200") == answers.rfind("HTTP/1.1 200"));
    CHECK(here.is_empty());
    // A good row is answered whole and in its order.
    const auto good = raw(here.served.port(), here.post(meeting("B1")) + here.browser.request("GET", std::string{list} + "/B1") + health, true);
    const auto first = good.find("HTTP/1.1 201"), last = good.rfind("HTTP/1.1 200");
    CHECK(first == 0);
    CHECK(holds(good.substr(0, last), "\"kenmerk\":\"B1\""));
    CHECK(good.ends_with("ok\n"));
}

namespace {

// A value that the document says may stand there; nothing: one that is not of a plain type.
std::optional<json::value> one_that_fits(const json::object& property) {
    const auto* type = property.if_contains("type");
    if (!type) return {};
    const bool is_object = type->is_string() && type->as_string() == "object";
    if (is_object) return json::value(json::object{});
    if (const auto* choices = property.if_contains("enum")) return choices->as_array().front();
    if (property.contains("format")) return json::value("00000000-0000-0000-0000-000000000000");
    std::string word = "een lang genoeg woord";
    const auto number = [&](const char* name) { return property.contains(name) ? std::optional{static_cast<std::size_t>(property.at(name).to_number<std::int64_t>())} : std::nullopt; };
    if (const auto least = number("minLength")) word.resize(std::max(word.size(), *least), 'x');
    if (const auto most = number("maxLength")) word.resize(std::min(word.size(), *most));
    return json::value(word);
}

}  // namespace

TEST_CASE("each field of each body is missed, refused in another type and not taken twice, by its name") {
    Hostile here;
    int bodies = 0;
    for (const auto& one : operations()) {
        const auto* body = one.declared.if_contains("requestBody");
        if (!body) continue;
        ++bodies;
        const std::string reference{body->at("content").at("application/json").at("schema").at("$ref").as_string().c_str()};
        const auto& schema = document().at("components").at("schemas").at(reference.substr(reference.rfind('/') + 1)).as_object();
        const auto send = [&](const std::string& text) {
            CAPTURE(one.path);
            CAPTURE(text.substr(0, 100));
            const auto answer = here.browser.ask(one.method, one.target("bijeenkomsten", "B1"), text, {{"Idempotency-Key", "k"}, {"If-Match", "\"1\""}});
            CHECK(answer.status == 422);
            CHECK_MESSAGE(faults(one, answer).empty(), answer.body);
            CHECK(is_healthy(here.served));
            return answer.fields();
        };
        const auto names = [](const std::vector<std::string>& fields, const std::string& field) {
            CAPTURE(field);
            CHECK(std::ranges::find(fields, field) != fields.end());
        };
        std::set<std::string> required;
        if (const auto* names_of = schema.if_contains("required"))
            for (const auto& name : names_of->as_array()) required.emplace(name.as_string().c_str());
        json::object whole;
        for (const auto& property : schema.at("properties").as_object())
            if (const auto value = one_that_fits(property.value().as_object())) whole[property.key()] = *value;
        for (const auto& property : schema.at("properties").as_object()) {
            const std::string name{property.key().data(), property.key().size()}, pointer = "/" + name;
            const bool must_be = required.contains(name);
            if (must_be) {
                auto missing = whole;
                missing.erase(property.key());
                names(send(json::serialize(missing)), pointer);
            }
            for (const json::value& wrong : {json::value(nullptr), json::value(1), json::value(true), json::value(1.5), json::value(json::array{"x"})}) {
                if (wrong.is_null() && !must_be) continue;
                const auto* const type = property.value().as_object().if_contains("type");
                if (wrong.is_bool() && type && *type == "boolean") continue;
                auto other = whole;
                other[property.key()] = wrong;
                const auto fields = send(json::serialize(other));
                // What holds more than one value is named, or what is missing in it.
                CAPTURE(pointer);
                CHECK(std::ranges::any_of(fields, [&](const std::string& field) { return field == pointer || field.starts_with(pointer + "/"); }));
            }
            if (!whole.contains(property.key())) continue;
            auto twice = json::serialize(whole);
            twice.insert(1, json::serialize(property.key()) + ":" + json::serialize(whole.at(property.key())) + ",");
            names(send(twice), pointer);
        }
        auto more = whole;
        more["practice_id"] = "x";
        names(send(json::serialize(more)), "/practice_id");
        const auto text = json::serialize(whole);
        for (const auto& broken : {std::string{}, std::string{"null"}, std::string{"[]"}, std::string{"\"x\""}, std::string(40, '[') + std::string(40, ']'), text + "x",
                                   text + text, text.substr(0, text.size() - 1), "\xef\xbb\xbf" + text, std::string{"{\"a\":NaN}"}, std::string{"{'a':1}"},
                                   std::string{"{\"a\":\"\xff\"}"}, std::string{"{\"a\":\"\\ud800\"}"}, std::string{"{\"a\":1e999}"}, std::string{"{,}"}, std::string{"{\"a\":1,}"}, std::string(1, '\0')})
            CHECK_FALSE(send(broken).empty());
        auto large = whole;
        large["more"] = std::string(70'000, 'x');
        const Headers row{{"Idempotency-Key", "k"}, {"If-Match", "\"1\""}};
        const auto with = [&](const std::string& name, const std::string& value) {
            auto changed = row;
            changed[name] = value;
            return here.refused(here.browser.request(one.method, one.target("bijeenkomsten", "B1"), text, changed));
        };
        CHECK(here.refused(here.browser.request(one.method, one.target("bijeenkomsten", "B1"), json::serialize(large), row)) == 413);
        for (const auto* coding : {"gzip", "br", "deflate", "gzip, identity", "x"}) CHECK(with("Content-Encoding", coding) == 415);
        for (const auto* type : {"", "text/plain", "application/x-www-form-urlencoded", "multipart/form-data; boundary=x", "text/json", "application/xml"})
            CHECK(with("Content-Type", type) == 415);
    }
    CHECK(bodies == 25);
    CHECK(here.is_empty());
}

TEST_CASE("whatever changes something is refused from another page, whoever is signed in") {
    Hostile here;
    for (const auto& one : operations()) {
        if (one.method == "GET") continue;
        CAPTURE(one.path);
        CAPTURE(one.method);
        const std::string body = one.declared.contains("requestBody") ? "{}" : "";
        const auto port = std::to_string(here.served.port());
        for (const auto& change : std::vector<std::pair<std::string, std::string>>{
                 {"Origin", "http://elders.test"}, {"Origin", "null"}, {"Origin", "http://localhost"}, {"Origin", "http://localhost:" + port + ".elders.test"},
                 {"Origin", "http://127.0.0.1:" + port}, {"Sec-Fetch-Site", "cross-site"}, {"Sec-Fetch-Site", "same-site"}, {"Sec-Fetch-Site", "none"}})
            CHECK(here.refused(here.browser.request(one.method, one.target(), body, {change, {"Idempotency-Key", "k"}, {"If-Match", "\"1\""}})) == 403);
        CHECK(here.refused(here.browser.request(one.method, one.target(), body, {{"Origin", ""}, {"Sec-Fetch-Site", ""}})) == 403);
        if (!one.needs_session) continue;
        for (const auto& proof : {std::string{}, std::string(64, '0'), here.browser.csrf + "0"})
            CHECK(here.refused(here.browser.request(one.method, one.target(), body, {{"X-Kader-Csrf", proof}, {"Idempotency-Key", "k"}, {"If-Match", "\"1\""}})) == 403);
    }
    CHECK(here.browser.get("/api/session").status == 200);
}

TEST_CASE("an address is there for its own methods only, and says which") {
    Hostile here;
    std::map<std::string, std::vector<std::string>> known;
    for (const auto& one : operations()) known[one.target()].push_back(one.method);
    for (const auto& one : known) {
        const auto& target = one.first;
        const auto& methods = one.second;
        for (const auto* method : {"GET", "POST", "PUT", "DELETE", "PATCH", "OPTIONS"}) {
            if (std::ranges::find(methods, method) != methods.end()) continue;
            CAPTURE(target);
            CAPTURE(method);
            const auto answer = here.browser.ask(method, target);
            CHECK(answer.status == 405);
            for (const auto& allowed : methods) CHECK(holds(answer.header("allow"), allowed));
        }
    }
}

TEST_CASE("a good request with any of its bytes changed is answered or cut off, and the server goes on") {
    Hostile here;
    std::mt19937 chance{20261121};
    const auto good = here.post(meeting("B1"));
    int answered = 0;
    for (int round = 0; round < 400; ++round) {
        auto bytes = good;
        for (auto changes = 1 + chance() % 3; changes > 0; --changes) {
            const auto at = chance() % bytes.size();
            switch (chance() % 4) {
                case 0: bytes[at] = static_cast<char>(chance() % 256); break;
                case 1: bytes.erase(at, 1 + chance() % 8); break;
                case 2: bytes.insert(at, 1 + chance() % 3, "\r\n:\0 {\"%"[chance() % 8]); break;
                default: bytes.resize(std::max<std::size_t>(at, 1)); break;
            }
        }
        const auto answer = raw(here.served.port(), bytes, true);
        if (answer.empty()) continue;
        ++answered;
        CAPTURE(bytes);
        CHECK(parsed(answer).status < 500);
    }
    CHECK(answered > 100);
    CHECK(is_healthy(here.served));
    CHECK(here.browser.get("/api/session").status == 200);
    CHECK(here.served.stop() == 0);
    here.data.verified();
}

}  // namespace kader::server_tests
