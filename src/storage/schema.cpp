#include "storage/schema.h"

#include <sodium.h>

#include <algorithm>
#include <array>
#include <stdexcept>

#include "storage/databases.h"

namespace kader::storage {

namespace {

using Checksum = std::array<std::uint8_t, crypto_hash_sha256_BYTES>;

// One statement per engine asks whether the table is there, without making the transaction fail.
constexpr Sql has_table_sqlite{
    "SELECT count(*) FROM sqlite_schema WHERE type = 'table' AND name = 'schema_version'"};
constexpr Sql has_table_postgres{
    "SELECT count(*) FROM pg_catalog.pg_class WHERE oid = to_regclass('schema_version')"};
constexpr Sql select_versions{"SELECT number, checksum FROM schema_version ORDER BY number"};
constexpr Sql insert_version{
    "INSERT INTO schema_version (number, name, checksum, applied_at) VALUES ($1, $2, $3, $4)"};
constexpr std::string_view create_table =
    "CREATE TABLE schema_version ("
    "number {int} NOT NULL PRIMARY KEY, name {text} NOT NULL, "
    "checksum {blob} NOT NULL CHECK (length(checksum) = 32), applied_at {int} NOT NULL) {strict};";

Checksum checksum_of(const Migration& migration) {
    Checksum sum{};
    crypto_hash_sha256(sum.data(), reinterpret_cast<const unsigned char*>(migration.sql.data()),
                       migration.sql.size());
    return sum;
}

void demand_order(std::span<const Migration> migrations) {
    for (std::size_t at = 0; at < migrations.size(); ++at)
        if (migrations[at].number != static_cast<int>(at) + 1)
            throw std::logic_error{"the migrations are not numbered 1, 2, 3 … without gaps"};
}

bool has_table(Session& session) {
    bool found = false;
    session.each(session.engine() == Engine::Sqlite ? has_table_sqlite : has_table_postgres, {},
                 [&](const Row& row) { found = row.integer(0) > 0; });
    return found;
}

// How many migrations the database has. Refuses one that is not as `migrations` say.
std::size_t count_applied(Session& session, std::span<const Migration> migrations) {
    if (!has_table(session)) return 0;
    std::vector<std::pair<std::int64_t, std::vector<std::uint8_t>>> applied;
    session.each(select_versions, {}, [&](const Row& row) {
        const auto sum = row.blob(1);
        applied.emplace_back(row.integer(0), std::vector<std::uint8_t>{sum.begin(), sum.end()});
    });
    // Newer first: a database of a later Kader is not damaged, whatever else it holds.
    if (!applied.empty() && applied.back().first > static_cast<std::int64_t>(migrations.size()))
        throw StorageError{Fault::Newer,
                           "the database has schema " + std::to_string(applied.back().first) +
                               ", and this program knows " + std::to_string(migrations.size())};
    for (std::size_t at = 0; at < applied.size(); ++at) {
        if (applied[at].first != static_cast<std::int64_t>(at) + 1)
            throw StorageError{Fault::Damaged, "the list of migrations in the database has a gap"};
        if (!std::ranges::equal(applied[at].second, checksum_of(migrations[at])))
            throw StorageError{Fault::Damaged,
                               "migration " + std::to_string(at + 1) +
                                   " in the database is not the one this program knows"};
    }
    return applied.size();
}

void apply(Session& session, const Migration& migration, std::int64_t now_us) {
    const auto sum = checksum_of(migration);
    session.begin();
    try {
        if (migration.number == 1 && !has_table(session))
            session.script(sql_for(session.engine(), create_table));
        session.script(sql_for(session.engine(), migration.sql));
        session.run(insert_version,
                    {std::int64_t{migration.number}, migration.name, Bytes{sum}, now_us});
    } catch (...) {
        session.rollback();
        throw;
    }
    session.commit();
}

}  // namespace

void apply_migrations(Session& session, std::span<const Migration> migrations,
                      std::int64_t now_us) {
    demand_order(migrations);
    for (auto at = count_applied(session, migrations); at < migrations.size(); ++at)
        apply(session, migrations[at], now_us);
}

void require_schema(Session& session, std::span<const Migration> migrations) {
    demand_order(migrations);
    const auto applied = count_applied(session, migrations);
    if (applied < migrations.size())
        throw StorageError{Fault::Other, "the database has schema " + std::to_string(applied) +
                                             ", and this program needs " +
                                             std::to_string(migrations.size())};
}

}  // namespace kader::storage
