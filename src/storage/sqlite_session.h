#pragma once

// One connection to SQLite. A transaction in which a statement failed is over, as on PostgreSQL:
// what follows is refused until rollback().

#include <unordered_map>

#include "storage/sqlite_connection.h"

namespace kader::storage {

// How long the log is, and how much of that a checkpoint has moved, in frames.
struct LogFrames {
    int in_log = 0, moved = 0;
};

class SqliteSession : public Session {
public:
    SqliteSession(SqliteHandle, Role, const SqliteOptions&);
    ~SqliteSession() override;
    SqliteSession(const SqliteSession&) = delete;
    SqliteSession& operator=(const SqliteSession&) = delete;

    using Session::each;
    using Session::run;
    void each(const Sql&, Values, const RowVisitor&) override;
    void run(const Sql&, Values) override;
    void script(std::string_view sql) override;
    void begin() override;
    void commit() override;
    void rollback() noexcept override;
    void begin_snapshot() override;
    void end_snapshot() noexcept override;
    void enter_practice(const UuidBytes&) override;
    Engine engine() const override { return Engine::Sqlite; }

    // Never waits for a reader: what cannot be moved now is moved the next time.
    bool checkpoint(LogEnd);
    std::size_t log_bytes() const;

private:
    struct Prepared {
        std::string text;
        sqlite3_stmt* statement = nullptr;
    };
    class Use;

    sqlite3_stmt* prepared(const Sql&);
    sqlite3_stmt* prepare(std::string_view sql, const char** behind) const;
    void demand_usable() const;
    void demand_may_write(sqlite3_stmt*) const;
    // Whether there is a row. Throws, and marks the transaction as failed.
    bool step(sqlite3_stmt*);
    void step_alone(const Sql&);
    void end_transaction() noexcept;

    SqliteHandle m_database;
    Role m_role;
    int m_busy_milliseconds;
    std::unordered_map<const char*, Prepared> m_prepared;  // By the address of the text.
    bool m_in_transaction = false;                         // Or in a snapshot.
    bool m_failed = false;
    bool m_in_use = false;
    bool m_may_end = false;  // A transaction begins and ends by the calls above, never by SQL.
    LogFrames m_log;
};

}  // namespace kader::storage
