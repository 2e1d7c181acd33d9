#include "decoding/lane.h"

#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <spawn.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <thread>

#include "kernel/limits.h"
#include "system/descriptor.h"

namespace kader::decoding {

namespace {

using std::chrono::steady_clock;

// Long, for a machine that is busy with other things. kader-decode itself stops a child after 20 s.
constexpr std::chrono::seconds start_max{30}, answer_max{50}, end_max{3};

bool wait_for(int socket, short what, steady_clock::time_point deadline) {
    for (;;) {
        const auto left = std::chrono::ceil<std::chrono::milliseconds>(deadline - steady_clock::now()).count();
        if (left <= 0) return false;
        pollfd watched{socket, what, 0};
        const int ready = ::poll(&watched, 1, static_cast<int>(left));
        if (ready > 0) return true;
        if (ready < 0 && errno != EINTR) return false;
    }
}

// With the socket as its descriptor 3, nothing else that is open here, no environment, and no signal but those
// meant for it: a key press that stops the server must not fail what the server still finishes.
pid_t spawn(const std::filesystem::path& program, int socket) {
    posix_spawn_file_actions_t actions;
    posix_spawnattr_t attributes;
    if (::posix_spawn_file_actions_init(&actions) != 0) return -1;
    if (::posix_spawnattr_init(&attributes) != 0) {
        ::posix_spawn_file_actions_destroy(&actions);
        return -1;
    }
    ::posix_spawn_file_actions_adddup2(&actions, socket, protocol::socket_number);
    for (int standard = 0; standard <= 2; ++standard)
        ::posix_spawn_file_actions_addopen(&actions, standard, "/dev/null", standard == 0 ? O_RDONLY : O_WRONLY, 0);
    ::posix_spawn_file_actions_addclosefrom_np(&actions, protocol::socket_number + 1);
    ::posix_spawn_file_actions_addchdir_np(&actions, "/");
    sigset_t all, none;
    ::sigfillset(&all);
    ::sigemptyset(&none);
    ::posix_spawnattr_setsigdefault(&attributes, &all);
    ::posix_spawnattr_setsigmask(&attributes, &none);
    ::posix_spawnattr_setpgroup(&attributes, 0);
    ::posix_spawnattr_setflags(&attributes, POSIX_SPAWN_SETSIGDEF | POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETPGROUP);
    std::string name = program.string();
    char* const words[] = {name.data(), nullptr};
    char* const environment[] = {nullptr};
    pid_t process = -1;
    const int failed = ::posix_spawn(&process, name.c_str(), &actions, &attributes, words, environment);
    ::posix_spawnattr_destroy(&attributes);
    ::posix_spawn_file_actions_destroy(&actions);
    return failed == 0 ? process : -1;
}

}  // namespace

bool Lane::start() {
    stop();
    m_hello = {};
    int ends[2];
    if (::socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, ends) != 0) return false;
    system::Descriptor ours{ends[0]}, theirs{ends[1]};
    // A relative name would be looked for in "/".
    std::error_code error;
    const auto program = std::filesystem::absolute(m_program, error);
    if (error) return false;
    m_process = spawn(program, theirs.number());
    if (m_process < 0) return false;
    m_socket = ours.release();
    ::close(theirs.release());
    ::fcntl(m_socket, F_SETFL, O_NONBLOCK);
    protocol::Hello hello{};
    if (receive(&hello, sizeof hello, steady_clock::now() + start_max) && hello.version == protocol::version) m_hello = hello;
    if (m_hello.is_locked == 1) return true;
    stop();
    return false;
}

std::optional<Lane::Reply> Lane::ask(protocol::Job job, std::string_view bytes) {
    const auto deadline = steady_clock::now() + answer_max;
    const protocol::Request request{protocol::version, job, bytes.size()};
    Reply reply;
    const auto heard = [&] {
        if (!send(&request, sizeof request, deadline) || !send(bytes.data(), bytes.size(), deadline)) return false;
        auto& answer = reply.answer;
        if (!receive(&answer, sizeof answer, deadline)) return false;
        if (answer.version != protocol::version || static_cast<std::uint32_t>(answer.result) >= protocol::results_count) return false;
        if (answer.text_bytes > limits::document_text_bytes_max || (answer.text_bytes > 0 && answer.result != protocol::Result::Text)) return false;
        reply.text.resize(answer.text_bytes);
        return receive(reply.text.data(), reply.text.size(), deadline);
    }();
    if (heard) return reply;
    stop();
    return {};
}

bool Lane::send(const void* bytes, std::size_t count, Deadline deadline) {
    const auto* from = static_cast<const char*>(bytes);
    while (count > 0) {
        const auto sent = ::send(m_socket, from, count, MSG_NOSIGNAL);
        if (sent > 0)
            from += sent, count -= static_cast<std::size_t>(sent);
        else if (errno != EINTR && !(errno == EAGAIN && wait_for(m_socket, POLLOUT, deadline)))
            return false;
    }
    return true;
}

bool Lane::receive(void* bytes, std::size_t count, Deadline deadline) {
    auto* into = static_cast<char*>(bytes);
    while (count > 0) {
        const auto got = ::recv(m_socket, into, count, 0);
        if (got > 0)
            into += got, count -= static_cast<std::size_t>(got);
        else if (got == 0 || (errno != EINTR && !(errno == EAGAIN && wait_for(m_socket, POLLIN, deadline))))
            return false;
    }
    return true;
}

void Lane::stop() {
    if (m_socket >= 0) ::close(m_socket);
    m_socket = -1;
    if (m_process <= 0) return;
    const auto deadline = steady_clock::now() + end_max;
    for (;;) {
        const auto ended = ::waitpid(m_process, nullptr, WNOHANG);
        if (ended == m_process || (ended < 0 && errno != EINTR)) break;
        if (steady_clock::now() >= deadline) {
            ::kill(m_process, SIGKILL);
            while (::waitpid(m_process, nullptr, 0) < 0 && errno == EINTR) {
            }
            break;
        }
        std::this_thread::sleep_for(std::chrono::milliseconds{2});
    }
    m_process = -1;
}

}  // namespace kader::decoding
