#include "accounts/account_rows.h"

#include <algorithm>

#include "factors/password_strength.h"
#include "subjects/practices.h"
#include "system/random.h"

namespace kader::accounts {

bool AccountRow::may_return_to(const StationId& station, system::Instant now) const {
    return state == AccountState::Active && factors.pin && factors.pin->wrong < pin_tries &&
           std::ranges::any_of(factors.returns, [&](const auto& one) { return one.station == station && one.until > now; });
}

}  // namespace kader::accounts

namespace kader::accounts::rows {

namespace {

constexpr std::uint16_t who_version = 1;
constexpr std::uint16_t factors_version = 1;
constexpr std::uint16_t roles_version = 1;
constexpr std::uint16_t guest_version = 1;

vault::Digest beside(const AccountRow& row) {
    const auto state = vault::big_endian(static_cast<std::int64_t>(row.state));
    // The role has no zero in it, nor has the hash of the password, and all else has a fixed length.
    const std::string_view zero{"\0", 1};
    // An account of before there were factors has none, and is as it was sealed then.
    const auto factors = vault::digest_of({row.sealed_factors});
    // Longer than the part of the factors, so neither is taken for the other.
    const std::string_view then_roles{"\0roles:", 7};
    const auto roles = vault::digest_of({row.sealed_roles});
    return vault::digest_of({vault::bytes_of(access::word(row.role)), vault::bytes_of(zero), state, row.subject.bytes(), row.match,
                             vault::bytes_of(row.hash), row.sealed_factors.empty() ? vault::Bytes{} : vault::bytes_of(zero),
                             row.sealed_factors.empty() ? vault::Bytes{} : vault::Bytes{factors},
                             row.sealed_roles.empty() ? vault::Bytes{} : vault::bytes_of(then_roles),
                             row.sealed_roles.empty() ? vault::Bytes{} : vault::Bytes{roles}});
}

vault::Place place_of_factors(const AccountRow& row) {
    return {row.practice.bytes(), "account_factors", row.id.bytes(), 1, row.subject.bytes()};
}

vault::Place place_of_roles(const AccountRow& row) {
    return {row.practice.bytes(), "account_roles", row.id.bytes(), 1, row.subject.bytes()};
}

vault::Place place_of_guest(const GuestRow& row) {
    return {row.practice.bytes(), "guest", row.id.bytes(), 1, row.subject.bytes()};
}

}  // namespace

void seal_roles(const vault::Key& key, AccountRow& row) {
    const auto plain = bytes_of_roles(row.roles);
    row.sealed_roles = vault::seal(key, place_of_roles(row), roles_version, plain);
}

bool open_roles(const vault::Key& key, AccountRow& row) {
    if (row.sealed_roles.empty()) {
        row.roles.all = {{.role = row.role}};
        return true;
    }
    const auto opened = vault::open(key, place_of_roles(row), row.sealed_roles);
    if (!opened || opened->body_version != roles_version) return false;
    auto roles = parse_roles(opened->plain);
    if (roles) row.roles = std::move(*roles);
    return roles.has_value();
}

vault::ByteVector seal_guest(const vault::Key& key, const GuestRow& row) {
    return vault::seal(key, place_of_guest(row), guest_version, bytes_of_guest(row));
}

bool open_guest(const vault::Key& key, GuestRow& row, vault::Bytes sealed) {
    const auto opened = vault::open(key, place_of_guest(row), sealed);
    if (!opened || opened->body_version != guest_version) return false;
    auto card = parse_guest(opened->plain);
    if (card) static_cast<GuestCard&>(row) = std::move(*card);
    return card.has_value();
}

void seal_factors(const vault::Key& key, AccountRow& row) {
    auto plain = bytes_of_factors(row.factors);
    row.sealed_factors = vault::seal(key, place_of_factors(row), factors_version, plain);
    vault::wipe(plain);
}

bool open_factors(const vault::Key& key, AccountRow& row) {
    if (row.sealed_factors.empty()) return true;
    auto opened = vault::open(key, place_of_factors(row), row.sealed_factors);
    if (!opened || opened->body_version != factors_version) return false;
    auto factors = parse_factors(opened->plain);
    vault::wipe(opened->plain);
    if (factors) row.factors = std::move(*factors);
    return factors.has_value();
}

vault::ByteVector seal_who(const vault::Key& key, const AccountRow& row) {
    // Neither can hold a character that is not seen, so this parts them.
    std::string text{row.name};
    text += '\0';
    text += row.login;
    const auto with = beside(row);
    return vault::seal(key, {row.practice.bytes(), "account", row.id.bytes(), 1, with}, who_version, vault::bytes_of(text));
}

bool open_who(const vault::Key& key, AccountRow& row, vault::Bytes sealed) {
    const auto with = beside(row);
    const auto opened = vault::open(key, {row.practice.bytes(), "account", row.id.bytes(), 1, with}, sealed);
    if (!opened || opened->body_version != who_version) return false;
    const std::string text{opened->plain.begin(), opened->plain.end()};
    const auto end = text.find('\0');
    if (end == std::string::npos) return false;
    row.name = text.substr(0, end);
    row.login = text.substr(end + 1);
    return true;
}

std::string login_text(std::string_view login) { return folded(trimmed(login)); }

LoginMatch match_of(const vault::Keyring& keyring, const Practice& practice, std::string_view login_text) {
    return vault::match_of(keyring.match_key(), practice.bytes(), "login:" + std::string{login_text});
}

vault::Digest hash_of_token(const vault::Key& key, std::string_view token) {
    return vault::keyed_digest_of(key, {vault::bytes_of("token:"), vault::bytes_of(token)});
}

vault::Digest proof_of_session(const vault::Key& key, const SessionRow& row, const Practice& practice, const subjects::ActorId& account) {
    const bool is_before_roles = !row.role && !row.guest_id;
    return vault::keyed_digest_of(key, {vault::bytes_of(is_before_roles ? "session 2:" : "session 3:"), row.key, practice.bytes(), account.bytes(), vault::big_endian(number(row.begun)),
                                        vault::big_endian(number(row.ends)), vault::big_endian(static_cast<std::int64_t>(row.kind)),
                                        vault::big_endian(number(row.factor)), row.station.value_or(StationId{}).bytes(),
                                        is_before_roles ? vault::Bytes{} : vault::Bytes{row.guest_id.value_or(subjects::ActorId{}).bytes()},
                                        row.role ? vault::bytes_of(access::word(*row.role)) : vault::Bytes{}});
}

vault::Digest proof_of_station(const vault::Key& key, const vault::Digest& token_hash, const Practice& practice, const StationId& station) {
    return vault::keyed_digest_of(key, {vault::bytes_of("station:"), token_hash, practice.bytes(), station.bytes()});
}

bool read_account(const storage::Row& row, AccountRow& account, const std::function<std::shared_ptr<const vault::Key>(const subjects::SubjectId&)>& key_of) {
    account.id = row.id<subjects::ActorId>(0);
    account.subject = row.id<subjects::SubjectId>(1);
    const auto match = row.blob(2);
    const auto role = access::parse_role(row.text(3));
    const auto state = row.integer(4);
    const auto key = key_of(account.subject);
    if (match.size() != account.match.size() || !role || !key) return false;
    std::copy(match.begin(), match.end(), account.match.begin());
    account.role = *role;
    account.state = static_cast<AccountState>(state);
    account.hash = row.text(5);
    if (!row.is_null(7)) account.sealed_factors.assign(row.blob(7).begin(), row.blob(7).end());
    if (!row.is_null(8)) account.sealed_roles.assign(row.blob(8).begin(), row.blob(8).end());
    return open_who(*key, account, row.blob(6)) && open_factors(*key, account) && open_roles(*key, account);
}

std::optional<Error> refuse_password(storage::Database& database, const Practice& practice, std::string_view password, std::string_view login,
                                     std::string_view name, Language language) {
    std::string house;
    if (!practice.is_nil())
        for (const auto& one : subjects::practices(*database.open_reader()))
            if (one.id == practice) house = one.name;
    const std::array<std::string_view, 3> known{house, login, name};
    if (const auto refused = factors::password_weakness(password, known)) return Error{Code::Invalid, refused->in(language)};
    return {};
}

std::optional<Error> refuse_above(const access::Grant& grant, access::Role of, Language language) {
    if (grant.actor().kind != access::ActorKind::Staff || !access::is_privileged(of) || grant.actor().role == access::word(access::Role::Owner)) return {};
    return {{Code::Forbidden, language == Language::Dutch ? "Over de rol " + std::string{access::name(of, language)} + " gaat alleen een eigenaar."
                                                          : "Only an owner decides on the role " + std::string{access::name(of, language)} + "."}};
}

std::optional<Error> refuse_above(const access::Grant& grant, const RoleSet& of, CalendarDay today, Language language) {
    for (const auto role : of.held(today))
        if (auto refused = refuse_above(grant, role, language)) return refused;
    return {};
}

Error last_owner(Language language) {
    return refuse(Code::Conflict, language, "Dit is de laatste eigenaar. Geef eerst iemand anders deze rol.", "This is the last owner. Give somebody else this role first.");
}

Error refuse(Code code, Language language, std::string_view nl, std::string_view en) {
    return {code, std::string{language == Language::Dutch ? nl : en}};
}

std::string new_token() {
    std::array<std::uint8_t, 32> bytes;
    system::fill_random(bytes);
    return vault::hex(bytes);
}

}  // namespace kader::accounts::rows
