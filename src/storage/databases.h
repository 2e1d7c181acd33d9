#pragma once

// Opening a database on either engine.

#include <filesystem>

#include "storage/migration.h"
#include "storage/session.h"

namespace kader::storage {

struct SqliteOptions {
    // FULL; anything else exists so that a test can show what it loses.
    enum class Synchronous { Full, Normal } synchronous = Synchronous::Full;
    int busy_milliseconds = 2000;
};
// Creates the file when it is missing, durably: file and folder are fsynced before this returns. Does
// not migrate. The caller holds the OwnerLock of the folder before it opens a writer.
std::unique_ptr<Database> open_sqlite(const std::filesystem::path& file, const SqliteOptions& = {});
// Opens a database for reading alone, also while another process writes it. Throws Gone when there is none.
std::unique_ptr<Database> open_sqlite_to_read(const std::filesystem::path& file);
// Copies the database as it is at one moment into a new file, page by page, while another process writes: it
// reads only, keeps no writer waiting and moves nothing out of the log; the log grows until it is done. The
// copy is not synced. False: it was asked to stop, and the file is not whole; so it is after a throw.
bool copy_sqlite(const std::filesystem::path& from, const std::filesystem::path& into,
                 const std::function<bool()>& is_stopping = {});

struct PostgresOptions {
    // As libpq reads them. The owner owns the tables and is used by migrate() only; the server role owns
    // nothing, is no superuser and cannot bypass row-level security: opening refuses otherwise, and names
    // the tables that lack forced row-level security.
    std::string owner;
    std::string server;
};
std::unique_ptr<Database> open_postgres(const PostgresOptions&);

// Brings the schema up to date, forward only, each migration in a transaction of its own together with
// its line in schema_version (number, name, checksum, applied_at). Nothing happens when it is up to date.
// Throws StorageError: Newer when the database knows a migration that `migrations` does not, Damaged when
// an applied one has another checksum.
// On PostgreSQL this uses the owner role and lets the server role use the tables.
void migrate_sqlite(const std::filesystem::path& file, std::span<const Migration> migrations, std::int64_t now_us);
void migrate_postgres(const PostgresOptions&, std::span<const Migration> migrations, std::int64_t now_us);
// Refuses (Newer, Damaged, or Other when it is older) without changing anything; for those who only read.
void require_schema(Session&, std::span<const Migration> migrations);

}  // namespace kader::storage
