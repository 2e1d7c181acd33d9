#pragma once

// The rows of accounts and sessions; for the bodies of this module.
//
// Whoever can write in the database but lacks the keyring gains nothing by it: what an account is (role,
// state, login, password) is bound to its sealed name, a session to its account and its end, and the hash of
// a token cannot be made without a key.

#include <map>

#include "accounts/accounts.h"

namespace kader::accounts {

using LoginMatch = std::array<std::uint8_t, 16>;

enum class AccountState : std::int64_t { Active = 1, Suspended = 2 };  // Stored.

struct AccountRow {
    subjects::PracticeId practice;
    subjects::ActorId id;
    subjects::SubjectId subject;
    LoginMatch match{};
    access::Role role = access::Role::Reader;
    AccountState state = AccountState::Active;
    std::string hash;  // Of the password; empty: it has none.
    std::string name, login;
};

struct Accounts::Account : AccountRow {};

struct Accounts::Live {
    vault::Digest key{};
    std::shared_ptr<const Account> account;
    system::Instant begun{}, used{}, ends{};
    system::Instant stored_use{};  // What the database knows of `used`.
    Time begun_steady{}, used_steady{};
};

struct Accounts::Known {
    std::map<subjects::ActorId, std::shared_ptr<const Account>> accounts;
    std::map<vault::Digest, subjects::ActorId> logins;
    std::set<subjects::PracticeId> practices;  // That have an account.
    std::map<vault::Digest, std::shared_ptr<Live>> sessions;
    std::map<vault::Digest, subjects::PracticeId> setup_tokens;
};

namespace rows {

using Practice = subjects::PracticeId;

inline std::int64_t number(system::Instant at) { return at.time_since_epoch().count(); }
inline system::Instant instant(std::int64_t number) { return system::Instant{std::chrono::microseconds{number}}; }

// Name and login under the key of the account, bound to everything else in the row.
vault::ByteVector seal_who(const vault::Key&, const AccountRow&);
// Fills in name and login. False: the row is not as it was written.
bool open_who(const vault::Key&, AccountRow&, vault::Bytes sealed);

// A login as it is compared.
std::string login_text(std::string_view login);
LoginMatch match_of(const vault::Keyring&, const Practice&, std::string_view login_text);
// What is kept of a token.
vault::Digest hash_of_token(const vault::Key&, std::string_view token);
// Binds a session to its account and its times.
vault::Digest proof_of_session(const vault::Key&, const vault::Digest& token_hash, const Practice&, const subjects::ActorId&,
                               system::Instant begun, system::Instant ends);
// 256 random bits in hexadecimal.
std::string new_token();

}  // namespace rows

}  // namespace kader::accounts
