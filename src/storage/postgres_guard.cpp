#include "storage/postgres_guard.h"

#include <array>
#include <string>

#include "storage/postgres_link.h"

namespace kader::storage {

namespace {

// Each finds what is wrong, by name; no row is well. `practice` is the directory of practices: it
// holds ids and names only, and is read before a practice is entered.
struct Question {
    const char* sentence;
    const char* sql;
};

constexpr std::array questions = {
    Question{"the server of PostgreSQL does not wait for the disk, so what was saved can be lost; "
             "switch on",
             "SELECT name FROM pg_settings WHERE name IN ('fsync', 'full_page_writes') AND setting "
             "<> 'on'"},
    Question{
        "the role of the Kader server can pass row-level security, by itself or as a member of",
        "SELECT rolname FROM pg_roles WHERE (rolsuper OR rolbypassrls)"
        " AND (rolname IN (current_user, session_user) OR pg_has_role(current_user, oid, "
        "'MEMBER'))"},
    Question{"the role of the Kader server can give itself other roles; take away CREATEROLE or "
             "REPLICATION of",
             "SELECT rolname FROM pg_roles WHERE rolname IN (current_user, session_user)"
             " AND (rolcreaterole OR rolreplication)"},
    Question{"the role of the Kader server must own nothing, and owns",
             "SELECT c.relname FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace"
             " WHERE n.nspname NOT LIKE 'pg\\_%' AND n.nspname <> 'information_schema'"
             " AND pg_has_role(current_user, c.relowner, 'MEMBER') AND c.relkind IN ('r', 'p', "
             "'v', 'm', 'f')"},
    Question{"the role of the Kader server can empty past row-level security",
             "SELECT c.relname FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace"
             " WHERE n.nspname NOT LIKE 'pg\\_%' AND n.nspname <> 'information_schema'"
             " AND c.relkind IN ('r', 'p') AND has_table_privilege(c.oid, 'TRUNCATE')"},
    Question{"these hold rows of practices without forced row-level security",
             "SELECT c.relname FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace"
             " JOIN pg_attribute a ON a.attrelid = c.oid AND a.attname = 'practice_id' AND NOT "
             "a.attisdropped"
             " WHERE n.nspname NOT LIKE 'pg\\_%' AND n.nspname <> 'information_schema'"
             " AND c.relkind IN ('r', 'p', 'f', 'm') AND NOT (n.nspname = 'public' AND c.relname = "
             "'practice')"
             " AND NOT (c.relrowsecurity AND c.relforcerowsecurity)"},
    // The one policy that migration.cpp writes, as PostgreSQL repeats it.
    Question{
        "these have no policy, or another than that a row is of the practice of the transaction",
        "SELECT DISTINCT c.relname FROM pg_class c LEFT JOIN pg_policy p ON p.polrelid = c.oid,"
        " (VALUES ($e$(practice_id = decode(NULLIF(current_setting('kader.practice'::text, true),"
        " ''::text), 'hex'::text))$e$)) AS e (of_practice)"
        " WHERE c.relrowsecurity AND (p.oid IS NULL OR p.polcmd <> '*'"
        " OR pg_get_expr(p.polqual, c.oid) IS DISTINCT FROM e.of_practice"
        " OR pg_get_expr(coalesce(p.polwithcheck, p.polqual), c.oid) IS DISTINCT FROM "
        "e.of_practice)"},
    Question{
        "these views would be read with the rights of their owner (security_invoker is missing)",
        "SELECT c.relname FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace"
        " WHERE n.nspname NOT LIKE 'pg\\_%' AND n.nspname <> 'information_schema' AND c.relkind = "
        "'v'"
        " AND NOT EXISTS (SELECT FROM pg_options_to_table(c.reloptions)"
        " WHERE option_name = 'security_invoker' AND option_value::boolean)"},
    Question{
        "these functions run with the rights of their owner (SECURITY DEFINER)",
        "SELECT p.proname FROM pg_proc p JOIN pg_namespace n ON n.oid = p.pronamespace"
        " WHERE n.nspname NOT LIKE 'pg\\_%' AND n.nspname <> 'information_schema' AND p.prosecdef"},
};

}  // namespace

void demand_wall(PGconn* server) {
    for (const auto& question : questions) {
        const auto found = execute(server, question.sql);
        if (PQntuples(found.get()) == 0) continue;
        std::string text = std::string{question.sentence} + ": ";
        for (int row = 0; row < PQntuples(found.get()); ++row) {
            if (row > 0) text += ", ";
            text += PQgetvalue(found.get(), row, 0);
        }
        throw StorageError{Fault::Other, text};
    }
}

}  // namespace kader::storage
