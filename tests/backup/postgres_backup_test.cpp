// PostgreSQL with pgBackRest of Debian for the database, and our copy of the keys: docs/how-to/back-up-postgresql.md.

#include <doctest/doctest.h>
#include <unistd.h>

#include <thread>

#include "cli/program.h"
#include "services/postgres_cluster.h"

using namespace kader::cli_tests;
using kader::tests::PostgresCluster;

namespace {

// As the user that PostgreSQL runs as.
Outcome as_postgres(const std::string& script) {
    Start start;
    start.limit = std::chrono::seconds{300};
    const std::string quoted = "'" + script + "'";
    return run_shell(::geteuid() == 0 ? "setpriv --reuid postgres --regid postgres --clear-groups sh -c " + quoted : "sh -c " + quoted, start);
}

Outcome ran(const std::vector<std::string>& words) {
    auto outcome = run(words);
    CAPTURE(outcome.err);
    CHECK_MESSAGE(outcome.code == 0, words.at(1));
    return outcome;
}

}  // namespace

TEST_CASE("a database put back by pgBackRest opens with the newest keys, and who was destroyed since stays destroyed") {
    PostgresCluster cluster;
    const auto where = cluster.fresh_database();
    const auto folder = cluster.folder();
    const ScratchFolder scratch;
    const auto data = (scratch.path() / "data").string(), target = (scratch.path() / "elders").string();
    fs::create_directories(target);
    REQUIRE(run({"init", "--data", data, "--practice", "Kliniek Voorbeeld", "--postgres-owner", where.owner, "--postgres-server", where.server}).code == 0);
    ran({"import", "--data", data, (fs::path{KADER_SOURCE_DIR} / "examples" / "kliniek").string()});
    ran({"backup", "set-up", "--data", data, "--to", target, "--recipient", "age1xmwwc06ly3ee5rytxm9mflaz2u56jjj36s0mypdrwsvlul66mv4q47ryef"});

    const auto repository = (folder / "pgbackrest").string();
    write(folder / "pgbackrest.conf", "[global]\nrepo1-path=" + repository + "\nlog-path=" + repository + "\nlock-path=" + repository +
                                          "/lock\nlog-level-console=error\nlog-level-file=off\narchive-timeout=60\nrepo1-retention-full=2\n[kader]\npg1-path=" +
                                          (folder / "data").string() + "\npg1-socket-path=" + folder.string() +
                                          "\npg1-user=kader_super\npg1-database=postgres\n");
    fs::permissions(folder / "pgbackrest.conf", fs::perms::owner_read | fs::perms::group_read | fs::perms::others_read);
    const auto options = " --stanza=kader --config=" + (folder / "pgbackrest.conf").string();
    REQUIRE(as_postgres("mkdir -p " + repository + "/lock").code == 0);
    const auto super = cluster.as_superuser(where);
    cluster.query(super, "ALTER SYSTEM SET archive_mode = on");
    cluster.query(super, "ALTER SYSTEM SET max_wal_senders = 3");
    cluster.query(super, "ALTER SYSTEM SET archive_command = 'pgbackrest" + options + " archive-push %p'");
    cluster.restart();
    const auto made = as_postgres("pgbackrest" + options + " stanza-create && pgbackrest" + options + " --type=full --start-fast backup");
    CAPTURE(made.out);
    CAPTURE(made.err);
    REQUIRE(made.code == 0);
    CHECK(holds(ran({"backup", "run", "--data", data, "--lang", "en"}).out, "keys were copied"));

    // Since then somebody is destroyed, and the keys are copied once more. The epoch is the same.
    const std::string victim = "(SELECT subject_id FROM subject WHERE kind = 2 ORDER BY subject_id LIMIT 1)";
    cluster.query(super, "INSERT INTO destroyed_subject SELECT practice_id, subject_id, 1, 1 FROM subject WHERE subject_id = " + victim +
                             "; DELETE FROM subject_key WHERE subject_id = " + victim);
    ran({"backup", "keys", "--data", data});
    const auto keys_now = cluster.query(super, "SELECT count(*) FROM subject_key").at(0);
    const auto rows = cluster.query(super, "SELECT count(*) FROM record_version").at(0);

    cluster.stop();
    const auto back = as_postgres("pgbackrest" + options + " --delta --type=immediate --target-action=promote restore");
    CAPTURE(back.out);
    CAPTURE(back.err);
    REQUIRE(back.code == 0);
    cluster.restart();
    for (int look = 0; look < 600 && cluster.query(super, "SELECT pg_is_in_recovery()").at(0) == "t"; ++look)
        std::this_thread::sleep_for(std::chrono::milliseconds{100});
    const auto old_keys = cluster.query(super, "SELECT count(*) FROM subject_key").at(0);
    CHECK(std::stoi(old_keys) == std::stoi(keys_now) + 1);
    const auto put = run({"backup", "keys-back", "--data", data, "--from", target, "--root-key", data + "/root.key", "--lang", "en"});
    CAPTURE(put.err);
    CHECK(put.code == 0);
    CHECK(holds(put.out, "1 destroyed files stay destroyed"));
    CHECK(cluster.query(super, "SELECT count(*) FROM subject_key").at(0) == keys_now);
    CHECK(cluster.query(super, "SELECT count(*) FROM destroyed_subject").at(0) == "1");
    CHECK(cluster.query(super, "SELECT count(*) FROM record_version").at(0) == rows);
    // All others open.
    const auto opened = run({"check", "--data", data, "--on", "2026-11-21", "--format", "json"});
    CHECK(opened.code == 0);
}
