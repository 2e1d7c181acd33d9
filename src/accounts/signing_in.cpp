// Signing in: step by step with a password and a code, with a passkey, or with the code that somebody else gave.

#include <algorithm>

#include "accounts/account_rows.h"
#include "accounts/accounts.h"
#include "accounts/passkey_check.h"
#include "factors/recovery_codes.h"
#include "factors/totp.h"
#include "system/random.h"
#include "vault/password.h"

namespace kader::accounts {

using rows::refuse;

namespace {

constexpr int codes_per_pending = 5;

std::optional<std::int64_t> accepted_step(const FactorSet::Totp& totp, std::string_view code, system::Instant now) {
    const auto secret = factors::TotpSecret::from(totp.secret);
    return secret ? factors::check_totp(*secret, code, now, totp.last_step).step : std::nullopt;
}

}  // namespace

std::optional<std::size_t> Accounts::find_code(const Account& account, const factors::RecoveryCode& code) const {
    const auto digest = factors::recovery_code_digest(m_ground.keyring.pepper(), account.id.bytes(), code);
    return factors::find_recovery_code(digest, account.factors.codes);
}

NotIn Accounts::no(Language language) const {
    return {refuse(Code::Forbidden, language, "Wat u invulde hoort niet bij elkaar. Controleer uw inlognaam, wachtwoord en code.",
                   "What you filled in does not belong together. Check your login, password and code.")};
}

std::optional<NotIn> Accounts::must_wait(Guess guess, std::string_view login, const Where& where, Language language) const {
    const auto wait = m_throttle.wait(guess, login, where.workstation, m_ground.steady());
    if (!wait) return {};
    return NotIn{refuse(Code::Forbidden, language, "Dit ging te vaak mis. Wacht even en probeer het dan opnieuw.",
                        "This went wrong too often. Wait a while and try again."),
                 wait};
}

// Whether the password was right is told by nothing that comes back, so a try counts here either way, and signing in
// gives it back. Who has no second factor yet is the exception: they come in with less, and may do less.
std::variant<Begun, Pending, NotIn> Accounts::sign_in(std::string_view login, std::string_view password, const Where& where, Language language) {
    const auto text = rows::login_text(login);
    if (auto waits = must_wait(Guess::Password, text, where, language)) return *std::move(waits);
    m_throttle.failed(Guess::Password, text, where.workstation, m_ground.steady());
    const auto account = find_login(text);
    // The same work for a name that does not exist as for a wrong password.
    const bool is_password = vault::is_password(m_ground.keyring, account ? account->hash : std::string{}, password);
    const bool is_right = is_password && account->may_come_in(today());
    if (is_right && !account->factors.has_second()) {
        const auto still_has_none = [&](storage::Unit&, Account& stored) -> std::optional<Error> {
            if (stored.factors.has_second() || stored.hash != account->hash) return no(language).error;
            return {};
        };
        auto begun = begin(account->practice, account->id, {.kind = SessionKind::Enrolling, .basis = "password"}, where, language, still_has_none);
        if (!begun) return NotIn{begun.error()};
        m_throttle.succeeded(text, where.workstation, m_ground.steady());
        return *std::move(begun);
    }
    if (account && !is_right) note_refused(*account, "sign_in", "password", where);
    Pending pending{rows::new_token()};
    m_pending.put(rows::hash_of_token(m_token_key, pending.token), {is_right ? account : nullptr, text}, m_ground.steady());
    return pending;
}

SignInOutcome Accounts::finish(std::string_view pending_token, std::string_view code, const Where& where, Language language) {
    const auto key = rows::hash_of_token(m_token_key, pending_token);
    const auto step = m_pending.look(key, m_ground.steady());
    if (!step)
        return NotIn{refuse(Code::Forbidden, language, "Dit duurde te lang, of ging te vaak mis. Begin opnieuw met uw wachtwoord.",
                            "This took too long, or went wrong too often. Begin again with your password.")};
    if (auto waits = must_wait(Guess::Code, step->login, where, language)) return *std::move(waits);
    const auto now = m_ground.clock.now();
    const auto account = step->account ? find(step->account->id) : nullptr;
    const auto recovery = factors::RecoveryCode::parse(code);
    // Which of the two it was, and whether it is right as far as memory knows.
    bool by_recovery = false, is_right = false;
    if (account && account->may_come_in(today())) {
        const auto& factors = account->factors;
        is_right = factors.totp && accepted_step(*factors.totp, code, now).has_value();
        if (!is_right && recovery) is_right = by_recovery = find_code(*account, *recovery).has_value();
    }
    const auto wrong = [&]() -> SignInOutcome {
        m_throttle.failed(Guess::Code, step->login, where.workstation, m_ground.steady());
        if (step->account) note_refused(*step->account, "sign_in", recovery ? "recovery_code" : "totp", where);
        bool is_used_up = false;
        m_pending.change(key, [&](Step& one) { is_used_up = ++one.tries >= codes_per_pending; });
        if (is_used_up) m_pending.take(key, m_ground.steady());
        return no(language);
    };
    if (!is_right) return wrong();
    bool is_used = false;
    const Opening opening{.basis = by_recovery ? "password+recovery_code" : "password+totp", .with_factor = true};
    const auto begun = begin(account->practice, account->id, opening, where, language, [&](storage::Unit& unit, Account& stored) -> std::optional<Error> {
        auto& factors = stored.factors;
        // Another may have used the very same a moment ago.
        is_used = true;
        if (by_recovery) {
            const auto found = find_code(stored, *recovery);
            if (!found) return no(language).error;
            factors.codes.erase(factors.codes.begin() + static_cast<std::ptrdiff_t>(*found));
            factors.code_used = unit.now();
            factors.has_lost = true;
            const auto grant = access::staff_grant(stored.practice, stored.id, stored.roles.first(today()).value_or(stored.role), where.workstation);
            note(unit, grant, stored, "factor.recover", "recovery_code");
            end_others(unit, grant, stored, nullptr, "recovery_code");
        } else if (!use_code(unit, stored, code)) {
            return no(language).error;
        }
        is_used = false;
        return {};
    });
    if (!begun) return is_used ? wrong() : NotIn{begun.error()};
    m_pending.take(key, m_ground.steady());
    m_throttle.succeeded(step->login, where.workstation, m_ground.steady());
    return *begun;
}

bool Accounts::use_code(storage::Unit& unit, Account& stored, std::string_view code) const {
    auto& totp = stored.factors.totp;
    const auto step = totp ? accepted_step(*totp, code, m_ground.clock.now()) : std::nullopt;
    if (!step) return false;
    totp->last_step = *step;
    totp->used = unit.now();
    return true;
}

std::array<std::uint8_t, 32> Accounts::passkey_challenge() {
    std::array<std::uint8_t, 32> challenge;
    system::fill_random(challenge);
    m_challenges.put(vault::digest_of({challenge}), {}, m_ground.steady());
    return challenge;
}

std::array<std::uint8_t, 32> Accounts::passkey_challenge(const SignedIn& who) {
    std::array<std::uint8_t, 32> challenge;
    system::fill_random(challenge);
    m_challenges.put(vault::digest_of({challenge}), {who.key}, m_ground.steady());
    return challenge;
}

Accounts::AccountPtr Accounts::owner_of(const PasskeyProof& proof, const Site& site, const vault::Digest& session, const Where& where, std::int64_t& counter) {
    // Once, and only by whom it was given to.
    const auto challenge = m_challenges.take(vault::digest_of({proof.challenge}), m_ground.steady());
    if (!challenge || challenge->session != session) return nullptr;
    AccountPtr account;
    const auto key = credential_key(site.name, proof.credential);
    be_fresh();
    {
        const std::lock_guard lock{m_mutex};
        if (const auto found = m_known->credentials.find(key); found != m_known->credentials.end()) account = m_known->accounts.at(found->second);
    }
    if (!account) return nullptr;
    const auto passkey = std::ranges::find(account->factors.passkeys, proof.credential, &FactorSet::Passkey::credential);
    if (passkey == account->factors.passkeys.end()) return nullptr;
    const auto outcome = verify_passkey(*passkey, account->id, proof, site, session == vault::Digest{});
    if (const auto* why = std::get_if<std::string>(&outcome)) {
        constexpr Act coming_in = "sign_in", step_up = "session.step_up";
        note_refused(*account, session == vault::Digest{} ? coming_in : step_up, "passkey:" + *why, where);
        return nullptr;
    }
    counter = std::get<std::int64_t>(outcome);
    return account;
}

std::optional<Error> Accounts::use_passkey(storage::Unit& unit, Account& stored, const PasskeyProof& proof, std::int64_t counter, Language language) const {
    const auto passkey = std::ranges::find(stored.factors.passkeys, proof.credential, &FactorSet::Passkey::credential);
    // Taken away, or used by a copy of it, since it was looked at.
    if (passkey == stored.factors.passkeys.end() || (counter != 0 && counter <= passkey->counter)) return no(language).error;
    passkey->counter = static_cast<std::uint32_t>(counter);
    passkey->used = unit.now();
    return {};
}

SignInOutcome Accounts::sign_in(const PasskeyProof& proof, const Site& site, const Where& where, Language language) {
    // There is no name to count by; the address has its own limit.
    if (auto waits = must_wait(Guess::Code, {}, where, language)) return *std::move(waits);
    std::int64_t counter = 0;
    const auto account = owner_of(proof, site, {}, where, counter);
    if (!account || !account->may_come_in(today())) {
        m_throttle.failed(Guess::Passkey, {}, where.workstation, m_ground.steady());
        return no(language);
    }
    const Opening opening{.basis = "passkey", .with_factor = true};
    auto begun = begin(account->practice, account->id, opening, where, language,
                       [&](storage::Unit& unit, Account& stored) { return use_passkey(unit, stored, proof, counter, language); });
    if (!begun) return NotIn{begun.error()};
    m_throttle.succeeded(rows::login_text(account->login), where.workstation, m_ground.steady());
    return *std::move(begun);
}

SignInOutcome Accounts::activate(std::string_view login, std::string_view code, std::string_view password, const Where& where, Language language) {
    const auto text = rows::login_text(login);
    if (auto waits = must_wait(Guess::Code, text, where, language)) return *std::move(waits);
    // By what was typed alone: what is refused here says nothing of an account.
    if (auto refused = rows::refuse_password(m_ground.database, {}, password, login, {}, language)) return NotIn{*std::move(refused)};
    const auto account = find_login(text);
    const auto parsed = factors::RecoveryCode::parse(code);
    // The same work whether the code is right or not.
    const auto hash = vault::password_hash(m_ground.keyring, password);
    const auto is_right = [&](const Account& one, system::Instant now) {
        const auto& activation = one.factors.activation;
        return parsed && activation && activation->ends > now && vault::same_bytes(activation->hash, code_hash("activation", one.id, parsed->bytes()));
    };
    if (!account || !account->may_come_in(today()) || !is_right(*account, m_ground.clock.now())) {
        m_throttle.failed(Guess::Code, text, where.workstation, m_ground.steady());
        if (account) note_refused(*account, "sign_in", "activation", where);
        return NotIn{refuse(Code::Forbidden, language, "Deze inlognaam en deze code horen niet bij elkaar, of de code is gebruikt of verlopen.",
                            "This login and this code do not belong together, or the code is used or too old.")};
    }
    const Opening opening{.kind = SessionKind::Enrolling, .basis = "activation"};
    auto begun = begin(account->practice, account->id, opening, where, language, [&](storage::Unit& unit, Account& stored) -> std::optional<Error> {
        if (!is_right(stored, unit.now())) return no(language).error;
        stored.factors.activation.reset();
        stored.hash = hash;
        return {};
    });
    if (!begun) return NotIn{begun.error()};
    m_throttle.succeeded(text, where.workstation, m_ground.steady());
    return *std::move(begun);
}

Result<Begun> Accounts::begin(const subjects::ActorId& id, const Where& where, Language language) {
    const auto account = find(id);
    if (!account) return refuse(Code::NotFound, language, "Dit account bestaat niet.", "There is no such account.");
    return begin(account->practice, id, {.basis = "demo"}, where, language);
}

}  // namespace kader::accounts
