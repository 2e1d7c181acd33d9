// A factor that is given again: to unlock a session, or before an act that asks for it. And the PIN of a shared
// workstation, with which somebody comes back.

#include "accounts/account_rows.h"
#include "accounts/accounts.h"
#include "factors/pin.h"
#include "vault/password.h"

namespace kader::accounts {

using rows::refuse;

SignInOutcome Accounts::confirm(const SignedIn& who, Purpose purpose, const Proof& proof, const Site& site, const Where& where, Language language) {
    return confirm_as(who, purpose, proof, site, where, language, nullptr);
}

// `aim`: as whom the session goes on, where that is not as whom it was.
SignInOutcome Accounts::confirm_as(const SignedIn& who, Purpose purpose, const Proof& proof, const Site& site, const Where& where, Language language,
                                   const Opening* aim) {
    const auto live = live_of(who.key);
    const auto account = find(who.person);
    const bool is_second = proof.code || proof.passkey;
    // A password or a PIN opens what was open, and no more than that.
    const bool is_enough = purpose == Purpose::Unlock ? is_second || proof.password || (proof.pin && live && live->station) : is_second;
    if (!live || !account || live->kind == SessionKind::Enrolling || !is_enough) return no(language);
    const auto guess = proof.password ? Guess::Password : Guess::Code;
    const auto login = rows::login_text(account->login);
    if (auto waits = must_wait(guess, login, where, language)) return *std::move(waits);

    std::int64_t counter = 0;
    bool is_right = proof.code.has_value();
    if (proof.password) is_right = vault::is_password(m_ground.keyring, account->hash, *proof.password);
    if (proof.passkey) {
        const auto owner = owner_of(*proof.passkey, site, who.key, where, counter);
        is_right = owner && owner->id == who.person;
    }
    if (proof.pin) is_right = is_pin(who.home, who.person, *proof.pin, language);
    constexpr Act unlock = "session.unlock", step_up = "session.step_up";
    const auto act = aim ? aim->act : purpose == Purpose::Unlock ? unlock : step_up;
    const auto basis = proof.passkey ? "passkey" : proof.code ? "totp" : proof.password ? "password" : "pin";
    bool is_used = false;
    Result<Begun> begun{no(language).error};
    if (is_right) {
        const Opening opening{.kind = live->kind, .act = act, .basis = basis,
                              .with_factor = is_second, .before = *live, .ends = {}, .role = aim ? aim->role : std::nullopt, .guest = aim ? aim->guest : nullptr};
        begun = begin(who.home, who.person, opening, where, language, [&](storage::Unit& unit, Account& stored) -> std::optional<Error> {
            // The session ended meanwhile, or the code was used by another.
            is_used = true;
            if (!is_open(unit, who.key)) return no(language).error;
            if (proof.code && !use_code(unit, stored, *proof.code)) return no(language).error;
            if (proof.passkey)
                if (auto refused = use_passkey(unit, stored, *proof.passkey, counter, language)) return refused;
            if (proof.password && stored.hash != account->hash) return no(language).error;
            if (proof.pin && stored.factors.pin) stored.factors.pin->wrong = 0;
            is_used = false;
            return {};
        });
        if (!begun && !is_used) return NotIn{begun.error()};
    }
    if (!begun) {
        m_throttle.failed(guess, login, where.workstation, m_ground.steady());
        if (!proof.passkey) note_refused(*account, act, basis, where);
        return no(language);
    }
    m_throttle.succeeded(login, where.workstation, m_ground.steady());
    return *std::move(begun);
}

bool Accounts::is_open(storage::Unit& unit, const vault::Digest& session) {
    static constexpr storage::Sql select{"SELECT token_hash FROM session WHERE practice_id = $1 AND token_hash = $2 AND ended_at IS NULL"};
    bool is = false;
    unit.each(select, {storage::Bytes{unit.practice()}, storage::Bytes{session}}, [&](const storage::Row&) { is = true; });
    return is;
}

// Four digits are few, so a try is counted on the disk before it is looked at: neither many at once nor a restart
// gives more than five.
bool Accounts::is_pin(const subjects::PracticeId& practice, const subjects::ActorId& id, std::string_view pin, Language language) {
    std::string hash;
    const auto refused = change(practice, id, language, [&](storage::Unit&, Account& stored) -> std::optional<Error> {
        if (!stored.factors.pin || stored.factors.pin->wrong >= pin_tries) return no(language).error;
        ++stored.factors.pin->wrong;
        hash = stored.factors.pin->hash;
        return {};
    });
    return !refused && factors::is_pin(m_ground.keyring, hash, pin);
}

std::vector<MayReturn> Accounts::may_return(std::string_view station_token) {
    std::vector<MayReturn> all;
    be_fresh();
    const auto hash = rows::hash_of_token(m_token_key, station_token);
    const auto now = m_ground.clock.now();
    const std::lock_guard lock{m_mutex};
    const auto station = m_known->stations.find(hash);
    if (station == m_known->stations.end()) return all;
    for (const auto& [id, account] : m_known->accounts)
        if (account->practice == station->second.practice && account->may_return_to(station->second.id, now)) all.push_back({id, account->name});
    return all;
}

SignInOutcome Accounts::sign_in_with_pin(const subjects::ActorId& id, std::string_view pin, const Where& where, Language language) {
    const auto account = find(id);
    const auto station = account ? station_of(where, account->practice) : std::nullopt;
    const NotIn wrong{refuse(Code::Forbidden, language, "Deze pincode is niet goed. Na vijf keer mis, of na tien uur, meldt u zich weer helemaal aan.",
                             "This PIN is wrong. After five mistakes, or ten hours, sign in fully again.")};
    if (!account || !station || !account->may_return_to(*station, m_ground.clock.now())) return wrong;
    const auto login = rows::login_text(account->login);
    if (auto waits = must_wait(Guess::Code, login, where, language)) return *std::move(waits);
    std::optional<system::Instant> until;
    for (const auto& one : account->factors.returns)
        if (one.station == *station) until = one.until;
    Result<Begun> begun{wrong.error};
    if (is_pin(account->practice, id, pin, language)) {
        const Opening opening{.kind = SessionKind::Pin, .basis = "pin", .ends = until};
        begun = begin(account->practice, id, opening, where, language, [&](storage::Unit& unit, Account& stored) -> std::optional<Error> {
            // This try was counted, and it was right.
            if (stored.factors.pin) stored.factors.pin->wrong = 0;
            if (!stored.may_return_to(*station, unit.now()) || stored.factors.lacks() != Lacks::Nothing) return wrong.error;
            return {};
        });
    }
    if (!begun) {
        m_throttle.failed(Guess::Code, login, where.workstation, m_ground.steady());
        note_refused(*account, "sign_in", "pin", where);
        return NotIn{begun.error()};
    }
    m_throttle.succeeded(login, where.workstation, m_ground.steady());
    return *std::move(begun);
}

}  // namespace kader::accounts
