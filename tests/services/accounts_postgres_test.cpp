// Accounts on PostgreSQL: the tests that run on SQLite as well, and its walls between practices.

#include "accounts/house_for_tests.h"
#include "services/postgres_for_tests.h"

namespace kader::accounts {

namespace {

std::optional<storage::PostgresOptions> newest;

}  // namespace

migrations::EngineForTests engine_for_tests() {
    const auto options = newest.emplace(tests::shared_cluster().emptied_database());
    storage::migrate_postgres(options, migrations::all(), 1);
    return {storage::open_postgres(options), [options](const std::string& sql) {
                tests::shared_cluster().query(tests::shared_cluster().as_superuser(options), sql);
            }};
}

TEST_CASE("PostgreSQL itself gives a session of one practice no account, session or token of another") {
    House house;
    house.somebody("een");
    REQUIRE(house.accounts->make_setup_token(house.practice(2)));
    const auto reader = house.reader();
    // Without any condition on the practice, as someone would write who forgot it.
    static constexpr storage::Sql questions[] = {{"SELECT count(*) FROM account"}, {"SELECT count(*) FROM session"}, {"SELECT count(*) FROM setup_token"}};
    const auto counts = [&](std::optional<std::uint8_t> practice) {
        std::vector<std::int64_t> all;
        for (const auto& question : questions) {
            reader->begin_snapshot();
            if (practice) reader->enter_practice(house.practice(*practice).bytes());
            reader->each(question, {}, [&](const storage::Row& row) { all.push_back(row.integer(0)); });
            reader->end_snapshot();
        }
        return all;
    };
    CHECK(counts(1) == std::vector<std::int64_t>{1, 1, 0});
    CHECK(counts(2) == std::vector<std::int64_t>{0, 0, 1});
    CHECK(counts({}) == std::vector<std::int64_t>{0, 0, 0});
    // Forced: so also for the owner of the tables.
    const auto forced = tests::shared_cluster().query(
        tests::shared_cluster().as_superuser(*newest),
        "SELECT relname FROM pg_class WHERE relname IN ('account', 'session', 'setup_token') AND relrowsecurity AND relforcerowsecurity");
    CHECK(forced.size() == 3);
}

}  // namespace kader::accounts
