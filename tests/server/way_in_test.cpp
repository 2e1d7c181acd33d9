// The way in: from a folder where nobody has an account to somebody who is signed in, and out again.

#include <unistd.h>

#include <fstream>
#include <sstream>
#include <thread>

#include "server/document.h"

namespace kader::server_tests {

namespace {

// The time that a process computed, in ticks of the system.
long processor_ticks(pid_t process) {
    std::ifstream file{"/proc/" + std::to_string(process) + "/stat"};
    std::string all{std::istreambuf_iterator<char>{file}, {}};
    std::istringstream rest{all.substr(all.rfind(')') + 2)};
    std::string word;
    long user = 0, system = 0;
    for (int at = 3; at <= 13; ++at) rest >> word;
    rest >> user >> system;
    return user + system;
}

}  // namespace

TEST_CASE("a fresh folder lets nobody in but whoever has the token that was printed, and that once") {
    const DataFolder data;
    Served served{data.serve()};
    const auto token = setup_token(served);
    CHECK(token.size() == 64);
    const auto said = served.out();
    CHECK(said.find(token) == said.rfind(token));

    Browser browser{served};
    for (const auto* login : {"admin", "kader", "demo", "root", "Praktijk Voorbeeld"})
        CHECK(sign_in(browser, login, login).status == 401);
    CHECK(sign_in(browser, "admin", "").fields() == std::vector<std::string>{"/password"});
    CHECK(browser.get("/api/demo").status == 404);

    auto wrong = token;
    wrong.back() = wrong.back() == '0' ? '1' : '0';
    for (const auto& other : {wrong, token.substr(1), std::string(64, '0')}) {
        const auto answer = browser.post("/api/setup", setup_body(other));
        CHECK(answer.status == 403);
        CHECK(faults(operation("setUp"), answer).empty());
    }
    CHECK(browser.post("/api/setup", setup_body("")).fields() == std::vector<std::string>{"/token"});
    // What is refused for another reason does not use it up.
    CHECK(browser.post("/api/setup", setup_body(token, "ola", "te kort")).fields() == std::vector<std::string>{"/password"});
    CHECK(browser.post("/api/setup", setup_body(token, "   x")).fields() == std::vector<std::string>{"/login"});
    CHECK(browser.post("/api/setup", R"({"token":")" + token + R"(","name":"  ","login":"ola","password":"een lang wachtwoord"})").fields() ==
          std::vector<std::string>{"/name"});

    const auto made = browser.post("/api/setup", setup_body(token, "Ola@voorbeeld.test", "XwachtwoordmarkeringX"));
    REQUIRE_MESSAGE(made.status == 200, made.body);
    const auto shape = faults(operation("setUp"), made);
    CHECK_MESSAGE(shape.empty(), (shape.empty() ? "" : shape.front()));
    CHECK(made.object().at("account").at("role") == "owner");
    CHECK(made.object().at("state") == "enrolling");
    CHECK(browser.get("/api/check").status == 403);
    CHECK(made.object().at("practice").at("name") == "Praktijk Voorbeeld");
    CHECK(made.object().at("demo") == false);
    const auto set = made.header("set-cookie");
    CHECK(set.starts_with("__Host-kader="));
    for (const auto* attribute : {"; Path=/", "; Secure", "; HttpOnly", "; SameSite=Strict"}) CHECK(holds(set, attribute));
    CHECK_FALSE(holds(set, "Domain"));
    CHECK(made.header("cache-control") == "no-store");
    CHECK(browser.get("/api/session").status == 200);
    add_app(browser, "Ola@voorbeeld.test");
    CHECK(browser.get("/api/check").status == 200);

    Browser late{served};
    const auto again = late.post("/api/setup", setup_body(token, "iemand anders"));
    CHECK(again.status == 403);
    CHECK(again.header("set-cookie").empty());
    CHECK(served.stop() == 0);

    // What opens a door stands nowhere on the disk; what was sealed is not readable.
    const auto secret = browser.cookie.substr(browser.cookie.find('=') + 1);
    REQUIRE(secret.size() == 64);
    bool argon = false;
    for (const auto& file : cli_tests::bytes_of_folder(data.path())) {
        const auto& name = file.first;
        const auto& bytes = file.second;
        for (const auto& marker : {std::string{"XwachtwoordmarkeringX"}, token, secret, std::string{"voorbeeld.test"}, std::string{"Ola Voorbeeldpersoon"}}) {
            CAPTURE(name);
            CAPTURE(marker);
            CHECK_FALSE(holds(bytes, marker));
        }
        argon = argon || holds(bytes, "$argon2id$v=19$m=65536,t=3,p=1$");
    }
    CHECK(argon);
}

TEST_CASE("one token makes one account, however many come with it at once") {
    const DataFolder data;
    const Served served{data.serve()};
    const auto token = setup_token(served);
    std::vector<int> statuses(4);
    {
        std::vector<std::jthread> all;
        for (std::size_t at = 0; at < statuses.size(); ++at)
            all.emplace_back([&statuses, &served, &token, at] {
                Browser browser{served};
                statuses[at] = browser.post("/api/setup", setup_body(token, "ola " + std::to_string(at))).status;
            });
    }
    CHECK(std::ranges::count(statuses, 200) == 1);
    CHECK(std::ranges::count(statuses, 403) == 3);
}

TEST_CASE("a session survives a stop and a crash, signing out ends it for good, and an old token stays dead") {
    const DataFolder data{{{"Praktijk Voorbeeld", ""}, {"Salon Ander Voorbeeld", ""}}};
    std::optional<Browser> somebody;
    std::string unused;
    {
        Served served{data.serve()};
        somebody = owner(served);
        unused = setup_token(served, "Salon Ander Voorbeeld");
        CHECK(served.stop() == 0);
    }
    const auto moved = [&](const Served& to) { return Browser{to, *somebody}; };
    {
        Served served{data.serve()};
        // Only the practice where nobody has an account gets a token, and the one before is over.
        setup_token(served, "Salon Ander Voorbeeld");
        CHECK_FALSE(holds(served.out(), "Praktijk Voorbeeld heeft"));
        auto browser = moved(served);
        CHECK(browser.get("/api/session").text("csrf") == somebody->csrf);
        CHECK(browser.post("/api/records/bijeenkomsten", meeting("B1"), {{"Idempotency-Key", "een"}}).status == 201);
        CHECK(Browser{served}.post("/api/setup", setup_body(unused, "een ander")).status == 403);
        CHECK(served.stop(SIGKILL) == -SIGKILL);
    }
    {
        Served served{data.serve()};
        auto browser = moved(served);
        CHECK(browser.get("/api/records/bijeenkomsten/B1").status == 200);
        const auto out = browser.ask("DELETE", "/api/session");
        CHECK(out.status == 204);
        CHECK(faults(operation("signOut"), out).empty());
        CHECK(moved(served).get("/api/session").status == 401);
        CHECK(served.stop(SIGKILL) == -SIGKILL);
    }
    Served served{data.serve()};
    CHECK(moved(served).get("/api/session").status == 401);
    Browser anew{served};
    CHECK(sign_in(anew).status == 200);
    CHECK(anew.cookie != somebody->cookie);
    CHECK(served.stop(SIGINT) == 0);
}

TEST_CASE("a name that does not exist gets the same answer as a wrong password, after the same work") {
    const DataFolder data;
    const Served served{data.serve()};
    owner(served);
    Browser browser{served};
    long known = 0, unknown = 0;
    for (int round = 0; round < 3; ++round) {
        const auto begin = processor_ticks(served.process());
        const auto wrong = sign_in(browser, "ola", "iets heel anders");
        const auto middle = processor_ticks(served.process());
        const auto nobody = sign_in(browser, "niemand", "iets heel anders");
        known += middle - begin;
        unknown += processor_ticks(served.process()) - middle;
        CHECK(wrong.status == 401);
        CHECK(nobody.status == 401);
        CHECK(faults(operation("signInWithCode"), wrong).empty());
        auto one = wrong.object(), two = nobody.object();
        one.erase("reference");
        two.erase("reference");
        CHECK(one == two);
        CHECK(wrong.header("set-cookie").empty());
    }
    // Computed both times: without it nothing would be seen at this grain.
    CHECK(known > 3);
    CHECK(unknown * 2 > known);
    CHECK(known * 2 > unknown);
    // English for who reads English.
    CHECK(browser.post("/api/session/code", R"({"pending":"x","code":"123456"})", {{"Accept-Language", "en-GB,en;q=0.9"}}).text("detail") ==
          "This took too long, or went wrong too often. Begin again with your password.");
}

TEST_CASE("guessing is slowed down for one name however it is written, and nothing a client says moves the counter") {
    const DataFolder data;
    const Served served{data.serve()};
    owner(served);
    Browser browser{served};
    const std::vector<std::string> spellings{"ola", "OLA", " ola ", "Ola", "ola"};
    for (std::size_t at = 0; at < spellings.size(); ++at)
        CHECK(browser.post("/api/session", sign_in_body(spellings[at], "iets heel anders"), {{"X-Forwarded-For", "10.0.0." + std::to_string(at)}}).status == 200);
    CHECK(browser.post("/api/session", sign_in_body("oLa", "iets heel anders")).status == 200);
    const auto stopped = browser.post("/api/session", sign_in_body("ola"), {{"X-Forwarded-For", "10.9.9.9"}, {"Forwarded", "for=10.9.9.9"}});
    CHECK(stopped.status == 429);
    const int wait = std::stoi(stopped.header("retry-after"));
    CHECK(wait > 0);
    CHECK(wait <= 30);
    CHECK(stopped.header("set-cookie").empty());
}

}  // namespace kader::server_tests
