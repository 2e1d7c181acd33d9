// under_filter CALL… -- PROGRAM WORD…: starts the program with these system calls and no others, as systemd does with
// the SystemCallFilter of a service: what is not allowed fails with EPERM. Memory that is executable is refused too.
#include <seccomp.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <unistd.h>

#include <cerrno>
#include <cstdio>
#include <cstring>

int main(int argc, char** argv) {
    const auto filter = seccomp_init(SCMP_ACT_ERRNO(EPERM));
    int at = 1;
    for (; at < argc && std::strcmp(argv[at], "--") != 0; ++at) {
        const int call = seccomp_syscall_resolve_name(argv[at]);
        // One of another processor, or one that this library does not know.
        if (call == __NR_SCMP_ERROR || call < 0) continue;
        if (call == SCMP_SYS(mprotect)) {
            const scmp_arg_cmp no_execution{2, SCMP_CMP_MASKED_EQ, PROT_EXEC, 0};
            seccomp_rule_add_array(filter, SCMP_ACT_ALLOW, call, 1, &no_execution);
            continue;
        }
        seccomp_rule_add(filter, SCMP_ACT_ALLOW, call, 0);
    }
    if (at + 1 >= argc || prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) != 0 || seccomp_load(filter) != 0) {
        std::fputs("under_filter: the list could not be put in place\n", stderr);
        return 125;
    }
    execv(argv[at + 1], argv + at + 1);
    return 126;
}
