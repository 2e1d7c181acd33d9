// The schema on PostgreSQL: made by the owner, used by the server role.

#include "storage/databases.h"
#include "storage/postgres_session.h"
#include "storage/schema.h"

namespace kader::storage {

namespace {

std::string one_text(PGconn* connection, const char* sql) {
    const auto answer = execute(connection, sql);
    return PQgetvalue(answer.get(), 0, 0);
}

struct FreeText {
    void operator()(char* text) const { PQfreemem(text); }
};

std::string as_name(PGconn* connection, const std::string& name) {
    const std::unique_ptr<char, FreeText> text{
        PQescapeIdentifier(connection, name.c_str(), name.size())};
    if (!text)
        throw StorageError{Fault::Other, "the name of the server role cannot be written in SQL"};
    return text.get();
}

// The server role reads and writes rows, with two exceptions: a line of the audit log is never
// changed or removed, and what the schema is, only its owner says.
std::string rights_of(const std::string& server) {
    return "GRANT USAGE ON SCHEMA public TO " + server +
           ";\nREVOKE ALL ON ALL TABLES IN SCHEMA public FROM " + server +
           ";\nGRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO " + server +
           ";\nREVOKE INSERT, UPDATE, DELETE ON schema_version FROM " + server +
           ";\nDO $$ BEGIN IF to_regclass('public.audit_entry') IS NOT NULL THEN REVOKE UPDATE, "
           "DELETE ON"
           " audit_entry FROM " +
           server + "; END IF; END $$";
}

}  // namespace

void migrate_postgres(const PostgresOptions& options, std::span<const Migration> migrations,
                      std::int64_t now_us) {
    std::string server_role, server_database;
    {
        const auto server = connect(options.server, Purpose::Read);
        server_role = one_text(server.get(), "SELECT current_user");
        server_database = one_text(server.get(), "SELECT current_database()");
    }
    PostgresSession owner{options.owner, Purpose::Own};
    std::string owner_name, owner_database;
    owner.each(Sql{"SELECT current_user::text, current_database()::text"}, {}, [&](const Row& row) {
        owner_name = row.text(0);
        owner_database = row.text(1);
    });
    if (owner_database != server_database)
        throw StorageError{Fault::Other, "the owner and the server role are of two databases"};
    if (owner_name == server_role)
        throw StorageError{Fault::Other,
                           "the owner of the tables and the role of the server must be two roles"};
    apply_migrations(owner, migrations, now_us);
    // Each time: a role that came later needs its rights as well.
    owner.begin();
    try {
        owner.script(rights_of(as_name(owner.connection(), server_role)));
    } catch (...) {
        owner.rollback();
        throw;
    }
    owner.commit();
}

}  // namespace kader::storage
