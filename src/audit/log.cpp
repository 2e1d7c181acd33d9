#include "audit/log.h"

#include <algorithm>

#include "audit/chain.h"
#include "kernel/limits.h"
#include "system/random.h"

namespace kader::audit {

namespace {

constexpr storage::Sql select_head{
    "SELECT seq, chain, mac FROM audit_head WHERE practice_id = $1 AND lane = $2"};
constexpr storage::Sql select_newest{
    "SELECT seq, chain FROM audit_entry WHERE practice_id = $1 AND lane = $2 ORDER BY seq DESC LIMIT 1"};
constexpr storage::Sql select_entries{
    "SELECT lane, seq, entry, salt, chain FROM audit_entry WHERE practice_id = $1 ORDER BY lane, seq"};
constexpr storage::Sql insert_entry{
    "INSERT INTO audit_entry (practice_id, lane, seq, entry, salt, chain) VALUES ($1, $2, $3, $4, $5, $6)"};
constexpr storage::Sql upsert_head{
    "INSERT INTO audit_head (practice_id, lane, seq, chain, mac) VALUES ($1, $2, $3, $4, $5)"
    " ON CONFLICT (practice_id, lane) DO UPDATE"
    " SET seq = excluded.seq, chain = excluded.chain, mac = excluded.mac"};

std::optional<vault::Digest> digest_in(vault::Bytes bytes) {
    vault::Digest digest;
    if (bytes.size() != digest.size()) return {};
    std::copy(bytes.begin(), bytes.end(), digest.begin());
    return digest;
}

// The head that is stored, vouched for by its MAC, and where the entries end. Nothing: the two differ.
std::optional<Head> read_head(storage::Session& session, const vault::Keyring& keyring,
                              const UuidBytes& practice) {
    bool sound = true;
    std::optional<Head> head, newest;
    session.each(select_head, {vault::Bytes{practice}, first_lane}, [&](const storage::Row& row) {
        const auto chain = digest_in(row.blob(1));
        head = Head{row.integer(0), chain.value_or(vault::Digest{})};
        sound =
            chain && vault::same_bytes(row.blob(2), mac_of(keyring.chain_key(), practice, first_lane, *head));
    });
    session.each(select_newest, {vault::Bytes{practice}, first_lane}, [&](const storage::Row& row) {
        const auto chain = digest_in(row.blob(1));
        if (!chain) sound = false;
        newest = Head{row.integer(0), chain.value_or(vault::Digest{})};
    });
    if (!sound || head.has_value() != newest.has_value()) return {};
    if (!head) return Head{};
    if (head->seq != newest->seq || head->chain != newest->chain) return {};
    return head;
}

// What version 2 of the bytes added and a line brings.
void fill_second(Entry& entry, const Line& line) {
    for (const auto& one : line.subjects)
        if (std::ranges::find(entry.subjects, one) == entry.subjects.end()) entry.subjects.push_back(one);
    HALT_UNLESS(entry.subjects.size() <= subjects_count_max && (entry.subjects.empty() || !entry.subject));
    if (entry.subjects.size() == 1) {
        entry.subject = entry.subjects.front();
        entry.subjects.clear();
    }
    entry.on_behalf_of = line.on_behalf_of;
    entry.site = line.site;
    entry.policy = line.policy;
    entry.relation = line.relation;
    entry.consent = line.consent;
    entry.break_glass = line.break_glass;
    entry.compartment = line.compartment;
    entry.query = line.query;
    entry.note = line.note;
}

}  // namespace

Log::Kept& Log::kept(storage::Unit& unit) {
    const auto& practice = unit.practice();
    if (const auto known = m_kept.find(practice); known != m_kept.end()) return known->second;
    const auto head = read_head(unit.session(), m_keyring, practice);
    if (!head)
        throw storage::StorageError{storage::Fault::Damaged,
                                    "the audit log does not end as its head says: see kader verify"};
    return m_kept[practice] = {*head, false};
}

void Log::write(storage::Unit& unit, Kept& kept, std::string_view canonical, vault::Bytes salt) {
    const auto next = following(kept.head, salt, canonical);
    unit.run(insert_entry, {vault::Bytes{unit.practice()}, first_lane, next.seq, canonical, salt,
                            vault::Bytes{next.chain}});
    kept = {next, true};
}

void Log::append(storage::Unit& unit, const access::Grant& grant, const Line& line) {
    HALT_UNLESS(grant.practice().bytes() == unit.practice());
    HALT_UNLESS(!line.act.is_none());
    const auto& row = line.act.row();
    auto& end = kept(unit);
    const auto& actor = grant.actor();
    Entry entry;
    entry.at = unit.now();
    entry.practice = grant.practice();
    entry.seq = end.head.seq + 1;
    entry.act = row.act;
    entry.action = line.action == '\0' ? row.action : line.action;
    entry.outcome = line.outcome;
    entry.actor_kind = word(actor.kind);
    entry.actor = actor.id;
    entry.role = actor.role;
    entry.workstation = actor.workstation;
    entry.purpose = line.purpose.empty() ? std::string{row.purpose} : line.purpose;
    entry.basis = line.basis;
    if (!actor.case_number.empty()) entry.basis += (entry.basis.empty() ? "case:" : ";case:") + actor.case_number;
    entry.subject = line.subject;
    entry.object = line.object;
    entry.count = line.count;
    entry.edition = line.edition;
    fill_second(entry, line);
    entry.clock = m_clock;
    entry.source = m_source;
    std::array<std::uint8_t, salt_bytes> salt;
    system::fill_random(salt);
    const auto written = canonical(entry);
    HALT_UNLESS(written.size() <= limits::audit_entry_bytes_max);
    write(unit, end, written, salt);
}

std::optional<Error> Log::append_old(storage::Unit& unit, std::string_view canonical, vault::Bytes salt) {
    const auto entry = parse_entry(canonical);
    if (!entry) return entry.error();
    if (salt.size() != salt_bytes) return Error{Code::Invalid, "an entry of an audit log without its salt"};
    if (entry->practice.bytes() != unit.practice())
        return Error{Code::Invalid, "an entry of the audit log of another practice"};
    auto& end = kept(unit);
    if (entry->lane != first_lane || entry->seq != end.head.seq + 1)
        return Error{Code::Invalid, "an entry of an audit log that does not follow on the one before it"};
    write(unit, end, canonical, salt);
    return {};
}

std::optional<Head> stored_head(storage::Session& session, const vault::Keyring& keyring, const subjects::PracticeId& practice) {
    return read_head(session, keyring, practice.bytes());
}

void each_stored(storage::Session& session, const subjects::PracticeId& practice,
                 const std::function<void(const StoredLine&)>& visit) {
    session.each(select_entries, {storage::id(practice)}, [&](const storage::Row& row) {
        visit({row.integer(0), row.integer(1), row.text(2), row.blob(3), row.blob(4)});
    });
}

void Log::close_batch(storage::Session& session) {
    for (auto& [practice, kept] : m_kept) {
        if (!kept.changed) continue;
        const auto mac = mac_of(m_keyring.chain_key(), practice, first_lane, kept.head);
        session.enter_practice(practice);
        session.run(upsert_head, {vault::Bytes{practice}, first_lane, kept.head.seq,
                                  vault::Bytes{kept.head.chain}, vault::Bytes{mac}});
        kept.changed = false;
    }
}

void Log::forget() {
    m_kept.clear();
}

}  // namespace kader::audit
