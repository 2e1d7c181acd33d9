// Connections in plain words: through the local socket, and to this machine or its proxy.

#include <sys/socket.h>

#include "http/connection_of.h"

namespace kader::http {

namespace {

template <class Protocol>
class PlainChannel {
public:
    using Socket = asio::basic_stream_socket<Protocol, Executor>;
    static constexpr bool is_tls = false;
    explicit PlainChannel(Socket socket) : m_socket(std::move(socket)) {}

    Socket& socket() { return m_socket; }
    template <class Done>
    void async_read_some(asio::mutable_buffer into, Done done) {
        m_socket.async_read_some(into, std::move(done));
    }
    template <class Done>
    void async_write(const TwoParts& parts, Done done) {
        asio::async_write(m_socket, parts, [done = std::move(done)](const boost::system::error_code& error, std::size_t) { done(error); });
    }
    void say_goodbye() {}

private:
    Socket m_socket;
};

// Who made the connection; the kernel says so, not the other side.
std::optional<std::uint32_t> user_of(int socket) {
    ucred who{};
    socklen_t size = sizeof who;
    if (::getsockopt(socket, SOL_SOCKET, SO_PEERCRED, &who, &size) != 0 || size != sizeof who) return {};
    return who.uid;
}

}  // namespace

void serve(Shard& shard, asio::basic_stream_socket<asio::ip::tcp, Executor> socket, std::string peer) {
    if (shard.shared.options.tls) return serve_tls(shard, std::move(socket), std::move(peer));
    start(shard, PlainChannel<asio::ip::tcp>{std::move(socket)}, std::move(peer));
}

void serve(Shard& shard, asio::basic_stream_socket<asio::local::stream_protocol, Executor> socket, std::string peer) {
    const auto user = user_of(socket.native_handle());
    start(shard, PlainChannel<asio::local::stream_protocol>{std::move(socket)}, std::move(peer), user);
}

}  // namespace kader::http
