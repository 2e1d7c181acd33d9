#include <cerrno>

#include <fcntl.h>
#include <unistd.h>

#include "storage/databases.h"
#include "storage/sqlite_connection.h"
#include "storage/sqlite_fault.h"
#include "storage/sqlite_file.h"
#include "system/descriptor.h"

namespace kader::storage {

namespace {

// Few enough that to stop is quick.
constexpr int pages_at_once = 256;

void make_empty_file(const std::filesystem::path& file) {
    const system::Descriptor made{::open(file.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0600)};
    if (made.is_open()) return;
    throw StorageError{fault_of_errno(errno), "cannot create " + file.string()};
}

struct FinishCopy {
    void operator()(sqlite3_backup* copy) const { sqlite3_backup_finish(copy); }
};

}  // namespace

bool copy_sqlite(const std::filesystem::path& from, const std::filesystem::path& into, const std::function<bool()>& is_stopping) {
    const auto source = connect_sqlite(real_place_of(from), Role::Reader, {});
    // One moment: from the first question to the end of the transaction. Without it each write of another
    // would begin the copy anew.
    run_pragma(source.get(), "BEGIN");
    run_pragma(source.get(), "SELECT count(*) FROM sqlite_schema");

    const auto place = real_place_of(into);
    make_empty_file(place);
    sqlite3* opened = nullptr;
    const int code = sqlite3_open_v2(place.c_str(), &opened, SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_NOFOLLOW | SQLITE_OPEN_EXRESCODE,
                                     nullptr);
    const SqliteHandle copied{opened};
    if (code != SQLITE_OK) throw_sqlite(opened, code, "cannot open " + place.string());
    // What is cut off is thrown away, so nothing has to last.
    run_pragma(opened, "PRAGMA journal_mode = OFF");
    run_pragma(opened, "PRAGMA synchronous = OFF");
    const std::unique_ptr<sqlite3_backup, FinishCopy> copy{sqlite3_backup_init(opened, "main", source.get(), "main")};
    if (!copy) throw_sqlite(opened, sqlite3_extended_errcode(opened), "cannot copy the database");
    int step = SQLITE_OK;
    while (step == SQLITE_OK) {
        if (is_stopping && is_stopping()) return false;
        step = sqlite3_backup_step(copy.get(), pages_at_once);
    }
    if (step != SQLITE_DONE) throw_sqlite(opened, step, "cannot copy the database");
    return true;
}

}  // namespace kader::storage
