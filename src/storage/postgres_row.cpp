#include "storage/postgres_row.h"

#include <limits>

namespace kader::storage {

namespace {

[[noreturn]] void refuse(int column, const char* wanted) {
    throw StorageError{Fault::Other,
                       "column " + std::to_string(column) + " of an answer is no " + wanted};
}

// Most significant byte first; the sign of the narrow ones is kept.
std::int64_t whole(Bytes bytes) {
    std::uint64_t bits = !bytes.empty() && (bytes.front() & 0x80U) != 0 ? ~std::uint64_t{0} : 0;
    for (const auto byte : bytes) bits = bits << 8U | byte;
    return static_cast<std::int64_t>(bits);
}

// Groups of four decimal digits: how many, the power of the first, the sign, digits after the
// point.
bool whole_of_numeric(Bytes bytes, std::int64_t& result) {
    if (bytes.size() < 8) return false;
    const auto pair = [&](std::size_t at) { return bytes[2 * at] << 8 | bytes[2 * at + 1]; };
    const int groups = pair(0);
    const auto weight = static_cast<std::int16_t>(pair(1));
    const int sign = pair(2);
    constexpr int negative = 0x4000;
    if (bytes.size() != 8 + 2 * static_cast<std::size_t>(groups) || (sign != 0 && sign != negative))
        return false;
    // Gathered as a negative number, which reaches one further.
    std::int64_t sum = 0;
    for (int group = 0; group <= weight || group < groups; ++group) {
        const std::int64_t digits = group < groups ? pair(4 + static_cast<std::size_t>(group)) : 0;
        if (group > weight) {
            if (digits != 0) return false;
            continue;
        }
        if (__builtin_mul_overflow(sum, std::int64_t{10000}, &sum) ||
            __builtin_sub_overflow(sum, digits, &sum))
            return false;
    }
    if (sign == 0 && sum == std::numeric_limits<std::int64_t>::min()) return false;
    result = sign == 0 ? -sum : sum;
    return true;
}

}  // namespace

Oid PostgresRow::type(int column) const {
    if (column < 0 || column >= PQnfields(m_answer)) refuse(column, "column of it");
    return PQftype(m_answer, column);
}

Bytes PostgresRow::bytes(int column) const {
    return {reinterpret_cast<const std::uint8_t*>(PQgetvalue(m_answer, m_row, column)),
            static_cast<std::size_t>(PQgetlength(m_answer, m_row, column))};
}

bool PostgresRow::is_null(int column) const {
    type(column);
    return PQgetisnull(m_answer, m_row, column) == 1;
}

std::int64_t PostgresRow::integer(int column) const {
    const auto of = type(column);
    if (is_null(column)) refuse(column, "integer");
    if (of == type_int8 || of == type_int4 || of == type_int2) return whole(bytes(column));
    if (of == type_bool) return bytes(column)[0] != 0 ? 1 : 0;
    std::int64_t result = 0;
    if (of != type_numeric || !whole_of_numeric(bytes(column), result)) refuse(column, "integer");
    return result;
}

std::string_view PostgresRow::text(int column) const {
    const auto of = type(column);
    if (is_null(column) ||
        (of != type_text && of != type_varchar && of != type_bpchar && of != type_name))
        refuse(column, "text");
    const auto found = bytes(column);
    return {reinterpret_cast<const char*>(found.data()), found.size()};
}

Bytes PostgresRow::blob(int column) const {
    if (type(column) != type_bytea || is_null(column)) refuse(column, "blob");
    return bytes(column);
}

}  // namespace kader::storage
