// No descriptors left, and answers that come when the server has stopped.

#include <doctest/doctest.h>
#include <sys/resource.h>
#include <unistd.h>

#include <mutex>
#include <thread>

#include "http/raw_client.h"
#include "http/server.h"

namespace kader::http {

namespace {

using namespace std::chrono_literals;

ServerOptions options() {
    ServerOptions chosen;
    chosen.port = 0;
    chosen.threads = 2;
    chosen.stop_time = 20ms;
    return chosen;
}

constexpr std::string_view ask_health = "GET /health HTTP/1.1\r\nHost: localhost\r\n\r\n";

// Leaves this process room for one more descriptor, until the end.
class OneDescriptorLeft {
public:
    OneDescriptorLeft() {
        ::getrlimit(RLIMIT_NOFILE, &m_before);
        const int next = ::dup(0);
        REQUIRE(next >= 0);
        ::close(next);
        rlimit tight = m_before;
        tight.rlim_cur = static_cast<rlim_t>(next) + 1;
        REQUIRE(::setrlimit(RLIMIT_NOFILE, &tight) == 0);
    }
    ~OneDescriptorLeft() { ::setrlimit(RLIMIT_NOFILE, &m_before); }
    OneDescriptorLeft(const OneDescriptorLeft&) = delete;

private:
    rlimit m_before{};
};

}  // namespace

TEST_CASE("without a descriptor left the server waits instead of turning round and round, and then goes on") {
    auto one_thread = options();
    one_thread.threads = 1;
    Server server{{{Method::Get, "/health", 0, [](Request, Reply reply) { reply(Response{200, {}, "ok", {}}); }}}, one_thread};
    RawClient before{server.port()};
    CHECK(before.ask(std::string{ask_health}).ends_with("ok"));
    std::optional<RawClient> waits;
    {
        const OneDescriptorLeft tight;
        const auto begun = std::chrono::steady_clock::now();
        waits.emplace(server.port());
        for (int i = 0; i < 6000 && server.counts().accept_faults < 3; ++i) std::this_thread::sleep_for(5ms);
        const auto faults = server.counts().accept_faults;
        const auto turns = (std::chrono::steady_clock::now() - begun) / 50ms;
        CHECK(faults >= 3);
        CHECK(faults <= static_cast<std::uint64_t>(turns) + 2);
        // Who is in already is answered all the same.
        CHECK(before.ask(std::string{ask_health}).ends_with("ok"));
    }
    CHECK(waits->ask(std::string{ask_health}).ends_with("ok"));
}

TEST_CASE("answers that come after the server stopped, given or dropped, harm nobody") {
    std::mutex mutex;
    std::vector<Reply> kept;
    Server server{{{Method::Get, "/later", 0,
                    [&](Request, Reply reply) {
                        const std::lock_guard lock{mutex};
                        kept.push_back(std::move(reply));
                    }}},
                  options()};
    std::vector<std::unique_ptr<RawClient>> clients;
    for (int i = 0; i < 6; ++i) {
        clients.push_back(std::make_unique<RawClient>(server.port()));
        clients.back()->send("GET /later HTTP/1.1\r\nHost: localhost\r\n\r\n");
    }
    const auto count = [&] {
        const std::lock_guard lock{mutex};
        return kept.size();
    };
    for (int i = 0; i < 6000 && count() < clients.size(); ++i) std::this_thread::sleep_for(5ms);
    REQUIRE(count() == clients.size());
    server.stop();
    // From another thread, as a writer does it; half of them never answer.
    std::thread{[&] {
        const std::lock_guard lock{mutex};
        for (std::size_t at = 0; at < kept.size(); at += 2) kept[at](Response{200, {}, "late", {}});
        kept.clear();
    }}.join();
}

}  // namespace kader::http
