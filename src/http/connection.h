#pragma once

// One connection: bytes in, requests out to their handlers, answers back, in order. Lives on its shard's
// thread; only a Reply comes from elsewhere. Include in the bodies of this module only: it needs Boost.

#include <boost/asio/basic_stream_socket.hpp>
#include <boost/asio/basic_socket_acceptor.hpp>
#include <boost/asio/buffer.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/local/stream_protocol.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/write.hpp>
#include <array>
#include <atomic>
#include <chrono>
#include <list>
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

#include "http/server.h"

namespace kader::http {

namespace asio = boost::asio;
using Executor = asio::io_context::executor_type;
using SteadyTime = std::chrono::steady_clock::time_point;

// A Channel carries the bytes of one connection:
//   is_tls; socket(); async_read_some(buffer, done(error, bytes)); async_write(TwoParts, done(error)): all of it;
//   say_goodbye(), before the socket closes; with is_tls also async_handshake(done(error)) and heard_plain_words().
// One of these is under way at a time; `done` is called later, on the thread of the shard.
using TwoParts = std::array<asio::const_buffer, 2>;

struct Shared;

// What a shard may ask of its connections, whatever the protocol.
class ConnectionBase {
public:
    virtual ~ConnectionBase() = default;
    virtual void expire() = 0;       // Its deadline passed.
    virtual void stop_soon() = 0;    // Close when nothing is under way, else after the answer.
    SteadyTime deadline = SteadyTime::max();
    ConnectionBase* previous = nullptr;
    ConnectionBase* next = nullptr;
};

// One io_context and its thread.
class Shard {
public:
    explicit Shard(Shared& all) : shared(all), io{1}, reaper{io.get_executor()}, pause{io.get_executor()} {}

    // Any thread. One wake for all that comes before the shard is awake.
    void complete(std::function<void()> done);
    void add(ConnectionBase&);
    void remove(ConnectionBase&);
    void reap();
    bool is_here() const { return std::this_thread::get_id() == thread_id; }

    Shared& shared;
    // Before the context: what still waits there holds connections, and they leave this list.
    ConnectionBase* first = nullptr;
    std::list<ConnectionBase*> handshakes;  // Under way, the oldest first.
    SteadyTime now = std::chrono::steady_clock::now();
    std::thread::id thread_id;
    asio::io_context io;
    using Timer = asio::basic_waitable_timer<std::chrono::steady_clock, asio::wait_traits<std::chrono::steady_clock>, Executor>;
    Timer reaper;
    Timer pause;  // While there is no descriptor for who wants to come in.

private:
    std::mutex m_mutex;
    // After the context: an answer that came too late to leave holds a connection, which needs the context to end.
    std::vector<std::function<void()>> m_done;
};

// What all shards share.
struct Shared {
    Shared(std::vector<Route> routes, ServerOptions chosen, std::function<void(const RequestLine&)> log_to)
        : router{std::move(routes)}, options{std::move(chosen)}, log{std::move(log_to)} {}

    Router router;
    ServerOptions options;
    int shards = 1;
    // Believed in what it says of others.
    bool is_proxy(const std::string& peer) const;
    // Whether a connection from there is taken at all: in the clear none but this machine's and the proxies', where
    // there are proxies.
    bool may_come(const std::string& peer) const;
    std::function<void(const RequestLine&)> log;
    std::atomic<std::uint64_t> connections{0}, connections_now{0}, refused_connections{0}, requests{0}, timeouts{0}, accept_faults{0};
    std::atomic<std::uint64_t> statuses[6] = {};
    std::atomic<bool> stopping{false};
    std::uint64_t reference_seed = 0;
    std::atomic<std::uint64_t> reference_next{0};

    std::atomic<std::size_t> large_bodies_bytes{0};
    // Whether one more from this address may come in; counts it when it may.
    bool let_in(const std::string& address);
    void let_out(const std::string& address);
    std::string reference();

private:
    std::mutex m_mutex;
    std::map<std::string, std::size_t> m_addresses;
};

// Room for one large body, given back at the end.
class BodyRoom {
public:
    BodyRoom(Shared& all, std::size_t bytes) : m_all(all), m_bytes(bytes) {}
    BodyRoom(const BodyRoom&) = delete;
    ~BodyRoom() { m_all.large_bodies_bytes -= m_bytes; }
    // Nothing: there is none.
    static std::unique_ptr<BodyRoom> take(Shared& all, std::size_t bytes) {
        auto room = std::make_unique<BodyRoom>(all, bytes);
        return all.large_bodies_bytes.fetch_add(bytes) + bytes <= all.options.large_bodies_bytes_max ? std::move(room) : nullptr;
    }

private:
    Shared& m_all;
    std::size_t m_bytes;
};

// Takes a connected socket over.
void serve(Shard&, asio::basic_stream_socket<asio::ip::tcp, Executor>, std::string peer);
void serve_tls(Shard&, asio::basic_stream_socket<asio::ip::tcp, Executor>, std::string peer);
void serve(Shard&, asio::basic_stream_socket<asio::local::stream_protocol, Executor>, std::string peer);

}  // namespace kader::http
