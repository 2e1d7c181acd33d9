// Who asks while the server stops, who asks for long while others write, and what comes when it is too late.

#include <unistd.h>

#include <future>
#include <thread>

#include "server/house_for_tests.h"
#include "server/tool_types.h"

namespace kader::server::tests {

namespace {

std::string meeting(const std::string& kenmerk) {
    return R"({"kenmerk":")" + kenmerk +
           R"(","cells":{"soort":"reflectie","onderwerpen":"complicaties","aanwezig":"P01","verslag":"ja","datum":"2026-11-20"}})";
}

Answer add(House& house, const accounts::Begun& who, const std::string& kenmerk) {
    return house.as(who, "POST", "/api/records/bijeenkomsten", "Idempotency-Key: " + kenmerk + "\r\n", meeting(kenmerk));
}

std::int64_t rows(House& house, const accounts::Begun& who) {
    const auto answer = house.as(who, "GET", "/api/check");
    REQUIRE_MESSAGE(answer.status == 200, answer.body);
    return answer.json().at("rows").at("read").as_int64();
}

bool is_open(House& house) {
    try {
        http::RawClient{house.application().port()};
        return true;
    } catch (const std::runtime_error&) {
        return false;
    }
}

void wait_until_closed(House& house) {
    for (int i = 0; i < 6000 && is_open(house); ++i) std::this_thread::sleep_for(std::chrono::milliseconds{10});
    REQUIRE_FALSE(is_open(house));
}

// Through the local socket.
std::string local(const std::string& method, const std::string& target, const std::string& body = {}) {
    return method + " " + target + " HTTP/1.1\r\nHost: x\r\n" + House::json_type() + "Content-Length: " + std::to_string(body.size()) + "\r\n\r\n" + body;
}

}  // namespace

TEST_CASE("who asks the check something for long holds up nobody who writes, of the same practice or another") {
    House house;
    const auto who = house.somebody(access::Role::Owner), neighbour = house.somebody(access::Role::Owner, house.other);
    REQUIRE(add(house, who, "B1").status == 201);
    CHECK(rows(house, who) == 1);
    std::promise<void> asked, enough;
    std::thread asker{[&] {
        house.application().standings().of(house.practice)->ask([&](const check::Check&) {
            asked.set_value();
            enough.get_future().wait();
        });
    }};
    asked.get_future().wait();
    const auto commits = house.here->writer().counts().commits;
    std::vector<int> statuses;
    for (int i = 2; i <= 4; ++i) {
        // Each waits ten seconds at most, so that a failure says so instead of hanging.
        http::RawClient client{house.application().port()};
        const auto& of = i < 4 ? who : neighbour;
        const auto body = meeting("B" + std::to_string(i));
        const auto answer = client.ask("POST /api/records/bijeenkomsten HTTP/1.1\r\nHost: " + house.host() + "\r\n" + House::cookie(of) + house.own() +
                                       "X-Kader-Csrf: " + of.who.csrf + "\r\n" + House::json_type() + "Idempotency-Key: k" + std::to_string(i) +
                                       "\r\nContent-Length: " + std::to_string(body.size()) + "\r\n\r\n" + body);
        statuses.push_back(answer.empty() ? 0 : parsed(answer).status);
        if (answer.empty()) break;
    }
    const auto later = house.here->writer().counts().commits;
    enough.set_value();
    asker.join();
    CHECK(statuses == std::vector<int>{201, 201, 201});
    CHECK(later >= commits + 3);
    // What was told is what the next question knows.
    CHECK(rows(house, who) == 3);
    CHECK(rows(house, neighbour) == 1);
}

TEST_CASE("of many who write and ask at once each finds what they were told is stored") {
    House house;
    std::vector<accounts::Begun> people;
    for (int i = 0; i < 4; ++i) people.push_back(house.somebody(access::Role::Owner));
    house.application();
    std::atomic<int> stored = 0, missed = 0;
    std::vector<std::thread> threads;
    for (std::size_t at = 0; at < people.size(); ++at)
        threads.emplace_back([&, at] {
            for (int i = 0; i < 8; ++i) {
                if (add(house, people[at], "B" + std::to_string(at) + "-" + std::to_string(i)).status == 201) ++stored;
                const int least = stored;
                if (rows(house, people[at]) < least) ++missed;
            }
        });
    for (auto& thread : threads) thread.join();
    CHECK(stored == 32);
    CHECK(missed == 0);
    CHECK(rows(house, people[0]) == 32);
}

TEST_CASE("counts that are asked for while the server stops come while answers still leave, and after that harm nobody") {
    for (const bool in_time : {true, false}) {
        CAPTURE(in_time);
        ApplicationOptions options;
        options.user_number = ::getuid();
        options.stop_time = in_time ? std::chrono::milliseconds{60'000} : std::chrono::milliseconds{50};
        House house{options};
        house.application();
        const auto socket = house.folder() / "data" / "kader.sock";
        std::vector<http::RawClient> makers;
        std::optional<http::RawClient> client;
        std::thread stopping;
        std::atomic<bool> stopped = false;
        {
            HeldWriter held{house};
            // Both workers wait for the writer, and the counts wait for a worker.
            for (int i = 0; i < 2; ++i) {
                makers.emplace_back(socket);
                makers.back().send(local("POST", std::string{tools_practices}, R"({"name":"Praktijk Extra )" + std::to_string(i) + "\"}"));
            }
            wait_for_queue(house, 2);
            client.emplace(socket);
            client->send(local("GET", "/metrics"));
            std::this_thread::sleep_for(std::chrono::milliseconds{50});
            stopping = std::thread{[&] {
                house.application().stop();
                stopped = true;
            }};
            wait_until_closed(house);
            if (!in_time) {
                // The time for answers is over; what was taken is done all the same.
                std::this_thread::sleep_for(std::chrono::milliseconds{300});
                CHECK_FALSE(stopped);
            }
        }
        if (in_time) {
            const auto answer = client->receive(std::chrono::minutes{1});
            REQUIRE_FALSE(answer.empty());
            CHECK(parsed(answer).status == 200);
            CHECK(parsed(answer).body.find("kader_requests_total") != std::string::npos);
        }
        stopping.join();
        CHECK(stopped);
        if (!in_time) CHECK(client->receive(std::chrono::milliseconds{200}).empty());
        CHECK(subjects::practices(*house.here->reader()).size() == 4);
    }
}

TEST_CASE("a server that stopped answers nothing any more, and is not gone before what it took is stored") {
    ApplicationOptions options;
    options.stop_time = std::chrono::milliseconds{50};
    House house{options};
    const auto who = house.somebody(access::Role::Owner);
    http::RawClient client{house.application().port()};
    std::thread stopping;
    std::atomic<bool> stopped = false;
    {
        HeldWriter held{house};
        const auto body = meeting("B1");
        client.send("POST /api/records/bijeenkomsten HTTP/1.1\r\nHost: " + house.host() + "\r\n" + House::cookie(who) + house.own() +
                    "X-Kader-Csrf: " + who.who.csrf + "\r\n" + House::json_type() + "Idempotency-Key: k\r\nContent-Length: " +
                    std::to_string(body.size()) + "\r\n\r\n" + body);
        wait_for_queue(house);
        stopping = std::thread{[&] {
            house.application().stop();
            stopped = true;
        }};
        wait_until_closed(house);
        // The time for answers is over, and the one who writes is still waited for.
        std::this_thread::sleep_for(std::chrono::milliseconds{300});
        CHECK_FALSE(stopped);
    }
    stopping.join();
    CHECK(client.receive(std::chrono::milliseconds{200}).empty());
    const auto session = house.here->reader();
    session->begin_snapshot();
    session->enter_practice(house.practice.bytes());
    int count = 0;
    static constexpr storage::Sql stored{"SELECT count(*) FROM record WHERE practice_id = $1"};
    session->each(stored, {storage::id(house.practice)}, [&](const storage::Row& row) { count = static_cast<int>(row.integer(0)); });
    session->end_snapshot();
    CHECK(count == 1);
}

}  // namespace kader::server::tests
