#pragma once

// Names for "this cannot be". Never for input from outside: that is a Result (result.h).

#include <cstdio>
#include <cstdlib>

namespace kader::detail {

[[noreturn]] inline void halt(const char* condition, const char* file, int line) {
    std::fprintf(stderr, "%s:%d: this cannot be: %s\n", file, line, condition);
    std::abort();
}

}  // namespace kader::detail

// We would give a wrong answer or damage stored truth: stop the process. On in every build.
#define HALT_UNLESS(condition) \
    ((condition) ? void(0) : ::kader::detail::halt(#condition, __FILE__, __LINE__))
