#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>

#include <cerrno>
#include <cstdlib>

#include "system/descriptor.h"
#include "system/files.h"

namespace kader::system {

namespace fs = std::filesystem;

namespace {

// A lock on a file that somebody removed meanwhile keeps nobody out.
bool is_still_there(int descriptor, const fs::path& file) {
    struct stat held {};
    struct stat named {};
    return ::fstat(descriptor, &held) == 0 && ::lstat(file.c_str(), &named) == 0 &&
           held.st_dev == named.st_dev && held.st_ino == named.st_ino;
}

// For a sentence only, so a disk that is full does not keep anybody from reading.
void write_holder(int descriptor) {
    const auto text = std::to_string(::getpid()) + "\n";
    if (::ftruncate(descriptor, 0) != 0) return;
    [[maybe_unused]] const auto wrote = ::pwrite(descriptor, text.data(), text.size(), 0);
}

}  // namespace

std::optional<OwnerLock> OwnerLock::take(const fs::path& file) {
    for (;;) {
        Descriptor opened{::open(file.c_str(), O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0600)};
        if (!opened.is_open()) throw_file_error("cannot open", file);
        if (::flock(opened.number(), LOCK_EX | LOCK_NB) != 0) {
            if (errno == EINTR) continue;
            if (errno == EWOULDBLOCK) return {};
            throw_file_error("cannot lock", file);
        }
        if (!is_still_there(opened.number(), file)) continue;
        write_holder(opened.number());
        return OwnerLock{opened.release()};
    }
}

int OwnerLock::holder(const fs::path& file) {
    const auto bytes = read_file(file, 64);
    if (!bytes) return 0;
    const auto id = std::strtol(std::string{bytes->begin(), bytes->end()}.c_str(), nullptr, 10);
    return 0 < id && id < 1 << 30 ? static_cast<int>(id) : 0;
}

OwnerLock::OwnerLock(OwnerLock&& other) noexcept
    : m_descriptor(std::exchange(other.m_descriptor, -1)) {}

OwnerLock& OwnerLock::operator=(OwnerLock&& other) noexcept {
    const OwnerLock let_go{std::exchange(m_descriptor, std::exchange(other.m_descriptor, -1))};
    return *this;
}

OwnerLock::~OwnerLock() {
    // The file stays: removing it would let a third one lock a file that the second has already
    // opened.
    if (m_descriptor >= 0) ::close(m_descriptor);
}

}  // namespace kader::system
