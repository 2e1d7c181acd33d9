#include "backup/keys_copy.h"

#include <algorithm>

#include "backup/bytes.h"
#include "subjects/practices.h"

namespace kader::backup {

namespace {

constexpr std::string_view magic = "kader-keys-1\n";
constexpr std::size_t digest_bytes = 32, least_row_bytes = 48;
constexpr std::size_t word_bytes_max = 256, wrapped_bytes_max = 4096;

constexpr storage::Sql select_keys{
    "SELECT practice_id, subject_id, wrap_kind, wrapped_by, wrapped FROM subject_key"
    " WHERE practice_id = $1 ORDER BY subject_id, wrap_kind, wrapped_by"};
constexpr storage::Sql select_destroyed{
    "SELECT subject_id, destroyed_at, epoch FROM destroyed_subject WHERE practice_id = $1 ORDER BY subject_id"};
constexpr storage::Sql select_practices{"SELECT practice_id FROM practice ORDER BY practice_id"};

UuidBytes uuid_of(storage::Bytes bytes) {
    UuidBytes made{};
    if (bytes.size() != made.size()) throw storage::StorageError{storage::Fault::Damaged, "an id that is not 16 bytes"};
    std::ranges::copy(bytes, made.begin());
    return made;
}

vault::Digest mac_of(const vault::Keyring& keyring, Bytes bytes) {
    return vault::keyed_digest_of(keyring.chain_key().for_purpose("backup-keys"), {vault::bytes_of("kader-backup-keys-1"), bytes});
}

}  // namespace

void read_key_table(storage::Session& session, KeysCopy& copy) {
    copy.keys.clear();
    copy.destroyed.clear();
    std::vector<UuidBytes> practices;
    session.each(select_practices, {}, [&](const storage::Row& row) { practices.push_back(uuid_of(row.blob(0))); });
    for (const auto& practice : practices) {
        session.enter_practice(practice);
        session.each(select_keys, {storage::Bytes{practice}}, [&](const storage::Row& row) {
            const auto wrapped = row.blob(4);
            copy.keys.push_back({{practice, uuid_of(row.blob(1))}, row.integer(2), std::string{row.text(3)}, {wrapped.begin(), wrapped.end()}});
        });
        session.each(select_destroyed, {storage::Bytes{practice}}, [&](const storage::Row& row) {
            copy.destroyed[{practice, uuid_of(row.blob(0))}] = {row.integer(1), row.integer(2)};
        });
    }
}

ByteVector write_keys_copy(const KeysCopy& copy, const vault::Keyring& keyring) {
    ByteWriter out;
    out.raw(vault::bytes_of(magic));
    out.raw(copy.installation);
    out.number(copy.generation, 8);
    out.number(static_cast<std::uint64_t>(copy.made_at.time_since_epoch().count()), 8);
    out.sized(copy.keyring);
    out.number(copy.keys.size(), 8);
    for (const auto& row : copy.keys) {
        out.raw(row.whose.practice);
        out.raw(row.whose.subject);
        out.number(static_cast<std::uint64_t>(row.kind), 8);
        out.sized(vault::bytes_of(row.by));
        out.sized(row.wrapped);
    }
    out.number(copy.destroyed.size(), 8);
    for (const auto& [whose, how] : copy.destroyed) {
        out.raw(whose.practice);
        out.raw(whose.subject);
        out.number(static_cast<std::uint64_t>(how.at_us), 8);
        out.number(static_cast<std::uint64_t>(how.epoch), 8);
    }
    out.raw(mac_of(keyring, out.bytes));
    out.raw(vault::digest_of({out.bytes}));
    return std::move(out.bytes);
}

std::optional<KeysCopy> parse_keys_copy(Bytes file) {
    if (file.size() < magic.size() + 2 * digest_bytes || file.size() > keys_copy_bytes_max) return {};
    const auto before = file.first(file.size() - digest_bytes);
    if (!std::ranges::equal(file.first(magic.size()), vault::bytes_of(magic)) ||
        !vault::same_bytes(vault::digest_of({before}), file.last(digest_bytes)))
        return {};
    ByteReader in{before.first(before.size() - digest_bytes).subspan(magic.size())};
    KeysCopy copy;
    copy.installation = in.array<16>();
    copy.generation = in.number(8);
    copy.made_at = system::Instant{std::chrono::microseconds{static_cast<std::int64_t>(in.number(8))}};
    const auto keyring = in.sized(limits::key_file_bytes_max);
    copy.keyring.assign(keyring.begin(), keyring.end());
    const auto keys = in.number(8);
    if (!in.all_right() || keys > in.left() / least_row_bytes) return {};
    copy.keys.reserve(static_cast<std::size_t>(keys));
    for (std::uint64_t at = 0; at < keys && in.all_right(); ++at) {
        KeyRow row;
        row.whose = {in.array<16>(), in.array<16>()};
        row.kind = static_cast<std::int64_t>(in.number(8));
        const auto by = in.sized(word_bytes_max);
        row.by.assign(by.begin(), by.end());
        const auto wrapped = in.sized(wrapped_bytes_max);
        row.wrapped.assign(wrapped.begin(), wrapped.end());
        copy.keys.push_back(std::move(row));
    }
    const auto destroyed = in.number(8);
    for (std::uint64_t at = 0; at < destroyed && in.all_right(); ++at) {
        const auto practice = in.array<16>();
        const auto subject = in.array<16>();
        const auto at_us = static_cast<std::int64_t>(in.number(8));
        copy.destroyed[{practice, subject}] = {at_us, static_cast<std::int64_t>(in.number(8))};
    }
    if (!in.is_at_end()) return {};
    return copy;
}

bool is_keys_copy_of(const vault::Keyring& keyring, Bytes file) {
    if (file.size() < 2 * digest_bytes) return false;
    const auto before = file.first(file.size() - 2 * digest_bytes);
    return vault::same_bytes(mac_of(keyring, before), file.subspan(before.size(), digest_bytes));
}

}  // namespace kader::backup
