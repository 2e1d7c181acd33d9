#include <utility>

#include "storage/databases.h"
#include "storage/schema.h"
#include "storage/sqlite_fault.h"
#include "storage/sqlite_file.h"
#include "storage/sqlite_session.h"
#include "system/files.h"

namespace kader::storage {

namespace {

namespace fs = std::filesystem;

class SqliteDatabase : public Database {
public:
    SqliteDatabase(fs::path file, const SqliteOptions& options, bool only_reads)
        : m_file(std::move(file)), m_options(options), m_only_reads(only_reads) {}

    std::unique_ptr<Session> open_writer() override {
        if (m_only_reads)
            throw StorageError{Fault::ReadOnly, "this database was opened for reading"};
        make_log_last(m_file);
        auto session = std::make_unique<SqliteSession>(
            connect_sqlite(m_file, Role::Writer, m_options), Role::Writer, m_options);
        session->checkpoint(LogEnd::Cut);
        return session;
    }

    std::unique_ptr<Session> open_reader() override {
        return std::make_unique<SqliteSession>(connect_sqlite(m_file, Role::Reader, m_options),
                                               Role::Reader, m_options);
    }

    bool checkpoint(Session& writer, LogEnd end) override {
        return dynamic_cast<SqliteSession&>(writer).checkpoint(end);
    }
    std::size_t log_bytes(Session& writer) const override {
        return dynamic_cast<SqliteSession&>(writer).log_bytes();
    }
    Engine engine() const override { return Engine::Sqlite; }
    std::string description() const override {
        return std::string{"SQLite "} + sqlite3_libversion();
    }

private:
    fs::path m_file;
    SqliteOptions m_options;
    bool m_only_reads;
};

}  // namespace

std::unique_ptr<Database> open_sqlite(const fs::path& file, const SqliteOptions& options) {
    try {
        const auto place = real_place_of(file);
        if (!is_there(place)) create_sqlite_file(place);
        // The first question makes the log. Its name must last before the first commit that is only
        // in it.
        run_pragma(connect_sqlite(place, Role::Writer, options).get(),
                   "SELECT count(*) FROM sqlite_schema");
        system::sync_folder(place.parent_path());
        return std::make_unique<SqliteDatabase>(place, options, false);
    } catch (const system::FileError& error) {
        throw_storage(error);
    }
}

std::unique_ptr<Database> open_sqlite_to_read(const fs::path& file) {
    const auto place = real_place_of(file);
    if (!is_there(place)) throw StorageError{Fault::Gone, "there is no database " + place.string()};
    return std::make_unique<SqliteDatabase>(place, SqliteOptions{}, true);
}

void migrate_sqlite(const fs::path& file, std::span<const Migration> migrations,
                    std::int64_t now_us) {
    const auto database = open_sqlite(file);
    const auto writer = database->open_writer();
    apply_migrations(*writer, migrations, now_us);
    database->checkpoint(*writer, LogEnd::Cut);
}

}  // namespace kader::storage
