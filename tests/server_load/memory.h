#pragma once

// How much memory a process has, as the kernel counts it.

#include <sys/types.h>

#include <cstdint>

namespace kader::server_tests {

// VmRSS: what of it is in memory now, in bytes. Buffers of the kernel are not in it.
std::int64_t resident_bytes(pid_t);

}  // namespace kader::server_tests
