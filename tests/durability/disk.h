#pragma once

// The disk that disk_shim.cpp puts under a program: it records, fills up, fails and delays, as the
// environment and DiskControl say. Everything goes to the kernel by its number, so that nothing
// here depends on the order in which libraries are loaded.
//
// A change below the folder that comes by a way this disk does not know would make a recording that
// lies; so what it can see of such ways ends the program.
//
// Each of these does what the call of nearly the same name does, with errno.

#include <sys/types.h>

#include <cstddef>
#include <cstdint>

namespace kader::durability::disk {

int open_at(int at, const char* path, int flags, mode_t mode);
// Before the descriptor is closed: another thread may have its number again at once.
void forget(int descriptor);
// At `offset`, or where the descriptor stands when it `moves`.
long write_at(int descriptor, const void* bytes, std::size_t count, off_t offset, bool moves);
int set_size(int descriptor, std::uint64_t size);
int sync_one(int descriptor, long call);
int unlink_at(int at, const char* path, int flags);
int make_folder_at(int at, const char* path, mode_t mode);
int rename_at(int from_at, const char* from, int to_at, const char* to, unsigned flags);
// For the calls that nobody should use below the folder.
void refuse_below(int at, const char* path, const char* call);
void refuse_tracked(int descriptor, const char* call);

void acknowledge(std::uint64_t number);

}  // namespace kader::durability::disk
