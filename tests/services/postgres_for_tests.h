#pragma once

// A small schema in a fresh database of PostgreSQL.

#include <array>
#include <memory>
#include <span>
#include <string>
#include <vector>

#include "services/postgres_cluster.h"
#include "storage/databases.h"

namespace kader::tests {

inline constexpr UuidBytes practice_a = {0xaa, 1};
inline constexpr UuidBytes practice_b = {0xbb, 2};

// One for the whole test program.
PostgresCluster& shared_cluster();

class TestDatabase {
public:
    // Of the shared cluster, and the one that the test before had; so one at a time.
    TestDatabase();
    // One of its own.
    explicit TestDatabase(PostgresCluster& cluster);
    storage::Database* operator->() const { return m_database.get(); }
    const storage::PostgresOptions& options() const { return m_options; }
    void migrate() const;
    // SQL past everything that Kader does; the first column of the answer.
    std::vector<std::string> as_superuser(const std::string& sql) const;

private:
    TestDatabase(PostgresCluster& cluster, storage::PostgresOptions options);

    PostgresCluster& m_cluster;
    storage::PostgresOptions m_options;
    std::unique_ptr<storage::Database> m_database;
};

}  // namespace kader::tests
