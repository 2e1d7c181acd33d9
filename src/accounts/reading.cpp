// What accounts keep in memory: reading it from the database, and keeping it in step.

#include "accounts/account_rows.h"
#include "accounts/accounts.h"
#include "subjects/practices.h"

namespace kader::accounts {

namespace {

constexpr storage::Sql select_accounts{
    "SELECT account_id, subject_id, login_match, role, state, password_hash, sealed, factors, roles FROM account WHERE practice_id = $1 ORDER BY account_id"};
constexpr storage::Sql select_sessions{
    "SELECT token_hash, account_id, begun_at, used_at, ends_at, proof, kind, factor_at, locked_at, station_id, workstation, role, guest_id FROM session "
    "WHERE practice_id = $1 AND ended_at IS NULL AND ends_at > $2"};
constexpr storage::Sql select_guests{"SELECT guest_id, subject_id, made_at, sealed FROM guest WHERE practice_id = $1 ORDER BY guest_id"};
constexpr storage::Sql select_stations{
    "SELECT station_id, token_hash, proof FROM station WHERE practice_id = $1 AND ended_at IS NULL"};
constexpr storage::Sql select_tokens{
    "SELECT token_hash FROM setup_token WHERE practice_id = $1 AND used_at IS NULL AND ends_at > $2"};

bool digest_in(const storage::Row& row, int column, vault::Digest& into) {
    if (row.blob(column).size() != into.size()) return false;
    std::copy_n(row.blob(column).begin(), into.size(), into.begin());
    return true;
}

}  // namespace

std::unique_ptr<Accounts::Known> Accounts::read() const {
    auto made = std::make_unique<Known>();
    const auto session = m_ground.database.open_reader(), names = m_ground.database.open_reader();
    for (const auto& practice : subjects::practices(*session)) {
        session->begin_snapshot();
        session->enter_practice(practice.id.bytes());
        names->begin_snapshot();
        names->enter_practice(practice.id.bytes());
        read_accounts(*session, *names, practice.id, *made);
        read_guests(*session, *names, practice.id, *made);
        session->each(select_tokens, {storage::id(practice.id), rows::number(m_ground.clock.now())}, [&](const storage::Row& row) {
            vault::Digest hash{};
            if (digest_in(row, 0, hash)) made->setup_tokens[hash] = practice.id;
        });
        session->each(select_stations, {storage::id(practice.id)}, [&](const storage::Row& row) {
            vault::Digest hash{};
            const auto id = row.id<StationId>(0);
            if (!digest_in(row, 1, hash)) return;
            if (vault::same_bytes(row.blob(2), rows::proof_of_station(m_token_key, hash, practice.id, id))) made->stations[hash] = {id, practice.id};
        });
        names->end_snapshot();
        session->end_snapshot();
    }
    // Somebody's session may be in another practice than their account, so all people come first.
    for (const auto& practice : subjects::practices(*session)) {
        session->begin_snapshot();
        session->enter_practice(practice.id.bytes());
        read_sessions(*session, practice.id, *made);
        session->end_snapshot();
    }
    return made;
}

void Accounts::read_accounts(storage::Session& session, storage::Session& names, const subjects::PracticeId& practice, Known& known) const {
    const auto key_of = [&](const subjects::SubjectId& subject) {
        auto key = m_ground.keys.open(names, practice.bytes(), subject.bytes());
        return key ? *key : nullptr;
    };
    session.each(select_accounts, {storage::id(practice)}, [&](const storage::Row& row) {
        // Also one that lets nobody in: a practice that has one is not set up again.
        known.practices.insert(practice);
        auto account = std::make_shared<Account>();
        account->practice = practice;
        if (!rows::read_account(row, *account, key_of)) return;
        known.logins.emplace(login_key(rows::login_text(account->login)), account->id);
        for (const auto& one : account->factors.passkeys) known.credentials[credential_key(one.site, one.credential)] = account->id;
        known.accounts[account->id] = std::move(account);
    });
}

void Accounts::read_guests(storage::Session& session, storage::Session& names, const subjects::PracticeId& practice, Known& known) const {
    session.each(select_guests, {storage::id(practice)}, [&](const storage::Row& row) {
        auto guest = std::make_shared<Guest>();
        guest->practice = practice;
        guest->id = row.id<subjects::ActorId>(0);
        guest->subject = row.id<subjects::SubjectId>(1);
        guest->made = rows::instant(row.integer(2));
        const auto key = m_ground.keys.open(names, practice.bytes(), guest->subject.bytes());
        if (key && rows::open_guest(**key, *guest, row.blob(3))) known.guests[guest->id] = std::move(guest);
    });
}

void Accounts::read_sessions(storage::Session& session, const subjects::PracticeId& practice, Known& known) const {
    const auto steady = m_ground.steady();
    session.each(select_sessions, {storage::id(practice), rows::number(m_ground.clock.now())}, [&](const storage::Row& row) {
        const auto account = known.accounts.find(row.id<subjects::ActorId>(1));
        if (account == known.accounts.end() || account->second->practice != practice) return;
        auto live = std::make_shared<Live>();
        if (account->second->state != AccountState::Active || !digest_in(row, 0, live->key)) return;
        live->account = account->second;
        live->begun = rows::instant(row.integer(2));
        live->used = live->stored_use = rows::instant(row.integer(3));
        live->ends = rows::instant(row.integer(4));
        live->kind = static_cast<SessionKind>(row.integer(6));
        live->factor = rows::instant(row.integer(7));
        if (!row.is_null(8)) live->locked = rows::instant(row.integer(8));
        if (!row.is_null(9)) live->station = row.id<StationId>(9);
        live->workstation = row.text(10);
        live->role = access::parse_role(row.text(11));
        if (!row.is_null(12)) live->guest_id = row.id<subjects::ActorId>(12);
        if (live->guest_id) {
            const auto guest = known.guests.find(*live->guest_id);
            if (guest == known.guests.end()) return;
            live->guest = guest->second;
        }
        live->begun_steady = live->used_steady = live->factor_steady = steady;
        if (vault::same_bytes(row.blob(5), rows::proof_of_session(m_token_key, *live, practice, live->account->id)))
            known.sessions[live->key] = std::move(live);
    });
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
        live.factor_steady = was.factor_steady;
        if (!live.locked) live.locked = was.locked;
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

Accounts::AccountPtr Accounts::find(const subjects::ActorId& id) {
    be_fresh();
    const std::lock_guard lock{m_mutex};
    const auto found = m_known->accounts.find(id);
    return found == m_known->accounts.end() ? nullptr : found->second;
}

Accounts::AccountPtr Accounts::find_login(std::string_view login_text) {
    const auto key = login_key(login_text);
    be_fresh();
    const std::lock_guard lock{m_mutex};
    const auto found = m_known->logins.find(key);
    return found == m_known->logins.end() ? nullptr : m_known->accounts.at(found->second);
}

}  // namespace kader::accounts
