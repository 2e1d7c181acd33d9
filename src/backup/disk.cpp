#include "backup/disk.h"

#include <fcntl.h>
#include <sys/stat.h>

#include <algorithm>
#include <cerrno>

namespace kader::backup {

namespace {

void write_all(int descriptor, Bytes bytes, const fs::path& file) {
    while (!bytes.empty()) {
        const auto wrote = ::write(descriptor, bytes.data(), std::min<std::size_t>(bytes.size(), 1 << 20));
        if (wrote < 0 && errno == EINTR) continue;
        if (wrote < 0) system::throw_file_error("cannot write", file);
        bytes = bytes.subspan(static_cast<std::size_t>(wrote));
    }
}

void sync_file(int descriptor, const fs::path& file) {
    if (::fsync(descriptor) != 0) system::throw_file_error("cannot make last", file);
}

std::uint64_t size_of(int descriptor, const fs::path& file) {
    struct stat about {};
    if (::fstat(descriptor, &about) != 0) system::throw_file_error("cannot look at", file);
    if (!S_ISREG(about.st_mode)) {
        errno = EINVAL;
        system::throw_file_error("no plain file:", file);
    }
    return static_cast<std::uint64_t>(about.st_size);
}

}  // namespace

std::optional<NewFile> NewFile::make(const fs::path& path) {
    system::Descriptor made{::open(path.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0600)};
    if (made.is_open()) return NewFile{std::move(made), path};
    if (errno == EEXIST) return {};
    system::throw_file_error("cannot create", path);
}

void NewFile::write(Bytes bytes) {
    write_all(m_descriptor.number(), bytes, m_path);
}

void NewFile::finish() {
    sync_file(m_descriptor.number(), m_path);
    if (::close(m_descriptor.release()) != 0) system::throw_file_error("cannot close", m_path);
}

std::optional<OldFile> OldFile::open(const fs::path& path) {
    // Not blocking, so that a pipe under this name cannot keep us waiting.
    system::Descriptor opened{::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK)};
    if (!opened.is_open()) {
        if (errno == ENOENT || errno == ENOTDIR || errno == ELOOP) return {};
        system::throw_file_error("cannot read", path);
    }
    struct stat about {};
    if (::fstat(opened.number(), &about) != 0) system::throw_file_error("cannot look at", path);
    if (!S_ISREG(about.st_mode)) return {};
    return OldFile{std::move(opened), path, static_cast<std::uint64_t>(about.st_size)};
}

std::size_t OldFile::read(std::span<std::uint8_t> into) {
    std::size_t filled = 0;
    while (filled < into.size()) {
        const auto got = ::read(m_descriptor.number(), into.data() + filled, std::min<std::size_t>(into.size() - filled, 1 << 20));
        if (got < 0 && errno == EINTR) continue;
        if (got < 0) system::throw_file_error("cannot read", m_path);
        if (got == 0) break;
        filled += static_cast<std::size_t>(got);
    }
    return filled;
}

void OldFile::rewind() {
    if (::lseek(m_descriptor.number(), 0, SEEK_SET) != 0) system::throw_file_error("cannot read", m_path);
}

void OldFile::make_last() {
    sync_file(m_descriptor.number(), m_path);
}

void write_over(const fs::path& path, Bytes bytes, const std::function<void()>& at_half) {
    system::Descriptor opened{::open(path.c_str(), O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK, 0600)};
    if (!opened.is_open()) system::throw_file_error("cannot write", path);
    const auto old = size_of(opened.number(), path);
    write_all(opened.number(), bytes.first(bytes.size() / 2), path);
    if (at_half) at_half();
    write_all(opened.number(), bytes.subspan(bytes.size() / 2), path);
    if (old > bytes.size()) {
        const ByteVector zeros(static_cast<std::size_t>(std::min<std::uint64_t>(old - bytes.size(), 1 << 20)));
        for (auto left = old - bytes.size(); left > 0;) {
            const auto part = std::min<std::uint64_t>(left, zeros.size());
            write_all(opened.number(), Bytes{zeros}.first(static_cast<std::size_t>(part)), path);
            left -= part;
        }
        sync_file(opened.number(), path);
        if (::ftruncate(opened.number(), static_cast<off_t>(bytes.size())) != 0) system::throw_file_error("cannot shorten", path);
    }
    sync_file(opened.number(), path);
    if (::close(opened.release()) != 0) system::throw_file_error("cannot close", path);
}

}  // namespace kader::backup
