#pragma once

// What went wrong, in the words of the port.

#include <string>

#include "storage/session.h"
#include "system/files.h"

struct sqlite3;

namespace kader::storage {

// `code` is an extended result code; `system_code` the errno behind it, or 0.
Fault fault_of_sqlite(int code, int system_code);
Fault fault_of_errno(int code);
// With the last error of this connection. The words of SQLite name tables and columns, never a
// value. `written` is the file that was being written: everything but a checkpoint writes the log.
enum class Written { Log, Database };
[[noreturn]] void throw_sqlite(sqlite3*, int code, const std::string& doing,
                               Written = Written::Log);
[[noreturn]] void throw_storage(const system::FileError&);

}  // namespace kader::storage
