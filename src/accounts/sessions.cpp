// Sessions: how one begins, what it may at a moment, how it locks and ends.

#include "accounts/account_rows.h"
#include "accounts/accounts.h"

namespace kader::accounts {

using rows::refuse;

namespace {

constexpr storage::Sql insert_session{
    "INSERT INTO session (practice_id, token_hash, account_id, begun_at, used_at, ends_at, ended_at, proof, kind, factor_at, locked_at, station_id, "
    "workstation, role, guest_id) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15)"};
constexpr storage::Sql delete_old_sessions{"DELETE FROM session WHERE practice_id = $1 AND ends_at < $2"};
constexpr storage::Sql note_use{
    "UPDATE session SET used_at = $3 WHERE practice_id = $1 AND token_hash = $2 AND ended_at IS NULL"};
constexpr storage::Sql note_lock{
    "UPDATE session SET locked_at = $3 WHERE practice_id = $1 AND token_hash = $2 AND locked_at IS NULL"};

// How far the database may be behind with when a session was last used.
constexpr std::chrono::minutes use_is_stored_every{1};
constexpr std::chrono::hours old_sessions_kept{24 * 30};
constexpr std::size_t token_bytes = 64;

}  // namespace

bool Accounts::is_over(const Live& live, system::Instant now, Time steady) const {
    if (!may_act(live, now)) return true;
    if (now >= live.ends || steady - live.begun_steady >= whole_time) return true;
    // Who has one factor at most, or none at all as in the demonstration, has nothing to unlock it with.
    const auto& account = *live.account;
    const bool is_poor = live.kind == SessionKind::Enrolling || (account.hash.empty() && !account.factors.has_second());
    return is_poor && is_locked(live, now, steady);
}

CalendarDay Accounts::day_of(system::Instant at) const {
    return m_ground.day_of ? m_ground.day_of(at) : CalendarDay{std::chrono::floor<std::chrono::days>(at).time_since_epoch()};
}

bool Accounts::may_act(const Live& live, system::Instant now) const {
    const auto& account = *live.account;
    const auto role = live.role_in_use();
    if (account.state != AccountState::Active) return false;
    if (!live.guest_id) return account.roles.counts(role, day_of(now));
    const auto* const guest = live.guest.get();
    return guest && guest->accepted && guest->roles.resets == account.roles.resets && guest->roles.counts(role, day_of(now));
}

bool Accounts::is_locked(const Live& live, system::Instant now, Time steady) const {
    const auto idle = live.station ? shared_idle_time : idle_time;
    return live.locked || now - live.used >= idle || steady - live.used_steady >= idle;
}

std::string Accounts::csrf_of(const vault::Digest& key) const {
    return vault::hex(vault::keyed_digest_of(m_csrf_key, {vault::Bytes{key}}));
}

SignedIn Accounts::who_of(const Live& live, system::Instant now, Time steady) const {
    const auto& account = *live.account;
    const auto role = live.role_in_use();
    SignedIn who{live.key, live.guest ? live.guest->practice : account.practice, live.guest ? live.guest->id : account.id, role, account.name, {}};
    who.home = account.practice;
    who.person = account.id;
    if (const auto* const membership = (live.guest ? live.guest->roles : account.roles).find(role)) {
        who.case_number = membership->case_number;
        who.scope = membership->scope;
    }
    who.state = live.kind == SessionKind::Enrolling ? SessionState::Enrolling : is_locked(live, now, steady) ? SessionState::Locked : SessionState::Active;
    if (live.kind == SessionKind::Enrolling) who.lacks = account.factors.lacks();
    who.is_fresh = now - live.factor < fresh_time && steady - live.factor_steady < fresh_time && live.factor <= now;
    who.is_shared = live.station.has_value();
    who.codes_left = account.factors.codes.size();
    return who;
}

std::shared_ptr<const Accounts::Live> Accounts::live_of(const vault::Digest& key) const {
    const std::lock_guard lock{m_mutex};
    const auto found = m_known->sessions.find(key);
    if (found == m_known->sessions.end() || is_over(*found->second, m_ground.clock.now(), m_ground.steady())) return nullptr;
    return std::make_shared<const Live>(*found->second);
}

std::optional<StationId> Accounts::station_of(const Where& where, const subjects::PracticeId& practice) const {
    if (where.station.size() != token_bytes) return {};
    const auto hash = rows::hash_of_token(m_token_key, where.station);
    const std::lock_guard lock{m_mutex};
    const auto found = m_known->stations.find(hash);
    if (found == m_known->stations.end() || (!practice.is_nil() && found->second.practice != practice)) return {};
    return found->second.id;
}

// What is decided, the session, and the end of the one before are one unit: so a code, a challenge or a token that
// was used is used up when the session is there, and only then.
Result<Begun> Accounts::begin(const subjects::PracticeId& practice, const subjects::ActorId& id, const Opening& opening, const Where& where,
                              Language language, const Decide& decide) {
    // Never one that somebody brought along: a token is new each time.
    const auto token = rows::new_token();
    Begun begun;
    const auto work = [&](storage::Unit& unit) -> std::optional<Error> {
        const auto account = stored(unit, id);
        // Suspended since the password was looked at: then there is no session, also not after a restart.
        auto as_it_is = opening;
        if (!account || !take_role(*account, as_it_is, unit.now())) return refuse(Code::NotFound, language, "Dit account bestaat niet.", "There is no such account.");
        if (decide) {
            if (auto refused = decide(unit, *account)) return refused;
            // Who lost something is to replace it first, whatever they came in with.
            if (as_it_is.kind == SessionKind::Full && account->factors.lacks() != Lacks::Nothing) as_it_is.kind = SessionKind::Enrolling;
            const auto station = station_of(where, practice);
            if (station && as_it_is.kind == SessionKind::Full && !as_it_is.before) {
                auto& returns = account->factors.returns;
                std::erase_if(returns, [&](const auto& one) { return one.station == *station || one.until <= unit.now(); });
                if (returns.size() >= returns_max) returns.erase(returns.begin());
                returns.push_back({*station, unit.now() + whole_time});
                if (account->factors.pin) account->factors.pin->wrong = 0;
            }
            keep(unit, account);
        }
        begun = add_session(unit, *account, as_it_is, token, where);
        if (m_ground.after_writes) m_ground.after_writes(unit);
        return {};
    };
    if (auto refused = m_ground.writer.write(practice.bytes(), work)) return *std::move(refused);
    return begun;
}

// Who goes on goes on as they were, and else begins at home in the role they used last; in a role that counts, or not at all.
bool Accounts::take_role(const Account& account, Opening& opening, system::Instant now) const {
    if (account.state != AccountState::Active) return false;
    if (!opening.role && opening.before) {
        opening.role = opening.before->role_in_use();
        opening.guest = opening.before->guest;
    }
    if (!opening.role) opening.role = account.roles.first(day_of(now));
    if (!opening.role) return false;
    if (opening.guest) return opening.guest->roles.counts(*opening.role, day_of(now));
    return account.roles.counts(*opening.role, day_of(now));
}

Begun Accounts::add_session(storage::Unit& unit, const Account& account, const Opening& opening, const std::string& token, const Where& where) {
    const auto live = std::make_shared<Live>();
    const auto steady = m_ground.steady();
    live->key = rows::hash_of_token(m_token_key, token);
    live->kind = opening.kind;
    live->used = live->stored_use = unit.now();
    live->used_steady = steady;
    live->begun = opening.before ? opening.before->begun : unit.now();
    live->begun_steady = opening.before ? opening.before->begun_steady : steady;
    live->ends = opening.before ? opening.before->ends : unit.now() + whole_time;
    if (opening.ends) live->ends = std::min(live->ends, *opening.ends);
    if (opening.with_factor) {
        live->factor = unit.now();
        live->factor_steady = steady;
    } else if (opening.before) {
        live->factor = opening.before->factor;
        live->factor_steady = opening.before->factor_steady;
    }
    // Of whichever practice: who works elsewhere as a guest locks as soon there.
    live->station = opening.before ? opening.before->station : station_of(where, {});
    live->account = std::make_shared<Account>(account);
    live->role = opening.role;
    live->guest = opening.guest;
    if (opening.guest) live->guest_id = opening.guest->id;
    live->workstation = where.workstation;
    unit.run(delete_old_sessions, {storage::id(account.practice), rows::number(unit.now() - old_sessions_kept)});
    if (opening.before)
        end_one(unit, *opening.before);
    else
        drop_beyond_limit(unit, account.id);
    const auto proof = rows::proof_of_session(m_token_key, *live, account.practice, account.id);
    unit.run(insert_session, {storage::id(account.practice), storage::Bytes{live->key}, storage::id(account.id), rows::number(live->begun),
                              rows::number(live->used), rows::number(live->ends), storage::null(), storage::Bytes{proof},
                              static_cast<std::int64_t>(live->kind), rows::number(live->factor), storage::null(),
                              live->station ? storage::id(*live->station) : storage::null(), live->workstation,
                              access::word(live->role_in_use()), live->guest_id ? storage::id(*live->guest_id) : storage::null()});
    auto who = who_of(*live, unit.now(), steady);
    who.csrf = csrf_of(live->key);
    note(unit, who.home_grant(where.workstation), account, opening.act, opening.basis);
    follow(unit, [live, id = account.id](Known& known) {
        // In the same commit it may have been suspended after this.
        const auto found = known.accounts.find(id);
        if (found == known.accounts.end() || found->second->state != AccountState::Active) return;
        live->account = found->second;
        if (live->guest_id) {
            const auto guest = known.guests.find(*live->guest_id);
            if (guest == known.guests.end()) return;
            live->guest = guest->second;
        }
        known.sessions[live->key] = live;
    });
    return {token, std::move(who)};
}

// The session that was used longest ago makes room.
void Accounts::drop_beyond_limit(storage::Unit& unit, const subjects::ActorId& account) {
    std::shared_ptr<Live> oldest;
    std::size_t count = 0;
    {
        const std::lock_guard lock{m_mutex};
        const auto now = m_ground.clock.now();
        const auto steady = m_ground.steady();
        std::erase_if(m_known->sessions, [&](const auto& one) { return is_over(*one.second, now, steady); });
        for (const auto& [key, live] : m_known->sessions) {
            if (live->account->id != account) continue;
            ++count;
            if (!oldest || live->used < oldest->used) oldest = live;
        }
    }
    if (count >= sessions_per_account_max) end_one(unit, *oldest);
}

std::optional<SignedIn> Accounts::session(std::string_view token, Use use) {
    if (token.size() != token_bytes) return {};
    const auto hash = rows::hash_of_token(m_token_key, token);
    std::optional<SignedIn> who;
    std::optional<Live> used, locked, ended;
    be_fresh();
    {
        const std::lock_guard lock{m_mutex};
        auto& sessions = m_known->sessions;
        const auto found = sessions.find(hash);
        if (found == sessions.end()) return {};
        auto& live = *found->second;
        const auto now = m_ground.clock.now();
        const auto steady = m_ground.steady();
        if (is_over(live, now, steady)) {
            // Its role does not count any more; should it count again, this one stays over.
            if (!may_act(live, now)) ended = live;
            sessions.erase(found);
        } else {
            if (is_locked(live, now, steady)) {
                // From now on also when the clock is set back.
                if (!live.locked) {
                    live.locked = now;
                    locked = live;
                }
            } else if (use == Use::Counts) {
                live.used = std::max(live.used, now);
                live.used_steady = steady;
                if (live.used - live.stored_use >= use_is_stored_every) {
                    live.stored_use = live.used;
                    used = live;
                }
            }
            who = who_of(live, now, steady);
        }
    }
    if (ended)
        submit(ended->account->practice, [this, live = *ended](storage::Unit& unit) -> std::optional<Error> {
            end_one(unit, live);
            note(unit, access::server_grant(live.account->practice, live.workstation), *live.account, "session.end", "role");
            return {};
        });
    if (!who) return {};
    who->csrf = csrf_of(who->key);
    if (used)
        submit(who->home, [live = *used](storage::Unit& unit) -> std::optional<Error> {
            unit.run(note_use, {storage::Bytes{unit.practice()}, storage::Bytes{live.key}, rows::number(live.used)});
            return {};
        });
    if (locked)
        submit(who->home, [this, live = *locked](storage::Unit& unit) -> std::optional<Error> {
            unit.run(note_lock, {storage::Bytes{unit.practice()}, storage::Bytes{live.key}, rows::number(*live.locked)});
            note(unit, access::server_grant(live.account->practice, live.workstation), *live.account, "session.lock", "idle");
            return {};
        });
    return who;
}

std::optional<Error> Accounts::lock(const SignedIn& who, const Where& where) {
    std::optional<Live> locked;
    {
        const std::lock_guard guard{m_mutex};
        const auto found = m_known->sessions.find(who.key);
        if (found == m_known->sessions.end() || found->second->locked || found->second->kind == SessionKind::Enrolling) return {};
        // At once, whatever becomes of it on the disk.
        found->second->locked = m_ground.clock.now();
        locked = *found->second;
    }
    return m_ground.writer.write(who.home.bytes(), [&](storage::Unit& unit) -> std::optional<Error> {
        unit.run(note_lock, {storage::id(who.home), storage::Bytes{who.key}, rows::number(*locked->locked)});
        note(unit, who.home_grant(where.workstation), *locked->account, "session.lock", "by_hand");
        if (m_ground.after_writes) m_ground.after_writes(unit);
        return {};
    });
}

std::optional<Error> Accounts::sign_out(const SignedIn& who, const Where& where) {
    std::shared_ptr<Live> live;
    {
        const std::lock_guard lock{m_mutex};
        const auto found = m_known->sessions.find(who.key);
        if (found == m_known->sessions.end()) return {};
        live = found->second;
        m_known->sessions.erase(found);
    }
    return m_ground.writer.write(who.home.bytes(), [&](storage::Unit& unit) -> std::optional<Error> {
        end_one(unit, *live);
        note(unit, who.home_grant(where.workstation), *live->account, "sign_out");
        if (m_ground.after_writes) m_ground.after_writes(unit);
        return {};
    });
}

std::size_t Accounts::sessions_now() const {
    const std::lock_guard lock{m_mutex};
    return m_known->sessions.size();
}

}  // namespace kader::accounts
