// Connections over TLS. OpenSSL works on the socket itself and is asked again when the socket is ready: so a connection
// that waits holds no buffers, which would be forty kilobytes for each.

#include <openssl/err.h>
#include <openssl/ssl.h>

#include "http/connection_of.h"
#include "http/tls.h"

namespace kader::http {

namespace {

class TlsChannel {
public:
    using Socket = asio::basic_stream_socket<asio::ip::tcp, Executor>;
    using Failed = boost::system::error_code;
    static constexpr bool is_tls = true;

    TlsChannel(Socket socket, SSL* session) : m_socket(std::move(socket)), m_session(session) {
        boost::system::error_code ignored;
        m_socket.native_non_blocking(true, ignored);
        if (SSL_set_fd(m_session.get(), m_socket.native_handle()) != 1) throw std::bad_alloc{};
    }

    Socket& socket() { return m_socket; }

    template <class Done>
    void async_handshake(Done done) {
        turn([this] { return SSL_do_handshake(m_session.get()); }, [done = std::move(done)](Failed failed, int) { done(failed); });
    }
    template <class Done>
    void async_read_some(asio::mutable_buffer into, Done done) {
        turn([this, into] { return SSL_read(m_session.get(), into.data(), static_cast<int>(into.size())); },
             [done = std::move(done)](Failed failed, int bytes) { done(failed, static_cast<std::size_t>(bytes)); });
    }
    // A head with a small body goes out as one record.
    template <class Done>
    void async_write(const TwoParts& parts, Done done) {
        if (m_heard_plain_words) {
            asio::async_write(m_socket, parts, [done = std::move(done)](const Failed& failed, std::size_t) { done(failed); });
            return;
        }
        constexpr std::size_t together_max = 16 * 1024;
        if (parts[1].size() == 0 || parts[0].size() + parts[1].size() > together_max) return write(parts, std::move(done));
        m_together.assign(static_cast<const char*>(parts[0].data()), parts[0].size());
        m_together.append(static_cast<const char*>(parts[1].data()), parts[1].size());
        write({asio::buffer(m_together), {}}, std::move(done));
    }
    // That nothing more comes from this side; never waits.
    void say_goodbye() {
        if (m_is_over || !SSL_is_init_finished(m_session.get())) return;
        m_is_over = true;
        SSL_shutdown(m_session.get());
        ERR_clear_error();
    }
    // The other side began with a request in the clear; what is written goes out in the clear as well.
    bool heard_plain_words() const { return m_heard_plain_words; }

private:
    struct Free {
        void operator()(SSL* session) const { SSL_free(session); }
    };

    template <class Done>
    void write(TwoParts parts, Done done) {
        if (parts[0].size() == 0) std::swap(parts[0], parts[1]);
        const auto count = static_cast<int>(std::min<std::size_t>(parts[0].size(), 1 << 20));
        turn([this, at = parts[0].data(), count] { return SSL_write(m_session.get(), at, count); },
             [this, parts, done = std::move(done)](const Failed& failed, int bytes) mutable {
                 if (!failed) parts[0] += static_cast<std::size_t>(bytes);
                 if (!failed && parts[0].size() + parts[1].size() > 0) return write(parts, std::move(done));
                 m_together = {};
                 done(failed);
             });
    }

    // Asks OpenSSL, and again as soon as the socket can do what it lacks. `done` comes by the queue, never from here.
    template <class Ask, class Done>
    void turn(Ask ask, Done done) {
        ERR_clear_error();
        const int result = ask();
        const int what = result > 0 ? SSL_ERROR_NONE : SSL_get_error(m_session.get(), result);
        if (what == SSL_ERROR_WANT_READ || what == SSL_ERROR_WANT_WRITE) {
            const auto until = what == SSL_ERROR_WANT_READ ? asio::socket_base::wait_read : asio::socket_base::wait_write;
            m_socket.async_wait(until, [this, ask = std::move(ask), done = std::move(done)](const Failed& failed) mutable {
                if (failed) return done(failed, 0);
                turn(std::move(ask), std::move(done));
            });
            return;
        }
        Failed failed;
        if (what == SSL_ERROR_ZERO_RETURN) failed = asio::error::eof;
        else if (what != SSL_ERROR_NONE) failed = broken();
        asio::post(m_socket.get_executor(), [failed, result, done = std::move(done)]() mutable { done(failed, failed ? 0 : result); });
    }

    // After this the session may not be asked again, not even to say goodbye.
    Failed broken() {
        m_is_over = true;
        m_heard_plain_words = ERR_GET_REASON(ERR_peek_error()) == SSL_R_HTTP_REQUEST;
        ERR_clear_error();
        return asio::error::connection_reset;
    }

    Socket m_socket;
    std::unique_ptr<SSL, Free> m_session;
    std::string m_together;
    bool m_is_over = false;
    bool m_heard_plain_words = false;
};

}  // namespace

void serve_tls(Shard& shard, asio::basic_stream_socket<asio::ip::tcp, Executor> socket, std::string peer) {
    auto* const session = shard.shared.options.tls->new_session();
    start(shard, TlsChannel{std::move(socket), session}, std::move(peer));
}

}  // namespace kader::http
