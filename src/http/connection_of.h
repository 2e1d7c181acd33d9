#pragma once

// The life of one connection, over whatever carries its bytes; connection.h says what a Channel is. Include in the
// bodies of this module only.

#include <algorithm>

#include "http/connection.h"
#include "http/header_block.h"
#include "http/peers.h"
#include "http/protocol_words.h"
#include "http/request_head.h"

namespace kader::http {

inline constexpr std::size_t read_bytes = 1024;  // What a waiting connection holds at first.
inline constexpr std::size_t big_read_bytes = 16 * 1024;

template <class Channel>
class Connection final : public ConnectionBase, public std::enable_shared_from_this<Connection<Channel>> {
public:
    Connection(Shard& shard, Channel channel, std::string peer, std::optional<std::uint32_t> user)
        : m_shard(shard), m_channel(std::move(channel)), m_peer(std::move(peer)), m_user(user), m_is_secure(Channel::is_tls) {
        m_shard.add(*this);
    }
    ~Connection() override {
        shook();
        m_shard.remove(*this);
        m_shard.shared.let_out(m_peer);
    }
    Connection(const Connection&) = delete;

    void start() {
        m_started = m_shard.now;
        if constexpr (Channel::is_tls) {
            shake();
        } else {
            deadline = m_shard.now + options().header_time;
            read();
        }
    }

    void expire() override {
        deadline = SteadyTime::max();
        ++m_shard.shared.timeouts;
        // In the middle of a request the other side is told; between two it is just closed.
        const bool midway = m_phase == Phase::Body || (m_phase == Phase::Header && m_held > 0);
        if (!midway) return close();
        boost::system::error_code ignored;
        m_channel.socket().cancel(ignored);
        refuse(408, "the request took too long to arrive");
    }

    void stop_soon() override {
        if (m_phase == Phase::Handshake || (m_phase == Phase::Header && m_held == 0)) return close();
        m_keep_alive = false;
    }

private:
    enum class Phase { Handshake, Header, Body, Handling, Writing, Closed };
    struct Now {
        Request request;  // Moved to its handler.
        std::string reference;
        Method method = Method::Get;
        const Route* route = nullptr;
        std::size_t body_bytes = 0;
        std::unique_ptr<BodyRoom> room;  // Of a large body.
        std::size_t bytes_in = 0;
        SteadyTime begun;
    };

    const ServerOptions& options() const { return m_shard.shared.options; }

    void close() {
        if (m_phase == Phase::Closed) return;
        m_phase = Phase::Closed;
        deadline = SteadyTime::max();
        shook();
        m_channel.say_goodbye();
        boost::system::error_code ignored;
        m_channel.socket().shutdown(asio::socket_base::shutdown_both, ignored);
        m_channel.socket().close(ignored);
    }

    // The oldest handshake makes room when there are too many: who means it needs an instant for theirs.
    void shake() {
        m_phase = Phase::Handshake;
        deadline = m_shard.now + options().handshake_time;
        auto& all = m_shard.handshakes;
        m_handshake = all.insert(all.end(), this);
        const auto most = std::max<std::size_t>(1, options().handshakes_max / static_cast<std::size_t>(m_shard.shared.shards));
        auto self = this->shared_from_this();
        m_channel.async_handshake([self](const boost::system::error_code& error) { self->on_handshake(error); });
        if (all.size() > most) all.front()->expire();
    }

    void shook() {
        if (m_handshake) m_shard.handshakes.erase(*std::exchange(m_handshake, std::nullopt));
    }

    void on_handshake(const boost::system::error_code& error) {
        if (m_phase != Phase::Handshake) return;
        shook();
        if (error && !m_channel.heard_plain_words()) return close();
        m_phase = Phase::Header;
        m_started = std::chrono::steady_clock::now();
        deadline = m_started + options().header_time;
        if (error) return refuse(400, "this is no address for http; open it with https");
        read();
    }

    void read() {
        const auto used = m_held = m_in.size();
        const auto room = std::min(used < read_bytes ? read_bytes - used : big_read_bytes, big_read_bytes);
        m_in.resize(used + room);
        auto self = this->shared_from_this();
        m_channel.async_read_some(asio::buffer(m_in.data() + used, room),
                                  [self, used](const boost::system::error_code& error, std::size_t bytes) {
                                      self->m_in.resize(used + bytes);
                                      self->on_read(error, used);
                                  });
    }

    void on_read(const boost::system::error_code& error, std::size_t from) {
        if (m_phase != Phase::Header && m_phase != Phase::Body) return;
        if (error) return close();
        if (m_phase == Phase::Body) return on_body();
        if (from == 0 && m_between) {
            m_between = false;
            m_started = std::chrono::steady_clock::now();
            deadline = m_started + options().header_time;
        }
        on_header(from);
    }

    void on_header(std::size_t from) {
        const auto end = header_end(m_in);
        if (end == 0 && has_bare_line_feed(m_in)) return refuse(400, sentence(BlockFault::BareLineFeed));
        if ((end == 0 && m_in.size() >= header_bytes_max) || end > header_bytes_max)
            return refuse(431, "the header is too large");
        if (end == 0) return read();
        static_cast<void>(from);
        parse(end);
    }

    void parse(std::size_t end) {
        const std::string_view block{m_in.data(), end};
        m_now = std::make_unique<Now>();
        m_now->begun = std::chrono::steady_clock::now();
        m_now->bytes_in = end;
        m_now->reference = m_shard.shared.reference();
        RequestHead head;
        const auto fault = read_request_head(block, head);
        m_keep_alive = head.keeps_alive && !m_shard.shared.stopping.load(std::memory_order_relaxed);
        m_now->method = head.request.method;
        m_is_head = head.request.method == Method::Head;
        if (fault) return refuse(fault->status, fault->why);
        auto& request = m_now->request = std::move(head.request);
        request.reference = m_now->reference;
        request.peer = m_peer;
        request.user = m_user;
        if (m_shard.shared.is_proxy(m_peer)) {
            auto told = word_of_proxy(request.headers, m_peer);
            if (!told) return refuse(400, "the proxy does not say for whom it asks");
            request.peer = std::move(told->peer);
            m_is_secure = Channel::is_tls || told->is_secure;
        }

        m_in.erase(0, end);
        auto found = m_shard.shared.router.find(request.method, request.path);
        m_now->body_bytes = head.body_bytes;
        if (!found.route) {
            if (found.allowed.empty()) return refuse(404, "there is nothing here");
            std::string allowed;
            for (const auto one : found.allowed) allowed += (allowed.empty() ? "" : ", ") + std::string{word(one)};
            return refuse(405, "not with this method", {{"Allow", allowed}});
        }
        m_now->route = found.route;
        request.parameters = std::move(found.parameters);
        if (m_now->body_bytes > found.route->body_bytes_max) return refuse(413, "the body is too large");
        if (m_now->body_bytes > small_body_bytes_max) {
            m_now->room = BodyRoom::take(m_shard.shared, m_now->body_bytes);
            if (!m_now->room) return refuse(503, "too many large bodies at the same time", {{"Retry-After", "10"}});
        }
        if (head.expects_continue && m_now->body_bytes > m_in.size()) return send_continue();
        m_phase = Phase::Body;
        on_body();
    }

    void send_continue() {
        m_phase = Phase::Body;
        static constexpr std::string_view line = "HTTP/1.1 100 Continue\r\n\r\n";
        auto self = this->shared_from_this();
        m_channel.async_write({asio::buffer(line.data(), line.size()), {}}, [self](const boost::system::error_code& error) {
            if (self->m_phase != Phase::Body) return;
            if (error) return self->close();
            self->on_body();
        });
    }

    void on_body() {
        const auto need = m_now->body_bytes;
        if (m_in.size() < need) {
            // After the first seconds each second must bring its share.
            const auto rate = m_now->room ? options().large_body_bytes_per_second_min : options().body_bytes_per_second_min;
            const auto earned = std::chrono::milliseconds{1000 * m_in.size() / rate};
            deadline = m_now->begun + options().header_time + earned;
            return read();
        }
        if (m_in.size() == need) {
            m_now->request.body = std::exchange(m_in, {});
        } else {
            m_now->request.body = m_in.substr(0, need);
            m_in.erase(0, need);
        }
        if (m_in.empty() && m_in.capacity() > big_read_bytes) m_in = {};
        m_now->bytes_in += need;
        handle();
    }

    // A reply that nobody calls answers 500 when its last copy goes.
    struct Pending {
        std::shared_ptr<Connection> connection;
        std::atomic<bool> answered{false};
        const std::string reference;
        explicit Pending(std::shared_ptr<Connection> one) : connection(std::move(one)), reference(connection->m_now->reference) {}
        Pending(const Pending&) = delete;
        ~Pending() {
            if (!answered.exchange(true)) send(failed(reference));
        }
        void send(Answer answer) {
            auto to = std::move(connection);
            auto& shard = to->m_shard;
            if (shard.is_here()) return to->respond(to->made(std::move(answer)));
            auto held = std::make_shared<Answer>(std::move(answer));
            shard.complete([to = std::move(to), held = std::move(held)] { to->respond(to->made(std::move(*held))); });
        }
    };

    static Response failed(const std::string& reference) {
        Problem problem;
        problem.reference = reference;
        problem.status = 500;
        problem.title = "Internal Server Error";
        return response_of(problem);
    }

    Response made(Answer answer) const {
        if (auto* response = std::get_if<Response>(&answer)) return std::move(*response);
        try {
            return std::get<std::function<Response()>>(answer)();
        } catch (const std::exception&) {
            return failed(m_now ? m_now->reference : std::string{});
        }
    }

    void handle() {
        m_phase = Phase::Handling;
        deadline = SteadyTime::max();
        ++m_shard.shared.requests;
        auto pending = std::make_shared<Pending>(this->shared_from_this());
        const auto* route = m_now->route;
        try {
            route->handle(std::move(m_now->request), [pending](Answer answer) {
                if (!pending->answered.exchange(true)) pending->send(std::move(answer));
            });
        } catch (const std::exception&) {
            if (!pending->answered.exchange(true)) pending->send(failed(pending->reference));
        }
    }

    void refuse(int status, std::string_view detail, Headers headers = {}) {
        m_keep_alive = false;
        if (!m_now) {
            m_now = std::make_unique<Now>();
            m_now->begun = m_started;
            m_now->reference = m_shard.shared.reference();
        }
        Problem problem;
        problem.status = status;
        problem.title = reason(status);
        problem.detail = detail;
        problem.reference = m_now->reference;
        auto response = response_of(problem);
        for (auto& header : headers) response.headers.push_back(std::move(header));
        m_lingers = true;
        respond(std::move(response));
    }

    void respond(Response response) {
        if (m_phase == Phase::Closed) return;
        m_phase = Phase::Writing;
        m_status = response.status;
        m_response = std::move(response);
        const auto bytes = m_response.bytes();
        m_head.clear();
        m_head += "HTTP/1.1 ";
        m_head += std::to_string(m_status);
        m_head += ' ';
        m_head += reason(m_status);
        m_head += "\r\nDate: ";
        m_head += http_date();
        const auto usual = [&](const Headers& headers) {
            for (const auto& header : headers)
                if (std::ranges::find(m_response.headers, header.first, &Headers::value_type::first) == m_response.headers.end()) append_header(m_head, header);
        };
        usual(options().headers);
        if (m_is_secure) usual(options().secure_headers);
        for (const auto& header : m_response.headers) append_header(m_head, header);
        if (m_status != 204 && m_status != 304) {
            m_head += "\r\nContent-Length: ";
            m_head += std::to_string(bytes.size());
        }
        m_head += m_keep_alive ? "\r\nConnection: keep-alive\r\n\r\n" : "\r\nConnection: close\r\n\r\n";
        const bool bodyless = m_is_head || m_status == 204 || m_status == 304;
        const std::array<asio::const_buffer, 2> parts = {
            asio::buffer(m_head), bodyless ? asio::const_buffer{} : asio::buffer(bytes.data(), bytes.size())};
        m_bytes_out = m_head.size() + (bodyless ? 0 : bytes.size());
        deadline = std::chrono::steady_clock::now() + options().idle_time;
        auto self = this->shared_from_this();
        m_channel.async_write(parts, [self](const boost::system::error_code& error) { self->on_written(error); });
    }

    void on_written(const boost::system::error_code& error) {
        note();
        m_response = {};
        m_now.reset();
        m_is_head = false;
        if (m_phase == Phase::Closed) return;
        if (error) return close();
        if (!m_keep_alive || m_shard.shared.stopping.load(std::memory_order_relaxed)) {
            if (m_lingers) return linger();
            return close();
        }
        m_phase = Phase::Header;
        m_held = m_in.size();
        m_between = m_held == 0;
        deadline = std::chrono::steady_clock::now() + (m_between ? options().idle_time : options().header_time);
        if (m_between) {
            if (m_in.capacity() > read_bytes) m_in = {};
            return read();
        }
        // A next request that came along already; not by recursion, however many there are.
        auto self = this->shared_from_this();
        asio::post(m_shard.io, [self] {
            if (self->m_phase == Phase::Header) self->on_header(0);
        });
    }

    // After a refusal bytes may still be on their way: closing at once would wipe the answer out on the
    // other side. So the sending half is closed, and the rest is read and dropped for a short while.
    void linger() {
        m_channel.say_goodbye();
        boost::system::error_code ignored;
        m_channel.socket().shutdown(asio::socket_base::shutdown_send, ignored);
        deadline = std::chrono::steady_clock::now() + std::chrono::seconds{2};
        m_phase = Phase::Writing;
        m_lingers = false;
        drop();
    }
    void drop() {
        m_in.resize(read_bytes);
        auto self = this->shared_from_this();
        m_channel.socket().async_read_some(asio::buffer(m_in), [self](const boost::system::error_code& error, std::size_t) {
            if (self->m_phase == Phase::Closed) return;
            if (error) return self->close();
            self->drop();
        });
    }

    void note() {
        auto& shared = m_shard.shared;
        ++shared.statuses[m_status / 100 % 6];
        if (!shared.log || !m_now) return;
        RequestLine line;
        line.reference = m_now->reference;
        line.method = m_now->method;
        if (m_now->route) line.route = m_now->route->pattern;
        line.status = m_status;
        line.took = std::chrono::duration_cast<std::chrono::microseconds>(std::chrono::steady_clock::now() - m_now->begun);
        line.bytes_in = m_now->bytes_in;
        line.bytes_out = m_bytes_out;
        shared.log(line);
    }

    Shard& m_shard;
    Channel m_channel;
    std::string m_peer;
    std::optional<std::uint32_t> m_user;
    std::optional<std::list<ConnectionBase*>::iterator> m_handshake;  // While it shakes hands.
    std::string m_in;         // Longer than what came while a read is under way.
    std::size_t m_held = 0;   // What came of the request that is being read.
    std::unique_ptr<Now> m_now;
    Response m_response;
    std::string m_head;
    SteadyTime m_started{};
    std::size_t m_bytes_out = 0;
    int m_status = 0;
    Phase m_phase = Phase::Header;
    bool m_keep_alive = true;
    bool m_between = true;  // Nothing of a next request has come yet.
    bool m_is_head = false;
    bool m_lingers = false;
    bool m_is_secure = false;  // The browser reached us, or the proxy before us, over TLS.
};

template <class Channel>
void start(Shard& shard, Channel channel, std::string peer, std::optional<std::uint32_t> user = {}) {
    std::make_shared<Connection<Channel>>(shard, std::move(channel), std::move(peer), user)->start();
}

}  // namespace kader::http
