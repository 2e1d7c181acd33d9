#include "system/files.h"

#include <fcntl.h>
#include <sys/stat.h>

#include <algorithm>
#include <cerrno>
#include <system_error>

#include "system/descriptor.h"

namespace kader::system {

namespace fs = std::filesystem;

namespace {

fs::path folder_of(const fs::path& file) {
    const auto parent = file.parent_path();
    return parent.empty() ? fs::path{"."} : parent;
}

// The pieces are bounded: some systems refuse one write above two gigabytes.
void write_all(int descriptor, std::span<const std::uint8_t> bytes, const fs::path& file) {
    while (!bytes.empty()) {
        const auto wrote =
            ::write(descriptor, bytes.data(), std::min<std::size_t>(bytes.size(), 1 << 20));
        if (wrote < 0 && errno == EINTR) continue;
        if (wrote < 0) throw_file_error("cannot write", file);
        bytes = bytes.subspan(static_cast<std::size_t>(wrote));
    }
}

void sync(int descriptor, const fs::path& file) {
    // Not asked a second time: after a failure the system may say yes about bytes that it has
    // dropped.
    if (::fsync(descriptor) != 0) throw_file_error("cannot make last", file);
}

std::function<void()>& watcher() {
    static std::function<void()> one;
    return one;
}

void step() {
    if (watcher()) watcher()();
}

void write_new_file(const fs::path& file, std::span<const std::uint8_t> bytes, mode_t mode) {
    Descriptor made{
        ::open(file.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0600)};
    if (!made.is_open()) throw_file_error("cannot create", file);
    write_all(made.number(), bytes, file);
    if (::fchmod(made.number(), mode) != 0) throw_file_error("cannot set the mode of", file);
    sync(made.number(), file);
    if (::close(made.release()) != 0) throw_file_error("cannot close", file);
}

Error cannot_read(const fs::path& file, int code) {
    const auto sentence =
        "cannot read " + file.string() + ": " + std::generic_category().message(code);
    if (code == ENOENT || code == ENOTDIR) return {Code::NotFound, sentence};
    if (code == EACCES || code == EPERM) return {Code::Forbidden, sentence};
    if (code == ELOOP) return {Code::Invalid, file.string() + " is a link, not a file"};
    throw FileError{sentence, code};
}

}  // namespace

void throw_file_error(const char* doing, const fs::path& file) {
    const int code = errno;
    throw FileError{
        std::string{doing} + " " + file.string() + ": " + std::generic_category().message(code),
        code};
}

void write_file_durably(const fs::path& file, std::span<const std::uint8_t> bytes,
                        FileAccess access) {
    // One name for what is not finished: what a crash left behind is found and removed by the next.
    const fs::path unfinished = file.string() + ".new";
    if (::unlink(unfinished.c_str()) != 0 && errno != ENOENT)
        throw_file_error("cannot remove", unfinished);
    try {
        write_new_file(unfinished, bytes, access == FileAccess::OwnerOnly ? 0600 : 0400);
        step();
        if (::rename(unfinished.c_str(), file.c_str()) != 0)
            throw_file_error("cannot put in place", file);
    } catch (...) {
        ::unlink(unfinished.c_str());
        throw;
    }
    sync_folder(folder_of(file));
    step();
}

void watch_file_steps(std::function<void()> one) { watcher() = std::move(one); }

namespace {

// What a file holds, to be overwritten when its name is of something else or gone. Also one that may only be read.
Descriptor open_to_overwrite(const fs::path& file) {
    const auto flags = O_WRONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK;
    Descriptor opened{::open(file.c_str(), flags)};
    if (opened.is_open() || errno != EACCES) return opened;
    if (::chmod(file.c_str(), 0600) != 0) throw_file_error("cannot set the mode of", file);
    return Descriptor{::open(file.c_str(), flags)};
}

void overwrite(const Descriptor& opened, const fs::path& file) {
    struct stat about {};
    if (::fstat(opened.number(), &about) != 0) throw_file_error("cannot look at", file);
    if (!S_ISREG(about.st_mode)) return;
    write_all(opened.number(), std::vector<std::uint8_t>(static_cast<std::size_t>(about.st_size)), file);
    sync(opened.number(), file);
    step();
}

}  // namespace

void replace_secret_file_durably(const fs::path& file, std::span<const std::uint8_t> bytes, FileAccess access) {
    const auto before = open_to_overwrite(file);
    if (!before.is_open() && errno != ENOENT) throw_file_error("cannot open", file);
    write_file_durably(file, bytes, access);
    if (before.is_open()) overwrite(before, file);
}

void erase_secret_file_durably(const fs::path& file) {
    const auto before = open_to_overwrite(file);
    if (!before.is_open() && errno == ENOENT) return;
    if (before.is_open()) overwrite(before, file);
    if (::unlink(file.c_str()) != 0 && errno != ENOENT) throw_file_error("cannot remove", file);
    sync_folder(folder_of(file));
    step();
}

Result<std::vector<std::uint8_t>> read_file(const fs::path& file, std::size_t bytes_max,
                                            bool private_only) {
    // Not blocking, so that a pipe under this name cannot keep us waiting.
    const Descriptor opened{::open(file.c_str(), O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK)};
    if (!opened.is_open()) return cannot_read(file, errno);
    struct stat about {};
    if (::fstat(opened.number(), &about) != 0) return cannot_read(file, errno);
    if (!S_ISREG(about.st_mode)) return Error{Code::Invalid, file.string() + " is not a file"};
    if (private_only && (about.st_mode & (S_IRWXG | S_IRWXO)) != 0)
        return Error{Code::Forbidden,
                     file.string() + " can be opened by others than its owner: chmod 600 it"};
    const Error too_large{
        Code::TooLarge, file.string() + " is larger than " + std::to_string(bytes_max) + " bytes"};
    const auto size = static_cast<std::size_t>(about.st_size);
    if (size > bytes_max) return too_large;

    // One piece of memory that never moves: the file may be a key. One byte more shows a file that
    // grows.
    std::vector<std::uint8_t> bytes(size + 1);
    std::size_t filled = 0;
    while (filled < bytes.size()) {
        const auto got = ::read(opened.number(), bytes.data() + filled, bytes.size() - filled);
        if (got < 0 && errno == EINTR) continue;
        if (got < 0) return cannot_read(file, errno);
        if (got == 0) break;
        filled += static_cast<std::size_t>(got);
    }
    if (filled > size) return Error{Code::Unavailable, file.string() + " grows while it is read"};
    bytes.resize(filled);
    return bytes;
}

void sync_folder(const fs::path& folder) {
    const auto name = folder.empty() ? fs::path{"."} : folder;
    const Descriptor opened{::open(name.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC)};
    if (!opened.is_open()) throw_file_error("cannot open the folder", name);
    sync(opened.number(), name);
}

void make_folder_durably(const fs::path& folder) {
    const auto whole = fs::absolute(folder).lexically_normal();
    const auto leaf = whole.has_filename() ? whole : whole.parent_path();
    fs::path made;
    for (const auto& part : leaf) {
        made /= part;
        const bool is_new = ::mkdir(made.c_str(), 0700) == 0;
        if (!is_new && errno != EEXIST && !fs::is_directory(made))
            throw_file_error("cannot create", made);
        if (!fs::is_directory(made)) {
            errno = ENOTDIR;
            throw_file_error("cannot create", made);
        }
        // One that is there may have been made by a run of ours that was killed before it lasted.
        const bool may_be_ours = ::access(made.parent_path().c_str(), R_OK | W_OK) == 0;
        if (is_new || (may_be_ours && made != made.root_path())) sync_folder(made.parent_path());
    }
}

}  // namespace kader::system
