#include "records/store_version.h"

#include "records/sealed_row.h"

namespace kader::records {

namespace {

constexpr storage::Sql insert_record{
    "INSERT INTO record (practice_id, record_id, list, kenmerk, position) VALUES ($1, $2, $3, $4, $5)"};
constexpr storage::Sql insert_version{
    "INSERT INTO record_version (practice_id, record_id, version, state, origin, learned_at, change_seq, "
    "author, subject_id, same_human, plain, sealed) "
    "VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)"};

}  // namespace

void store_version(storage::Unit& unit, const vault::Key& key, const Version& version, vault::Bytes salt) {
    const subjects::PracticeId practice{unit.practice()};
    const auto sealed = seal_version(key, practice, version, salt);
    const auto plain = plain_text(version.plain);
    if (version.number == 1)
        unit.run(insert_record,
                 {storage::id(practice), storage::id(version.record), std::string_view{version.list},
                  std::string_view{version.kenmerk}, version.change_seq});
    unit.run(insert_version,
             {storage::id(practice), storage::id(version.record), version.number,
              static_cast<std::int64_t>(version.state), static_cast<std::int64_t>(version.origin),
              std::int64_t{version.learned_at.time_since_epoch().count()}, version.change_seq,
              storage::id(version.author), storage::id(version.subject),
              version.match ? storage::Value{storage::Bytes{*version.match}} : storage::null(),
              std::string_view{plain}, storage::Bytes{sealed}});
}

}  // namespace kader::records
