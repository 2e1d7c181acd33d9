#include "services/postgres_for_tests.h"

#include <utility>

#include "storage/migration.h"

namespace kader::tests {

namespace {

constexpr std::array migrations = {storage::Migration{1, "small", R"(
CREATE TABLE note (
    practice_id {blob} NOT NULL,
    number      {int} NOT NULL,
    text        {text} NOT NULL,
    PRIMARY KEY (practice_id, number)
) {strict};
{of_practice note}
CREATE TABLE audit_entry (
    practice_id {blob} NOT NULL,
    seq         {int} NOT NULL,
    PRIMARY KEY (practice_id, seq)
) {strict};
{of_practice audit_entry}
)"}};

}  // namespace

PostgresCluster& shared_cluster() {
    static PostgresCluster cluster;
    return cluster;
}

TestDatabase::TestDatabase()
    : TestDatabase(shared_cluster(), shared_cluster().emptied_database()) {}

TestDatabase::TestDatabase(PostgresCluster& cluster)
    : TestDatabase(cluster, cluster.fresh_database()) {}

TestDatabase::TestDatabase(PostgresCluster& cluster, storage::PostgresOptions options)
    : m_cluster(cluster), m_options(std::move(options)) {
    migrate();
    m_database = storage::open_postgres(m_options);
}

void TestDatabase::migrate() const {
    storage::migrate_postgres(m_options, migrations, 1);
}

std::vector<std::string> TestDatabase::as_superuser(const std::string& sql) const {
    return m_cluster.query(m_cluster.as_superuser(m_options), sql);
}

}  // namespace kader::tests
