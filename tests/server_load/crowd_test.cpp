// Thousands of connections that begin a request and do not go on.

#include <algorithm>

#include "server/served.h"
#include "server_load/memory.h"
#include "system/open_files.h"

namespace kader::server_tests {

namespace {

constexpr std::size_t slow_clients = 5000, from_one_address = 50;
constexpr std::int64_t bytes_for_each = 4096;

std::size_t connections_now(const DataFolder& data) {
    const auto metrics = ask_socket(fs::path{data.path()} / "kader.sock", "/metrics").body;
    static constexpr std::string_view name = "\nkader_connections ";
    const auto at = metrics.find(name);
    REQUIRE_MESSAGE(at != std::string::npos, metrics);
    return std::stoul(metrics.substr(at + name.size()));
}

using Crowd = std::vector<http::RawClient>;

// Each from an address of the loopback, with its neighbours; every one sent the same beginning.
Crowd crowd(std::uint16_t port, std::size_t count, std::string_view begun) {
    Crowd all;
    all.reserve(count);
    for (std::size_t i = 0; i < count; ++i) {
        const auto from = "127.0." + std::to_string(1 + i / from_one_address / 200) + "." + std::to_string(1 + i / from_one_address % 200);
        all.emplace_back(port, from.c_str());
        all.back().send(begun);
    }
    return all;
}

}  // namespace

TEST_CASE("five thousand half-sent requests keep nobody out, and cost at most 4 KB of memory each") {
    // The machine may allow less: then it is that many.
    const auto open = system::raise_open_files();
    REQUIRE(open > 1024);
    const auto count = std::min(slow_clients, open - 512);
    const DataFolder data;
    const Served server{data.serve()};
    // What is made once at the first requests is not of the crowd.
    crowd(server.port(), 20, "GET /health HTTP/1.1\r\nHost: ");
    REQUIRE(is_healthy(server));
    connections_now(data);
    const auto before = resident_bytes(server.process());
    const auto slow = crowd(server.port(), count, "GET /health HTTP/1.1\r\nHost: localhost\r\nX-Begun: and not en");
    // A request behind them is answered, so they have all been taken in; and this one is not among the slow.
    REQUIRE(is_healthy(server));
    std::size_t most = 0;
    std::int64_t bytes = 0;
    for (int look = 0; look < 40; ++look) {
        const auto now = connections_now(data);
        if (now >= most) {
            most = now;
            bytes = resident_bytes(server.process()) - before;
        }
        if (most >= count) break;
    }
    const auto each = bytes / static_cast<std::int64_t>(most);
    MESSAGE(most, " connections, ", each, " bytes for each");
    // On a machine that is very busy the first ones are sent away while the last ones come: ten seconds is
    // what one may take.
    CHECK(most >= count / 2);
    CHECK(each <= bytes_for_each);
    Browser browser{server};
    CHECK(browser.get("/health").status == 200);
    CHECK(browser.get("/api/session").status == 401);
}

}  // namespace kader::server_tests
