#pragma once

// Small words for the tests of PostgreSQL.

#include <doctest/doctest.h>

#include <cstdint>
#include <functional>
#include <memory>
#include <string>

#include "services/postgres_for_tests.h"
#include "storage/postgres_session.h"

namespace kader::tests {

using storage::Bytes, storage::Fault, storage::PostgresSession, storage::Row, storage::Session,
    storage::Sql, storage::StorageError, storage::Value;

inline constexpr Sql insert_note{
    "INSERT INTO note (practice_id, number, text) VALUES ($1, $2, $3)"};
inline constexpr Sql count_notes{"SELECT count(*) FROM note"};
inline constexpr Sql count_notes_of{"SELECT count(*) FROM note WHERE practice_id = $1"};
inline constexpr Sql texts_from{
    "SELECT number, text FROM note WHERE practice_id = $1 AND number >= $2 ORDER BY number"};
inline constexpr Sql own_process{"SELECT pg_backend_pid()"};

inline std::int64_t number(Session& session, const Sql& sql,
                           std::initializer_list<Value> values = {}) {
    std::int64_t found = -1;
    session.each(sql, values, [&](const Row& row) { found = row.integer(0); });
    return found;
}

inline void write_note(Session& session, const kader::UuidBytes& practice, std::int64_t at,
                       std::string_view text = "a") {
    session.run(insert_note, {Bytes{practice}, at, text});
}

inline Fault fault_of_call(const std::function<void()>& call, std::string* words = nullptr) {
    try {
        call();
    } catch (const StorageError& error) {
        if (words != nullptr) *words = error.what();
        return error.fault();
    }
    FAIL("nothing was thrown");
    return Fault::Other;
}

// One process of PostgreSQL, ended from outside.
inline void end_process(const TestDatabase& database, std::int64_t process) {
    database.as_superuser("SELECT pg_terminate_backend(" + std::to_string(process) + ", 5000)");
}

inline PostgresSession& postgres(const std::unique_ptr<Session>& session) {
    return dynamic_cast<PostgresSession&>(*session);
}

}  // namespace kader::tests
