#include "decode/sandbox.h"

#include <fcntl.h>
#include <seccomp.h>
#include <signal.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <cstdint>

namespace kader::decode {

namespace {

bool limit(__rlimit_resource what, rlim_t soft, rlim_t hard) {
    const rlimit both{soft, hard};
    return ::setrlimit(what, &both) == 0;
}
bool limit(__rlimit_resource what, rlim_t most) { return limit(what, most, most); }

// The numbers of the system calls are the same on every machine; the headers of Debian 12 know the first ABIs only.
constexpr long create_ruleset = 444, restrict_self = 446;
constexpr unsigned long ask_version = 1;
struct Ruleset {
    std::uint64_t files = 0, network = 0, scoped = 0;
};

// Every right that this kernel can take away, and no rule that gives one back.
bool shut_landlock() {
    const int abi = landlock_abi();
    if (abi <= 0) return true;
    Ruleset ruleset;
    const int file_rights = abi >= 5 ? 16 : abi >= 3 ? 15 : abi == 2 ? 14 : 13;
    ruleset.files = (std::uint64_t{1} << file_rights) - 1;
    if (abi >= 4) ruleset.network = 3;  // To bind and to connect.
    if (abi >= 6) ruleset.scoped = 3;   // Abstract sockets and signals.
    const std::size_t size = abi >= 6 ? 24 : abi >= 4 ? 16 : 8;
    const auto rules = static_cast<int>(::syscall(create_ruleset, &ruleset, size, 0UL));
    if (rules < 0) return false;
    const bool shut = ::syscall(restrict_self, rules, 0UL) == 0;
    ::close(rules);
    return shut;
}

// What a parser asks of the kernel when all it has are bytes in memory.
bool shut_seccomp(int only_output) {
    const auto filter = ::seccomp_init(SCMP_ACT_KILL_PROCESS);
    if (!filter) return false;
    bool all = true;
    const auto rule = [&](std::uint32_t action, int call, std::initializer_list<scmp_arg_cmp> when = {}) {
        all = ::seccomp_rule_add_array(filter, action, call, static_cast<unsigned>(when.size()), when.begin()) == 0 && all;
    };
    // Memory, but none that can be executed, and none that is a file.
    const scmp_arg_cmp no_execution{2, SCMP_CMP_MASKED_EQ, PROT_EXEC, 0};
    const scmp_arg_cmp no_file{3, SCMP_CMP_MASKED_EQ, MAP_ANONYMOUS, MAP_ANONYMOUS};
    rule(SCMP_ACT_ALLOW, SCMP_SYS(mmap), {no_execution, no_file});
    rule(SCMP_ACT_ALLOW, SCMP_SYS(mprotect), {no_execution});
    for (const int call : {SCMP_SYS(munmap), SCMP_SYS(mremap), SCMP_SYS(madvise), SCMP_SYS(brk)}) rule(SCMP_ACT_ALLOW, call);
    // The answer.
    rule(SCMP_ACT_ALLOW, SCMP_SYS(write), {{0, SCMP_CMP_EQ, static_cast<scmp_datum_t>(only_output), 0}});
    // The time of processor and clock, chance for hash tables, and ending.
    for (const int call : {SCMP_SYS(exit_group), SCMP_SYS(exit), SCMP_SYS(rt_sigreturn), SCMP_SYS(restart_syscall), SCMP_SYS(futex), SCMP_SYS(clock_gettime),
                           SCMP_SYS(gettimeofday), SCMP_SYS(getrandom), SCMP_SYS(getpid), SCMP_SYS(gettid), SCMP_SYS(rt_sigprocmask)})
        rule(SCMP_ACT_ALLOW, call);
    // abort(), and no signal to anybody else.
    rule(SCMP_ACT_ALLOW, SCMP_SYS(tgkill), {{0, SCMP_CMP_EQ, static_cast<scmp_datum_t>(::getpid()), 0}, {2, SCMP_CMP_EQ, SIGABRT, 0}});
    // A library that looks for its data, its settings or the terminal hears that there is none, and goes on.
    for (const int call : {SCMP_SYS(open), SCMP_SYS(openat), SCMP_SYS(stat), SCMP_SYS(lstat), SCMP_SYS(newfstatat), SCMP_SYS(access),
                           SCMP_SYS(faccessat), SCMP_SYS(faccessat2), SCMP_SYS(readlink), SCMP_SYS(readlinkat), SCMP_SYS(getcwd)})
        rule(SCMP_ACT_ERRNO(EACCES), call);
    for (const int call : {SCMP_SYS(fstat), SCMP_SYS(ioctl), SCMP_SYS(lseek), SCMP_SYS(writev), SCMP_SYS(close)}) rule(SCMP_ACT_ERRNO(EBADF), call);
    for (const int standard : {1, 2}) rule(SCMP_ACT_ERRNO(EBADF), SCMP_SYS(write), {{0, SCMP_CMP_EQ, static_cast<scmp_datum_t>(standard), 0}});
    all = all && ::seccomp_load(filter) == 0;
    ::seccomp_release(filter);
    return all;
}

}  // namespace

int landlock_abi() {
    const auto abi = ::syscall(create_ruleset, nullptr, 0UL, ask_version);
    return abi > 0 ? static_cast<int>(abi) : 0;
}

bool give_up_rights() {
    return limit(RLIMIT_CORE, 0) && ::prctl(PR_SET_DUMPABLE, 0UL, 0UL, 0UL, 0UL) == 0 && ::prctl(PR_SET_NO_NEW_PRIVS, 1UL, 0UL, 0UL, 0UL) == 0;
}

bool lock_up(const Walls& walls) {
    // The soft limit ends it with a signal of its own; the hard one when that would not.
    return give_up_rights() && shut_landlock() && limit(RLIMIT_AS, walls.memory_bytes) &&
           limit(RLIMIT_CPU, walls.cpu_seconds, walls.cpu_seconds + 1) && limit(RLIMIT_FSIZE, 0) && limit(RLIMIT_NPROC, 0) &&
           limit(RLIMIT_MEMLOCK, 0) && limit(RLIMIT_MSGQUEUE, 0) && limit(RLIMIT_NOFILE, 0) && shut_seccomp(walls.only_output);
}

}  // namespace kader::decode
