// One's own account: what it has, and adding and taking away factors.

#include <algorithm>

#include "accounts/account_rows.h"
#include "accounts/accounts.h"
#include "accounts/passkey_check.h"
#include "factors/pin.h"
#include "factors/recovery_codes.h"
#include "factors/totp.h"
#include "subjects/practices.h"
#include "system/random.h"
#include "vault/password.h"

namespace kader::accounts {

using rows::refuse;

namespace {

constexpr std::size_t passkey_name_characters_max = 60;

NotIn wrong_code(Language language) {
    return {refuse(Code::Forbidden, language, "Deze code is niet goed. Typ de zes cijfers die de app nu laat zien, en kijk of de klok van het toestel klopt.",
                   "This code is wrong. Type the six digits that the app shows now, and see whether the clock of the device is right.")};
}

// By which a person points at a session; it opens nothing.
std::string session_id(const vault::Digest& key) {
    return vault::hex(vault::digest_of({vault::bytes_of("session id:"), key})).substr(0, 16);
}

Error no_account(Language language) { return refuse(Code::NotFound, language, "Dit account bestaat niet.", "There is no such account."); }

}  // namespace

Result<Own> Accounts::own(const SignedIn& who, Language language) {
    const auto account = find(who.person);
    if (!account) return no_account(language);
    const auto& factors = account->factors;
    Own own{account->login, !account->hash.empty(), factors.pin.has_value(), {}, factors.codes.size(), factors.code_used, {}};
    if (factors.totp) own.factors.push_back({factors.totp->id, FactorKind::Totp, {}, factors.totp->added, factors.totp->used});
    for (const auto& one : factors.passkeys) own.factors.push_back({one.id, FactorKind::Passkey, one.name, one.added, one.used});
    const auto now = m_ground.clock.now();
    const auto steady = m_ground.steady();
    const std::lock_guard lock{m_mutex};
    for (const auto& [key, live] : m_known->sessions)
        if (live->account->id == who.person && !is_over(*live, now, steady))
            own.sessions.push_back({session_id(key), live->begun, live->used, live->workstation, key == who.key, is_locked(*live, now, steady),
                                    live->station.has_value()});
    std::ranges::sort(own.sessions, std::greater{}, &OwnSession::used);
    return own;
}

std::optional<Error> Accounts::end_session(const SignedIn& who, std::string_view id, const Where& where, Language language) {
    std::optional<Live> found;
    {
        const std::lock_guard lock{m_mutex};
        for (const auto& [key, live] : m_known->sessions)
            if (live->account->id == who.person && session_id(key) == id) found = *live;
    }
    if (!found) return refuse(Code::NotFound, language, "Deze sessie is er niet meer.", "This session is not there any more.");
    return m_ground.writer.write(who.home.bytes(), [&](storage::Unit& unit) -> std::optional<Error> {
        end_one(unit, *found);
        note(unit, who.home_grant(where.workstation), *found->account, "session.end", "by_owner");
        if (m_ground.after_writes) m_ground.after_writes(unit);
        return {};
    });
}

// What was offered is kept under the session, one at a time; nothing is stored before a code came back.
Result<TotpOffer> Accounts::offer_totp(const SignedIn& who, Language language) {
    const auto account = find(who.person);
    if (!account) return no_account(language);
    std::string practice;
    for (const auto& one : subjects::practices(*m_ground.database.open_reader()))
        if (one.id == who.home) practice = one.name;
    const auto secret = factors::TotpSecret::random();
    const auto now = m_ground.steady();
    m_offers.take(who.key, now);
    m_offers.put(who.key, {{secret.bytes().begin(), secret.bytes().end()}}, now);
    return TotpOffer{factors::totp_secret_text(secret), factors::totp_uri(secret, practice, account->login)};
}

std::variant<Enrolled, NotIn> Accounts::confirm_totp(const SignedIn& who, std::string_view code, const Where& where, Language language) {
    const auto account = find(who.person);
    const auto offer = m_offers.look(who.key, m_ground.steady());
    if (!account || !offer)
        return NotIn{refuse(Code::Conflict, language, "Dit duurde te lang. Begin opnieuw: u krijgt een nieuwe code om te scannen.",
                            "This took too long. Begin again: you get a new code to scan.")};
    const auto login = rows::login_text(account->login);
    if (auto waits = must_wait(Guess::Code, login, where, language)) return *std::move(waits);
    const auto secret = factors::TotpSecret::from(offer->secret);
    const auto step = secret ? factors::check_totp(*secret, code, m_ground.clock.now(), {}).step : std::nullopt;
    if (!step) {
        m_throttle.failed(Guess::Code, login, where.workstation, m_ground.steady());
        return wrong_code(language);
    }
    auto outcome = enrol(who, where, language, "totp", [&](storage::Unit& unit, Account& stored) -> std::optional<Error> {
        stored.factors.totp = {system::make_id<FactorId>(unit.now()), offer->secret, *step, unit.now(), unit.now()};
        return {};
    });
    if (std::holds_alternative<Enrolled>(outcome)) m_offers.take(who.key, m_ground.steady());
    return outcome;
}

Result<PasskeyOffer> Accounts::offer_passkey(const SignedIn& who, Language language) {
    const auto account = find(who.person);
    if (!account) return no_account(language);
    PasskeyOffer offer{passkey_challenge(who), user_handle(account->id), account->login, account->name};
    for (const auto& one : account->factors.passkeys) offer.there.push_back(one.credential);
    return offer;
}

std::variant<Enrolled, NotIn> Accounts::add_passkey(const SignedIn& who, const NewPasskey& made, const Site& site, const Where& where, Language language) {
    const NotIn refused{refuse(Code::Invalid, language, "Met deze passkey lukte het niet. Probeer het opnieuw, of neem een ander toestel of een app met codes.",
                               "This passkey did not work. Try again, or take another device or an app with codes.")};
    const auto account = find(who.person);
    const auto challenge = m_challenges.take(vault::digest_of({made.challenge}), m_ground.steady());
    if (!account || !challenge || challenge->session != who.key) return refused;
    auto read = read_new_passkey(made, site);
    if (const auto* why = std::get_if<std::string>(&read)) {
        note_refused(*account, "factor.add", "passkey:" + *why, where);
        return refused;
    }
    auto& passkey = std::get<FactorSet::Passkey>(read);
    passkey.name = trimmed(made.name).empty() ? "Passkey" : trimmed(made.name);
    if (holds_control(passkey.name) || passkey.name.size() > 4 * passkey_name_characters_max) return refused;
    return enrol(who, where, language, "passkey", [&](storage::Unit& unit, Account& stored) -> std::optional<Error> {
        if (stored.factors.passkeys.size() >= passkeys_max)
            return refuse(Code::TooLarge, language, "U hebt al tien passkeys. Haal er eerst een weg.", "You have ten passkeys already. Take one away first.");
        if (is_passkey_known(passkey.site, passkey.credential)) return refuse(Code::Conflict, language, "Deze passkey is hier al bekend.", "This passkey is known here already.");
        passkey.id = system::make_id<FactorId>(unit.now());
        passkey.added = unit.now();
        stored.factors.passkeys.push_back(passkey);
        return {};
    });
}

bool Accounts::is_passkey_known(std::string_view site, vault::Bytes credential) const {
    const std::lock_guard lock{m_mutex};
    return m_known->credentials.contains(credential_key(site, credential));
}

// The first factor comes with recovery codes, and with a session that may do what its role may.
std::variant<Enrolled, NotIn> Accounts::enrol(const SignedIn& who, const Where& where, Language language, std::string_view basis, const Decide& put) {
    const auto live = live_of(who.key);
    const NotIn ended{refuse(Code::Forbidden, language, "Deze sessie is voorbij. Meld u opnieuw aan.", "This session is over. Sign in again.")};
    if (!live) return ended;
    const bool is_first = live->kind == SessionKind::Enrolling;
    Enrolled enrolled;
    const auto decide = [&](storage::Unit& unit, Account& stored) -> std::optional<Error> {
        enrolled = {};
        auto& factors = stored.factors;
        if (!is_open(unit, who.key) || is_first != (factors.lacks() != Lacks::Nothing)) return ended.error;
        // What may be lost goes when something new comes: all of it, because nobody can tell which.
        if (factors.has_lost) {
            factors.totp.reset();
            factors.passkeys.clear();
            factors.pin.reset();
            factors.has_lost = false;
        }
        if (auto refused = put(unit, stored)) return refused;
        factors.returns.clear();
        const auto grant = who.home_grant(where.workstation);
        if (factors.codes.empty() && is_first) enrolled.recovery_codes = put_codes(stored);
        note(unit, grant, stored, "factor.add", basis);
        end_others(unit, grant, stored, is_first ? nullptr : &who.key, "factor.add");
        return {};
    };
    if (!is_first) {
        if (auto refused = change(who.home, who.person, language, decide)) return NotIn{*std::move(refused)};
        return enrolled;
    }
    const Opening opening{.basis = basis, .with_factor = true, .before = *live};
    auto begun = begin(who.home, who.person, opening, where, language, decide);
    if (!begun) return NotIn{begun.error()};
    m_throttle.succeeded(rows::login_text(live->account->login), where.workstation, m_ground.steady());
    enrolled.session = *std::move(begun);
    return enrolled;
}

std::vector<std::string> Accounts::put_codes(Account& stored) const {
    std::vector<std::string> texts;
    stored.factors.codes.clear();
    for (const auto& code : factors::make_recovery_codes()) {
        stored.factors.codes.push_back(factors::recovery_code_digest(m_ground.keyring.pepper(), stored.id.bytes(), code));
        texts.push_back(code.text());
    }
    return texts;
}

std::optional<Error> Accounts::change_own(const SignedIn& who, const Where& where, Language language, Act act, std::string_view basis,
                                          const Decide& decide) {
    return change(who.home, who.person, language, [&](storage::Unit& unit, Account& stored) -> std::optional<Error> {
        if (!is_open(unit, who.key)) return refuse(Code::Forbidden, language, "Deze sessie is voorbij. Meld u opnieuw aan.", "This session is over. Sign in again.");
        if (auto refused = decide(unit, stored)) return refused;
        const auto grant = who.home_grant(where.workstation);
        note(unit, grant, stored, act, basis);
        stored.factors.returns.clear();
        end_others(unit, grant, stored, &who.key, "own_account");
        return {};
    });
}

std::optional<Error> Accounts::remove_factor(const SignedIn& who, const FactorId& id, const Where& where, Language language) {
    return change_own(who, where, language, "factor.remove", {}, [&](storage::Unit&, Account& stored) -> std::optional<Error> {
        auto left = stored.factors;
        if (left.totp && left.totp->id == id) left.totp.reset();
        std::erase_if(left.passkeys, [&](const auto& one) { return one.id == id; });
        if (left.passkeys.size() == stored.factors.passkeys.size() && left.totp.has_value() == stored.factors.totp.has_value())
            return refuse(Code::NotFound, language, "Dit is er niet.", "There is no such thing.");
        if (!left.has_second())
            return refuse(Code::Conflict, language, "Dit is uw enige tweede stap. Voeg eerst een andere toe.", "This is your only second step. Add another one first.");
        stored.factors = std::move(left);
        return {};
    });
}

Result<std::vector<std::string>> Accounts::new_recovery_codes(const SignedIn& who, const Where& where, Language language) {
    std::vector<std::string> codes;
    auto refused = change_own(who, where, language, "factor.recovery_codes", {}, [&](storage::Unit&, Account& stored) -> std::optional<Error> {
        codes = put_codes(stored);
        return {};
    });
    if (refused) return *std::move(refused);
    return codes;
}

std::optional<Error> Accounts::set_password(const SignedIn& who, std::string_view password, const Where& where, Language language) {
    const auto account = find(who.person);
    if (!account) return no_account(language);
    if (auto refused = rows::refuse_password(m_ground.database, who.home, password, account->login, account->name, language)) return refused;
    const auto hash = vault::password_hash(m_ground.keyring, password);
    return change_own(who, where, language, "password.change", {}, [&](storage::Unit&, Account& stored) -> std::optional<Error> {
        stored.hash = hash;
        return {};
    });
}

std::optional<Error> Accounts::set_pin(const SignedIn& who, std::string_view pin, const Where& where, Language language) {
    if (pin.empty())
        return change_own(who, where, language, "factor.remove", "pin", [&](storage::Unit&, Account& stored) -> std::optional<Error> {
            stored.factors.pin.reset();
            return {};
        });
    if (const auto refused = factors::pin_refusal(pin)) return Error{Code::Invalid, refused->in(language)};
    const auto hash = factors::pin_hash(m_ground.keyring, pin);
    return change_own(who, where, language, "factor.add", "pin", [&](storage::Unit&, Account& stored) -> std::optional<Error> {
        stored.factors.pin = {hash, 0};
        return {};
    });
}

}  // namespace kader::accounts
