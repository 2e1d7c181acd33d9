#pragma once

// A slower disk: every sync of this process takes so much longer.

#include <chrono>
#include <cstdint>

namespace kader::benchmarks {

void add_to_each_sync(std::chrono::microseconds);
std::uint64_t syncs();  // Since the start.

}  // namespace kader::benchmarks
