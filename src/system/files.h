#pragma once

// Files that are still there after the power failed, and the right to be the only one who writes.

#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <stdexcept>
#include <string>
#include <vector>

#include "kernel/result.h"

namespace kader::system {

// The disk said no. `code` is the errno.
class FileError : public std::runtime_error {
public:
    FileError(const std::string& what, int code) : std::runtime_error(what), m_code(code) {}
    int code() const { return m_code; }

private:
    int m_code;
};

enum class FileAccess { OwnerOnly, OwnerReadsOnly };  // 0600, 0400

// Writes beside the place, fsyncs, renames over it and fsyncs the folder: after a return the new
// bytes are there for good, before it the old ones are. Throws FileError.
void write_file_durably(const std::filesystem::path&, std::span<const std::uint8_t> bytes,
                        FileAccess);
// As write_file_durably; what stood there before is overwritten after that, as far as the disk writes over what it
// has (a solid-state disk may keep it elsewhere for a while). Throws FileError.
void replace_secret_file_durably(const std::filesystem::path&, std::span<const std::uint8_t> bytes, FileAccess);
// Overwrites a file in the same way, and removes it. Nothing happens when it is not there. Throws FileError.
void erase_secret_file_durably(const std::filesystem::path&);
// For tests that kill a program at each of its steps on the disk: called after each file that was written, put in
// place, overwritten or removed by the functions above. One watcher; not while other threads write.
void watch_file_steps(std::function<void()> watcher);
// Not found, larger than `bytes_max`, or readable by others than the owner (when `private_only`).
Result<std::vector<std::uint8_t>> read_file(const std::filesystem::path&, std::size_t bytes_max,
                                            bool private_only = false);
// Makes the names in a folder last: call it after creating, renaming or removing a file. Throws.
void sync_folder(const std::filesystem::path&);
// Makes a folder of mode 0700, and each missing one above it, each made to last. Throws.
void make_folder_durably(const std::filesystem::path&);

// Held for as long as it lives; let go by the system when the process dies, however it dies.
class OwnerLock {
public:
    // Nothing: another process holds it. Writes this process's id into the file, for the sentence
    // of whoever comes second. Throws FileError.
    static std::optional<OwnerLock> take(const std::filesystem::path& file);
    // The id that the holder wrote; 0 if unknown.
    static int holder(const std::filesystem::path& file);
    OwnerLock(OwnerLock&&) noexcept;
    OwnerLock& operator=(OwnerLock&&) noexcept;
    ~OwnerLock();

private:
    explicit OwnerLock(int descriptor) : m_descriptor(descriptor) {}
    int m_descriptor = -1;
};

}  // namespace kader::system
