// Stopping under load, a second server, and what is printed, logged and counted.

#include <sys/stat.h>

#include <algorithm>
#include <atomic>
#include <set>
#include <thread>

#include "server/document.h"

namespace kader::server_tests {

namespace {


// Several at once add records until the server is gone; what was acknowledged, by kenmerk.
struct Load {
    explicit Load(const Browser& as) {
        for (int who = 0; who < 8; ++who)
            threads.emplace_back([this, as, who](const std::stop_token& stop) {
                for (int at = 0; !stop.stop_requested() && at < 5'000; ++at) {
                    const auto kenmerk = "L" + std::to_string(who) + "-" + std::to_string(at);
                    std::string answer;
                    try {
                        answer = raw(as.port(), as.request("POST", list, meeting(kenmerk), {{"Idempotency-Key", kenmerk}}));
                    } catch (const std::runtime_error&) {
                        return;  // Nobody listens any more.
                    }
                    const std::lock_guard lock{mutex};
                    if (answer.starts_with("HTTP/1.1 201")) acknowledged.insert(kenmerk);
                    else if (!answer.empty()) others.insert(answer.substr(0, answer.find("\r\n")));
                }
            });
    }
    void await(std::size_t count) {
        for (int tries = 0; tries < 30'000; ++tries) {
            {
                const std::lock_guard lock{mutex};
                if (acknowledged.size() >= count) return;
            }
            std::this_thread::sleep_for(std::chrono::milliseconds{2});
        }
        FAIL("too little was acknowledged");
    }
    void join() {
        for (auto& one : threads) one.join();
    }
    std::mutex mutex;
    std::set<std::string> acknowledged, others;
    std::vector<std::jthread> threads;
};

bool has_socket(const fs::path& path) {
    struct stat found {};
    return ::lstat(path.c_str(), &found) == 0 && S_ISSOCK(found.st_mode);
}

}  // namespace

TEST_CASE("what was acknowledged before a stop or a crash is there after it, once, and nothing stands in the way of the next start") {
    for (const int signal : {SIGTERM, SIGKILL}) {
        CAPTURE(signal);
        const DataFolder data;
        const auto socket = fs::path{data.path()} / "kader.sock";
        std::optional<Browser> before;
        std::set<std::string> acknowledged;
        {
            Served served{data.serve()};
            before.emplace(owner(served));
            Load load{*before};
            load.await(60);
            CHECK(has_socket(socket));
            const int ended = served.stop(signal);
            load.join();
            CHECK(ended == (signal == SIGTERM ? 0 : -SIGKILL));
            CHECK(served.err().empty());
            if (signal == SIGTERM) {
                CHECK_FALSE(fs::exists(socket));
                CHECK(holds(served.out(), "\nKader stopt.\n"));
            }
            for (const auto& other : load.others) CHECK(other.starts_with("HTTP/1.1 503"));
            acknowledged = load.acknowledged;
        }
        CHECK(cli_tests::run({"doctor", "--data", data.path()}).code == (signal == SIGTERM ? 0 : 1));
        Served served{data.serve()};
        CHECK(has_socket(socket));
        Browser browser{served, *before};
        std::multiset<std::string> stored;
        const auto listed = browser.get(list).object();
        for (const auto& record : listed.at("records").as_array()) stored.insert(record.at("kenmerk").as_string().c_str());
        CHECK(acknowledged.size() >= 60);
        for (const auto& kenmerk : acknowledged) CHECK_MESSAGE(stored.count(kenmerk) == 1, kenmerk);
        CHECK(std::set<std::string>{stored.begin(), stored.end()}.size() == stored.size());
        CHECK(browser.get(std::string{list} + "/" + *acknowledged.begin()).status == 200);
        CHECK(std::size_t(data.verified().records) == stored.size());
        CHECK(served.stop() == 0);
    }
}

TEST_CASE("a second server on the same folder, or on the same port, is told so in one sentence and harms nothing") {
    const DataFolder data, other;
    Served served{data.serve()};
    const auto token = setup_token(served);
    const auto second = cli_tests::run(data.serve());
    CHECK(second.code == 2);
    CHECK(second.out.empty());
    CHECK(cli_tests::lines_of(second.err).size() == 1);
    CHECK(holds(second.err, "proces " + std::to_string(served.process())));
    CHECK(has_socket(fs::path{data.path()} / "kader.sock"));

    const auto port = std::to_string(served.port());
    const auto same_port = cli_tests::run({"serve", "--data", other.path(), "--port", port});
    CHECK(same_port.code == 3);
    CHECK(same_port.out.empty());
    CHECK(cli_tests::lines_of(same_port.err).size() == 1);
    CHECK(holds(same_port.err, port));
    CHECK_FALSE(fs::exists(fs::path{other.path()} / "kader.sock"));
    CHECK(cli_tests::run({"demo", "--port", port}).code == 3);

    const auto no_address = cli_tests::run({"serve", "--data", other.path(), "--port", "0", "--address", "elders.test", "--lang", "en"});
    CHECK(no_address.code == 2);
    CHECK(no_address.err == "This is no address to listen on: \"elders.test\". Give an IP address, such as 127.0.0.1.\n");
    CHECK(cli_tests::run({"serve", "--data", other.path(), "--port", "70000"}).code == 2);

    // The first one noticed nothing: the token that it printed still works.
    CHECK(Browser{served}.post("/api/setup", setup_body(token)).status == 200);
    CHECK(served.stop() == 0);
}

TEST_CASE("counts are given to the local socket alone, which only its owner may open, and name nobody") {
    const DataFolder data{{{"Praktijk Voorbeeld", "solo"}}};
    const Served served{data.serve()};
    auto browser = owner(served);
    CHECK(browser.get("/metrics").status == 404);
    CHECK(browser.get("/metrics", {{"X-Forwarded-For", "local"}}).status == 404);
    CHECK(browser.get("/api/check").status == 200);
    const auto socket = fs::path{data.path()} / "kader.sock";
    CHECK((fs::status(socket).permissions() & fs::perms::all) == (fs::perms::owner_read | fs::perms::owner_write));
    const auto metrics = ask_socket(socket, "/metrics");
    CHECK(metrics.status == 200);
    std::set<std::string> names;
    for (const auto& line : cli_tests::lines_of(metrics.body)) {
        if (line.starts_with("#")) continue;
        CAPTURE(line);
        const auto space = line.rfind(' ');
        REQUIRE(space != std::string::npos);
        CHECK(line.starts_with("kader_"));
        CHECK(std::ranges::all_of(line.substr(space + 1), [](char c) { return '0' <= c && c <= '9'; }));
        CHECK(names.insert(line.substr(0, space)).second);
    }
    for (const auto* name : {"kader_requests_total", "kader_writer_commits_total", "kader_sessions", "kader_responses_total{status=\"2xx\"}"}) CHECK(names.contains(name));
    CHECK_FALSE(holds(metrics.body, "Voorbeeld"));
    // Through the socket one is no person with a session.
    CHECK(ask_socket(socket, "/api/session").status == 401);
    CHECK(ask_socket(socket, "/api/check?practice=Nergens").status >= 400);
    CHECK(ask_socket(socket, "/api/check").status == 200);
}

TEST_CASE("each line of the log is JSON that knows the route and the status, and nothing of a person or of what was sent") {
    const DataFolder data{{{"Praktijk Voorbeeld", "solo"}}};
    Served served{data.serve()};
    const auto token = setup_token(served);
    Browser browser{served};
    REQUIRE(browser.post("/api/setup", R"({"token":")" + token + R"(","name":"MARKnaam","login":"MARKlogin@voorbeeld.test","password":"MARKtulp galop zeezout"})").status == 200);
    add_app(browser, "MARKlogin@voorbeeld.test");
    const Headers loud{{"User-Agent", "MARKagent"}, {"X-Forwarded-For", "MARKfor"}, {"Referer", "http://MARKreferer/"}, {"Accept-Language", "MARKtaal"}, {"Idempotency-Key", "MARKsleutel"}};
    CHECK(browser.post(list, R"({"kenmerk":"MARKkenmerk","cells":{"soort":"reflectie","onderwerpen":"complicaties","aanwezig":"P01","verslag":"MARKcel","datum":"2026-11-20"}})", loud).status == 201);
    CHECK(browser.get(std::string{list} + "/MARKkenmerk", loud).status == 200);
    CHECK(browser.get("/api/check?on=MARKdag", loud).status == 422);
    CHECK(browser.get("/api/check?MARKnaam=1", loud).status == 422);
    CHECK(browser.get("/app/MARKpad?token=MARKtoken", loud).status != 500);
    CHECK(browser.get("/MARKnergens", loud).status == 404);
    CHECK(browser.get("/api/records/MARKlijst", loud).status == 404);
    CHECK(browser.get("/api/session", {{"Cookie", "__Host-kader=MARKkoek"}}).status == 401);
    CHECK(browser.get("/health", {{"Host", "MARKhost"}}).status == 421);
    CHECK(browser.post(list, R"({"kenmerk":"MARKfout","cells":{"soort":"MARKsoort","datum":"MARKdatum"}})", loud).status == 422);
    CHECK(raw(served.port(), "MARKmethode /health HTTP/1.1\r\nHost: x\r\n\r\n").starts_with("HTTP/1.1 "));
    CHECK(sign_in(browser, "MARKiemand", "MARKgok").status == 401);
    const auto cookie = browser.cookie.substr(browser.cookie.find('=') + 1), csrf = browser.csrf;
    const auto wrong = browser.get("/api/check?on=x");
    CHECK(served.stop() == 0);

    int requests = 0;
    bool found = false;
    auto lines = cli_tests::lines_of(served.out());
    REQUIRE(lines.size() > 10);
    // The address, the way in (two lines), and the last word are for people. A line about the last request may
    // come after that word: it is written when its answer has left.
    CHECK(std::erase(lines, "Kader stopt.") == 1);
    lines.erase(lines.begin(), lines.begin() + 3);
    for (const auto& line : lines) {
        CAPTURE(line);
        boost::system::error_code broken;
        const auto value = json::parse(line, broken);
        REQUIRE(!broken);
        const auto& object = value.as_object();
        std::set<std::string> members;
        for (const auto& member : object) members.insert({member.key().data(), member.key().size()});
        CHECK(members == std::set<std::string>{"at", "event", "reference", "method", "route", "status", "us", "in", "out"});
        CHECK_FALSE(holds(line, "MARK"));
        for (const auto& secret : {token, cookie, csrf, std::string{"127.0.0.1"}, std::string{"Voorbeeld"}, std::string{"voorbeeld.test"}}) CHECK_FALSE(holds(line, secret));
        // What an error shows finds its line.
        found = found || object.at("reference").as_string() == json::string_view{wrong.text("reference")};
        ++requests;
    }
    // Three of them are the second factor of the owner.
    CHECK(requests == 17);
    CHECK(found);
    CHECK(served.err().empty());
}

TEST_CASE("a server can be told to be silent, and goes on when nobody reads what it says") {
    const DataFolder data;
    {
        auto words = data.serve();
        words.push_back("--no-log");
        Served served{words};
        setup_token(served);
        CHECK(is_healthy(served));
        CHECK(served.stop() == 0);
        CHECK_FALSE(holds(served.out(), "{"));
    }
    Served served{data.serve(), {.environment = {}, .reader_leaves = true}};
    for (int round = 0; round < 5; ++round) CHECK(is_healthy(served));
    CHECK(served.stop() == 3);
    CHECK(cli_tests::lines_of(served.err()).size() == 1);
    CHECK_FALSE(fs::exists(fs::path{data.path()} / "kader.sock"));
}

TEST_CASE("a data folder whose name is too long for the socket is told so in one sentence, and one that just fits works") {
    // As the operating system limits it, beside "/kader.sock".
    constexpr std::size_t longest = 107 - std::string_view{"/kader.sock"}.size();
    const ScratchFolder scratch;
    const auto named = [&](std::size_t length) {
        const auto begin = scratch.text() + "/";
        REQUIRE(begin.size() < length);
        const auto folder = begin + std::string(length - begin.size(), 'd');
        const auto made = cli_tests::run({"init", "--data", folder, "--practice", "Praktijk Voorbeeld"});
        REQUIRE_MESSAGE(made.code == 0, made.err);
        return folder;
    };
    const auto fits = named(longest), too_long = named(longest + 1);
    const auto serve = [&](const std::string& language) { return cli_tests::run({"serve", "--data", too_long, "--port", "0", "--lang", language}); };
    const auto dutch = serve("nl"), english = serve("en");
    CHECK(dutch.err == "De naam van de map met gegevens is te lang; met /kader.sock erachter mag hij 107 tekens hebben.\n");
    CHECK(english.err == "The name of the data folder is too long; with /kader.sock behind it it may have 107 characters.\n");
    for (const auto& one : {dutch, english}) {
        CHECK(one.code == 2);
        CHECK(one.out.empty());
    }
    // It harmed nothing: the same folder under a shorter name is served.
    const auto shorter = scratch.path() / "kort";
    fs::rename(too_long, shorter);
    for (const auto& folder : {fits, shorter.string()}) {
        Served served{std::vector<std::string>{"serve", "--data", folder, "--port", "0"}};
        CHECK(ask_socket(fs::path{folder} / "kader.sock", "/metrics").status == 200);
        CHECK(served.stop() == 0);
    }
}

}  // namespace kader::server_tests
