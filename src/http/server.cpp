#include "http/server.h"

#include <signal.h>
#include <sys/socket.h>
#include <sys/stat.h>

#include <algorithm>
#include <list>

#include "http/connection.h"
#include "http/peers.h"
#include "system/random.h"
#include "system/thread_name.h"

namespace kader::http {

void Shard::complete(std::function<void()> done) {
    bool wake = false;
    {
        const std::lock_guard lock{m_mutex};
        wake = m_done.empty();
        m_done.push_back(std::move(done));
    }
    if (!wake) return;
    asio::post(io, [this] {
        std::vector<std::function<void()>> all;
        {
            const std::lock_guard lock{m_mutex};
            all.swap(m_done);
        }
        for (auto& one : all) one();
    });
}

void Shard::add(ConnectionBase& one) {
    one.next = first;
    if (first) first->previous = &one;
    first = &one;
}

void Shard::remove(ConnectionBase& one) {
    (one.previous ? one.previous->next : first) = one.next;
    if (one.next) one.next->previous = one.previous;
}

void Shard::reap() {
    reaper.expires_after(std::chrono::seconds{1});
    reaper.async_wait([this](const boost::system::error_code& error) {
        if (error) return;
        now = std::chrono::steady_clock::now();
        // expire() may take a connection out of the list.
        for (auto* one = first; one;) {
            auto* const following = one->next;
            if (one->deadline <= now) one->expire();
            one = following;
        }
        reap();
    });
}

bool Shared::is_proxy(const std::string& peer) const { return std::ranges::find(options.proxies, peer) != options.proxies.end(); }

bool Shared::may_come(const std::string& peer) const { return options.tls || options.proxies.empty() || is_loopback(peer) || is_proxy(peer); }

bool Shared::let_in(const std::string& address) {
    ++connections;
    const bool is_many = address == "local" || is_proxy(address);
    const std::lock_guard lock{m_mutex};
    auto& count = m_addresses[address];
    if (connections_now >= options.connections_max || (!is_many && count >= options.connections_per_address_max)) {
        if (count == 0) m_addresses.erase(address);
        ++refused_connections;
        return false;
    }
    ++count;
    ++connections_now;
    return true;
}

void Shared::let_out(const std::string& address) {
    const std::lock_guard lock{m_mutex};
    --connections_now;
    if (const auto found = m_addresses.find(address); found != m_addresses.end() && --found->second == 0) m_addresses.erase(found);
}

std::string Shared::reference() {
    // Distinct within the life of the process, and not to be guessed from one to the next restart.
    const auto number = reference_seed + reference_next.fetch_add(1) * 0x9E3779B97F4A7C15ull;
    constexpr std::string_view digits = "0123456789abcdef";
    std::string text;
    for (int shift = 60; shift >= 0; shift -= 4) text += digits[(number >> shift) & 15];
    return text;
}

namespace {

// What the network library says becomes what the header promises.
void check(const boost::system::error_code& error, const std::string& about) {
    if (error) throw std::system_error{error.value(), std::generic_category(), about};
}

asio::ip::address address_of(const std::string& text) {
    boost::system::error_code error;
    const auto address = asio::ip::make_address(text, error);
    if (error) throw std::system_error{std::make_error_code(std::errc::invalid_argument), text};
    return address;
}

}  // namespace

constexpr std::chrono::milliseconds accept_pause{50};

struct Server::Body {
    using Acceptor = asio::basic_socket_acceptor<asio::ip::tcp, Executor>;
    using LocalAcceptor = asio::basic_socket_acceptor<asio::local::stream_protocol, Executor>;

    Body(std::vector<Route> routes, ServerOptions options, std::function<void(const RequestLine&)> log)
        : shared{std::move(routes), std::move(options), std::move(log)} {
        std::array<std::uint8_t, 8> seed{};
        system::fill_random(seed);
        for (const auto byte : seed) shared.reference_seed = shared.reference_seed << 8 | byte;
        auto& chosen = shared.options;
        int threads_count = chosen.threads > 0 ? chosen.threads : static_cast<int>(std::thread::hardware_concurrency());
        threads_count = std::max(threads_count, 1);
        shared.shards = threads_count;
        for (auto& proxy : chosen.proxies) {
            auto plain = plain_address(proxy);
            if (!plain) throw std::system_error{std::make_error_code(std::errc::invalid_argument), proxy};
            proxy = std::move(*plain);
        }
        const auto address = address_of(chosen.address);
        for (int i = 0; i < threads_count; ++i) {
            auto& shard = shards.emplace_back(shared);
            auto& acceptor = acceptors.emplace_back(shard.io.get_executor());
            const asio::ip::tcp::endpoint endpoint{address, i == 0 ? chosen.port : port};
            boost::system::error_code error;
            acceptor.open(endpoint.protocol(), error);
            check(error, chosen.address);
            acceptor.set_option(asio::socket_base::reuse_address{true}, error);
            check(error, chosen.address);
            // Each shard accepts by itself; the kernel spreads the connections. It would spread them over another
            // process of the same user as well, so the first shard takes the port before it shares it.
            const auto share = [&] {
                const int on = 1;
                if (threads_count > 1 && setsockopt(acceptor.native_handle(), SOL_SOCKET, SO_REUSEPORT, &on, sizeof on) != 0)
                    throw std::system_error{errno, std::generic_category(), "SO_REUSEPORT"};
            };
            if (i > 0) share();
            acceptor.bind(endpoint, error);
            check(error, chosen.address);
            if (i == 0) share();
            acceptor.listen(1024, error);
            check(error, chosen.address);
            if (i == 0) port = acceptor.local_endpoint().port();
            accept(shard, acceptor);
            shard.reap();
        }
        if (!chosen.local_socket.empty()) open_local_socket();
        for (auto& shard : shards)
            threads.emplace_back([&shard] {
                system::name_thread("kader-http");
                // A visitor who left is an error of the one who writes; OpenSSL would have the process end.
                sigset_t left{};
                sigemptyset(&left);
                sigaddset(&left, SIGPIPE);
                pthread_sigmask(SIG_BLOCK, &left, nullptr);
                shard.thread_id = std::this_thread::get_id();
                shard.io.run();
            });
    }

    void open_local_socket() {
        const auto& path = shared.options.local_socket;
        // Left behind by a process that died: whoever holds the data folder's lock may take it away.
        std::filesystem::remove(path);
        // More does not fit into the address of a socket.
        if (path.string().size() > local_path_bytes_max) throw std::system_error{std::make_error_code(std::errc::filename_too_long), path.string()};
        auto& shard = shards.front();
        local.emplace(shard.io.get_executor());
        local_pause.emplace(shard.io.get_executor());
        boost::system::error_code error;
        local->open(asio::local::stream_protocol{}, error);
        check(error, path.string());
        const auto before = umask(0177);
        local->bind(asio::local::stream_protocol::endpoint{path.string()}, error);
        umask(before);
        check(error, path.string());
        local->listen(64, error);
        check(error, path.string());
        accept_local();
    }

    void accept(Shard& shard, Acceptor& acceptor) {
        acceptor.async_accept([this, &shard, &acceptor](const boost::system::error_code& error, auto socket) {
            if (!acceptor.is_open()) return;
            if (error) return accept_later(shard.pause, [this, &shard, &acceptor] {
                if (acceptor.is_open()) accept(shard, acceptor);
            });
            boost::system::error_code gone;
            const auto written = socket.remote_endpoint(gone).address().to_string();
            const auto peer = plain_address(written).value_or(written);
            if (!gone && !shared.may_come(peer)) ++shared.refused_connections;
            else if (!gone && shared.let_in(peer)) {
                socket.set_option(asio::ip::tcp::no_delay{true}, gone);
                serve(shard, std::move(socket), peer);
            }
            accept(shard, acceptor);
        });
    }

    // Whoever waits stays in line while there is no descriptor left for them; asking again at once would take all
    // the time of the processor.
    void accept_later(Shard::Timer& pause, std::function<void()> again) {
        ++shared.accept_faults;
        pause.expires_after(accept_pause);
        pause.async_wait([again = std::move(again)](const boost::system::error_code& error) {
            if (!error) again();
        });
    }

    void accept_local() {
        local->async_accept([this](const boost::system::error_code& error, auto socket) {
            if (!local->is_open()) return;
            if (error) return accept_later(*local_pause, [this] {
                if (local->is_open()) accept_local();
            });
            if (shared.let_in("local")) serve(shards.front(), std::move(socket), "local");
            accept_local();
        });
    }

    void stop() {
        const std::lock_guard lock{stop_mutex};
        if (shared.stopping.exchange(true)) return;
        auto acceptor = acceptors.begin();
        for (auto& shard : shards) {
            asio::post(shard.io, [this, &shard, &own = *acceptor] {
                own.close();
                if (local && &shard == &shards.front()) local->close();
                for (auto* one = shard.first; one;) {
                    auto* const following = one->next;
                    one->stop_soon();
                    one = following;
                }
            });
            ++acceptor;
        }
        const auto patience = std::chrono::steady_clock::now() + shared.options.stop_time;
        while (shared.connections_now > 0 && std::chrono::steady_clock::now() < patience)
            std::this_thread::sleep_for(std::chrono::milliseconds{5});
        for (auto& shard : shards) shard.io.stop();
        for (auto& thread : threads) thread.join();
        if (!shared.options.local_socket.empty()) std::filesystem::remove(shared.options.local_socket);
    }

    Shared shared;
    std::uint16_t port = 0;
    std::list<Shard> shards;
    std::list<Acceptor> acceptors;
    std::optional<LocalAcceptor> local;
    std::optional<Shard::Timer> local_pause;
    std::vector<std::thread> threads;
    std::mutex stop_mutex;
};

Server::Server(std::vector<Route> routes, ServerOptions options, std::function<void(const RequestLine&)> log)
    : m_body(std::make_unique<Body>(std::move(routes), std::move(options), std::move(log))) {}

Server::~Server() { stop(); }

std::uint16_t Server::port() const { return m_body->port; }

void Server::stop() { m_body->stop(); }

ServerCounts Server::counts() const {
    const auto& shared = m_body->shared;
    ServerCounts counts;
    counts.connections = shared.connections;
    counts.connections_now = shared.connections_now;
    counts.refused_connections = shared.refused_connections;
    counts.requests = shared.requests;
    counts.timeouts = shared.timeouts;
    counts.accept_faults = shared.accept_faults;
    for (int i = 0; i < 6; ++i) counts.statuses[i] = shared.statuses[i];
    return counts;
}

}  // namespace kader::http
