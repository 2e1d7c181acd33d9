#include <doctest/doctest.h>

#include "migrations/migrations.h"
#include "services/postgres_for_tests.h"

using namespace kader::storage;
using namespace kader::tests;

namespace {

// Why the database is not opened; nothing when it is.
std::string refusal(const PostgresOptions& options) {
    try {
        open_postgres(options);
    } catch (const StorageError& error) {
        CHECK(error.fault() == Fault::Other);
        return error.what();
    }
    return {};
}

bool holds(const std::string& text, const std::string& part) {
    return text.find(part) != std::string::npos;
}

// As if someone had changed the database by hand: plants SQL, looks, and takes it back.
void check_refused(const TestDatabase& database, const std::string& plant, const std::string& undo,
                   const std::string& name) {
    CAPTURE(plant);
    REQUIRE(refusal(database.options()).empty());
    database.as_superuser(plant);
    const auto text = refusal(database.options());
    CAPTURE(text);
    CHECK(holds(text, name));
    database.as_superuser(undo);
    CHECK(refusal(database.options()).empty());
}

}  // namespace

TEST_CASE("a database whose tables lack the wall between practices is not opened") {
    TestDatabase database{shared_cluster()};
    check_refused(database, "CREATE TABLE loose (practice_id bytea, text text)", "DROP TABLE loose",
                  "loose");
    check_refused(database, "CREATE MATERIALIZED VIEW copied AS SELECT * FROM note",
                  "DROP MATERIALIZED VIEW copied", "copied");
    check_refused(database, "ALTER TABLE note NO FORCE ROW LEVEL SECURITY",
                  "ALTER TABLE note FORCE ROW LEVEL SECURITY", "note");
    check_refused(database, "ALTER TABLE note DISABLE ROW LEVEL SECURITY",
                  "ALTER TABLE note ENABLE ROW LEVEL SECURITY", "note");
    check_refused(database, "CREATE POLICY open ON note USING (true)", "DROP POLICY open ON note",
                  "note");
    check_refused(
        database, "ALTER POLICY of_practice ON note WITH CHECK (true)",
        "ALTER POLICY of_practice ON note WITH CHECK "
        "(practice_id = decode(nullif(current_setting('kader.practice', true), ''), 'hex'))",
        "note");
    // In another schema as well.
    check_refused(database, "CREATE SCHEMA aside; CREATE TABLE aside.loose (practice_id bytea)",
                  "DROP SCHEMA aside CASCADE", "loose");
    // The directory of practices is the one exception.
    database.as_superuser("CREATE TABLE practice (practice_id bytea, name text)");
    CHECK(refusal(database.options()).empty());
}

TEST_CASE("a database with a way around the wall is not opened") {
    TestDatabase database{shared_cluster()};
    check_refused(database, "CREATE VIEW pane AS SELECT * FROM note", "DROP VIEW pane", "pane");
    check_refused(database, "CREATE VIEW pane WITH (security_invoker = off) AS SELECT * FROM note",
                  "DROP VIEW pane", "pane");
    check_refused(
        database,
        "CREATE FUNCTION lent() RETURNS bigint LANGUAGE sql SECURITY DEFINER AS 'SELECT 1::bigint'",
        "DROP FUNCTION lent()", "lent");
    check_refused(database, "GRANT TRUNCATE ON note TO kader_server",
                  "REVOKE TRUNCATE ON note FROM kader_server", "note");
    database.as_superuser("CREATE VIEW pane WITH (security_invoker = on) AS SELECT * FROM note");
    CHECK(refusal(database.options()).empty());
}

TEST_CASE("a server role that could pass the wall is not accepted") {
    TestDatabase database{shared_cluster()};
    check_refused(database, "ALTER ROLE kader_server SUPERUSER",
                  "ALTER ROLE kader_server NOSUPERUSER", "kader_server");
    check_refused(database, "ALTER ROLE kader_server BYPASSRLS",
                  "ALTER ROLE kader_server NOBYPASSRLS", "kader_server");
    check_refused(database, "ALTER ROLE kader_server CREATEROLE",
                  "ALTER ROLE kader_server NOCREATEROLE", "kader_server");
    check_refused(database, "CREATE ROLE kader_above BYPASSRLS; GRANT kader_above TO kader_server",
                  "DROP ROLE kader_above", "kader_above");
    check_refused(database, "GRANT kader_owner TO kader_server",
                  "REVOKE kader_owner FROM kader_server", "note");
    check_refused(database, "ALTER TABLE note OWNER TO kader_server",
                  "ALTER TABLE note OWNER TO kader_owner", "note");
    // The owner itself, used where the server role belongs.
    CHECK(holds(refusal({database.options().owner, database.options().owner}), "own"));
}

TEST_CASE("two roles are needed, of one database") {
    TestDatabase one, other{shared_cluster()};
    const auto migrate = [](const PostgresOptions& options) { migrate_postgres(options, {}, 1); };
    CHECK_THROWS_AS(migrate({one.options().owner, one.options().owner}), StorageError);
    CHECK_THROWS_AS(migrate({one.options().owner, other.options().server}), StorageError);
}

TEST_CASE("a server that can lose what was saved is not accepted") {
    TestDatabase database;
    const auto set = [&](const char* state) {
        database.as_superuser(std::string{"ALTER SYSTEM SET full_page_writes = "} + state);
        database.as_superuser("SELECT pg_reload_conf()");
        // The server reads its settings in its own time.
        for (int tries = 0; tries < 1000; ++tries)
            if (database.as_superuser("SHOW full_page_writes").at(0) == state) return;
    };
    set("off");
    CHECK(holds(refusal(database.options()), "full_page_writes"));
    set("on");
    CHECK(refusal(database.options()).empty());
}

TEST_CASE("a role that came later gets its rights at the next start") {
    TestDatabase database;
    database.as_superuser("REVOKE ALL ON note FROM kader_server");
    const auto reader = database->open_reader();
    CHECK_THROWS_AS(reader->each(Sql{"SELECT count(*) FROM note"}, {}, [](const Row&) {}),
                    StorageError);
    database.migrate();
    CHECK_NOTHROW(reader->each(Sql{"SELECT count(*) FROM note"}, {}, [](const Row&) {}));
}

TEST_CASE("every migration there is leaves a database that is opened") {
    const auto options = shared_cluster().fresh_database();
    const auto all = kader::migrations::all();
    migrate_postgres(options, all, 1);
    CHECK(refusal(options).empty());
    CHECK_NOTHROW(require_schema(*open_postgres(options)->open_reader(), all));
    migrate_postgres(options, all, 2);  // Nothing more to do.
    CHECK(shared_cluster().query(options.owner, "SELECT applied_at FROM schema_version").at(0) ==
          "1");
}
