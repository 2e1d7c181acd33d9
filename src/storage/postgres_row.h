#pragma once

// One row of an answer in PostgreSQL's binary form.

#include "storage/postgres_link.h"

namespace kader::storage {

// The numbers of types that PostgreSQL never changes (its catalogue pg_type).
constexpr Oid type_bool = 16, type_bytea = 17, type_name = 19, type_int8 = 20, type_int2 = 21,
              type_int4 = 23, type_text = 25, type_bpchar = 1042, type_varchar = 1043,
              type_numeric = 1700;

class PostgresRow final : public Row {
public:
    PostgresRow(const PGresult* answer, int row) : m_answer(answer), m_row(row) {}

    bool is_null(int column) const override;
    // Also of a boolean (0, 1), and of a sum, which PostgreSQL makes `numeric`, when it is whole.
    std::int64_t integer(int column) const override;
    std::string_view text(int column) const override;
    Bytes blob(int column) const override;

private:
    Bytes bytes(int column) const;
    Oid type(int column) const;

    const PGresult* m_answer;
    int m_row;
};

}  // namespace kader::storage
