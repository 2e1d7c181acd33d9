#include "http_load.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

#include <array>
#include <charconv>
#include <chrono>
#include <functional>
#include <stdexcept>
#include <string_view>
#include <utility>

namespace kader::benchmarks {

namespace {

using Next = std::function<const std::string*()>;

double processor_seconds(clockid_t whose) {
    timespec time{};
    clock_gettime(whose, &time);
    return static_cast<double>(time.tv_sec) + static_cast<double>(time.tv_nsec) / 1e9;
}

class Socket {
public:
    // Comes from one of eight addresses of this machine.
    Socket(std::uint16_t port, std::size_t number) : m_descriptor(socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0)) {
        sockaddr_in to{};
        to.sin_family = AF_INET;
        to.sin_port = htons(port);
        to.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
        const int on = 1;
        setsockopt(m_descriptor, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
        sockaddr_in from{};
        from.sin_family = AF_INET;
        from.sin_addr.s_addr = htonl(INADDR_LOOPBACK + static_cast<std::uint32_t>(number % 8));
        if (bind(m_descriptor, reinterpret_cast<sockaddr*>(&from), sizeof from) != 0) throw std::runtime_error{"no address"};
        if (connect(m_descriptor, reinterpret_cast<sockaddr*>(&to), sizeof to) != 0) throw std::runtime_error{"no connection"};
    }
    Socket(Socket&& other) noexcept : m_descriptor(std::exchange(other.m_descriptor, -1)), m_in(std::move(other.m_in)) {}
    Socket(const Socket&) = delete;
    ~Socket() {
        if (m_descriptor >= 0) close(m_descriptor);
    }
    int descriptor() const { return m_descriptor; }

    // A request is small: the kernel takes it whole.
    bool ask(std::string_view request) {
        m_in.clear();
        return send(m_descriptor, request.data(), request.size(), MSG_NOSIGNAL) == static_cast<ssize_t>(request.size());
    }
    enum class Came { Part, Whole, End };
    Came more() {
        std::array<char, 65536> bytes;
        const auto got = recv(m_descriptor, bytes.data(), bytes.size(), 0);
        if (got <= 0) return Came::End;
        m_in.append(bytes.data(), static_cast<std::size_t>(got));
        const auto head = m_in.find("\r\n\r\n");
        if (head == std::string::npos) return Came::Part;
        static constexpr std::string_view name = "\r\nContent-Length: ";
        std::size_t length = 0;
        if (const auto at = m_in.find(name); at < head)
            std::from_chars(m_in.data() + at + name.size(), m_in.data() + head, length);
        return m_in.size() < head + 4 + length ? Came::Part : Came::Whole;
    }
    const std::string& answer() const { return m_in; }
    int status() const {
        int status = 0;
        if (m_in.size() > 12) std::from_chars(m_in.data() + 9, m_in.data() + 12, status);
        return status;
    }

private:
    int m_descriptor;
    std::string m_in;
};

Load ask(std::uint16_t port, std::size_t connections, const Next& next, int status) {
    std::vector<Socket> sockets;
    sockets.reserve(connections);
    const int events = epoll_create1(EPOLL_CLOEXEC);
    for (std::size_t at = 0; at < connections; ++at) {
        auto& one = sockets.emplace_back(port, at);
        epoll_event event{.events = EPOLLIN, .data = {.u64 = at}};
        epoll_ctl(events, EPOLL_CTL_ADD, one.descriptor(), &event);
    }
    Load load;
    const auto own = processor_seconds(CLOCK_THREAD_CPUTIME_ID), all = processor_seconds(CLOCK_PROCESS_CPUTIME_ID);
    const auto start = std::chrono::steady_clock::now();
    std::size_t under_way = 0;
    const auto send_next = [&](Socket& one) {
        if (const auto* request = load.unexpected.empty() ? next() : nullptr; request && one.ask(*request)) ++under_way;
    };
    for (auto& one : sockets) send_next(one);
    while (under_way > 0) {
        std::array<epoll_event, 64> came;
        const int count = epoll_wait(events, came.data(), static_cast<int>(came.size()), 10'000);
        if (count <= 0) {
            load.unexpected = "no answer for ten seconds";
            break;
        }
        for (std::size_t at = 0; at < static_cast<std::size_t>(count); ++at) {
            auto& one = sockets[came[at].data.u64];
            const auto what = one.more();
            if (what == Socket::Came::Part) continue;
            --under_way;
            if (what == Socket::Came::Whole && one.status() == status) {
                ++load.answered;
                load.bytes = one.answer().size() - one.answer().find("\r\n\r\n") - 4;
                send_next(one);
            } else if (load.unexpected.empty()) {
                load.unexpected = what == Socket::Came::End ? "the other side closed" : one.answer();
            }
        }
    }
    load.seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
    load.client_seconds = processor_seconds(CLOCK_THREAD_CPUTIME_ID) - own;
    load.others_seconds = processor_seconds(CLOCK_PROCESS_CPUTIME_ID) - all - load.client_seconds;
    close(events);
    return load;
}

}  // namespace

Load ask_all(std::uint16_t port, std::size_t connections, const std::vector<std::string>& requests, int status) {
    auto at = requests.begin();
    return ask(port, connections, [&]() -> const std::string* { return at == requests.end() ? nullptr : &*at++; }, status);
}

Load ask_again(std::uint16_t port, std::size_t connections, const std::string& request, std::size_t count, int status) {
    return ask(port, connections, [&]() -> const std::string* { return count == 0 ? nullptr : (--count, &request); }, status);
}

}  // namespace kader::benchmarks
