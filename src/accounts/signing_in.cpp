// Sessions: signing in, staying in, and going out.

#include "accounts/account_rows.h"
#include "accounts/accounts.h"
#include "vault/password.h"

namespace kader::accounts {

namespace {

constexpr storage::Sql insert_session{
    "INSERT INTO session (practice_id, token_hash, account_id, begun_at, used_at, ends_at, ended_at, proof) "
    "VALUES ($1, $2, $3, $4, $5, $6, $7, $8)"};
constexpr storage::Sql delete_old_sessions{"DELETE FROM session WHERE practice_id = $1 AND ends_at < $2"};
constexpr storage::Sql end_session{
    "UPDATE session SET ended_at = $3 WHERE practice_id = $1 AND token_hash = $2 AND ended_at IS NULL"};
constexpr storage::Sql note_use{
    "UPDATE session SET used_at = $3 WHERE practice_id = $1 AND token_hash = $2 AND ended_at IS NULL"};
constexpr storage::Sql set_hash{"UPDATE account SET password_hash = $3, sealed = $4 WHERE practice_id = $1 AND account_id = $2"};
constexpr storage::Sql select_state{"SELECT state FROM account WHERE practice_id = $1 AND account_id = $2"};

// How far the database may be behind with when a session was last used.
constexpr std::chrono::minutes use_is_stored_every{1};
constexpr std::chrono::hours old_sessions_kept{24 * 30};
constexpr std::size_t token_bytes = 64;

Error no_account(Language language) {
    return {Code::NotFound, language == Language::Dutch ? "Dit account bestaat niet." : "There is no such account."};
}

}  // namespace

bool Accounts::is_over(const Live& live, system::Instant now, Time steady) const {
    return now >= live.ends || now - live.used >= idle_time || steady - live.begun_steady >= whole_time ||
           steady - live.used_steady >= idle_time;
}

std::string Accounts::csrf_of(const vault::Digest& key) const {
    return vault::hex(vault::keyed_digest_of(m_csrf_key, {vault::Bytes{key}}));
}

std::variant<Begun, NotIn> Accounts::sign_in(std::string_view login, std::string_view password,
                                             std::string_view workstation, Language language) {
    const auto text = rows::login_text(login);
    const auto asked = m_ground.steady();
    if (const auto wait = m_throttle.wait(text, workstation, asked))
        return NotIn{{Code::Forbidden, language == Language::Dutch ? "Dit ging te vaak mis. Wacht even en probeer het dan opnieuw."
                                                                   : "This went wrong too often. Wait a while and try again."},
                     wait};
    const auto key = login_key(text);
    std::shared_ptr<const Account> account;
    be_fresh();
    {
        const std::lock_guard lock{m_mutex};
        if (const auto found = m_known->logins.find(key); found != m_known->logins.end()) account = m_known->accounts.at(found->second);
    }
    // The same work for a name that does not exist as for a wrong password.
    const bool right = vault::is_password(m_ground.keyring, account ? account->hash : std::string{}, password);
    if (!right || account->state != AccountState::Active) {
        m_throttle.failed(text, workstation, m_ground.steady());
        if (account) note_refused(*account, workstation);
        return NotIn{{Code::Forbidden, language == Language::Dutch ? "Deze inlognaam en dit wachtwoord horen niet bij elkaar."
                                                                   : "This login and this password do not belong together."}};
    }
    m_throttle.succeeded(text, workstation, m_ground.steady());
    auto begun = begin(*account, workstation,
                       vault::is_outdated(account->hash) ? vault::password_hash(m_ground.keyring, password) : std::string{}, language);
    if (!begun) return NotIn{begun.error()};
    return *std::move(begun);
}

// Not waited for: so a name that does not exist takes as long.
void Accounts::note_refused(const Account& account, std::string_view workstation) {
    const auto practice = account.practice;
    const auto subject = account.subject;
    const auto id = account.id.text();
    const auto grant = access::server_grant(practice, workstation);
    m_outstanding.begin();
    m_ground.writer.submit(
        practice.bytes(),
        [this, grant, subject, id](storage::Unit& unit) -> std::optional<Error> {
            m_ground.log.append(unit, grant,
                                {.act = "sign_in", .outcome = audit::Outcome::Refused, .subject = subject,
                                 .object = audit::Object{"account", id}});
            if (m_ground.after_writes) m_ground.after_writes(unit);
            return {};
        },
        [this](const std::optional<Error>&) { m_outstanding.end(); });
}

Result<Begun> Accounts::begin(const subjects::ActorId& id, std::string_view workstation, Language language) {
    const auto account = find(id);
    if (!account || account->state != AccountState::Active) return no_account(language);
    return begin(*account, workstation, {}, language);
}

Result<Begun> Accounts::begin(const Account& account, std::string_view workstation, const std::string& new_hash, Language language) {
    // Never one that somebody brought along: a token is new at each sign-in.
    const auto token = rows::new_token();
    Begun begun;
    const auto work = [&](storage::Unit& unit) -> std::optional<Error> {
        // Suspended since the password was looked at: then there is no session, also not after a restart.
        std::int64_t state = 0;
        unit.each(select_state, {storage::id(account.practice), storage::id(account.id)},
                  [&](const storage::Row& row) { state = row.integer(0); });
        if (state != static_cast<std::int64_t>(AccountState::Active)) return no_account(language);
        begun = add_session(unit, account, token, workstation);
        if (!new_hash.empty()) change_hash(unit, account, new_hash);
        if (m_ground.after_writes) m_ground.after_writes(unit);
        return {};
    };
    if (auto refused = m_ground.writer.write(account.practice.bytes(), work)) return *std::move(refused);
    return begun;
}

// The account is as it was read, because units come one by one and its state was asked for in this one.
void Accounts::change_hash(storage::Unit& unit, const Account& account, const std::string& hash) {
    const auto changed = std::make_shared<Account>(account);
    changed->hash = hash;
    const auto who = sealed(unit, *changed);
    unit.run(set_hash, {storage::id(account.practice), storage::id(account.id), hash, storage::Bytes{who}});
    follow(unit, [changed](Known& known) { known.accounts[changed->id] = changed; });
}

Begun Accounts::add_session(storage::Unit& unit, const Account& account, const std::string& token, std::string_view workstation) {
    const auto live = std::make_shared<Live>();
    live->key = rows::hash_of_token(m_token_key, token);
    live->begun = live->used = live->stored_use = unit.now();
    live->ends = unit.now() + whole_time;
    live->begun_steady = live->used_steady = m_ground.steady();
    unit.run(delete_old_sessions, {storage::id(account.practice), rows::number(unit.now() - old_sessions_kept)});
    drop_beyond_limit(unit, account.id);
    const auto proof = rows::proof_of_session(m_token_key, live->key, account.practice, account.id, live->begun, live->ends);
    unit.run(insert_session, {storage::id(account.practice), storage::Bytes{live->key}, storage::id(account.id),
                              rows::number(live->begun), rows::number(live->used), rows::number(live->ends), storage::null(),
                              storage::Bytes{proof}});
    SignedIn who{live->key, account.practice, account.id, account.role, account.name, csrf_of(live->key)};
    m_ground.log.append(unit, who.grant(workstation),
                        {.act = "sign_in", .subject = account.subject,
                         .object = audit::Object{"account", account.id.text()}});
    follow(unit, [live, id = account.id](Known& known) {
        // In the same commit it may have been suspended after this.
        const auto found = known.accounts.find(id);
        if (found == known.accounts.end() || found->second->state != AccountState::Active) return;
        live->account = found->second;
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
    if (count < sessions_per_account_max) return;
    unit.run(end_session, {storage::id(oldest->account->practice), storage::Bytes{oldest->key}, rows::number(unit.now())});
    follow(unit, [key = oldest->key](Known& known) { known.sessions.erase(key); });
}

std::optional<SignedIn> Accounts::session(std::string_view token, Use use) {
    if (token.size() != token_bytes) return {};
    const auto hash = rows::hash_of_token(m_token_key, token);
    std::optional<SignedIn> who;
    std::optional<Live> to_store;
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
            sessions.erase(found);
            return {};
        }
        if (use == Use::Counts) {
            live.used = std::max(live.used, now);
            live.used_steady = steady;
            if (live.used - live.stored_use >= use_is_stored_every) {
                live.stored_use = live.used;
                to_store = live;
            }
        }
        const auto& account = *live.account;
        who = SignedIn{live.key, account.practice, account.id, account.role, account.name, {}};
    }
    who->csrf = csrf_of(who->key);
    if (to_store) keep_alive(*to_store);
    return who;
}

void Accounts::keep_alive(const Live& live) {
    m_outstanding.begin();
    m_ground.writer.submit(
        live.account->practice.bytes(),
        [this, live](storage::Unit& unit) -> std::optional<Error> {
            unit.run(note_use, {storage::id(live.account->practice), storage::Bytes{live.key}, rows::number(live.used)});
            if (m_ground.after_writes) m_ground.after_writes(unit);
            return {};
        },
        [this](const std::optional<Error>&) { m_outstanding.end(); });
}

std::optional<Error> Accounts::sign_out(const SignedIn& who, std::string_view workstation) {
    std::shared_ptr<Live> live;
    {
        const std::lock_guard lock{m_mutex};
        const auto found = m_known->sessions.find(who.key);
        if (found == m_known->sessions.end()) return {};
        live = found->second;
        m_known->sessions.erase(found);
    }
    return m_ground.writer.write(who.practice.bytes(), [&](storage::Unit& unit) -> std::optional<Error> {
        unit.run(end_session, {storage::id(who.practice), storage::Bytes{who.key}, rows::number(unit.now())});
        m_ground.log.append(unit, who.grant(workstation),
                            {.act = "sign_out", .subject = live->account->subject,
                             .object = audit::Object{"account", who.account.text()}});
        if (m_ground.after_writes) m_ground.after_writes(unit);
        return {};
    });
}

std::size_t Accounts::sessions_now() const {
    const std::lock_guard lock{m_mutex};
    return m_known->sessions.size();
}

}  // namespace kader::accounts
