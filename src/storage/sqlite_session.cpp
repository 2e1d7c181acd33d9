#include "storage/sqlite_session.h"

#include <limits>

#include "storage/sql_text.h"
#include "storage/sqlite_fault.h"

namespace kader::storage {

namespace {

constexpr Sql begin_writing{"BEGIN IMMEDIATE"};
constexpr Sql begin_reading{"BEGIN DEFERRED"};
constexpr Sql commit_all{"COMMIT"};
constexpr Sql look_once{"SELECT count(*) FROM sqlite_schema"};

constexpr std::size_t frame_bytes = 4096 + 24;

extern "C" int keep_log_frames(void* log, sqlite3*, const char*, int count) {
    auto& [in_log, moved] = *static_cast<LogFrames*>(log);
    // After all was moved, SQLite begins the log anew, and counts from one again.
    if (count <= in_log) moved = 0;
    in_log = count;
    return SQLITE_OK;
}

class SqliteRow : public Row {
public:
    explicit SqliteRow(sqlite3_stmt* statement) : m_statement(statement) {}

    bool is_null(int column) const override { return type(column) == SQLITE_NULL; }
    std::int64_t integer(int column) const override {
        demand(column, SQLITE_INTEGER, "an integer");
        return sqlite3_column_int64(m_statement, column);
    }
    std::string_view text(int column) const override {
        demand(column, SQLITE_TEXT, "a text");
        const auto* begin = reinterpret_cast<const char*>(sqlite3_column_text(m_statement, column));
        if (!begin) throw std::bad_alloc{};
        return {begin, size(column)};
    }
    Bytes blob(int column) const override {
        demand(column, SQLITE_BLOB, "a blob");
        const auto* begin =
            static_cast<const std::uint8_t*>(sqlite3_column_blob(m_statement, column));
        const auto bytes = size(column);
        if (!begin && bytes > 0) throw std::bad_alloc{};
        return {begin, bytes};
    }

private:
    int type(int column) const {
        if (column < 0 || column >= sqlite3_data_count(m_statement))
            throw StorageError{Fault::Other, "there is no column " + std::to_string(column)};
        return sqlite3_column_type(m_statement, column);
    }
    void demand(int column, int wanted, const char* word) const {
        if (type(column) != wanted)
            throw StorageError{Fault::Other,
                               "column " + std::to_string(column) + " is not " + word};
    }
    std::size_t size(int column) const {
        return static_cast<std::size_t>(sqlite3_column_bytes(m_statement, column));
    }

    sqlite3_stmt* m_statement;
};

class Opened {
public:
    explicit Opened(bool& door) : m_door(door) { m_door = true; }
    Opened(const Opened&) = delete;
    ~Opened() { m_door = false; }

private:
    bool& m_door;
};

class WithoutWaiting {
public:
    WithoutWaiting(sqlite3* database, int milliseconds)
        : m_database(database), m_milliseconds(milliseconds) {
        sqlite3_busy_timeout(m_database, 0);
    }
    WithoutWaiting(const WithoutWaiting&) = delete;
    ~WithoutWaiting() { sqlite3_busy_timeout(m_database, m_milliseconds); }

private:
    sqlite3* m_database;
    int m_milliseconds;
};

int bind(sqlite3_stmt* statement, int number, const Value& value) {
    if (const auto* integer = std::get_if<std::int64_t>(&value))
        return sqlite3_bind_int64(statement, number, *integer);
    if (const auto* text = std::get_if<std::string_view>(&value)) {
        if (!is_storable_text(*text))
            throw StorageError{Fault::Other,
                               "parameter " + std::to_string(number) + " is not UTF-8 text"};
        // A pointer of nothing would be NULL, and an empty text is none.
        return sqlite3_bind_text64(statement, number, text->empty() ? "" : text->data(),
                                   text->size(), SQLITE_STATIC, SQLITE_UTF8);
    }
    if (const auto* bytes = std::get_if<Bytes>(&value)) {
        if (bytes->empty()) return sqlite3_bind_zeroblob(statement, number, 0);
        return sqlite3_bind_blob64(statement, number, bytes->data(), bytes->size(), SQLITE_STATIC);
    }
    return sqlite3_bind_null(statement, number);
}

}  // namespace

// From binding to reset: nothing of the caller's is kept afterwards, however this ends.
class SqliteSession::Use {
public:
    Use(SqliteSession& session, sqlite3_stmt* statement, Values values)
        : m_session(session), m_statement(statement) {
        m_session.m_in_use = true;
        try {
            bind_all(values);
        } catch (...) {
            end();
            throw;
        }
    }
    Use(const Use&) = delete;
    ~Use() { end(); }

private:
    void bind_all(Values values) {
        if (static_cast<std::size_t>(sqlite3_bind_parameter_count(m_statement)) != values.size())
            throw StorageError{Fault::Other, "the statement has another number of parameters"};
        for (std::size_t at = 0; at < values.size(); ++at) {
            const int code = bind(m_statement, static_cast<int>(at) + 1, values[at]);
            if (code != SQLITE_OK) throw_sqlite(m_session.m_database.get(), code, "cannot bind");
        }
    }
    void end() {
        sqlite3_reset(m_statement);
        sqlite3_clear_bindings(m_statement);
        m_session.m_in_use = false;
    }

    SqliteSession& m_session;
    sqlite3_stmt* m_statement;
};

SqliteSession::SqliteSession(SqliteHandle database, Role role, const SqliteOptions& options)
    : m_database(std::move(database)),
      m_role(role),
      m_busy_milliseconds(options.busy_milliseconds) {
    close_doors(m_database.get(), &m_may_end);
    if (role == Role::Writer) sqlite3_wal_hook(m_database.get(), keep_log_frames, &m_log);
}

SqliteSession::~SqliteSession() {
    end_transaction();
    for (auto& [address, prepared] : m_prepared) sqlite3_finalize(prepared.statement);
}

void SqliteSession::each(const Sql& sql, Values values, const RowVisitor& visit) {
    demand_usable();
    auto* const statement = prepared(sql);
    demand_may_write(statement);
    const Use use{*this, statement, values};
    const SqliteRow row{statement};
    while (step(statement)) visit(row);
}

void SqliteSession::run(const Sql& sql, Values values) {
    demand_usable();
    auto* const statement = prepared(sql);
    demand_may_write(statement);
    if (sqlite3_column_count(statement) != 0)
        throw StorageError{Fault::Other, "a statement with an answer is asked by each()"};
    const Use use{*this, statement, values};
    step(statement);
}

void SqliteSession::script(std::string_view sql) {
    demand_usable();
    while (!sql.empty()) {
        const char* behind = nullptr;
        auto* const statement = prepare(sql, &behind);
        if (statement) {
            struct Finalize {
                void operator()(sqlite3_stmt* one) const { sqlite3_finalize(one); }
            };
            const std::unique_ptr<sqlite3_stmt, Finalize> owned{statement};
            demand_may_write(statement);
            while (step(statement)) {
            }
        }
        sql.remove_prefix(static_cast<std::size_t>(behind - sql.data()));
    }
    demand_usable();
}

void SqliteSession::begin() {
    demand_usable();
    if (m_role == Role::Reader) throw StorageError{Fault::ReadOnly, "this session only reads"};
    if (m_in_transaction) throw StorageError{Fault::Other, "a transaction is open already"};
    step_alone(begin_writing);
    m_in_transaction = true;
}

void SqliteSession::commit() {
    try {
        demand_usable();
        if (!m_in_transaction || m_role == Role::Reader)
            throw StorageError{Fault::Other, "no transaction is open"};
        step_alone(commit_all);
    } catch (const StorageError& error) {
        const bool was_sent = m_in_transaction && !m_failed;
        end_transaction();
        // Memory that ran out while the log was being closed: it may be in the log, and be found
        // there by whoever opens the database next. Unknown, then, as when the disk fails.
        if (was_sent && error.fault() == Fault::Other) throw StorageError{Fault::Io, error.what()};
        throw;
    }
    m_in_transaction = false;
}

void SqliteSession::rollback() noexcept {
    end_transaction();
}

void SqliteSession::begin_snapshot() {
    demand_usable();
    if (m_role == Role::Writer)
        throw StorageError{Fault::Other, "snapshots are for sessions that read"};
    if (m_in_transaction) throw StorageError{Fault::Other, "a snapshot is open already"};
    step_alone(begin_reading);
    m_in_transaction = true;
    try {
        // SQLite takes the moment of the first question; the promise is the moment of this call.
        step_alone(look_once);
    } catch (...) {
        end_transaction();
        throw;
    }
}

void SqliteSession::end_snapshot() noexcept {
    end_transaction();
}

void SqliteSession::enter_practice(const UuidBytes&) {
    demand_usable();
    // SQLite has no row-level security; every statement names the practice itself.
    if (!m_in_transaction)
        throw StorageError{Fault::Other, "a practice is entered within a transaction"};
}

bool SqliteSession::checkpoint(LogEnd end) {
    demand_usable();
    if (m_in_transaction || m_role == Role::Reader)
        throw StorageError{Fault::Other, "only an idle writer checkpoints"};
    auto* const database = m_database.get();
    int in_log = 0, moved = 0;
    const auto move = [&](int mode) {
        const int code = sqlite3_wal_checkpoint_v2(database, "main", mode, &in_log, &moved);
        if (code != SQLITE_OK && (code & 0xff) != SQLITE_BUSY)
            throw_sqlite(database, code, "cannot move the log into the database",
                         Written::Database);
        return code == SQLITE_OK;
    };
    const bool is_moved = move(SQLITE_CHECKPOINT_PASSIVE);
    m_log = {in_log, moved};
    if (!is_moved || in_log != moved) return false;
    if (end == LogEnd::Kept) return true;
    // All of it stands in the database: cut the log to nothing, so that deleted bytes are gone from
    // it too. That needs every reader to be away for a moment; we do not wait for it.
    const WithoutWaiting without{database, m_busy_milliseconds};
    if (!move(SQLITE_CHECKPOINT_TRUNCATE)) return false;
    m_log = {};
    return true;
}

std::size_t SqliteSession::log_bytes() const {
    return static_cast<std::size_t>(m_log.in_log - m_log.moved) * frame_bytes;
}

sqlite3_stmt* SqliteSession::prepared(const Sql& sql) {
    auto& kept = m_prepared[sql.text.data()];
    // The address says which one; the comparison makes a text that was built at run time slow, not
    // wrong.
    if (kept.statement && kept.text == sql.text) return kept.statement;
    sqlite3_finalize(std::exchange(kept.statement, nullptr));
    const auto numbered = with_question_marks(sql.text);
    const char* behind = nullptr;
    kept.statement = prepare(numbered, &behind);
    if (!kept.statement || behind != numbered.data() + numbered.size()) {
        sqlite3_finalize(std::exchange(kept.statement, nullptr));
        throw StorageError{Fault::Other, "not one statement"};
    }
    kept.text = sql.text;
    return kept.statement;
}

sqlite3_stmt* SqliteSession::prepare(std::string_view sql, const char** behind) const {
    if (sql.size() > static_cast<std::size_t>(std::numeric_limits<int>::max()))
        throw StorageError{Fault::Other, "a statement of gigabytes"};
    sqlite3_stmt* statement = nullptr;
    const int code = sqlite3_prepare_v3(m_database.get(), sql.data(), static_cast<int>(sql.size()),
                                        SQLITE_PREPARE_PERSISTENT, &statement, behind);
    if (code != SQLITE_OK) throw_sqlite(m_database.get(), code, "cannot prepare");
    return statement;
}

void SqliteSession::demand_usable() const {
    if (m_in_use) throw StorageError{Fault::Other, "a visitor may not use the session it visits"};
    // SQLite ends a transaction by itself on some errors; what follows would be committed line by
    // line.
    if (m_failed || (m_in_transaction && sqlite3_get_autocommit(m_database.get()) != 0))
        throw StorageError{Fault::Other, "the transaction has failed before"};
}

void SqliteSession::demand_may_write(sqlite3_stmt* statement) const {
    if (m_role == Role::Writer && !m_in_transaction && !sqlite3_stmt_readonly(statement))
        throw StorageError{Fault::Other, "a write outside a transaction"};
}

bool SqliteSession::step(sqlite3_stmt* statement) {
    const int code = sqlite3_step(statement);
    if (code == SQLITE_ROW) return true;
    if (code == SQLITE_DONE) return false;
    m_failed = m_in_transaction;
    throw_sqlite(m_database.get(), code, "cannot run");
}

void SqliteSession::step_alone(const Sql& sql) {
    const Opened opened{m_may_end};
    auto* const statement = prepared(sql);
    const Use use{*this, statement, {}};
    while (step(statement)) {
    }
}

void SqliteSession::end_transaction() noexcept {
    m_in_transaction = m_failed = false;
    const Opened opened{m_may_end};
    if (sqlite3_get_autocommit(m_database.get()) == 0)
        sqlite3_exec(m_database.get(), "ROLLBACK", nullptr, nullptr, nullptr);
}

}  // namespace kader::storage
