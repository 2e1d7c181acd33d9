// What accounts keep in memory: reading it from the database, and keeping it in step.

#include "accounts/account_rows.h"
#include "accounts/accounts.h"
#include "subjects/practices.h"

namespace kader::accounts {

namespace {

constexpr storage::Sql select_accounts{
    "SELECT account_id, subject_id, login_match, role, state, password_hash, sealed FROM account WHERE practice_id = $1"};
constexpr storage::Sql select_sessions{
    "SELECT token_hash, account_id, begun_at, used_at, ends_at, proof FROM session "
    "WHERE practice_id = $1 AND ended_at IS NULL AND ends_at > $2"};
constexpr storage::Sql select_tokens{
    "SELECT token_hash FROM setup_token WHERE practice_id = $1 AND used_at IS NULL AND ends_at > $2"};

}  // namespace

void Accounts::know(Known& known, std::shared_ptr<const Account> account) const {
    known.practices.insert(account->practice);
    known.logins.emplace(login_key(rows::login_text(account->login)), account->id);
    known.accounts[account->id] = std::move(account);
}

std::unique_ptr<Accounts::Known> Accounts::read() const {
    auto made = std::make_unique<Known>();
    auto& known = *made;
    const auto session = m_ground.database.open_reader(), names = m_ground.database.open_reader();
    const auto now = m_ground.clock.now();
    const auto steady = m_ground.steady();
    for (const auto& practice : subjects::practices(*session)) {
        session->begin_snapshot();
        session->enter_practice(practice.id.bytes());
        names->begin_snapshot();
        names->enter_practice(practice.id.bytes());
        session->each(select_accounts, {storage::id(practice.id)}, [&](const storage::Row& row) {
            // Also one that lets nobody in: a practice that has one is not set up again.
            known.practices.insert(practice.id);
            auto account = std::make_shared<Account>();
            account->practice = practice.id;
            account->id = row.id<subjects::ActorId>(0);
            account->subject = row.id<subjects::SubjectId>(1);
            const auto match = row.blob(2);
            const auto role = access::parse_role(row.text(3));
            const auto key = m_ground.keys.open(*names, practice.id.bytes(), account->subject.bytes());
            if (match.size() != account->match.size() || !role || !key) return;
            std::copy(match.begin(), match.end(), account->match.begin());
            account->role = *role;
            account->state = static_cast<AccountState>(row.integer(4));
            account->hash = row.text(5);
            // An account that is not as it was written lets nobody in.
            if (!rows::open_who(**key, *account, row.blob(6))) return;
            know(known, std::move(account));
        });
        session->each(select_sessions, {storage::id(practice.id), rows::number(now)}, [&](const storage::Row& row) {
            const auto account = known.accounts.find(row.id<subjects::ActorId>(1));
            if (account == known.accounts.end() || account->second->practice != practice.id) return;
            if (account->second->state != AccountState::Active || row.blob(0).size() != vault::Digest{}.size()) return;
            auto live = std::make_shared<Live>();
            std::copy_n(row.blob(0).begin(), live->key.size(), live->key.begin());
            live->account = account->second;
            live->begun = rows::instant(row.integer(2));
            live->used = live->stored_use = rows::instant(row.integer(3));
            live->ends = rows::instant(row.integer(4));
            live->begun_steady = live->used_steady = steady;
            const auto proof = rows::proof_of_session(m_token_key, live->key, practice.id, live->account->id, live->begun, live->ends);
            if (!vault::same_bytes(row.blob(5), proof)) return;
            known.sessions[live->key] = std::move(live);
        });
        session->each(select_tokens, {storage::id(practice.id), rows::number(now)}, [&](const storage::Row& row) {
            vault::Digest hash{};
            if (row.blob(0).size() != hash.size()) return;
            std::copy_n(row.blob(0).begin(), hash.size(), hash.begin());
            known.setup_tokens[hash] = practice.id;
        });
        names->end_snapshot();
        session->end_snapshot();
    }
    return made;
}

// Without the lock it is read, because that may take long; so what is committed meanwhile comes after it once more.
// Each change says how it is from then on, so once more changes nothing.
void Accounts::be_fresh() {
    if (!m_is_stale) return;
    const std::lock_guard reading{m_reading};
    if (!m_is_stale.exchange(false)) return;
    {
        const std::lock_guard lock{m_mutex};
        m_is_reading = true;
        m_meanwhile.clear();
    }
    std::unique_ptr<Known> fresh;
    try {
        fresh = read();
    } catch (...) {
        m_is_stale = true;
        const std::lock_guard lock{m_mutex};
        m_is_reading = false;
        throw;
    }
    const std::lock_guard lock{m_mutex};
    m_is_reading = false;
    for (const auto& change : m_meanwhile) change(*fresh);
    m_meanwhile.clear();
    keep_living(*fresh);
    m_known = std::move(fresh);
}

// A session that is over in memory stays so, whatever the database says: that it ended may not have been stored, or
// an older database was put in the place of the one that knew. And the database is behind with when one was used, the
// more so while it was away.
void Accounts::keep_living(Known& fresh) const {
    std::erase_if(fresh.sessions, [&](auto& one) {
        auto& live = *one.second;
        const auto found = m_known->sessions.find(one.first);
        if (found == m_known->sessions.end()) return true;
        const auto& was = *found->second;
        live.used = std::max(live.used, was.used);
        live.begun_steady = was.begun_steady;
        live.used_steady = was.used_steady;
        return false;
    });
}

void Accounts::follow(storage::Unit& unit, Change change) {
    unit.after_commit([this, change = std::move(change)] {
        const std::lock_guard lock{m_mutex};
        change(*m_known);
        if (m_is_reading) m_meanwhile.push_back(change);
    });
}

std::shared_ptr<const Accounts::Account> Accounts::find(const subjects::ActorId& id) {
    be_fresh();
    const std::lock_guard lock{m_mutex};
    const auto found = m_known->accounts.find(id);
    return found == m_known->accounts.end() ? nullptr : found->second;
}

}  // namespace kader::accounts
