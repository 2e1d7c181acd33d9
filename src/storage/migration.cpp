#include "storage/migration.h"

#include <stdexcept>

#include "storage/session.h"
#include "storage/sql_text.h"

namespace kader::storage {

namespace {

bool is_name(std::string_view text) {
    return !text.empty() &&
           text.find_first_not_of("abcdefghijklmnopqrstuvwxyz_0123456789") == text.npos;
}

// The setting holds the practice in hexadecimal digits. Outside a transaction that entered one it
// is empty or missing; then no row is of this practice, and none can be added.
std::string policy(std::string_view table) {
    const std::string name{table};
    const std::string is_of_practice =
        "(practice_id = decode(nullif(current_setting('kader.practice', true), ''), 'hex'))";
    return "ALTER TABLE " + name + " ENABLE ROW LEVEL SECURITY;\nALTER TABLE " + name +
           " FORCE ROW LEVEL SECURITY;\nCREATE POLICY of_practice ON " + name + " USING " +
           is_of_practice + " WITH CHECK " + is_of_practice + ";";
}

std::string replaced(Engine engine, std::string_view word) {
    const bool is_sqlite = engine == Engine::Sqlite;
    if (word == "int") return is_sqlite ? "INTEGER" : "bigint";
    if (word == "blob") return is_sqlite ? "BLOB" : "bytea";
    if (word == "strict") return is_sqlite ? "STRICT" : "";
    if (word == "text") return is_sqlite ? "TEXT" : "TEXT COLLATE \"C\"";
    constexpr std::string_view of_practice = "of_practice ";
    if (word.starts_with(of_practice) && is_name(word.substr(of_practice.size())))
        return is_sqlite ? "" : policy(word.substr(of_practice.size()));
    throw std::logic_error{"a migration holds {" + std::string{word} +
                           "}, which is no word of migration.h"};
}

}  // namespace

std::string sql_for(Engine engine, std::string_view sql) {
    std::string made;
    made.reserve(sql.size());
    for (std::size_t at = 0; at < sql.size();) {
        if (const auto behind = behind_quote_or_comment(sql, at); behind != at) {
            made += sql.substr(at, behind - at);
            at = behind;
        } else if (sql[at] == '{') {
            const auto end = sql.find('}', at);
            if (end == sql.npos)
                throw std::logic_error{"a migration opens { and does not close it"};
            made += replaced(engine, sql.substr(at + 1, end - at - 1));
            at = end + 1;
        } else {
            made += sql[at++];
        }
    }
    return made;
}

}  // namespace kader::storage
