// The pages for everybody, over HTTP: with practices beside them, and alone.

#include "public_pages/norms_for_tests.h"
#include "server/house_for_tests.h"

namespace kader::server::tests {

namespace {

const public_pages::Pages& pages() {
    static const public_pages::RealNorms all{std::string{KADER_SOURCE_DIR} + "/norms"};
    return all.pages;
}

// Turns "FILE: ..." into a text; holds on when it is told to.
class Texts {
public:
    PublicDesk::TextOf text_of() {
        return [this](std::string_view bytes) {
            std::unique_lock lock{m_mutex};
            ++m_asked;
            m_changed.notify_all();
            m_changed.wait(lock, [&] { return !m_is_held; });
            decoding::Outcome outcome;
            if (bytes.starts_with("FILE: "))
                outcome.text = bytes.substr(6);
            else
                outcome.refusal = decoding::Refusal::Picture;
            return outcome;
        };
    }
    void hold(bool is_held) {
        const std::lock_guard lock{m_mutex};
        m_is_held = is_held;
        m_changed.notify_all();
    }
    void wait_for(int asked) {
        std::unique_lock lock{m_mutex};
        m_changed.wait(lock, [&] { return m_asked >= asked; });
    }

private:
    std::mutex m_mutex;
    std::condition_variable m_changed;
    bool m_is_held = false;
    int m_asked = 0;
};

ApplicationOptions with(Texts& texts) {
    ApplicationOptions options;
    options.port = 0;
    options.pages = &pages();
    options.text_of = texts.text_of();
    return options;
}

const std::string forbidding = "De cliënt zal niet met derden spreken over de behandeling of de gevolgen daarvan.";
const std::string form_type = "Content-Type: multipart/form-data; boundary=x\r\n";

std::string field(const std::string& name, const std::string& content, const std::string& more = {}) {
    return "--x\r\nContent-Disposition: form-data; name=\"" + name + "\"" + more + "\r\n\r\n" + content + "\r\n";
}
std::string file(const std::string& content) { return field("bestand", content, "; filename=\"a.pdf\""); }

Answer send_in(House& house, const std::string& fields, const std::string& more = {}) {
    return house.ask("POST", "/zwijgbeding", house.own() + form_type + more, fields + "--x--\r\n");
}

bool holds(const std::string& text, std::string_view part) { return text.find(part) != std::string::npos; }

}  // namespace

TEST_CASE("everybody gets the pages at /, without script, and the staff theirs at /app") {
    Texts texts;
    House house{with(texts)};
    auto home = house.ask("GET", "/");
    CHECK(home.status == 200);
    CHECK(home.headers["content-type"] == "text/html; charset=utf-8");
    CHECK(holds(home.headers["content-security-policy"], "default-src 'none'"));
    CHECK(!holds(home.headers["content-security-policy"], "script-src"));
    CHECK(holds(home.body, "/wat-geldt"));
    CHECK(house.ask("GET", "/publiek.css").headers["content-type"] == "text/css; charset=utf-8");
    CHECK(house.ask("GET", "/app").status == 302);
    CHECK(house.ask("GET", "/kwaliteitsinstrumenten/nergens").status == 404);
    CHECK(holds(house.ask("GET", "/kwaliteitsinstrumenten/nergens").body, "Deze pagina is er niet"));
}

TEST_CASE("a page speaks the language of the browser unless the address says otherwise") {
    Texts texts;
    House house{with(texts)};
    CHECK(holds(house.ask("GET", "/").body, "<html lang=\"nl\">"));
    CHECK(holds(house.ask("GET", "/", "Accept-Language: en-GB\r\n").body, "<html lang=\"en\">"));
    CHECK(holds(house.ask("GET", "/?taal=nl", "Accept-Language: en-GB\r\n").body, "<html lang=\"nl\">"));
    // What stands ready is of its own language and its own answers.
    CHECK(holds(house.ask("GET", "/").body, "<html lang=\"nl\">"));
    CHECK(holds(house.ask("GET", "/wat-geldt?alone=only-me").body, "value=\"only-me\" checked>"));
    CHECK(!holds(house.ask("GET", "/wat-geldt").body, "checked>"));
}

TEST_CASE("a page that stands ready is made again on another day") {
    ReadyPages ready;
    const CalendarDay day{std::chrono::year{2026} / 11 / 22};
    ready.keep(day, "a", std::make_shared<const std::string>("page"));
    REQUIRE(ready.find(day, "a"));
    CHECK(*ready.find(day, "a") == "page");
    CHECK(!ready.find(day, "b"));
    CHECK(!ready.find(day + Days{1}, "a"));
    CHECK(!ready.find(day, "a"));
}

TEST_CASE("what stands ready never grows beyond its bound") {
    ReadyPages ready;
    const CalendarDay day{std::chrono::year{2026} / 11 / 22};
    const auto page = std::make_shared<const std::string>(ReadyPages::bytes_max / 4, 'x');
    for (int at = 0; at < 3; ++at) ready.keep(day, std::to_string(at), page);
    CHECK(ready.find(day, "0"));
    ready.keep(day, "3", page);
    CHECK(!ready.find(day, "0"));
    CHECK(ready.find(day, "3"));
}

TEST_CASE("a text and a file are read and come back marked; neither is kept ready nor in the log") {
    Texts texts;
    House house{with(texts)};
    const auto text = send_in(house, field("tekst", forbidding + " Kanariewoord.") + field("getekend", "2024-02-01") + field("wie", "care-provider"));
    CHECK(text.status == 200);
    CHECK(text.headers.at("cache-control") == "no-store");
    CHECK(holds(text.body, "<mark>"));
    CHECK(holds(text.body, "1 februari 2024"));
    const auto both = send_in(house, field("tekst", "Iets anders.") + file("FILE: " + forbidding));
    CHECK(holds(both.body, "<mark>"));
    CHECK(holds(both.body, "Het bestand is gelezen, de tekst niet"));
    const auto log = house.logged("\"route\":\"/zwijgbeding\"");
    CHECK(!holds(log, "Kanariewoord"));
    CHECK(!holds(house.ask("GET", "/zwijgbeding").body, "Kanariewoord"));
}

TEST_CASE("a file that cannot be read, a form that is broken and an empty one are each told, with the form again") {
    Texts texts;
    House house{with(texts)};
    for (const auto& [sent, reason] : std::vector<std::pair<std::string, std::string>>{
             {file("\xFF\xD8\xFF"), "foto"}, {field("tekst", ""), "Er is geen tekst"}, {"--y\r\n", "kwam niet heel aan"}, {field("tekst", "a") + field("getekend", "gisteren"), "is geen dag"}}) {
        const auto why = reason;
        CAPTURE(why);
        const auto answer = send_in(house, sent);
        CHECK(answer.status == 422);
        CHECK(holds(answer.body, why));
        CHECK(holds(answer.body, "<textarea"));
    }
}

TEST_CASE("a form from elsewhere, and one that is too long, are refused before they are read") {
    Texts texts;
    House house{with(texts)};
    const auto body = field("tekst", forbidding) + "--x--\r\n";
    CHECK(house.ask("POST", "/zwijgbeding", form_type + "Origin: http://elders.example\r\nSec-Fetch-Site: cross-site\r\n", body).status == 403);
    http::RawClient client{house.application().port()};
    const auto answer = client.ask("POST /zwijgbeding HTTP/1.1\r\nHost: " + house.host() + "\r\n" + house.own() + form_type +
                                   "Content-Length: " + std::to_string(PublicDesk::form_bytes_max + 1) + "\r\n\r\n");
    CHECK(holds(answer, "413"));
}

TEST_CASE("who is signed in does not wait for the texts of strangers, and a stranger hears when it is too busy") {
    Texts texts;
    House house{with(texts)};
    const auto who = house.somebody(access::Role::Owner);
    texts.hold(true);
    std::vector<std::thread> strangers;
    std::atomic<int> busy{0}, read{0};
    constexpr int count = 24;  // Two are read, sixteen wait.
    house.application();
    for (int at = 0; at < count; ++at) {
        // The first two are taken up before the others begin to wait.
        if (at == 2) texts.wait_for(2);
        strangers.emplace_back([&] {
            http::RawClient client{house.application().port()};
            const auto body = file("FILE: " + forbidding) + "--x--\r\n";
            client.send("POST /zwijgbeding HTTP/1.1\r\nHost: " + house.host() + "\r\n" + house.own() + form_type + "Content-Length: " +
                        std::to_string(body.size()) + "\r\n\r\n" + body);
            const auto answer = client.receive(std::chrono::seconds{120});
            if (holds(answer, "HTTP/1.1 503")) ++busy;
            if (holds(answer, "<mark>")) ++read;
        });
    }
    while (busy < count - 18) std::this_thread::sleep_for(std::chrono::milliseconds{5});
    CHECK(house.as(who, "GET", "/api/session").status == 200);
    CHECK(house.ask("GET", "/waar-terecht").status == 200);
    texts.hold(false);
    for (auto& one : strangers) one.join();
    CHECK(busy == count - 18);
    CHECK(read == 18);
}

TEST_CASE("alone, the pages are there and nothing of practices is") {
    Texts texts;
    const Clock clock;
    PublicApplication application{clock, with(texts)};
    const auto ask = [&](const std::string& target) {
        http::RawClient client{application.port()};
        return parsed(client.ask("GET " + target + " HTTP/1.1\r\nHost: localhost:" + std::to_string(application.port()) + "\r\n\r\n"));
    };
    for (const auto* path : {"/", "/wat-geldt", "/waar-terecht", "/zwijgbeding", "/kwaliteitsinstrumenten", "/publiek.css", "/merk.svg", "/health"})
        CHECK_MESSAGE(ask(path).status == 200, path);
    for (const auto* path : {"/app", "/app/", "/api/session", "/api/check", "/metrics"}) CHECK_MESSAGE(ask(path).status == 404, path);
    http::RawClient client{application.port()};
    CHECK(holds(client.ask("GET / HTTP/1.1\r\nHost: elders.example\r\n\r\n"), "421"));
}

TEST_CASE("a route that needs practices stops a server without any") {
    Workers workers{1, 1};
    Gate gate{workers, {}};
    Endpoint endpoint;
    endpoint.declared = {.pattern = "/api/secret", .operation = {}, .summary = "s"};
    endpoint.policy = Policy::signed_in();
    CHECK_THROWS_AS(gate.routes_of({endpoint}), std::logic_error);
}

}  // namespace kader::server::tests
