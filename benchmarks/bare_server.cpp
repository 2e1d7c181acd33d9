#include "bare_server.h"

#include <sys/socket.h>

#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/http/read.hpp>
#include <boost/beast/http/string_body.hpp>
#include <boost/beast/http/write.hpp>
#include <list>
#include <thread>

namespace kader::benchmarks {

namespace {

namespace asio = boost::asio;
namespace http = boost::beast::http;
using asio::ip::tcp;

class Connection : public std::enable_shared_from_this<Connection> {
public:
    Connection(tcp::socket socket, const std::string& page) : m_socket(std::move(socket)), m_page(page) {}
    void read() {
        m_request = {};
        http::async_read(m_socket, m_buffer, m_request,
                         [self = shared_from_this()](const boost::system::error_code& error, std::size_t) {
                             if (!error) self->write();
                         });
    }

private:
    void write() {
        m_response = {http::status::ok, m_request.version()};
        m_response.set(http::field::content_type, "text/plain; charset=utf-8");
        m_response.body() = m_page;
        m_response.prepare_payload();
        http::async_write(m_socket, m_response, [self = shared_from_this()](const boost::system::error_code& error, std::size_t) {
            if (!error) self->read();
        });
    }
    tcp::socket m_socket;
    const std::string& m_page;
    boost::beast::flat_buffer m_buffer;
    http::request<http::string_body> m_request;
    http::response<http::string_body> m_response;
};

struct Core {
    asio::io_context io{1};
    tcp::acceptor acceptor{io};
    const std::string* page = nullptr;
    std::thread thread;

    void accept() {
        acceptor.async_accept([this](const boost::system::error_code& error, tcp::socket socket) {
            if (error) return;
            boost::system::error_code ignored;
            socket.set_option(tcp::no_delay{true}, ignored);
            std::make_shared<Connection>(std::move(socket), *page)->read();
            accept();
        });
    }
};

}  // namespace

struct BareServer::Body {
    std::string page;
    std::list<Core> cores;
    std::uint16_t port = 0;
};

BareServer::BareServer(int threads, std::string page) : m_body(std::make_unique<Body>()) {
    m_body->page = std::move(page);
    for (int i = 0; i < threads; ++i) {
        auto& core = m_body->cores.emplace_back();
        core.page = &m_body->page;
        core.acceptor.open(tcp::v4());
        const int on = 1;
        setsockopt(core.acceptor.native_handle(), SOL_SOCKET, SO_REUSEPORT, &on, sizeof on);
        core.acceptor.bind({asio::ip::address_v4::loopback(), m_body->port});
        core.acceptor.listen(1024);
        m_body->port = core.acceptor.local_endpoint().port();
        core.accept();
    }
    for (auto& core : m_body->cores) core.thread = std::thread{[&core] { core.io.run(); }};
}

BareServer::~BareServer() {
    for (auto& core : m_body->cores) core.io.stop();
    for (auto& core : m_body->cores) core.thread.join();
}

std::uint16_t BareServer::port() const { return m_body->port; }

}  // namespace kader::benchmarks
