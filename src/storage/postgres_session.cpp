#include "storage/postgres_session.h"

#include "storage/postgres_link.h"

namespace kader::storage {

namespace {

// "kader" in the letters of ASCII. Such locks belong to one database, not to the whole server.
constexpr const char* take_right_to_write = "SELECT pg_advisory_lock(461195470194)";
constexpr const char* give_right_to_write = "SELECT pg_advisory_unlock(461195470194)";
// A program that just ended may hold it for a moment longer.
constexpr const char* patience = "SET lock_timeout = '500ms'";
constexpr const char* usual_patience = "SET lock_timeout = '10s'";

constexpr const char* ask_one = "SELECT 1";
constexpr Sql set_practice{"SELECT set_config('kader.practice', $1, true)"};

Link connect_for(const std::string& conninfo, Purpose purpose) {
    auto link = connect(conninfo, purpose);
    if (purpose == Purpose::Read) return link;
    execute(link.get(), patience);
    try {
        execute(link.get(), take_right_to_write);
    } catch (const StorageError& error) {
        if (error.fault() != Fault::Busy) throw;
        throw StorageError{Fault::Gone, "another process holds the right to write this database"};
    }
    execute(link.get(), usual_patience);
    return link;
}

std::string hexadecimal(const UuidBytes& bytes) {
    std::string text;
    for (const auto byte : bytes) {
        text += "0123456789abcdef"[byte >> 4U];
        text += "0123456789abcdef"[byte & 15U];
    }
    return text;
}

}  // namespace

PostgresSession::PostgresSession(const std::string& conninfo, Purpose purpose)
    : m_purpose(purpose), m_pipeline(connect_for(conninfo, purpose)) {}

PostgresSession::~PostgresSession() {
    if (m_is_open) end();
    if (m_purpose == Purpose::Read || m_pipeline.is_gone()) return;
    try {
        m_pipeline.script(give_right_to_write);
    } catch (const std::exception&) {  // The server lets it go when it notices that we are.
    }
}

void PostgresSession::each(const Sql& sql, Values values, const RowVisitor& visit) {
    m_pipeline.ask(sql, values, visit);
}

void PostgresSession::run(const Sql& sql, Values values) {
    if (m_purpose != Purpose::Read && !m_is_open)
        throw StorageError{Fault::Other, "a write outside a transaction"};
    m_pipeline.send(sql, values);
    if (m_purpose == Purpose::Read) m_pipeline.wait();
}

void PostgresSession::script(std::string_view sql) {
    m_pipeline.script(std::string{sql}.c_str());
}

void PostgresSession::open(const char* words) {
    if (m_is_open) throw StorageError{Fault::Other, "a transaction is open already"};
    m_pipeline.send(words);
    m_is_open = true;
}

// Whatever failed before is over. A session on which even this fails is gone for good: the server
// ends what was open.
void PostgresSession::end() noexcept {
    m_is_open = false;
    m_practice.reset();
    try {
        m_pipeline.wait_whatever_failed();
        m_pipeline.send("ROLLBACK");
        m_pipeline.wait_whatever_failed();
    } catch (const std::exception&) {
    }
}

// One session writes, so no two transactions that change anything meet.
void PostgresSession::begin() {
    if (m_purpose == Purpose::Read)
        throw StorageError{Fault::ReadOnly, "a reading session begins no transaction"};
    open("BEGIN ISOLATION LEVEL READ COMMITTED READ WRITE");
}

void PostgresSession::commit() {
    if (!m_is_open) throw StorageError{Fault::Other, "there is no transaction to commit"};
    try {
        m_pipeline.send("COMMIT");
        m_pipeline.wait();
    } catch (...) {
        end();
        throw;
    }
    // "ROLLBACK" is how PostgreSQL says, without an error, that a statement had failed before.
    if (m_pipeline.last_word() != "COMMIT") {
        end();
        throw StorageError{Fault::Other,
                           "the transaction had failed before; nothing of it is kept"};
    }
    m_is_open = false;
    m_practice.reset();
}

void PostgresSession::rollback() noexcept {
    if (m_is_open) end();
}

// PostgreSQL takes the moment of the first question; the promise is the moment of this call.
void PostgresSession::begin_snapshot() {
    if (m_purpose != Purpose::Read)
        throw StorageError{Fault::Other, "snapshots are for sessions that read"};
    open("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY");
    try {
        m_pipeline.send(ask_one);
        m_pipeline.wait();
    } catch (...) {
        end();
        throw;
    }
}

void PostgresSession::end_snapshot() noexcept {
    if (m_is_open) end();
}

void PostgresSession::enter_practice(const UuidBytes& practice) {
    if (!m_is_open)
        throw StorageError{Fault::Other,
                           "a practice is entered within a transaction or a snapshot"};
    if (m_practice == practice) return;
    const auto text = hexadecimal(practice);
    const Value value = std::string_view{text};
    m_pipeline.send(set_practice, Values{&value, 1});
    m_practice = practice;
}

}  // namespace kader::storage
