#include "storage/sqlite_file.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <vector>

#include "storage/sqlite_connection.h"
#include "storage/sqlite_fault.h"
#include "system/files.h"

namespace kader::storage {

namespace fs = std::filesystem;

namespace {

fs::path log_of(const fs::path& file) {
    return file.string() + "-wal";
}

[[noreturn]] void throw_errno(const fs::path& file) {
    const int code = errno;
    throw StorageError{fault_of_errno(code), "cannot use " + file.string() + ": " +
                                                 std::generic_category().message(code)};
}

class SyncedFile {
public:
    SyncedFile(const fs::path& file, int flags) : m_file(file) {
        m_number = ::open(file.c_str(), flags | O_CLOEXEC | O_NOFOLLOW, 0600);
        if (m_number < 0) throw_errno(file);
    }
    SyncedFile(const SyncedFile&) = delete;
    ~SyncedFile() { ::close(m_number); }
    int number() const { return m_number; }
    void sync() const {
        if (::fsync(m_number) != 0)
            throw StorageError{Fault::Io, "the disk did not confirm " + m_file.string()};
    }

private:
    fs::path m_file;
    int m_number;
};

void remove_if_there(const fs::path& file) {
    if (::unlink(file.c_str()) != 0 && errno != ENOENT) throw_errno(file);
}

void fill_empty_database(const fs::path& file) {
    sqlite3* opened = nullptr;
    const int code = sqlite3_open_v2(
        file.c_str(), &opened,
        SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_NOFOLLOW | SQLITE_OPEN_EXRESCODE,
        nullptr);
    const SqliteHandle database{opened};
    if (code != SQLITE_OK) throw_sqlite(opened, code, "cannot create " + file.string());
    run_pragma(opened, "PRAGMA page_size = 4096");
    run_pragma(opened, ("PRAGMA application_id = " + std::to_string(application_id)).c_str());
    if (run_pragma(opened, "PRAGMA journal_mode = WAL") != "wal")
        throw StorageError{Fault::Other, "SQLite keeps no log beside " + file.string()};
}

}  // namespace

fs::path real_place_of(const fs::path& file) {
    std::error_code error;
    const auto parent = file.parent_path();
    const auto folder = fs::canonical(parent.empty() ? fs::path{"."} : parent, error);
    if (error) throw StorageError{Fault::Gone, "there is no folder " + parent.string()};
    return folder / file.filename();
}

bool is_there(const fs::path& file) {
    struct stat about {};
    if (::lstat(file.c_str(), &about) != 0) {
        if (errno == ENOENT) return false;
        throw_errno(file);
    }
    if (!S_ISREG(about.st_mode) || about.st_size == 0)
        throw StorageError{Fault::Damaged, file.string() + " is not a database"};
    return true;
}

void create_sqlite_file(const fs::path& file) {
    struct stat about {};
    if (::lstat(log_of(file).c_str(), &about) == 0 && about.st_size > 0)
        throw StorageError{Fault::Damaged,
                           log_of(file).string() + " has lost its database " + file.string()};
    const fs::path unfinished = file.string() + ".new";
    for (const auto* ending : {"", "-journal", "-wal", "-shm"})
        remove_if_there(unfinished.string() + ending);
    { const SyncedFile made{unfinished, O_RDWR | O_CREAT | O_EXCL}; }
    fill_empty_database(unfinished);
    SyncedFile{unfinished, O_RDWR}.sync();
    if (::rename(unfinished.c_str(), file.c_str()) != 0) throw_errno(file);
    system::sync_folder(file.parent_path());
}

void make_log_last(const fs::path& file) {
    const auto log = log_of(file);
    struct stat about {};
    if (::lstat(log.c_str(), &about) != 0 || about.st_size == 0) return;
    const SyncedFile opened{log, O_RDWR};
    std::vector<std::uint8_t> piece(1 << 18);
    for (off_t at = 0;;) {
        const auto got = ::pread(opened.number(), piece.data(), piece.size(), at);
        if (got < 0 && errno == EINTR) continue;
        if (got < 0) throw_errno(log);
        if (got == 0) break;
        const auto wrote =
            ::pwrite(opened.number(), piece.data(), static_cast<std::size_t>(got), at);
        if (wrote < 0 && errno == EINTR) continue;
        if (wrote <= 0) throw_errno(log);
        at += wrote;
    }
    opened.sync();
}

}  // namespace kader::storage
