// The real program with its data in PostgreSQL: the same words, the same answers.

#include <doctest/doctest.h>
#include <sys/stat.h>

#include "cli/program.h"
#include "services/postgres_cluster.h"

using namespace kader::cli_tests;
using kader::tests::PostgresCluster;

namespace {

PostgresCluster& cluster() {
    static PostgresCluster one;
    return one;
}

fs::path example() {
    return fs::path{KADER_SOURCE_DIR} / "examples" / "kliniek";
}

struct Data {
    Data() : where(cluster().fresh_database()) {}
    std::string text(const std::string& name = "data") const { return (folder.path() / name).string(); }
    Outcome init(const std::string& name = "data", const std::string& practice = "Kliniek Voorbeeld") const {
        return run({"init", "--data", text(name), "--practice", practice, "--postgres-owner", where.owner,
                    "--postgres-server", where.server});
    }
    kader::storage::PostgresOptions where;
    ScratchFolder folder;
};

Outcome ran(const std::vector<std::string>& words) {
    auto outcome = run(words);
    CAPTURE(words.front());
    CAPTURE(outcome.err);
    CHECK(outcome.code == 0);
    return outcome;
}

}  // namespace

TEST_CASE("a practice in PostgreSQL answers as its lists do, is verified, and moves without loss") {
    const Data data;
    const auto made = data.init();
    CAPTURE(made.err);
    REQUIRE(made.code == 0);
    struct stat about {};
    REQUIRE(::stat((data.text() + "/kader.toml").c_str(), &about) == 0);
    CHECK((about.st_mode & 0777u) == 0600);
    CHECK_FALSE(fs::exists(data.text() + "/kader.db"));
    ran({"import", "--data", data.text(), example().string()});
    CHECK(holds(ran({"import", "--data", data.text(), example().string(), "--lang", "en"}).out,
                "new                           0"));

    const auto same = [&](const std::string& stored, const std::vector<std::string>& more) {
        auto of_lists = more, of_data = more;
        of_lists.insert(of_lists.begin() + 1, example().string());
        of_data.insert(of_data.begin() + 1, {"--data", stored});
        CHECK(ran(of_data).out == ran(of_lists).out);
    };
    same(data.text(), {"check", "--on", "2026-11-21", "--format", "json"});
    same(data.text(), {"check", "--on", "2026-11-21", "--known-on", "2026-06-15"});
    same(data.text(), {"forecast", "--on", "2026-11-21"});
    CHECK(holds(ran({"verify", "--data", data.text()}).out, "in orde (836 gegevens, 836 versies"));

    const auto out = data.text("out");
    ran({"export", "--data", data.text(), out});
    ran({"init", "--data", data.text("embedded")});
    ran({"import", "--data", data.text("embedded"), out});
    same(data.text("embedded"), {"check", "--on", "2026-11-21", "--format", "json"});
    ran({"verify", "--data", data.text("embedded")});

    cluster().query(cluster().as_superuser(data.where),
                    "UPDATE record_version SET plain = replace(plain, '2026', '2025') WHERE record_id = "
                    "(SELECT record_id FROM record WHERE list = 'scholing' ORDER BY kenmerk LIMIT 1)");
    const auto spoiled = run({"verify", "--data", data.text()});
    CHECK(spoiled.code == 1);
    CHECK(holds(spoiled.out, "NIET IN ORDE. scholing "));
}

TEST_CASE(
    "keys that are not those of the database are refused, also from a second folder on the same database") {
    const Data data;
    REQUIRE(data.init().code == 0);
    const auto again = data.init("second", "Andere Praktijk");
    CHECK(again.code == 2);
    CHECK(lines_of(again.err).size() == 1);
    CHECK_FALSE(fs::exists(data.text("second") + "/root.key"));
    CHECK(data.init("data", "Andere Praktijk").code == 0);
    CHECK(run({"check", "--data", data.text()}).code == 2);
    ran({"check", "--data", data.text(), "--practice", "andere praktijk"});
}

TEST_CASE(
    "a PostgreSQL that went away is told in one sentence without a password, and all is there when it is "
    "back") {
    const Data data;
    REQUIRE(data.init().code == 0);
    cluster().stop();
    for (const std::string command : {"check", "verify"}) {
        const auto outcome = run({command, "--data", data.text()});
        CAPTURE(outcome.err);
        CHECK(outcome.code == 3);
        CHECK(outcome.out.empty());
        CHECK(holds(outcome.err, "niet te bereiken"));
        CHECK_FALSE(holds(outcome.err, "password"));
    }
    cluster().restart();
    ran({"verify", "--data", data.text()});
}
