#include "storage/postgres_link.h"

#include <algorithm>
#include <array>
#include <map>
#include <vector>

namespace kader::storage {

namespace {

constexpr int oldest_server = 150000;

struct EndOptions {
    void operator()(PQconninfoOption* options) const { PQconninfoFree(options); }
};
using Options = std::unique_ptr<PQconninfoOption, EndOptions>;

// What a statement, and a transaction that nobody goes on with, may take at most. A question that
// fills an export is read slowly, so it may take longer than a write.
const char* settings(Purpose purpose) {
    // remote_apply waits for more than `on`, so it stays.
    constexpr auto durable =
        "SELECT set_config('synchronous_commit', CASE current_setting('synchronous_commit')"
        " WHEN 'remote_apply' THEN 'remote_apply' ELSE 'on' END, false);"
        "SET search_path = public, pg_temp; SET row_security = on; SET jit = off;"
        "SET lock_timeout = '10s';";
    // Only a transaction that says so writes.
    static const auto write =
        std::string{durable} +
        "SET default_transaction_read_only = on;"
        "SET statement_timeout = '30s'; SET idle_in_transaction_session_timeout = '60s'";
    static const auto read =
        std::string{durable} +
        "SET default_transaction_read_only = on;"
        "SET statement_timeout = '10min'; SET idle_in_transaction_session_timeout = '10min'";
    static const auto own =
        std::string{durable} +
        "SET statement_timeout = '60min'; SET idle_in_transaction_session_timeout = '60s'";
    switch (purpose) {
        case Purpose::Write:
            return write.c_str();
        case Purpose::Read:
            return read.c_str();
        case Purpose::Own:
            break;
    }
    return own.c_str();
}

bool is_class(std::string_view sqlstate, std::string_view first_two) {
    return sqlstate.starts_with(first_two);
}

std::string_view field(const PGresult* answer, int code) {
    const char* text = PQresultErrorField(answer, code);
    return text == nullptr ? std::string_view{} : std::string_view{text};
}

// A name that cannot be found, a refusal, a key that exists: PostgreSQL names tables and
// constraints. Elsewhere ("invalid input syntax for type …") it repeats the value.
bool sentence_is_free_of_values(std::string_view sqlstate) {
    constexpr std::array<std::string_view, 13> classes = {"08", "0A", "23", "25", "28", "3D", "40",
                                                          "42", "53", "55", "57", "58", "XX"};
    return std::any_of(classes.begin(), classes.end(),
                       [&](auto one) { return is_class(sqlstate, one); });
}

}  // namespace

Fault fault_of(std::string_view sqlstate) {
    static const std::map<std::string_view, Fault> exact = {
        {"08P01", Fault::Other},   // protocol_violation: another number of parameters
        {"23505", Fault::Unique},  // unique_violation
        {"23P01", Fault::Unique},  // exclusion_violation
        {"23503", Fault::ForeignKey}, {"23001", Fault::ForeignKey}, {"23502", Fault::Check},
        {"23514", Fault::Check},      {"25006", Fault::ReadOnly},  // read_only_sql_transaction
        {"25P03", Fault::Gone},  // idle_in_transaction_session_timeout ends the session
        {"53100", Fault::Full},  // disk_full
        {"55P03", Fault::Busy},  // lock_not_available
        {"57014", Fault::Busy},  // query_canceled, by the time limit
        {"58030", Fault::Io},    // io_error
        {"XX001", Fault::Damaged},    {"XX002", Fault::Damaged},
    };
    if (const auto found = exact.find(sqlstate); found != exact.end()) return found->second;
    if (is_class(sqlstate, "40") || is_class(sqlstate, "53")) return Fault::Busy;
    if (is_class(sqlstate, "08") || is_class(sqlstate, "57")) return Fault::Gone;
    return Fault::Other;
}

StorageError connection_is_gone() {
    return {Fault::Gone, "the connection to the database is gone"};
}

StorageError error_of(const PGresult* answer) {
    const auto sqlstate = field(answer, PG_DIAG_SQLSTATE);
    if (sqlstate.empty()) return connection_is_gone();
    // A fatal error ends the session, whatever its number.
    const auto severity = field(answer, PG_DIAG_SEVERITY_NONLOCALIZED);
    const bool ends_session = severity == "FATAL" || severity == "PANIC";
    std::string text = "the database says " + std::string{sqlstate};
    if (sentence_is_free_of_values(sqlstate))
        text += ": " + std::string{field(answer, PG_DIAG_MESSAGE_PRIMARY)};
    return {ends_session ? Fault::Gone : fault_of(sqlstate), text};
}

Answer execute(PGconn* connection, const char* sql) {
    Answer answer{PQexec(connection, sql)};
    if (PQstatus(connection) == CONNECTION_BAD) throw connection_is_gone();
    const auto status = PQresultStatus(answer.get());
    if (status != PGRES_COMMAND_OK && status != PGRES_TUPLES_OK) throw error_of(answer.get());
    return answer;
}

Link connect(const std::string& conninfo, Purpose purpose) {
    // libpq's own sentence would repeat the part it cannot read, which may be the password.
    const Options given{PQconninfoParse(conninfo.c_str(), nullptr)};
    if (!given)
        throw StorageError{Fault::Other,
                           "the words that say how to reach PostgreSQL cannot be read"};
    // A server that went without a word is noticed within half a minute.
    std::map<std::string, std::string> words = {{"connect_timeout", "10"},
                                                {"keepalives_idle", "10"},
                                                {"keepalives_interval", "5"},
                                                {"keepalives_count", "3"},
                                                {"tcp_user_timeout", "20000"}};
    for (const auto* option = given.get(); option->keyword != nullptr; ++option)
        if (option->val != nullptr) words[option->keyword] = option->val;
    words["application_name"] = "kader";
    words["client_encoding"] = "UTF8";
    std::vector<const char*> keys, values;
    for (const auto& [key, value] : words) {
        keys.push_back(key.c_str());
        values.push_back(value.c_str());
    }
    keys.push_back(nullptr);
    values.push_back(nullptr);

    Link link{PQconnectdbParams(keys.data(), values.data(), 0)};
    if (!link) throw StorageError{Fault::Gone, "no memory for a connection to PostgreSQL"};
    PQsetNoticeProcessor(
        link.get(), [](void*, const char*) {}, nullptr);
    if (PQstatus(link.get()) != CONNECTION_OK) {
        // Asking again does not help when the server answers that it does not want us.
        std::string text = PQerrorMessage(link.get());
        while (!text.empty() && text.back() == '\n') text.pop_back();
        const bool refused =
            PQconnectionNeedsPassword(link.get()) == 1 || PQconnectionUsedPassword(link.get()) == 1;
        throw StorageError{refused ? Fault::Other : Fault::Gone, text};
    }
    if (PQserverVersion(link.get()) < oldest_server)
        throw StorageError{Fault::Other, "Kader needs PostgreSQL 15 or later"};
    execute(link.get(), settings(purpose));
    return link;
}

}  // namespace kader::storage
