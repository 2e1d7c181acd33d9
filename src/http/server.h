#pragma once

// The edge: accepts connections, limits them in number, size and time, cuts them into requests, and
// writes the answers. One io_context and one thread for each core; Boost stays behind this header.
//
// What it refuses by itself, each with a status of 400 and up and a line in the log: a header block above
// 16 KiB, 64 fields or 8 KiB a line (431); one that is not complete in 10 s, a body below 1 KiB/s (408);
// bare line feeds, folded lines, control characters, two lengths, any Transfer-Encoding (400, 411, 501);
// encoded bodies (415); bodies above the limit of their route (413); large bodies for which there is no room now (503); more
// connections than allowed.
//
// With `tls` everything that comes through the port is TLS; a request in the clear is told so (400). The local socket
// stays as it is. Without it nothing here keeps the port from speaking in the clear to anybody: who starts a server
// asks is_loopback (peers.h) first.

#include <chrono>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <string>

#include "http/router.h"
#include "http/tls.h"

namespace kader::http {

inline constexpr std::size_t local_path_bytes_max = 107;
inline constexpr std::size_t small_body_bytes_max = 64 * 1024;

struct ServerOptions {
    std::string address = "127.0.0.1";
    std::uint16_t port = 8420;             // 0: any free one.
    std::filesystem::path local_socket;    // Empty: none. Made with mode 0600; at most 107 bytes long.
    int threads = 0;                       // 0: one for each core.
    std::size_t connections_max = 20'000;
    std::size_t connections_per_address_max = 64;
    std::shared_ptr<Tls> tls = {};          // Null: in the clear.
    // A handshake that is not done by then ends, and so does the oldest when there are more than this.
    std::chrono::milliseconds handshake_time{10'000};
    std::size_t handshakes_max = 512;
    // Addresses of proxies: X-Forwarded-For (its last entry) becomes the peer of a request, X-Forwarded-Proto says
    // whether the browser came over TLS. Nobody else is believed. A proxy has no limit per address, since it keeps
    // its own; without `tls` nobody but these and this machine is let in.
    std::vector<std::string> proxies = {};
    std::chrono::milliseconds header_time{10'000};
    std::chrono::milliseconds idle_time{60'000};
    std::size_t body_bytes_per_second_min = 1024;  // After header_time.
    // Bodies longer than small_body_bytes_max take their length from this room while they arrive and are worked on;
    // who finds none is told to come back (503). They come at large_body_bytes_per_second_min at least.
    std::size_t large_bodies_bytes_max = 64 * 1024 * 1024;
    std::size_t large_body_bytes_per_second_min = 16 * 1024;
    std::chrono::milliseconds stop_time{10'000};   // How long stop() waits for answers under way.
    // Put on every response that does not set them itself.
    Headers headers = {};
    Headers secure_headers = {};  // The same, where the browser came over TLS.
};

// What the log may know of a request: nothing of a person.
struct RequestLine {
    std::string reference;
    Method method = Method::Get;
    std::string route;  // The pattern; empty when there was none.
    int status = 0;
    std::chrono::microseconds took{};
    std::size_t bytes_in = 0, bytes_out = 0;
};

struct ServerCounts {
    std::uint64_t connections = 0, connections_now = 0, refused_connections = 0;
    std::uint64_t requests = 0, timeouts = 0;
    std::uint64_t accept_faults = 0;  // No descriptor was left, mostly.
    std::uint64_t statuses[6] = {};  // 1xx … 5xx at 1 … 5.
};

class Server {
public:
    // Throws std::system_error when the port or socket cannot be had (invalid_argument: the address, or one of a proxy, is none;
    // filename_too_long: the path of the local socket), and std::logic_error from Router.
    Server(std::vector<Route> routes, ServerOptions options, std::function<void(const RequestLine&)> log = {});
    // stop(). A Reply may not outlive the server: whoever keeps replies, such as a writer with a queue, ends
    // after stop() and before this.
    ~Server();

    std::uint16_t port() const;
    ServerCounts counts() const;
    // Accepts nothing new, lets the answers under way finish, closes, returns. Any thread, once or more.
    void stop();

private:
    struct Body;
    std::unique_ptr<Body> m_body;
};

}  // namespace kader::http
