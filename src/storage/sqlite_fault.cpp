#include "storage/sqlite_fault.h"

#include <sqlite3.h>

#include <cerrno>

namespace kader::storage {

namespace {

// The disk is full, the quota is used up, or the file may not grow: it helps to make room.
bool is_no_room(int system_code) {
    return system_code == ENOSPC || system_code == EDQUOT || system_code == EFBIG;
}

Fault fault_of_constraint(int code) {
    switch (code) {
        case SQLITE_CONSTRAINT_UNIQUE:
        case SQLITE_CONSTRAINT_PRIMARYKEY:
        case SQLITE_CONSTRAINT_ROWID:
            return Fault::Unique;
        case SQLITE_CONSTRAINT_FOREIGNKEY:
            return Fault::ForeignKey;
        // A value of another type than a STRICT column has: the statement is wrong, not what it
        // says.
        case SQLITE_CONSTRAINT_DATATYPE:
            return Fault::Other;
        default:
            return Fault::Check;
    }
}

Fault fault_of_io(int code, int system_code) {
    switch (code) {
        case SQLITE_IOERR_NOMEM:
            return Fault::Other;
        case SQLITE_IOERR_CORRUPTFS:
        case SQLITE_IOERR_DATA:
            return Fault::Damaged;
        // Only a write that did not fit. An fsync that says "no room" has lost bytes we do not
        // know.
        case SQLITE_IOERR_WRITE:
            return is_no_room(system_code) ? Fault::Full : Fault::Io;
        default:
            return Fault::Io;
    }
}

// SQLite tells a full disk by itself, but not a used-up quota; and sqlite3_system_errno() forgets
// why a write failed. The file knows.
int errno_of_writing(sqlite3* database, Written written) {
    sqlite3_file* file = nullptr;
    const int which =
        written == Written::Log ? SQLITE_FCNTL_JOURNAL_POINTER : SQLITE_FCNTL_FILE_POINTER;
    if (sqlite3_file_control(database, "main", which, &file) != SQLITE_OK) return 0;
    int code = 0;
    if (!file || !file->pMethods ||
        file->pMethods->xFileControl(file, SQLITE_FCNTL_LAST_ERRNO, &code) != SQLITE_OK)
        return 0;
    return code;
}

}  // namespace

Fault fault_of_errno(int code) {
    if (is_no_room(code)) return Fault::Full;
    if (code == EACCES || code == EPERM || code == EROFS) return Fault::ReadOnly;
    if (code == ENOENT || code == ENOTDIR || code == ELOOP || code == EMFILE || code == ENFILE)
        return Fault::Gone;
    return Fault::Io;
}

Fault fault_of_sqlite(int code, int system_code) {
    switch (code & 0xff) {
        case SQLITE_CONSTRAINT:
            return fault_of_constraint(code);
        case SQLITE_BUSY:
        case SQLITE_LOCKED:
        case SQLITE_PROTOCOL:
            return Fault::Busy;
        // Somebody put another file under the name of the database.
        case SQLITE_READONLY:
            return code == SQLITE_READONLY_DBMOVED ? Fault::Gone : Fault::ReadOnly;
        case SQLITE_PERM:
            return Fault::ReadOnly;
        case SQLITE_FULL:
            return Fault::Full;
        case SQLITE_IOERR:
            return fault_of_io(code, system_code);
        case SQLITE_CANTOPEN:
            return system_code == 0 ? Fault::Gone : fault_of_errno(system_code);
        case SQLITE_CORRUPT:
        case SQLITE_NOTADB:
            return Fault::Damaged;
        default:
            return Fault::Other;
    }
}

void throw_sqlite(sqlite3* database, int code, const std::string& doing, Written written) {
    if (!database)
        throw StorageError{fault_of_sqlite(code, 0), doing + ": " + sqlite3_errstr(code)};
    const int system_code = code == SQLITE_IOERR_WRITE ? errno_of_writing(database, written)
                                                       : sqlite3_system_errno(database);
    throw StorageError{
        fault_of_sqlite(code, system_code),
        doing + ": " + sqlite3_errmsg(database) + " (SQLite " + std::to_string(code) + ")"};
}

void throw_storage(const system::FileError& error) {
    throw StorageError{fault_of_errno(error.code()), error.what()};
}

}  // namespace kader::storage
