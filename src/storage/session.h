#pragma once

// The port to a database: prepare, bind, step, one transaction, typed errors. Two bodies stand behind
// it, SQLite and PostgreSQL; one SQL text serves both (docs/how-to/write-sql.md).
//
// Parameters are written $1, $2 …. Ids are blobs of 16 bytes, instants are microseconds since 1970 UTC
// in a 64-bit integer, booleans are 0 and 1, JSON is text that no SQL looks into.

#include <cstdint>
#include <functional>
#include <initializer_list>
#include <memory>
#include <optional>
#include <span>
#include <stdexcept>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "kernel/uuid.h"

namespace kader::storage {

enum class Fault {
    Unique,      // A key that exists already.
    ForeignKey,
    Check,       // NOT NULL and CHECK.
    Busy,        // Asking again may help.
    ReadOnly,
    Full,        // The disk is full; writing helps again when there is room.
    Io,          // The disk failed, or did not confirm (fsync): nothing may be written until a restart.
    Gone,        // The database cannot be reached, or another process took over the right to write.
    Damaged,     // The bytes are not those of a sound database.
    Newer,       // The schema is of a newer Kader than this one.
    Other,
};
std::string_view word(Fault);  // "unique", "foreign_key", …

// Broken infrastructure, or SQL that is wrong. What a caller can foresee it asks first: a unit of work
// decides before its first write, and is alone in writing. `what()` never holds a bound value.
class StorageError : public std::runtime_error {
public:
    StorageError(Fault fault, const std::string& what) : std::runtime_error(what), m_fault(fault) {}
    Fault fault() const { return m_fault; }

private:
    Fault m_fault;
};

using Bytes = std::span<const std::uint8_t>;

// A bound value. The bytes must live during the call.
using Value = std::variant<std::monostate, std::int64_t, std::string_view, Bytes>;
using Values = std::span<const Value>;

inline Value null() { return std::monostate{}; }
template <class Tag>
Value id(const Uuid<Tag>& uuid) {
    return Bytes{uuid.bytes()};
}

// A statement, written once as a constant with static storage: a session prepares it on first use and
// knows it by the address of its text.
struct Sql {
    std::string_view text;
};

// Holds during the visit only. Asking for another type than the column has is StorageError(Other).
class Row {
public:
    virtual ~Row() = default;
    virtual bool is_null(int column) const = 0;
    virtual std::int64_t integer(int column) const = 0;
    virtual std::string_view text(int column) const = 0;
    virtual Bytes blob(int column) const = 0;

    template <class Id>
    Id id(int column) const {
        if (const auto made = Id::from(blob(column))) return *made;
        throw StorageError{Fault::Damaged, "an id that is not 16 bytes"};
    }
};
using RowVisitor = std::function<void(const Row&)>;

enum class Engine { Sqlite, Postgres };

// One connection. One thread at a time. Every call may throw StorageError.
class Session {
public:
    virtual ~Session() = default;

    // A question. The visitor may not use this session.
    virtual void each(const Sql&, Values, const RowVisitor&) = 0;
    // A statement without an answer. On PostgreSQL it may be sent only, and fail at the next each() or
    // at commit(): so a decision is never made on whether a write failed.
    virtual void run(const Sql&, Values) = 0;
    // Several statements, for migrations only.
    virtual void script(std::string_view sql) = 0;

    // From here until commit() or rollback(), on the writing session.
    virtual void begin() = 0;
    // Returns when the change is durable (fsync done). After any throw the transaction is over; whether
    // it was kept is unknown only with Gone and Io.
    virtual void commit() = 0;
    virtual void rollback() noexcept = 0;
    // On a reading session: every question until end_snapshot() sees the same moment.
    virtual void begin_snapshot() = 0;
    virtual void end_snapshot() noexcept = 0;

    // From now on, and at most until the end of the transaction or the snapshot, only rows of this practice
    // exist (row-level security on PostgreSQL; the SQL names the practice as well, on both). Only between
    // begin() or begin_snapshot() and its end; elsewhere it is StorageError(Other). On PostgreSQL no
    // practice is no rows, except of the table `practice`.
    virtual void enter_practice(const UuidBytes& practice) = 0;

    virtual Engine engine() const = 0;

    // For short code: each({sql}, {values…}, visitor).
    void each(const Sql& sql, std::initializer_list<Value> values, const RowVisitor& visit) {
        each(sql, Values{values.begin(), values.size()}, visit);
    }
    void run(const Sql& sql, std::initializer_list<Value> values) {
        run(sql, Values{values.begin(), values.size()});
    }
};

// What a checkpoint does with the log of which all was moved.
enum class LogEnd { Kept, Cut };

// A database that was opened: SQLite in a data folder, or PostgreSQL.
class Database {
public:
    virtual ~Database() = default;
    // The only session that writes and, on SQLite, the only one that checkpoints. Asked for by the Writer,
    // and again only after the one before is gone, when the database could not be reached. On PostgreSQL
    // it holds the advisory lock: losing the session loses the right to write.
    // Throws StorageError(Gone) when another process holds it.
    virtual std::unique_ptr<Session> open_writer() = 0;
    // Reads only, and cannot checkpoint. Any number; any thread may ask.
    virtual std::unique_ptr<Session> open_reader() = 0;
    // Moves what was committed from the log into the database file (SQLite); nothing on PostgreSQL. The
    // writing session must be idle; called by the Writer on its own thread. What was moved stays in the file of the
    // log, and is written over, until it is cut: a file that need not grow is synced in half the time.
    // Gives whether that was done; a reader in its snapshot can be in the way, and then it is to be asked again.
    virtual bool checkpoint(Session& writer, LogEnd) = 0;
    // How many bytes of the log a checkpoint has yet to move; 0 where there is no such log.
    virtual std::size_t log_bytes(Session& /*writer*/) const { return 0; }
    virtual Engine engine() const = 0;
    // "SQLite 3.40.1", "PostgreSQL 15.18": for kader doctor.
    virtual std::string description() const = 0;
};

}  // namespace kader::storage
