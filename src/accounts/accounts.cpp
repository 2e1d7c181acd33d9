// Accounts: making them, ending them, and letting the first one in.

#include "accounts/accounts.h"

#include "accounts/account_rows.h"
#include "subjects/subject.h"
#include "system/random.h"
#include "vault/password.h"

namespace kader::accounts {

using rows::refuse;

namespace {

constexpr storage::Sql insert_account{
    "INSERT INTO account (practice_id, account_id, subject_id, login_match, role, state, password_hash, sealed, created_at, roles) "
    "VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)"};
constexpr storage::Sql count_accounts{"SELECT count(*) FROM account WHERE practice_id = $1"};
constexpr storage::Sql delete_tokens{"DELETE FROM setup_token WHERE practice_id = $1 AND used_at IS NULL"};
constexpr storage::Sql insert_token{
    "INSERT INTO setup_token (practice_id, token_hash, made_at, ends_at, used_at) VALUES ($1, $2, $3, $4, $5)"};
constexpr storage::Sql select_token{
    "SELECT ends_at FROM setup_token WHERE practice_id = $1 AND token_hash = $2 AND used_at IS NULL"};
constexpr storage::Sql use_token{"UPDATE setup_token SET used_at = $3 WHERE practice_id = $1 AND token_hash = $2"};

Error login_in_use(Language language) {
    return refuse(Code::Conflict, language, "Deze inlognaam is al in gebruik.", "This login is in use already.");
}

std::int64_t count_of_accounts(storage::Unit& unit, const subjects::PracticeId& practice) {
    std::int64_t count = 0;
    unit.each(count_accounts, {storage::id(practice)}, [&](const storage::Row& row) { count = row.integer(0); });
    return count;
}

bool is_one_line(std::string_view text) {
    return !holds_control(text) && text.find_first_of("\r\n\t") == std::string_view::npos;
}

bool fits(std::string_view text, std::size_t least, std::size_t most) {
    std::size_t characters = 0;
    for (std::size_t at = 0; at < text.size(); ++characters)
        if (next_character(text, at) == bad_byte) return false;
    return characters >= least && characters <= most && is_one_line(text);
}

}  // namespace

// A login that nobody else can take while it lives; false when somebody has it.
class Accounts::Claim {
public:
    Claim(Accounts& accounts, std::string_view login)
        : m_accounts(accounts), m_login(accounts.login_key(rows::login_text(login))) {
        const std::lock_guard lock{m_accounts.m_mutex};
        m_holds = !m_accounts.m_known->logins.contains(m_login) && m_accounts.m_claimed.insert(m_login).second;
    }
    ~Claim() {
        if (!m_holds) return;
        const std::lock_guard lock{m_accounts.m_mutex};
        m_accounts.m_claimed.erase(m_login);
    }
    Claim(const Claim&) = delete;
    Claim& operator=(const Claim&) = delete;
    explicit operator bool() const { return m_holds; }

private:
    Accounts& m_accounts;
    vault::Digest m_login;
    bool m_holds = false;
};

Accounts::Accounts(Ground ground)
    : m_ground(std::move(ground)),
      m_csrf_key(m_ground.keyring.pepper().for_purpose("csrf")),
      m_token_key(m_ground.keyring.pepper().for_purpose("token")),
      m_code_key(m_ground.keyring.pepper().for_purpose("code")),
      m_known(read()) {
    const auto now = m_ground.clock.now();
    const auto steady = m_ground.steady();
    std::erase_if(m_known->sessions, [&](const auto& one) {
        // From the future: the clock was set back meanwhile, and how long it was unused cannot be told.
        return one.second->used > now || is_over(*one.second, now, steady);
    });
}

Accounts::~Accounts() {
    m_outstanding.wait();
}

vault::Digest Accounts::login_key(std::string_view login_text) const {
    return vault::keyed_digest_of(m_login_key, {vault::bytes_of(login_text)});
}

bool Accounts::has_account(const subjects::PracticeId& practice) {
    be_fresh();
    const std::lock_guard lock{m_mutex};
    return m_known->practices.contains(practice);
}

std::optional<Error> Accounts::refusal_of(const NewAccount& account, Language language) const {
    if (!fits(trimmed(account.name), 1, name_characters_max))
        return refuse(Code::Invalid, language, "Geef een naam van 1 tot en met 200 tekens.", "Give a name of 1 through 200 characters.");
    if (!fits(trimmed(account.login), 3, login_characters_max) || rows::login_text(account.login).empty())
        return refuse(Code::Invalid, language, "Geef een inlognaam van 3 tot en met 200 tekens.",
                      "Give a login of 3 through 200 characters.");
    return {};
}

void Accounts::add(storage::Unit& unit, const access::Grant& grant, const subjects::ActorId& id, const NewAccount& wanted,
                   const Membership& first, const std::string& hash) {
    auto account = std::make_shared<Account>();
    account->practice = grant.practice();
    account->id = id;
    account->match = rows::match_of(m_ground.keyring, grant.practice(), rows::login_text(wanted.login));
    account->role = first.role;
    account->roles.all = {first};
    account->hash = hash;
    account->name = trimmed(wanted.name);
    account->login = trimmed(wanted.login);
    account->subject = subjects::subject_for(unit, m_ground.keys, {subjects::SubjectKind::Account, id.text()});
    const auto key = m_ground.keys.open(unit.session(), account->practice.bytes(), account->subject.bytes());
    HALT_UNLESS(bool(key));
    rows::seal_roles(**key, *account);
    const auto who = rows::seal_who(**key, *account);
    unit.run(insert_account, {storage::id(account->practice), storage::id(id), storage::id(account->subject),
                              storage::Bytes{account->match}, access::word(account->role),
                              static_cast<std::int64_t>(account->state), account->hash, storage::Bytes{who},
                              rows::number(unit.now()), storage::Bytes{account->sealed_roles}});
    audit::Line line{.act = "account.create", .basis = std::string{access::word(first.role)}, .subject = account->subject, .object = audit::Object{"account", id.text()}};
    m_ground.log.append(unit, grant, line);
    follow(unit, [this, account](Known& known) {
        known.practices.insert(account->practice);
        known.logins.emplace(login_key(rows::login_text(account->login)), account->id);
        known.accounts[account->id] = account;
    });
}

Result<subjects::ActorId> Accounts::create(const access::Grant& grant, const NewAccount& account, Language language) {
    if (auto refused = grant.refusal(access::Area::Practice, access::Act::Write, language)) return *std::move(refused);
    if (auto refused = refusal_of(account, language)) return *std::move(refused);
    if (!account.password.empty())
        if (auto refused = rows::refuse_password(m_ground.database, grant.practice(), account.password, account.login, account.name, language)) return *std::move(refused);
    be_fresh();
    const Claim claim{*this, account.login};
    if (!claim) return login_in_use(language);
    const auto hash = account.password.empty() ? std::string{} : vault::password_hash(m_ground.keyring, account.password);
    const auto id = system::make_id<subjects::ActorId>(m_ground.clock.now());
    const std::lock_guard one{m_granting};
    KADER_TRY(role, asked_role(grant, {account.role, account.until, account.case_number, account.scope}, id, {}, language));
    const auto work = [&](storage::Unit& unit) -> std::optional<Error> {
        add(unit, grant, id, account, role, hash);
        if (m_ground.after_writes) m_ground.after_writes(unit);
        return {};
    };
    if (auto refused = m_ground.writer.write(grant.practice().bytes(), work)) return *std::move(refused);
    return id;
}

Result<Granted> Accounts::admit(const access::Grant& grant, const NewAccount& account, Language language) {
    KADER_TRY(id, create(grant, account, language));
    const auto person = person_of(grant, id);
    HALT_UNLESS(person.has_value());
    const auto people = people_of(grant.practice());
    Granted granted{id, held(person->roles.all.front(), *person, people)};
    if (granted.held.state != MemberState::Active) return granted;
    KADER_TRY(code, give_code(grant, id, language));
    granted.code = code;
    return granted;
}

Result<std::string> Accounts::make_setup_token(const subjects::PracticeId& practice, Language language) {
    const auto token = rows::new_token();
    const auto hash = rows::hash_of_token(m_token_key, token);
    const auto work = [&](storage::Unit& unit) -> std::optional<Error> {
        if (count_of_accounts(unit, practice) > 0)
            return refuse(Code::Conflict, language, "Deze praktijk heeft al een account.", "This practice has an account already.");
        unit.run(delete_tokens, {storage::id(practice)});
        unit.run(insert_token, {storage::id(practice), storage::Bytes{hash}, rows::number(unit.now()),
                                rows::number(unit.now() + setup_token_time), storage::null()});
        m_ground.log.append(unit, access::server_grant(practice), {.act = "setup_token.make"});
        if (m_ground.after_writes) m_ground.after_writes(unit);
        follow(unit, [hash, practice](Known& known) {
            std::erase_if(known.setup_tokens, [&](const auto& one) { return one.second == practice; });
            known.setup_tokens[hash] = practice;
        });
        return {};
    };
    if (auto refused = m_ground.writer.write(practice.bytes(), work)) return *std::move(refused);
    return token;
}

Result<Begun> Accounts::set_up(std::string_view token, const NewAccount& wanted, const Where& where, Language language) {
    const auto unknown = refuse(Code::Forbidden, language,
                                "Deze sleutel om te beginnen is onbekend, al gebruikt of verlopen. Start kader serve opnieuw voor een nieuwe.",
                                "This token to begin with is unknown, used or too old. Start kader serve again for a new one.");
    const auto hash = rows::hash_of_token(m_token_key, token);
    std::optional<subjects::PracticeId> practice;
    be_fresh();
    {
        const std::lock_guard lock{m_mutex};
        if (const auto found = m_known->setup_tokens.find(hash); found != m_known->setup_tokens.end()) practice = found->second;
    }
    if (!practice) return unknown;
    auto first = wanted;
    first.role = access::Role::Owner;
    if (auto refused = refusal_of(first, language)) return *std::move(refused);
    if (auto refused = rows::refuse_password(m_ground.database, *practice, first.password, first.login, first.name, language)) return *std::move(refused);
    const Claim claim{*this, first.login};
    if (!claim) return login_in_use(language);
    const auto password_hash = vault::password_hash(m_ground.keyring, first.password);
    const auto id = system::make_id<subjects::ActorId>(m_ground.clock.now());
    const auto grant = access::staff_grant(*practice, id, access::Role::Owner, where.workstation);
    const auto work = [&](storage::Unit& unit) -> std::optional<Error> {
        std::optional<system::Instant> ends;
        unit.each(select_token, {storage::id(*practice), storage::Bytes{hash}},
                  [&](const storage::Row& row) { ends = rows::instant(row.integer(0)); });
        if (!ends || *ends <= unit.now()) return unknown;
        if (count_of_accounts(unit, *practice) > 0) return unknown;
        unit.run(use_token, {storage::id(*practice), storage::Bytes{hash}, rows::number(unit.now())});
        add(unit, grant, id, first, {.role = access::Role::Owner, .asked = unit.now()}, password_hash);
        if (m_ground.after_writes) m_ground.after_writes(unit);
        follow(unit, [hash](Known& known) { known.setup_tokens.erase(hash); });
        return {};
    };
    if (auto refused = m_ground.writer.write(practice->bytes(), work)) return *std::move(refused);
    return begin(*practice, id, {.kind = SessionKind::Enrolling, .basis = "setup_token"}, where, language);
}

}  // namespace kader::accounts
