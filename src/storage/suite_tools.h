#pragma once

// Small words for the cases of session_suite.h.

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "storage/session.h"

namespace kader::storage::suite {

constexpr UuidBytes first_practice{1, 0, 0, 0, 0, 0, 0x70, 0, 0x80, 0, 0, 0, 0, 0, 0, 1};
constexpr UuidBytes second_practice{2, 0, 0, 0, 0, 0, 0x70, 0, 0x80, 0, 0, 0, 0, 0, 0, 2};

constexpr Sql insert_practice{"INSERT INTO practice (practice_id, name, rank) VALUES ($1, $2, $3)"};
constexpr Sql insert_kept{
    "INSERT INTO kept (practice_id, number, whole, words, bytes) VALUES ($1, $2, $3, $4, $5)"};
constexpr Sql select_kept{
    "SELECT number, whole, words, bytes FROM kept WHERE practice_id = $1 ORDER BY number"};
constexpr Sql count_kept{"SELECT count(*) FROM kept WHERE practice_id = $1"};

// A transaction of one practice.
template <class Work>
void write(Session& session, const UuidBytes& practice, Work work) {
    session.begin();
    try {
        session.enter_practice(practice);
        work();
    } catch (...) {
        session.rollback();
        throw;
    }
    session.commit();
}

template <class Work>
void write(Session& session, Work work) {
    write(session, first_practice, work);
}

// What a reader sees of one practice at this moment.
template <class Work>
void look(Session& reader, const UuidBytes& practice, Work work) {
    reader.begin_snapshot();
    try {
        reader.enter_practice(practice);
        work();
    } catch (...) {
        reader.end_snapshot();
        throw;
    }
    reader.end_snapshot();
}

template <class Work>
std::optional<StorageError> failure_of(Work work) {
    try {
        work();
    } catch (const StorageError& error) {
        return error;
    }
    return {};
}

// "unique", or "nothing" when it went well.
template <class Work>
std::string fault_of(Work work) {
    const auto failure = failure_of(work);
    return std::string{failure ? word(failure->fault()) : "nothing"};
}

inline void add_practices(Session& writer) {
    write(writer, [&] {
        writer.run(insert_practice, {Bytes{first_practice}, "Voorbeeld Een", std::int64_t{1}});
        writer.run(insert_practice, {Bytes{second_practice}, "Voorbeeld Twee", std::int64_t{2}});
    });
}

inline void keep(Session& writer, std::int64_t number, Value whole = {}, Value words = {},
                 Value bytes = {}) {
    writer.run(insert_kept, {Bytes{first_practice}, number, whole, words, bytes});
}

inline std::int64_t number_of(Session& session, const Sql& sql, Values values) {
    std::int64_t number = -1;
    session.each(sql, values, [&](const Row& row) { number = row.integer(0); });
    return number;
}

inline std::int64_t number_of_kept(Session& session, const UuidBytes& practice = first_practice) {
    const Value values[]{Bytes{practice}};
    return number_of(session, count_kept, values);
}

// As a reader of its own sees it.
inline std::int64_t number_committed(Database& database,
                                     const UuidBytes& practice = first_practice) {
    const auto reader = database.open_reader();
    std::int64_t number = -1;
    look(*reader, practice, [&] { number = number_of_kept(*reader, practice); });
    return number;
}

// A database with two practices, and the session that writes it.
struct Opened {
    std::unique_ptr<Database> database;
    std::unique_ptr<Session> writer;

    explicit Opened(std::unique_ptr<Database> made)
        : database(std::move(made)), writer(database->open_writer()) {
        add_practices(*writer);
    }
};

}  // namespace kader::storage::suite
