#include "backup/counting.h"

#include <sodium.h>

#include <algorithm>

#include "storage/databases.h"

namespace kader::backup {

namespace {

constexpr storage::Sql count_schema{"SELECT count(*) FROM schema_version"};
constexpr storage::Sql all_practices{"SELECT practice_id FROM practice ORDER BY practice_id"};
constexpr storage::Sql count_rows{
    "SELECT (SELECT count(*) FROM subject WHERE practice_id = $1), (SELECT count(*) FROM record WHERE practice_id = $1),"
    " (SELECT count(*) FROM record_version WHERE practice_id = $1), (SELECT count(*) FROM audit_entry WHERE practice_id = $1),"
    " (SELECT count(*) FROM account WHERE practice_id = $1)"};
constexpr storage::Sql head_of_log{"SELECT chain FROM audit_head WHERE practice_id = $1 ORDER BY lane LIMIT 1"};

}  // namespace

void count_practices(const std::filesystem::path& file, Manifest& manifest) {
    const auto database = storage::open_sqlite_to_read(file);
    const auto session = database->open_reader();
    session->each(count_schema, {}, [&](const storage::Row& row) { manifest.schema = static_cast<int>(row.integer(0)); });
    session->each(all_practices, {}, [&](const storage::Row& row) {
        PracticeCounts one;
        one.id = row.id<subjects::PracticeId>(0);
        manifest.practices.push_back(one);
    });
    for (auto& one : manifest.practices) {
        session->each(count_rows, {storage::id(one.id)}, [&](const storage::Row& row) {
            one.subjects = row.integer(0);
            one.records = row.integer(1);
            one.versions = row.integer(2);
            one.lines = row.integer(3);
            one.accounts = row.integer(4);
        });
        session->each(head_of_log, {storage::id(one.id)}, [&](const storage::Row& row) {
            const auto chain = row.blob(0);
            if (chain.size() == one.chain.size()) std::ranges::copy(chain, one.chain.begin());
        });
    }
}

vault::Digest digest_of_feed(const Feed& feed) {
    crypto_hash_sha256_state state;
    crypto_hash_sha256_init(&state);
    feed([&](Bytes bytes) { crypto_hash_sha256_update(&state, bytes.data(), bytes.size()); });
    vault::Digest digest{};
    crypto_hash_sha256_final(&state, digest.data());
    return digest;
}

}  // namespace kader::backup
