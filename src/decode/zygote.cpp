#include "decode/zygote.h"

#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <chrono>
#include <cstring>
#include <functional>
#include <new>
#include <string_view>

#include "decode/docx_text.h"
#include "decode/pdf_text.h"
#include "decode/sandbox.h"
#include "decoding/protocol.h"
#include "kernel/limits.h"

namespace kader::decode {

namespace {

using namespace decoding::protocol;
using std::chrono::steady_clock;

constexpr std::chrono::seconds wall_max{20};
constexpr int exit_without_memory = 41, exit_not_locked_up = 42, exit_unsaid = 43;

bool send_all(int socket, const void* bytes, std::size_t count) {
    const auto* from = static_cast<const char*>(bytes);
    while (count > 0) {
        const auto sent = ::send(socket, from, count, MSG_NOSIGNAL);
        if (sent > 0)
            from += sent, count -= static_cast<std::size_t>(sent);
        else if (errno != EINTR)
            return false;
    }
    return true;
}

bool receive_all(int socket, void* bytes, std::size_t count) {
    auto* into = static_cast<char*>(bytes);
    while (count > 0) {
        const auto got = ::recv(socket, into, count, 0);
        if (got > 0)
            into += got, count -= static_cast<std::size_t>(got);
        else if (got == 0 || errno != EINTR)
            return false;
    }
    return true;
}

// Memory for one document or its text, outside the heap and given back whole: what stayed behind in the heap would
// lie open to the child of the next document. Never in a file, and not in a core file.
class Pages {
public:
    explicit Pages(std::size_t size) : m_size(std::max<std::size_t>(size, 1)) {
        m_at = ::mmap(nullptr, m_size, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
        if (m_at != MAP_FAILED) ::madvise(m_at, m_size, MADV_DONTDUMP);
    }
    Pages(const Pages&) = delete;
    Pages& operator=(const Pages&) = delete;
    ~Pages() {
        if (is_there()) ::munmap(m_at, m_size);
    }
    bool is_there() const { return m_at != MAP_FAILED; }
    char* data() const { return static_cast<char*>(m_at); }

private:
    std::size_t m_size;
    void* m_at;
};

// Both ends of a pipe, closed by whoever leaves.
struct Pipe {
    int read = -1, write = -1;
    Pipe() {
        int ends[2];
        if (::pipe2(ends, O_CLOEXEC) == 0) read = ends[0], write = ends[1];
    }
    Pipe(const Pipe&) = delete;
    Pipe& operator=(const Pipe&) = delete;
    ~Pipe() { close_one(read), close_one(write); }
    static void close_one(int& end) {
        if (end >= 0) ::close(end);
        end = -1;
    }
};

Answer answer_of(const Reading& reading) {
    Answer answer;
    answer.result = reading.result;
    answer.flags = (reading.has_macros ? has_macros : 0u) | (reading.has_embedded ? has_embedded : 0u) | (reading.is_cut ? is_cut : 0u);
    answer.pages = static_cast<std::uint32_t>(reading.pages);
    answer.pages_without_text = static_cast<std::uint32_t>(reading.pages_without_text);
    return answer;
}

// What the child is, from its first moment to its last.
[[noreturn]] void live_as_child(pid_t parent, int output, const std::function<Reading()>& open) {
    const Walls walls;
    ::prctl(PR_SET_PDEATHSIG, SIGKILL, 0UL, 0UL, 0UL);
    if (::getppid() != parent) ::_exit(exit_unsaid);
    // The pipe takes the place of the socket, and nothing else stays open.
    if (::dup2(output, walls.only_output) < 0) ::_exit(exit_unsaid);
    for (int standard = 0; standard <= 2; ++standard) ::close(standard);
    if (::close_range(static_cast<unsigned>(walls.only_output) + 1, ~0u, 0) != 0) ::_exit(exit_not_locked_up);
    if (!lock_up(walls)) ::_exit(exit_not_locked_up);
    std::set_new_handler([] { ::_exit(exit_without_memory); });
    auto reading = open();
    if (reading.result != Result::Text) reading.text.clear();
    if (reading.text.size() > limits::document_text_bytes_max) reading.text.resize(limits::document_text_bytes_max), reading.is_cut = true;
    auto answer = answer_of(reading);
    answer.text_bytes = static_cast<std::uint32_t>(reading.text.size());
    const auto write_all = [&](const void* bytes, std::size_t count) {
        const auto* from = static_cast<const char*>(bytes);
        while (count > 0) {
            const auto written = ::write(walls.only_output, from, count);
            if (written < 0 && errno != EINTR) ::_exit(exit_unsaid);
            if (written > 0) from += written, count -= static_cast<std::size_t>(written);
        }
    };
    write_all(&answer, sizeof answer);
    write_all(reading.text.data(), reading.text.size());
    ::_exit(0);
}

// What became of a child that did not finish its answer.
Result result_of_death(int status) {
    if (WIFEXITED(status)) {
        if (WEXITSTATUS(status) == exit_without_memory) return Result::Bomb;
        return WEXITSTATUS(status) == exit_not_locked_up ? Result::NotLockedUp : Result::Damaged;
    }
    const int signal = WTERMSIG(status);
    // A library of the child aborts when it asks for more memory than it may have.
    if (signal == SIGABRT) return Result::Bomb;
    return signal == SIGXCPU || signal == SIGKILL ? Result::TookTooLong : Result::Damaged;
}

bool is_complete(std::string_view said) {
    Answer answer;
    if (said.size() < sizeof answer) return false;
    std::memcpy(&answer, said.data(), sizeof answer);
    return answer.version == version && static_cast<std::uint32_t>(answer.result) < results_count &&
           (answer.text_bytes == 0 || answer.result == Result::Text) && said.size() == sizeof answer + answer.text_bytes;
}

enum class Heard { End, TooLong, TooMuch, HungUp };

constexpr std::size_t said_max = sizeof(Answer) + limits::document_text_bytes_max;

// What the child says until it closes its pipe, the time is over, it says too much, or nobody waits for it.
// `into` has room for one byte more than said_max.
Heard listen(int pipe, int socket, char* into, std::size_t& said) {
    const auto deadline = steady_clock::now() + wall_max;
    for (;;) {
        const auto left = std::chrono::ceil<std::chrono::milliseconds>(deadline - steady_clock::now()).count();
        if (left <= 0) return Heard::TooLong;
        pollfd watched[2] = {{pipe, POLLIN, 0}, {socket, POLLRDHUP, 0}};
        if (::poll(watched, socket >= 0 ? 2 : 1, static_cast<int>(left)) < 0) {
            if (errno == EINTR) continue;
            return Heard::TooLong;
        }
        if (watched[1].revents != 0) return Heard::HungUp;
        if (watched[0].revents == 0) continue;
        const auto got = ::read(pipe, into + said, said_max + 1 - said);
        if (got < 0 && errno == EINTR) continue;
        if (got <= 0) return Heard::End;
        said += static_cast<std::size_t>(got);
        if (said > said_max) return Heard::TooMuch;
    }
}

struct Work {
    bool is_wanted = true;  // Somebody waits for it.
    Answer answer;
    std::string_view text;  // In the pages that were given.
};

// One document, one child; `open` runs in it. What it says comes into `pages`.
Work work(int socket, const Pages& pages, const std::function<Reading()>& open) {
    Work result;
    Pipe pipe;
    const auto parent = ::getpid();
    const auto child = pipe.read < 0 || !pages.is_there() ? -1 : ::fork();
    if (child < 0) {
        result.answer.result = Result::NotLockedUp;
        return result;
    }
    if (child == 0) live_as_child(parent, pipe.write, open);
    Pipe::close_one(pipe.write);
    std::size_t count = 0;
    const auto heard = listen(pipe.read, socket, pages.data(), count);
    const std::string_view said{pages.data(), count};
    // Whoever closed the pipe has nothing more to do here. One that ended keeps the way in which it did.
    ::kill(child, SIGKILL);
    int status = 0;
    rusage used{};
    while (::wait4(child, &status, 0, &used) < 0 && errno == EINTR) {
    }
    auto& answer = result.answer;
    result.is_wanted = heard != Heard::HungUp;
    if (heard == Heard::TooLong) {
        answer.result = Result::TookTooLong;
    } else if (heard == Heard::End && is_complete(said)) {
        std::memcpy(&answer, said.data(), sizeof answer);
        result.text = said.substr(sizeof answer);
    } else if (heard == Heard::End) {
        answer.result = result_of_death(status);
    }
    answer.peak_memory_kib = used.ru_maxrss;
    return result;
}

bool is_allowed(const Request& request) {
    if (request.version != version) return false;
    if (request.job == Job::Pdf) return request.bytes <= limits::document_pdf_bytes_max;
    return request.job == Job::Docx && request.bytes <= limits::document_docx_bytes_max;
}

}  // namespace

int serve(int socket) {
    int type = 0;
    socklen_t size = sizeof type;
    if (::getsockopt(socket, SOL_SOCKET, SO_TYPE, &type, &size) != 0 || type != SOCK_STREAM) return 2;
    ::fcntl(socket, F_SETFD, FD_CLOEXEC);
    if (!give_up_rights()) return 3;
    prepare_pdf();
    const bool is_locked = [] {
        const Pages said{said_max + 1};
        const auto trial = work(-1, said, [] {
            Reading reading;
            reading.result = Result::Text;
            return reading;
        });
        return trial.answer.result == Result::Text;
    }();
    const Hello hello{version, landlock_abi(), is_locked ? 1u : 0u, 0};
    if (!send_all(socket, &hello, sizeof hello) || hello.is_locked == 0) return 3;
    for (;;) {
        Request request;
        if (!receive_all(socket, &request, sizeof request)) return 0;
        if (!is_allowed(request)) return 1;
        const auto bytes = static_cast<std::size_t>(request.bytes);
        const Pages document{bytes}, said{said_max + 1};
        if (!document.is_there()) return 3;
        if (!receive_all(socket, document.data(), bytes)) return 0;
        const std::string_view all{document.data(), bytes};
        const auto done = work(socket, said, [&] { return request.job == Job::Pdf ? pdf_text(all) : docx_text(all); });
        if (!done.is_wanted) return 0;
        if (!send_all(socket, &done.answer, sizeof done.answer) || !send_all(socket, done.text.data(), done.text.size())) return 0;
    }
}

}  // namespace kader::decode
