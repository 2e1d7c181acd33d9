#include "storage/sqlite_connection.h"

#include <algorithm>
#include <array>
#include <string_view>

#include "storage/sqlite_fault.h"

namespace kader::storage {

namespace {

// What may be asked by SQL: these look, and change nothing.
constexpr std::array<std::string_view, 3> checks{"foreign_key_check", "integrity_check",
                                                 "quick_check"};
// And these, when they are asked for their value.
constexpr std::array<std::string_view, 9> settings{
    "cell_size_check", "foreign_keys", "mmap_size",      "query_only",        "secure_delete",
    "synchronous",     "temp_store",   "trusted_schema", "wal_autocheckpoint"};

bool may_ask(const char* pragma, const char* argument) {
    const std::string_view name{pragma ? pragma : ""};
    return std::ranges::count(checks, name) > 0 ||
           (!argument && std::ranges::count(settings, name) > 0);
}

extern "C" int authorize(void* may_end, int action, const char* first, const char* second,
                         const char*, const char*) {
    switch (action) {
        case SQLITE_ATTACH:
        case SQLITE_DETACH:
        case SQLITE_SAVEPOINT:
            return SQLITE_DENY;
        case SQLITE_TRANSACTION:
            return *static_cast<bool*>(may_end) ? SQLITE_OK : SQLITE_DENY;
        case SQLITE_PRAGMA:
            return may_ask(first, second) ? SQLITE_OK : SQLITE_DENY;
        case SQLITE_FUNCTION:
            return second && std::string_view{second} == "load_extension" ? SQLITE_DENY : SQLITE_OK;
        default:
            return SQLITE_OK;
    }
}

void set(sqlite3* database, int option, int value) {
    int now = -1;
    const int code = sqlite3_db_config(database, option, value, &now);
    if (code != SQLITE_OK || now != value)
        throw_sqlite(database, code, "cannot set up the connection");
}

void demand(sqlite3* database, const char* sql, std::string_view answer) {
    if (run_pragma(database, sql) != answer)
        throw StorageError{Fault::Other, std::string{"SQLite does not accept "} + sql};
}

void set_up(sqlite3* database, Role role, const SqliteOptions& options) {
    set(database, SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, 1);
    sqlite3_wal_autocheckpoint(database, 0);
    sqlite3_busy_timeout(database, options.busy_milliseconds);

    set(database, SQLITE_DBCONFIG_DEFENSIVE, 1);
    set(database, SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0);
    set(database, SQLITE_DBCONFIG_ENABLE_FKEY, 1);
    set(database, SQLITE_DBCONFIG_ENABLE_TRIGGER, 0);
    set(database, SQLITE_DBCONFIG_ENABLE_LOAD_EXTENSION, 0);
    // A word in double quotes is a name; SQLite would else take it for a text when no such name
    // exists.
    set(database, SQLITE_DBCONFIG_DQS_DML, 0);
    set(database, SQLITE_DBCONFIG_DQS_DDL, 0);
    sqlite3_limit(database, SQLITE_LIMIT_ATTACHED, 0);

    run_pragma(database, "PRAGMA mmap_size = 0");
    run_pragma(database, "PRAGMA cell_size_check = ON");
    run_pragma(database, "PRAGMA temp_store = MEMORY");
    if (role == Role::Reader) {
        run_pragma(database, "PRAGMA cache_size = -4096");  // KiB
        run_pragma(database, "PRAGMA query_only = ON");
        demand(database, "PRAGMA query_only", "1");
    } else {
        run_pragma(database, "PRAGMA cache_size = -16384");  // KiB
        demand(database, "PRAGMA secure_delete = ON", "1");
        const bool is_full = options.synchronous == SqliteOptions::Synchronous::Full;
        run_pragma(database, is_full ? "PRAGMA synchronous = FULL" : "PRAGMA synchronous = NORMAL");
        demand(database, "PRAGMA synchronous", is_full ? "2" : "1");
    }
}

// Nobody asks SQLite how much memory it has, and counting takes a lock for every piece of it, which all threads share.
void count_no_memory() {
    static const int code = sqlite3_config(SQLITE_CONFIG_MEMSTATUS, 0);
    (void)code;  // Refused when someone else in this process was first; then it counts.
}

}  // namespace

std::string run_pragma(sqlite3* database, const char* sql) {
    sqlite3_stmt* statement = nullptr;
    int code = sqlite3_prepare_v2(database, sql, -1, &statement, nullptr);
    std::string answer;
    if (code == SQLITE_OK) {
        code = sqlite3_step(statement);
        if (code == SQLITE_ROW)
            if (const auto* text = sqlite3_column_text(statement, 0))
                answer = reinterpret_cast<const char*>(text);
        while (code == SQLITE_ROW) code = sqlite3_step(statement);
    }
    sqlite3_finalize(statement);
    if (code != SQLITE_DONE) throw_sqlite(database, code, "cannot set up the database");
    return answer;
}

SqliteHandle connect_sqlite(const std::filesystem::path& file, Role role,
                            const SqliteOptions& options) {
    count_no_memory();
    const int access = role == Role::Writer ? SQLITE_OPEN_READWRITE : SQLITE_OPEN_READONLY;
    sqlite3* opened = nullptr;
    const int code = sqlite3_open_v2(
        file.c_str(), &opened,
        access | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_NOFOLLOW | SQLITE_OPEN_EXRESCODE, nullptr);
    SqliteHandle database{opened};
    if (code != SQLITE_OK) throw_sqlite(opened, code, "cannot open " + file.string());
    set_up(opened, role, options);
    if (role == Role::Writer && sqlite3_db_readonly(opened, "main") != 0)
        throw StorageError{Fault::ReadOnly, "cannot write " + file.string()};
    if (run_pragma(opened, "PRAGMA application_id") != std::to_string(application_id))
        throw StorageError{Fault::Damaged, file.string() + " is not a database of Kader"};
    if (run_pragma(opened, "PRAGMA journal_mode") != "wal") {
        // As a copy made by VACUUM INTO is; somebody who only reads can read it so.
        if (role == Role::Writer) demand(opened, "PRAGMA journal_mode = WAL", "wal");
    }
    return database;
}

void close_doors(sqlite3* database, bool* may_end) {
    sqlite3_set_authorizer(database, authorize, may_end);
}

}  // namespace kader::storage
