#include "durability/disk.h"

#include <fcntl.h>
#include <signal.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/uio.h>
#include <time.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <cstdlib>
#include <mutex>
#include <string>
#include <string_view>

#include "durability/disk_shim.h"

namespace kader::durability::disk {

namespace {

using Kind = RecordedHead::Kind;

constexpr int descriptors_max = 4096;

[[noreturn]] void stop(const char* why, std::string_view what) {
    const std::string line = std::string{"disk shim: "} + why + ": " + std::string{what} + "\n";
    (void)!::syscall(SYS_write, 2, line.data(), line.size());
    std::abort();
}

struct Disk {
    std::mutex mutex;  // Held from the call to the line of the recording: one order for everything.
    std::string folder;
    int record = -1;
    DiskControl* control = nullptr;
    std::uint64_t delay_us = 0;
    std::uint64_t kill_after = 0;
    std::uint32_t next_handle = 1;
    // 0: not looked at yet; -1: outside the folder; else the handle of the recording.
    std::array<std::int64_t, descriptors_max> handles{};

    Disk() {
        const char* const where = std::getenv("KADER_DISK_FOLDER");
        if (where == nullptr) return;
        folder = where;
        if (const char* us = std::getenv("KADER_DISK_SYNC_DELAY_US"))
            delay_us = std::strtoull(us, nullptr, 10);
        if (const char* path = std::getenv("KADER_DISK_RECORD")) {
            record = int(::syscall(SYS_openat, AT_FDCWD, path,
                                   O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600));
            if (record < 0) stop("cannot write the recording", path);
        }
        if (const char* count = std::getenv("KADER_DISK_KILL_AFTER"))
            kill_after = std::strtoull(count, nullptr, 10);
        if (const char* path = std::getenv("KADER_DISK_CONTROL")) {
            const int file = int(::syscall(SYS_openat, AT_FDCWD, path, O_RDWR | O_CLOEXEC, 0));
            // By its number: mmap() below asks for this disk, which is not there yet.
            const long memory = ::syscall(SYS_mmap, nullptr, sizeof(DiskControl),
                                          PROT_READ | PROT_WRITE, MAP_SHARED, file, 0);
            if (file < 0 || memory == -1) stop("cannot open the control", path);
            ::syscall(SYS_close, file);
            control = reinterpret_cast<DiskControl*>(memory);
        }
    }

    bool is_on() const { return !folder.empty(); }
    bool holds(std::string_view path) const {
        return is_on() && path.starts_with(folder) &&
               (path.size() == folder.size() || path[folder.size()] == '/');
    }
    // Below the folder, without its name.
    std::string_view name_of(std::string_view path) const {
        return path.size() == folder.size() ? std::string_view{} : path.substr(folder.size() + 1);
    }

    void append(RecordedHead head, std::string_view path, std::string_view data) {
        if (record < 0) return;
        head.path_bytes = std::uint32_t(path.size());
        head.data_bytes = data.size();
        std::array<iovec, 3> parts = {iovec{&head, sizeof head},
                                      iovec{const_cast<char*>(path.data()), path.size()},
                                      iovec{const_cast<char*>(data.data()), data.size()}};
        const auto all = long(sizeof head + path.size() + data.size());
        if (::syscall(SYS_writev, record, parts.data(), parts.size()) != all)
            stop("cannot record", path);
        if (kill_after > 0 && --kill_after == 0) ::kill(::getpid(), SIGKILL);
    }
};

// Made on first use: other libraries may open files before the constructors here have run.
Disk& disk() {
    static Disk* const the_disk = new Disk;
    return *the_disk;
}

std::string path_of_descriptor(int descriptor) {
    const std::string link = "/proc/self/fd/" + std::to_string(descriptor);
    std::array<char, 4096> text;
    const long length = ::syscall(SYS_readlinkat, AT_FDCWD, link.c_str(), text.data(), text.size());
    return length > 0 ? std::string(text.data(), std::size_t(length)) : std::string{};
}

std::string absolute(int at, const char* path) {
    std::string text = path;
    if (text.empty() || text[0] != '/') {
        std::array<char, 4096> here;
        const std::string start = at != AT_FDCWD                       ? path_of_descriptor(at)
                                  : ::getcwd(here.data(), here.size()) ? here.data()
                                                                       : "";
        text = start + "/" + text;
    }
    std::string plain;
    std::size_t from = 0;
    while (from < text.size()) {
        const auto end = std::min(text.find('/', from), text.size());
        const auto part = std::string_view{text}.substr(from, end - from);
        if (part == "..") stop("does not follow paths with ..", text);
        if (!part.empty() && part != ".") (plain += '/') += part;
        from = end + 1;
    }
    return plain;
}

// The handle of a descriptor that was opened below the folder, or -1.
std::int64_t handle_of(int descriptor) {
    if (descriptor < 0 || descriptor >= descriptors_max || !disk().is_on()) return -1;
    auto& handle = disk().handles[std::size_t(descriptor)];
    if (handle == 0) {
        const auto path = path_of_descriptor(descriptor);
        if (disk().holds(path) && !path.ends_with("-shm")) stop("opened by an unknown way", path);
        handle = -1;
    }
    return handle;
}

std::uint64_t size_of(int descriptor) {
    struct stat about {};
    return ::fstat(descriptor, &about) == 0 ? std::uint64_t(about.st_size) : 0;
}

// How many of the bytes up to `end` fit on the disk; takes them from the room there is.
std::uint64_t fitting_end(int descriptor, std::uint64_t end) {
    auto* const control = disk().control;
    if (control == nullptr || control->full == 0) return end;
    const auto size = size_of(descriptor);
    if (end <= size) return end;
    const auto grows = std::min<std::uint64_t>(end - size, control->room);
    control->room -= grows;
    if (size + grows < end) ++control->refused;
    return size + grows;
}

template <class Call>
int change_name(Kind kind, int at, const char* path, Call&& call) {
    const auto whole = disk().is_on() ? absolute(at, path) : std::string{};
    if (!disk().holds(whole) || whole.ends_with("-shm")) return int(call());
    const std::lock_guard held{disk().mutex};
    const auto done = int(call());
    if (done == 0) disk().append({kind, 0, 0, 0, 0, 0}, disk().name_of(whole), {});
    return done;
}

}  // namespace

int open_at(int at, const char* path, int flags, mode_t mode) {
    const auto plain = [&] { return int(::syscall(SYS_openat, at, path, flags, mode)); };
    if (!disk().is_on() || path == nullptr) return plain();
    const auto whole = absolute(at, path);
    if (!disk().holds(whole) || whole.ends_with("-shm")) {
        const int descriptor = plain();
        if (descriptor >= 0 && descriptor < descriptors_max)
            disk().handles[std::size_t(descriptor)] = -1;
        return descriptor;
    }
    if ((flags & O_TMPFILE) == O_TMPFILE) stop("does not follow files without a name", whole);
    const std::lock_guard held{disk().mutex};
    const bool made =
        (flags & O_CREAT) != 0 && ::syscall(SYS_faccessat, AT_FDCWD, whole.c_str(), F_OK) != 0;
    const int descriptor = plain();
    if (descriptor < 0) return descriptor;
    if (descriptor >= descriptors_max) stop("too many open files", whole);
    const auto handle = disk().next_handle++;
    disk().handles[std::size_t(descriptor)] = handle;
    const std::uint32_t notes = (made ? 1U : 0U) | ((flags & O_TRUNC) != 0 ? 2U : 0U);
    disk().append({Kind::Open, notes, handle, 0, 0, 0}, disk().name_of(whole), {});
    return descriptor;
}

long write_at(int descriptor, const void* bytes, std::size_t count, off_t offset, bool moves) {
    const auto plain = [&](std::size_t size) {
        return moves ? ::syscall(SYS_write, descriptor, bytes, size)
                     : ::syscall(SYS_pwrite64, descriptor, bytes, size, offset);
    };
    const auto handle = handle_of(descriptor);
    if (handle < 0) return plain(count);
    const std::lock_guard held{disk().mutex};
    if (moves) {
        offset = ::lseek(descriptor, 0, SEEK_CUR);
        if ((::fcntl(descriptor, F_GETFL) & O_APPEND) != 0) offset = off_t(size_of(descriptor));
    }
    const auto end = fitting_end(descriptor, std::uint64_t(offset) + count);
    if (count > 0 && end <= std::uint64_t(offset)) {
        errno = ENOSPC;
        return -1;
    }
    const auto done = plain(std::size_t(end - std::uint64_t(offset)));
    if (done > 0)
        disk().append({Kind::Write, 0, std::uint32_t(handle), 0, std::uint64_t(offset), 0}, {},
                      {static_cast<const char*>(bytes), std::size_t(done)});
    return done;
}

int set_size(int descriptor, std::uint64_t size) {
    const auto handle = handle_of(descriptor);
    if (handle < 0) return int(::syscall(SYS_ftruncate, descriptor, size));
    const std::lock_guard held{disk().mutex};
    if (fitting_end(descriptor, size) < size) {
        errno = ENOSPC;
        return -1;
    }
    const auto done = int(::syscall(SYS_ftruncate, descriptor, size));
    if (done == 0) disk().append({Kind::Truncate, 0, std::uint32_t(handle), 0, size, 0}, {}, {});
    return done;
}

int sync_one(int descriptor, long call) {
    const auto handle = handle_of(descriptor);
    if (handle < 0) return int(::syscall(call, descriptor));
    if (disk().delay_us > 0) {
        const timespec wait{time_t(disk().delay_us / 1'000'000),
                            long(disk().delay_us % 1'000'000) * 1000};
        ::nanosleep(&wait, nullptr);
    }
    const std::lock_guard held{disk().mutex};
    if (auto* const control = disk().control) {
        ++control->syncs;
        if (control->failing_sync > 0 && --control->failing_sync == 0) {
            ++control->refused;
            disk().append({Kind::FailedSync, 0, std::uint32_t(handle), 0, 0, 0}, {}, {});
            errno = EIO;
            return -1;
        }
    }
    const auto done = int(::syscall(call, descriptor));
    if (done == 0) disk().append({Kind::Sync, 0, std::uint32_t(handle), 0, 0, 0}, {}, {});
    return done;
}

// A change of one name.
int unlink_at(int at, const char* path, int flags) {
    const auto kind = (flags & AT_REMOVEDIR) != 0 ? Kind::RemoveFolder : Kind::Unlink;
    return change_name(kind, at, path, [&] { return ::syscall(SYS_unlinkat, at, path, flags); });
}

int make_folder_at(int at, const char* path, mode_t mode) {
    return change_name(Kind::MakeFolder, at, path,
                       [&] { return ::syscall(SYS_mkdirat, at, path, mode); });
}

int rename_at(int from_at, const char* from, int to_at, const char* to, unsigned flags) {
    const auto plain = [&] {
        return int(::syscall(SYS_renameat2, from_at, from, to_at, to, flags));
    };
    if (!disk().is_on()) return plain();
    const auto whole_from = absolute(from_at, from), whole_to = absolute(to_at, to);
    if (disk().holds(whole_from) != disk().holds(whole_to))
        stop("does not follow a rename across", whole_from);
    if (!disk().holds(whole_from)) return plain();
    if (flags != 0) stop("does not follow a rename with flags", whole_from);
    const std::lock_guard held{disk().mutex};
    const auto done = plain();
    if (done == 0)
        disk().append({Kind::Rename, 0, 0, 0, 0, 0}, disk().name_of(whole_from),
                      disk().name_of(whole_to));
    return done;
}

void refuse_below(int at, const char* path, const char* call) {
    if (disk().is_on() && disk().holds(absolute(at, path))) stop("does not know this call", call);
}

void refuse_tracked(int descriptor, const char* call) {
    if (disk().is_on() && handle_of(descriptor) > 0) stop("does not know this call", call);
}

void forget(int descriptor) {
    if (descriptor >= 0 && descriptor < descriptors_max && disk().is_on())
        disk().handles[std::size_t(descriptor)] = 0;
}

void acknowledge(std::uint64_t number) {
    if (!disk().is_on()) return;
    const std::lock_guard held{disk().mutex};
    disk().append({Kind::Ack, 0, 0, 0, number, 0}, {}, {});
}

}  // namespace kader::durability::disk
