#pragma once

// An open SQLite database with every setting that Kader relies on.

#include <sqlite3.h>

#include <filesystem>
#include <memory>

#include "storage/databases.h"

namespace kader::storage {

// "Kadr" in the head of the file: `file` names it, and we refuse the database of another program.
inline constexpr int application_id = 0x4b616472;

struct CloseSqlite {
    void operator()(sqlite3* database) const { sqlite3_close_v2(database); }
};
using SqliteHandle = std::unique_ptr<sqlite3, CloseSqlite>;

enum class Role { Writer, Reader };

// The file must exist. A reader cannot write. No connection checkpoints by itself, also not when it
// is the last to close: so the log keeps its name, and what lasts is decided in one place.
SqliteHandle connect_sqlite(const std::filesystem::path& file, Role, const SqliteOptions&);

// From now on no SQL can checkpoint, attach a file or change a setting, in either role; nor begin
// or end a transaction, except while `may_end` says so. It must live as long as the connection.
void close_doors(sqlite3*, bool* may_end);

// In the making of a file, and before the doors close. The first cell of the answer.
std::string run_pragma(sqlite3*, const char* sql);

}  // namespace kader::storage
