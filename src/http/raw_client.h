#pragma once

// For the tests: a client that sends exactly the bytes it is given.

#include <arpa/inet.h>
#include <netinet/in.h>
#include <poll.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#include <chrono>
#include <cstring>
#include <filesystem>
#include <stdexcept>
#include <string>
#include <string_view>
#include <utility>

namespace kader::http {

class RawClient {
public:
    explicit RawClient(std::uint16_t port, const char* from = "127.0.0.1") : m_socket(socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0)) {
        sockaddr_in own{};
        own.sin_family = AF_INET;
        inet_pton(AF_INET, from, &own.sin_addr);
        sockaddr_in to{};
        to.sin_family = AF_INET;
        to.sin_port = htons(port);
        inet_pton(AF_INET, "127.0.0.1", &to.sin_addr);
        if (bind(m_socket, reinterpret_cast<sockaddr*>(&own), sizeof own) != 0 ||
            connect(m_socket, reinterpret_cast<sockaddr*>(&to), sizeof to) != 0)
            throw std::runtime_error{"no connection"};
    }
    // Through a local socket.
    explicit RawClient(const std::filesystem::path& path) : m_socket(socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0)) {
        sockaddr_un to{};
        to.sun_family = AF_UNIX;
        const auto text = path.string();
        if (text.size() >= sizeof to.sun_path) throw std::runtime_error{"the path of the socket is too long"};
        std::memcpy(to.sun_path, text.c_str(), text.size() + 1);
        if (connect(m_socket, reinterpret_cast<sockaddr*>(&to), sizeof to) != 0) throw std::runtime_error{"no connection"};
    }
    RawClient(RawClient&& other) noexcept : m_socket(std::exchange(other.m_socket, -1)) {}
    ~RawClient() {
        if (m_socket >= 0) close(m_socket);
    }

    int number() const { return m_socket; }
    void send(std::string_view bytes) {
        while (!bytes.empty()) {
            const auto sent = ::send(m_socket, bytes.data(), bytes.size(), MSG_NOSIGNAL);
            if (sent <= 0) return;
            bytes.remove_prefix(static_cast<std::size_t>(sent));
        }
    }
    // Nothing more comes from this side.
    void finish() { ::shutdown(m_socket, SHUT_WR); }
    // One response with its body, as its Content-Length says; what came when the other side closed or
    // the time was over.
    std::string receive(std::chrono::milliseconds patience = std::chrono::seconds{10}) {
        const auto end = std::chrono::steady_clock::now() + patience;
        while (true) {
            const auto head = m_in.find("\r\n\r\n");
            if (head != std::string::npos) {
                const auto at = m_in.find("Content-Length: ");
                const std::size_t length = at < head ? std::stoul(m_in.substr(at + 16)) : 0;
                if (m_in.size() >= head + 4 + length) {
                    auto whole = m_in.substr(0, head + 4 + length);
                    m_in.erase(0, whole.size());
                    return whole;
                }
            }
            if (!more(end)) return std::exchange(m_in, {});
        }
    }
    // Whether the other side closes within the time.
    bool is_closed(std::chrono::milliseconds patience = std::chrono::seconds{10}) {
        const auto end = std::chrono::steady_clock::now() + patience;
        while (more(end)) {}
        return m_closed;
    }
    std::string ask(std::string_view bytes) {
        send(bytes);
        return receive();
    }

private:
    bool more(std::chrono::steady_clock::time_point end) {
        const auto left = std::chrono::duration_cast<std::chrono::milliseconds>(end - std::chrono::steady_clock::now()).count();
        pollfd one{m_socket, POLLIN, 0};
        if (left <= 0 || poll(&one, 1, static_cast<int>(left)) <= 0) return false;
        char bytes[65536];
        const auto got = recv(m_socket, bytes, sizeof bytes, 0);
        if (got <= 0) {
            m_closed = true;
            return false;
        }
        m_in.append(bytes, static_cast<std::size_t>(got));
        return true;
    }

    int m_socket;
    std::string m_in;
    bool m_closed = false;
};

}  // namespace kader::http
