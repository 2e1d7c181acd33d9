#pragma once

// The rows of accounts and sessions; for the bodies of this module.

#include "accounts/accounts.h"

namespace kader::accounts {

using LoginMatch = std::array<std::uint8_t, 16>;

enum class AccountState : std::int64_t { Active = 1, Suspended = 2 };  // Stored.

struct Accounts::Account {
    subjects::PracticeId practice;
    subjects::ActorId id;
    subjects::SubjectId subject;
    LoginMatch match{};
    access::Role role = access::Role::Reader;
    AccountState state = AccountState::Active;
    std::string hash;  // Of the password; empty: it has none.
    std::string name;
};

struct Accounts::Live {
    vault::Digest key{};
    std::shared_ptr<const Account> account;
    system::Instant begun{}, used{}, ends{};
    system::Instant stored_use{};  // What the database knows of `used`.
    Time begun_steady{}, used_steady{};
};

namespace rows {

using Practice = subjects::PracticeId;

inline std::int64_t number(system::Instant at) { return at.time_since_epoch().count(); }
inline system::Instant instant(std::int64_t number) { return system::Instant{std::chrono::microseconds{number}}; }

// Name and login under the key of the account; the role stands beside, so that it cannot be changed in the
// database by someone without the key.
vault::ByteVector seal_who(const vault::Key&, const Practice&, const subjects::ActorId&, access::Role, std::string_view name,
                           std::string_view login);
// The name. Invalid: not as it was stored.
Result<std::string> open_name(const vault::Key&, const Practice&, const subjects::ActorId&, access::Role, vault::Bytes sealed);

// A login as it is compared.
std::string login_text(std::string_view login);
LoginMatch match_of(const vault::Keyring&, const Practice&, std::string_view login_text);
vault::Digest hash_of_token(std::string_view token);
// 256 random bits in hexadecimal.
std::string new_token();

}  // namespace rows

}  // namespace kader::accounts
