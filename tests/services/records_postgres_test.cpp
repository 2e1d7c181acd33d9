#include <doctest/doctest.h>

#include "migrations/migrations.h"
#include "records/record_suite.h"
#include "services/postgres_for_tests.h"

TEST_CASE("PostgreSQL keeps every promise of records") {
    kader::records::record_suite([] {
        const auto options = kader::tests::shared_cluster().emptied_database();
        kader::storage::migrate_postgres(options, kader::migrations::all(), 1);
        return kader::storage::open_postgres(options);
    });
}
