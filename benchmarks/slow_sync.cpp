#include "slow_sync.h"

#include <sys/syscall.h>
#include <unistd.h>

#include <atomic>
#include <thread>

namespace {

std::atomic<std::int64_t> added{0};
std::atomic<std::uint64_t> count{0};

int sync_one(int descriptor, long call) {
    const auto result = static_cast<int>(::syscall(call, descriptor));
    ++count;
    if (const auto time = added.load(); time > 0) std::this_thread::sleep_for(std::chrono::microseconds{time});
    return result;
}

}  // namespace

// The names of a program come before those of the C library, also for SQLite.
extern "C" int fsync(int descriptor) { return sync_one(descriptor, SYS_fsync); }
extern "C" int fdatasync(int descriptor) { return sync_one(descriptor, SYS_fdatasync); }

namespace kader::benchmarks {

void add_to_each_sync(std::chrono::microseconds time) { added = time.count(); }
std::uint64_t syncs() { return count; }

}  // namespace kader::benchmarks
