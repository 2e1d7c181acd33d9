// Takes the place of the calls of the C library by which SQLite and system/files.cpp change files,
// and hands them to the disk of disk.h. Loaded before the C library (LD_PRELOAD).

#include "durability/disk_shim.h"

#include <fcntl.h>
#include <sys/mman.h>
#include <sys/syscall.h>
#include <sys/uio.h>
#include <unistd.h>

#include <cerrno>
#include <cstdarg>
#include <cstdio>
#include <cstdlib>

#include "durability/disk.h"

namespace disk = kader::durability::disk;

namespace {

mode_t mode_of(int flags, va_list more) {
    return (flags & (O_CREAT | __O_TMPFILE)) != 0 ? va_arg(more, mode_t) : 0;
}

}  // namespace

#define WITH_MODE(flags)                      \
    va_list more;                             \
    va_start(more, flags);                    \
    const mode_t mode = mode_of(flags, more); \
    va_end(more)

extern "C" {

void kader_disk_ack(std::uint64_t number) {
    disk::acknowledge(number);
}

int open(const char* path, int flags, ...) {
    WITH_MODE(flags);
    return disk::open_at(AT_FDCWD, path, flags, mode);
}
int open64(const char* path, int flags, ...) {
    WITH_MODE(flags);
    return disk::open_at(AT_FDCWD, path, flags, mode);
}
int openat(int at, const char* path, int flags, ...) {
    WITH_MODE(flags);
    return disk::open_at(at, path, flags, mode);
}
int openat64(int at, const char* path, int flags, ...) {
    WITH_MODE(flags);
    return disk::open_at(at, path, flags, mode);
}
int creat(const char* path, mode_t mode) {
    return disk::open_at(AT_FDCWD, path, O_CREAT | O_WRONLY | O_TRUNC, mode);
}
int creat64(const char* path, mode_t mode) {
    return disk::open_at(AT_FDCWD, path, O_CREAT | O_WRONLY | O_TRUNC, mode);
}
// What the fortified headers call when there is no mode.
int __open_2(const char* path, int flags) {
    return disk::open_at(AT_FDCWD, path, flags, 0);
}
int __open64_2(const char* path, int flags) {
    return disk::open_at(AT_FDCWD, path, flags, 0);
}
int __openat_2(int at, const char* path, int flags) {
    return disk::open_at(at, path, flags, 0);
}
int __openat64_2(int at, const char* path, int flags) {
    return disk::open_at(at, path, flags, 0);
}

int close(int descriptor) {
    disk::forget(descriptor);
    return int(::syscall(SYS_close, descriptor));
}

ssize_t write(int descriptor, const void* bytes, size_t count) {
    return disk::write_at(descriptor, bytes, count, 0, true);
}
ssize_t pwrite(int descriptor, const void* bytes, size_t count, off_t offset) {
    return disk::write_at(descriptor, bytes, count, offset, false);
}
ssize_t pwrite64(int descriptor, const void* bytes, size_t count, off64_t offset) {
    return disk::write_at(descriptor, bytes, count, offset, false);
}
ssize_t writev(int descriptor, const iovec* parts, int count) {
    disk::refuse_tracked(descriptor, "writev");
    return ::syscall(SYS_writev, descriptor, parts, count);
}
ssize_t pwritev(int descriptor, const iovec* parts, int count, off_t offset) {
    disk::refuse_tracked(descriptor, "pwritev");
    return ::syscall(SYS_pwritev, descriptor, parts, count, offset, 0);
}

int ftruncate(int descriptor, off_t size) noexcept {
    return disk::set_size(descriptor, std::uint64_t(size));
}
int ftruncate64(int descriptor, off64_t size) noexcept {
    return disk::set_size(descriptor, std::uint64_t(size));
}
int fallocate(int descriptor, int mode, off_t from, off_t length) {
    disk::refuse_tracked(descriptor, "fallocate");
    return int(::syscall(SYS_fallocate, descriptor, mode, from, length));
}
int posix_fallocate(int descriptor, off_t from, off_t length) {
    disk::refuse_tracked(descriptor, "posix_fallocate");
    return ::syscall(SYS_fallocate, descriptor, 0, from, length) == 0 ? 0 : errno;
}

int fsync(int descriptor) {
    return disk::sync_one(descriptor, SYS_fsync);
}
int fdatasync(int descriptor) {
    return disk::sync_one(descriptor, SYS_fdatasync);
}

int unlink(const char* path) noexcept {
    return disk::unlink_at(AT_FDCWD, path, 0);
}
int unlinkat(int at, const char* path, int flags) noexcept {
    return disk::unlink_at(at, path, flags);
}
int rmdir(const char* path) noexcept {
    return disk::unlink_at(AT_FDCWD, path, AT_REMOVEDIR);
}
int remove(const char* path) noexcept {
    const int done = disk::unlink_at(AT_FDCWD, path, 0);
    return done != 0 && errno == EISDIR ? rmdir(path) : done;
}
int mkdir(const char* path, mode_t mode) noexcept {
    return disk::make_folder_at(AT_FDCWD, path, mode);
}
int mkdirat(int at, const char* path, mode_t mode) noexcept {
    return disk::make_folder_at(at, path, mode);
}
int rename(const char* from, const char* to) noexcept {
    return disk::rename_at(AT_FDCWD, from, AT_FDCWD, to, 0);
}
int renameat(int from_at, const char* from, int to_at, const char* to) noexcept {
    return disk::rename_at(from_at, from, to_at, to, 0);
}
int renameat2(int from_at, const char* from, int to_at, const char* to, unsigned flags) noexcept {
    return disk::rename_at(from_at, from, to_at, to, flags);
}

int link(const char* from, const char* to) noexcept {
    disk::refuse_below(AT_FDCWD, to, "link");
    return int(::syscall(SYS_linkat, AT_FDCWD, from, AT_FDCWD, to, 0));
}
int symlink(const char* from, const char* to) noexcept {
    disk::refuse_below(AT_FDCWD, to, "symlink");
    return int(::syscall(SYS_symlinkat, from, AT_FDCWD, to));
}
int truncate(const char* path, off_t size) noexcept {
    disk::refuse_below(AT_FDCWD, path, "truncate");
    return int(::syscall(SYS_truncate, path, size));
}
void* mmap64(void* where, size_t length, int protection, int flags, int descriptor,
             off64_t offset) noexcept {
    const bool writes = (protection & PROT_WRITE) != 0 && (flags & MAP_SHARED) != 0;
    if (writes && descriptor >= 0) disk::refuse_tracked(descriptor, "mmap to write");
    return reinterpret_cast<void*>(
        ::syscall(SYS_mmap, where, length, protection, flags, descriptor, offset));
}
void* mmap(void* where, size_t length, int protection, int flags, int descriptor,
           off_t offset) noexcept {
    return mmap64(where, length, protection, flags, descriptor, offset);
}

}  // extern "C"
