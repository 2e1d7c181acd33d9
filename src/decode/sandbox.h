#pragma once

// The walls around a child that opens what a stranger made. Once up they cannot be taken down.

#include <cstddef>

namespace kader::decode {

struct Walls {
    std::size_t memory_bytes = std::size_t{512} * 1024 * 1024;  // Address space, with what was there before.
    unsigned cpu_seconds = 10;
    int only_output = 3;  // The one descriptor that may be written to.
};

// What no one takes along: no core file, no look from another process, no new rights. For kader-decode and for
// each child. False when the kernel refuses.
bool give_up_rights();

// Locks the calling process up; it must have one thread. From then on it can compute, ask for memory up to the
// limit, write to `only_output`, and end. A file cannot be opened; anything else that is asked of the kernel ends
// the process at once (SIGSYS). Landlock stands behind it where the kernel has it.
// False: a wall could not be put up, and nothing may be opened.
bool lock_up(const Walls&);

// 0: this kernel has no Landlock.
int landlock_abi();

}  // namespace kader::decode
