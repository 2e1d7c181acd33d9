// Changing an account: on what is stored at that moment, by one unit after the other.

#include <algorithm>

#include "accounts/account_rows.h"
#include "accounts/accounts.h"

namespace kader::accounts {

using rows::refuse;

namespace {

constexpr storage::Sql select_account{
    "SELECT account_id, subject_id, login_match, role, state, password_hash, sealed, factors, roles FROM account WHERE practice_id = $1 AND account_id = $2"};
constexpr storage::Sql update_account{
    "UPDATE account SET state = $3, password_hash = $4, factors = $5, sealed = $6, roles = $7 WHERE practice_id = $1 AND account_id = $2"};
constexpr storage::Sql end_row{
    "UPDATE session SET ended_at = $3 WHERE practice_id = $1 AND token_hash = $2 AND ended_at IS NULL"};

}  // namespace

std::shared_ptr<Accounts::Account> Accounts::stored(storage::Unit& unit, const subjects::ActorId& id) {
    auto account = std::make_shared<Account>();
    const subjects::PracticeId practice{unit.practice()};
    account->practice = practice;
    subjects::SubjectId subject;
    // The visitor may not use the session, so the key comes first.
    unit.each(select_account, {storage::id(practice), storage::id(id)}, [&](const storage::Row& row) { subject = row.id<subjects::SubjectId>(1); });
    const auto key = m_ground.keys.open(unit.session(), practice.bytes(), subject.bytes());
    if (!key) return nullptr;
    bool is_good = false;
    unit.each(select_account, {storage::id(practice), storage::id(id)},
              [&](const storage::Row& row) { is_good = rows::read_account(row, *account, [&](const auto&) { return *key; }); });
    return is_good ? account : nullptr;
}

void Accounts::keep(storage::Unit& unit, const std::shared_ptr<Account>& account) {
    const auto key = m_ground.keys.open(unit.session(), account->practice.bytes(), account->subject.bytes());
    HALT_UNLESS(bool(key));
    rows::seal_factors(**key, *account);
    rows::seal_roles(**key, *account);
    const auto who = rows::seal_who(**key, *account);
    unit.run(update_account, {storage::id(account->practice), storage::id(account->id), static_cast<std::int64_t>(account->state), account->hash,
                              storage::Bytes{account->sealed_factors}, storage::Bytes{who}, storage::Bytes{account->sealed_roles}});
    follow(unit, [this, account](Known& known) {
        std::erase_if(known.credentials, [&](const auto& one) { return one.second == account->id; });
        for (const auto& one : account->factors.passkeys) known.credentials[credential_key(one.site, one.credential)] = account->id;
        known.accounts[account->id] = account;
        for (auto& [key_of, live] : known.sessions)
            if (live->account->id == account->id) live->account = account;
    });
}

std::optional<Error> Accounts::change(const subjects::PracticeId& practice, const subjects::ActorId& id, Language language, const Decide& decide) {
    return m_ground.writer.write(practice.bytes(), [&](storage::Unit& unit) -> std::optional<Error> {
        const auto account = stored(unit, id);
        if (!account) return refuse(Code::NotFound, language, "Dit account bestaat niet.", "There is no such account.");
        if (auto refused = decide(unit, *account)) return refused;
        keep(unit, account);
        if (m_ground.after_writes) m_ground.after_writes(unit);
        return {};
    });
}

void Accounts::note(storage::Unit& unit, const access::Grant& grant, const Account& account, Act act, std::string_view basis) {
    m_ground.log.append(unit, grant, {.act = act, .basis = std::string{basis}, .subject = account.subject,
                                      .object = audit::Object{"account", account.id.text()}});
}

// Not waited for: so a name that does not exist takes as long.
void Accounts::note_refused(const Account& account, Act act, std::string_view basis, const Where& where) {
    const auto grant = access::server_grant(account.practice, where.workstation);
    audit::Line line{.act = act, .outcome = audit::Outcome::Refused, .basis = std::string{basis}, .subject = account.subject,
                     .object = audit::Object{"account", account.id.text()}};
    submit(account.practice, [this, grant, line](storage::Unit& unit) -> std::optional<Error> {
        m_ground.log.append(unit, grant, line);
        return {};
    });
}

void Accounts::submit(const subjects::PracticeId& practice, storage::Work work) {
    m_outstanding.begin();
    m_ground.writer.submit(
        practice.bytes(),
        [this, work = std::move(work)](storage::Unit& unit) -> std::optional<Error> {
            if (auto refused = work(unit)) return refused;
            if (m_ground.after_writes) m_ground.after_writes(unit);
            return {};
        },
        [this](const std::optional<Error>&) { m_outstanding.end(); });
}

void Accounts::end_one(storage::Unit& unit, const Live& live) {
    unit.run(end_row, {storage::id(live.account->practice), storage::Bytes{live.key}, rows::number(unit.now())});
    follow(unit, [key = live.key](Known& known) { known.sessions.erase(key); });
}

// In the database whatever is there, also what a unit before this one in the batch began; in memory likewise, because
// what that unit has to say comes before this.
void Accounts::end_others(storage::Unit& unit, const access::Grant& grant, const Account& account, const vault::Digest* but, std::string_view basis) {
    static constexpr storage::Sql select_open{
        "SELECT token_hash FROM session WHERE practice_id = $1 AND account_id = $2 AND ended_at IS NULL AND ends_at > $3 ORDER BY token_hash"};
    std::vector<vault::ByteVector> open;
    unit.each(select_open, {storage::id(account.practice), storage::id(account.id), rows::number(unit.now())}, [&](const storage::Row& row) {
        const auto hash = row.blob(0);
        if (!but || !std::ranges::equal(hash, *but)) open.emplace_back(hash.begin(), hash.end());
    });
    for (const auto& one : open) unit.run(end_row, {storage::id(account.practice), storage::Bytes{one}, rows::number(unit.now())});
    if (!open.empty()) {
        audit::Line line{.act = "session.end", .basis = std::string{basis}, .subject = account.subject,
                         .object = audit::Object{"account", account.id.text()}, .count = static_cast<std::int64_t>(open.size())};
        m_ground.log.append(unit, grant, line);
    }
    follow(unit, [id = account.id, kept = but ? std::optional{*but} : std::nullopt](Known& known) {
        std::erase_if(known.sessions, [&](const auto& one) { return one.second->account->id == id && one.first != kept; });
    });
}

vault::Digest Accounts::credential_key(std::string_view site, vault::Bytes credential) const {
    const auto length = vault::big_endian(static_cast<std::int64_t>(site.size()));
    return vault::keyed_digest_of(m_login_key, {vault::bytes_of("passkey:"), length, vault::bytes_of(site), credential});
}

// Codes are chance of 80 bits: nobody tries them all, so this need not be slow, as it is for passwords.
vault::Digest Accounts::code_hash(std::string_view kind, const subjects::ActorId& account, vault::Bytes code) const {
    return vault::keyed_digest_of(m_code_key, {vault::bytes_of(kind), vault::bytes_of(":"), account.bytes(), code});
}

}  // namespace kader::accounts
