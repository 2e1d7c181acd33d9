#include <doctest/doctest.h>

#include "services/postgres_for_tests.h"
#include "storage/session_suite.h"

TEST_CASE("PostgreSQL keeps every promise of the port") {
    kader::storage::storage_suite([] {
        const auto options = kader::tests::shared_cluster().emptied_database();
        kader::storage::migrate_postgres(options, kader::storage::suite_migrations(), 1);
        return kader::storage::open_postgres(options);
    });
}
