// What somebody who took over a child would try. Each attempt runs in a child of its own, locked up as kader-decode
// locks up its own, with nothing open but a pipe; it must be refused or end the child, never succeed.

#include <doctest/doctest.h>
#include <fcntl.h>
#include <linux/io_uring.h>
#include <sched.h>
#include <signal.h>
#include <sys/mman.h>
#include <sys/mount.h>
#include <sys/prctl.h>
#include <sys/ptrace.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/uio.h>
#include <sys/un.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cstring>
#include <filesystem>
#include <functional>
#include <string>

#include "decode/sandbox.h"

using namespace kader::decode;

namespace {

constexpr int succeeded = 7, refused = 8, not_locked_up = 9;

// True: it got through.
using Attempt = std::function<bool()>;

struct End {
    int code = -1, signal = 0;
    long peak_kib = 0;
};

End end_of(const std::function<int()>& life, Walls walls = {}) {
    int ends[2];
    REQUIRE(::pipe2(ends, O_CLOEXEC) == 0);
    const auto child = ::fork();
    REQUIRE(child >= 0);
    if (child == 0) {
        ::dup2(ends[1], walls.only_output);
        for (int standard = 0; standard <= 2; ++standard) ::close(standard);
        ::close_range(static_cast<unsigned>(walls.only_output) + 1, ~0u, 0);
        if (!lock_up(walls)) ::_exit(not_locked_up);
        ::_exit(life());
    }
    ::close(ends[0]), ::close(ends[1]);
    int status = 0;
    rusage used{};
    REQUIRE(::wait4(child, &status, 0, &used) == child);
    return {WIFEXITED(status) ? WEXITSTATUS(status) : -1, WIFSIGNALED(status) ? WTERMSIG(status) : 0, used.ru_maxrss};
}

enum class Expect { Killed, Refused };
void cannot(const std::string& what, Expect expect, const Attempt& attempt) {
    CAPTURE(what);
    const auto end = end_of([&] { return attempt() ? succeeded : refused; });
    CHECK(end.code != succeeded);
    CHECK(end.code != not_locked_up);
    if (expect == Expect::Killed)
        CHECK(end.signal == SIGSYS);
    else
        CHECK(end.code == refused);
}

long call(long number, long a = 0, long b = 0, long c = 0, long d = 0, long e = 0, long f = 0) { return ::syscall(number, a, b, c, d, e, f); }
long at(const void* place) { return reinterpret_cast<long>(place); }

}  // namespace

TEST_CASE("the walls stand, and what is left is computing, memory and one pipe") {
    const auto end = end_of([] {
        std::string text(1'000'000, 'x');
        for (std::size_t i = 0; i < text.size(); ++i) text[i] = static_cast<char>(i);
        return text[1234] == static_cast<char>(1234) ? 0 : 1;
    });
    CHECK(end.code == 0);
    MESSAGE("Landlock ABI of this kernel: ", landlock_abi());
}

TEST_CASE("no file can be opened, looked at, made or removed") {
    cannot("open a file", Expect::Refused, [] { return ::open("/etc/passwd", O_RDONLY) >= 0; });
    cannot("open by the old call", Expect::Refused, [] { return call(SYS_open, at("/etc/passwd"), O_RDONLY) >= 0; });
    cannot("open its own memory", Expect::Refused, [] { return ::open("/proc/self/mem", O_RDWR) >= 0; });
    cannot("open beside a descriptor", Expect::Refused, [] { return ::openat(3, "/proc/self/maps", O_RDONLY) >= 0; });
    cannot("open the terminal", Expect::Refused, [] { return ::open("/dev/tty", O_RDWR) >= 0; });
    cannot("look at a file", Expect::Refused, [] {
        struct stat about {};
        return ::stat("/etc/passwd", &about) == 0;
    });
    cannot("follow a link", Expect::Refused, [] {
        char name[256];
        return ::readlink("/proc/self/exe", name, sizeof name) > 0;
    });
    cannot("make a file", Expect::Refused, [] { return ::open("/tmp/kader-escape", O_CREAT | O_WRONLY, 0600) >= 0; });
    cannot("openat2", Expect::Killed, [] { return call(437, -100, at("/etc/passwd")) >= 0; });
    cannot("creat", Expect::Killed, [] { return call(SYS_creat, at("/tmp/kader-escape"), 0600) >= 0; });
    cannot("a file in memory", Expect::Killed, [] { return ::memfd_create("x", 0) >= 0; });
    cannot("remove a file", Expect::Killed, [] { return ::unlink("/tmp/kader-escape") == 0; });
    cannot("make a folder", Expect::Killed, [] { return ::mkdir("/tmp/kader-escape", 0700) == 0; });
    cannot("rename", Expect::Killed, [] { return ::rename("/tmp/a", "/tmp/b") == 0; });
    cannot("a link", Expect::Killed, [] { return ::symlink("/etc/passwd", "/tmp/kader-escape") == 0; });
    cannot("rights of a file", Expect::Killed, [] { return ::chmod("/tmp", 0777) == 0; });
    cannot("another root", Expect::Killed, [] { return ::chroot("/tmp") == 0; });
    cannot("a mount", Expect::Killed, [] { return ::mount("none", "/tmp", "tmpfs", 0, nullptr) == 0; });
    cannot("truncate", Expect::Killed, [] { return ::truncate("/tmp/kader-escape", 0) == 0; });
    CHECK_FALSE(std::filesystem::exists("/tmp/kader-escape"));
}

TEST_CASE("nothing reaches the network or another process") {
    cannot("a socket of the internet", Expect::Killed, [] { return ::socket(AF_INET, SOCK_STREAM, 0) >= 0; });
    cannot("a socket of the machine", Expect::Killed, [] { return ::socket(AF_UNIX, SOCK_STREAM, 0) >= 0; });
    cannot("a pair of sockets", Expect::Killed, [] {
        int ends[2];
        return ::socketpair(AF_UNIX, SOCK_STREAM, 0, ends) == 0;
    });
    cannot("connect what it has", Expect::Killed, [] {
        sockaddr_un address{AF_UNIX, "/run/x"};
        return ::connect(3, reinterpret_cast<sockaddr*>(&address), sizeof address) == 0;
    });
    cannot("send", Expect::Killed, [] { return ::send(3, "x", 1, 0) == 1; });
    cannot("a message with a descriptor", Expect::Killed, [] {
        msghdr message{};
        return ::sendmsg(3, &message, 0) >= 0;
    });
    cannot("fork", Expect::Killed, [] { return ::fork() >= 0; });
    cannot("vfork", Expect::Killed, [] { return call(SYS_vfork) >= 0; });
    cannot("clone", Expect::Killed, [] { return call(SYS_clone, CLONE_VM | CLONE_THREAD | CLONE_SIGHAND) >= 0; });
    cannot("clone3", Expect::Killed, [] { return call(435) >= 0; });
    cannot("another program", Expect::Killed, [] {
        char name[] = "/bin/true";
        char* const words[] = {name, nullptr};
        return ::execve(name, words, nullptr) == 0;
    });
    cannot("another program by descriptor", Expect::Killed, [] { return call(SYS_execveat, 3, at(""), 0, 0, 0x1000) == 0; });
    const auto parent = ::getpid();
    cannot("kill its parent", Expect::Killed, [=] { return ::kill(parent, SIGTERM) == 0; });
    cannot("signal a thread of its parent", Expect::Killed, [=] { return call(SYS_tgkill, parent, parent, SIGABRT) == 0; });
    cannot("signal by pidfd", Expect::Killed, [=] { return call(434, parent) >= 0; });
    cannot("trace its parent", Expect::Killed, [=] { return ::ptrace(PTRACE_ATTACH, parent, nullptr, nullptr) == 0; });
    cannot("be traced", Expect::Killed, [] { return ::ptrace(PTRACE_TRACEME, 0, nullptr, nullptr) == 0; });
    cannot("read the memory of its parent", Expect::Killed, [=] {
        char byte = 0;
        iovec here{&byte, 1}, there{&byte, 1};
        return ::process_vm_readv(parent, &here, 1, &there, 1, 0) == 1;
    });
    cannot("a queue into the kernel", Expect::Killed, [] {
        io_uring_params parameters{};
        return call(425, 8, at(&parameters)) >= 0;
    });
    cannot("shared memory", Expect::Killed, [] { return call(SYS_shmget, 1, 4096, 01600) >= 0; });
    cannot("namespaces", Expect::Killed, [] { return ::unshare(CLONE_NEWUSER) == 0; });
    cannot("keys of the kernel", Expect::Killed, [] { return call(SYS_keyctl, 0, -2, 1) >= 0; });
    cannot("a program in the kernel", Expect::Killed, [] { return call(SYS_bpf, 0) >= 0; });
    cannot("page faults of its own", Expect::Killed, [] { return call(SYS_userfaultfd, 0) >= 0; });
    cannot("counters", Expect::Killed, [] { return call(SYS_perf_event_open, 0) >= 0; });
}

TEST_CASE("the walls cannot be taken down, nor rights be had") {
    cannot("be looked at again", Expect::Killed, [] { return ::prctl(PR_SET_DUMPABLE, 1UL, 0UL, 0UL, 0UL) == 0; });
    cannot("another filter", Expect::Killed, [] { return ::prctl(PR_SET_SECCOMP, 0UL, 0UL, 0UL, 0UL) == 0; });
    cannot("higher limits", Expect::Killed, [] {
        const rlimit more{RLIM_INFINITY, RLIM_INFINITY};
        return ::setrlimit(RLIMIT_AS, &more) == 0;
    });
    cannot("another user", Expect::Killed, [] { return ::setuid(0) == 0; });
    cannot("other rights", Expect::Killed, [] { return call(SYS_capset) == 0; });
    cannot("a handler of its own", Expect::Killed, [] { return ::signal(SIGXCPU, SIG_IGN) != SIG_ERR; });
    cannot("the call of another architecture", Expect::Killed, [] { return call(0x40000000 + SYS_getpid) > 0; });
    cannot("write elsewhere", Expect::Refused, [] { return ::write(2, "x", 1) == 1; });
    cannot("write where nothing is open", Expect::Killed, [] { return ::write(9, "x", 1) == 1; });
    cannot("double the pipe", Expect::Killed, [] { return ::dup(3) >= 0; });
    cannot("memory that can be executed", Expect::Killed, [] { return ::mmap(nullptr, 4096, PROT_READ | PROT_EXEC, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0) != MAP_FAILED; });
    cannot("make memory executable", Expect::Killed, [] {
        auto* page = ::mmap(nullptr, 4096, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
        return ::mprotect(page, 4096, PROT_READ | PROT_EXEC) == 0;
    });
    cannot("sleep past its time", Expect::Killed, [] { return ::usleep(1) == 0; });
}

TEST_CASE("memory and time end where they should") {
    cannot("memory past the limit", Expect::Refused, [] { return ::mmap(nullptr, 600u << 20, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0) != MAP_FAILED; });
    const auto greedy = end_of([] {
        for (;;) {
            auto* piece = ::mmap(nullptr, 1 << 20, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
            if (piece == MAP_FAILED) return refused;
            std::memset(piece, 1, 1 << 20);
        }
    });
    CHECK(greedy.code == refused);
    CHECK(greedy.peak_kib <= 512 * 1024);
    Walls short_time;
    short_time.cpu_seconds = 1;
    const auto endless = end_of(
        [] {
            for (volatile bool goes_on = true; goes_on;) {
            }
            return succeeded;
        },
        short_time);
    CHECK(endless.signal == SIGXCPU);
}
