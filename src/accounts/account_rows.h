#pragma once

// The rows of accounts and sessions; for the bodies of this module.
//
// Whoever can write in the database but lacks the keyring gains nothing by it: what an account is (role,
// state, login, password, factors) is bound to its sealed name, a session to its account, its kind and its end, and
// the hash of a token cannot be made without a key.

#include <map>

#include "accounts/accounts.h"
#include "accounts/factor_set.h"

namespace kader::accounts {

using LoginMatch = std::array<std::uint8_t, 16>;

enum class AccountState : std::int64_t { Active = 1, Suspended = 2 };  // Stored.

struct AccountRow {
    subjects::PracticeId practice;
    subjects::ActorId id;
    subjects::SubjectId subject;
    LoginMatch match{};
    access::Role role = access::Role::Reader;  // It was made with; what counts stands in `roles`.
    AccountState state = AccountState::Active;
    std::string hash;  // Of the password; empty: it has none.
    std::string name, login;
    FactorSet factors;
    RoleSet roles;
    vault::ByteVector sealed_factors, sealed_roles;  // The same, as stored; empty: never had any, or the one of `role`.
    // Somebody who is suspended, or has no role that counts, does not come in.
    bool may_come_in(CalendarDay today) const { return state == AccountState::Active && roles.first(today).has_value(); }
    // Whether they may come back there by PIN.
    bool may_return_to(const StationId&, system::Instant now) const;
};

// Stored. A session of a build before this one has kind 0, and is over.
enum class SessionKind : std::int64_t { Full = 1, Enrolling = 2, Pin = 3 };

struct Accounts::Account : AccountRow {};

struct GuestRow : GuestCard {
    subjects::PracticeId practice;
    subjects::ActorId id;
    subjects::SubjectId subject;
    system::Instant made{};
};

struct Accounts::Guest : GuestRow {};

// One of the two, with their roles in the practice that is meant.
struct Accounts::Person {
    std::shared_ptr<const Account> account;  // Of a guest the one at home; null: nobody accepted.
    std::shared_ptr<const Guest> guest;      // Null: an account of this practice.
    RoleSet roles;
    bool wakes = false;  // Decided: what was stopped as a whole goes on.
    subjects::ActorId id() const { return guest ? guest->id : account->id; }
    const subjects::SubjectId& subject() const { return guest ? guest->subject : account->subject; }
    // Whether what they have counts at all now: not suspended, invited only, or given out anew elsewhere.
    bool is_in() const {
        if (!account || account->state != AccountState::Active) return false;
        return !guest || (guest->accepted && guest->roles.resets == account->roles.resets);
    }
};

// A session as it begins; it cannot become more than that, but only be followed by another.
struct SessionRow {
    vault::Digest key{};
    SessionKind kind = SessionKind::Full;
    system::Instant begun{}, ends{};
    system::Instant factor{};  // When a second factor was used last; 1970: never.
    std::optional<StationId> station;
    std::string workstation;
    std::optional<access::Role> role;           // In which it acts. None: begun before there was one; that of its account.
    std::optional<subjects::ActorId> guest_id;  // As whom, in another practice.
};

struct Accounts::Live : SessionRow {
    AccountPtr account;
    GuestPtr guest;
    access::Role role_in_use() const { return role ? *role : account->role; }
    system::Instant used{};
    std::optional<system::Instant> locked;
    system::Instant stored_use{};  // What the database knows of `used`.
    Time begun_steady{}, used_steady{}, factor_steady{};
};

struct Accounts::Station {
    StationId id;
    subjects::PracticeId practice;
};

// How a session begins.
struct Accounts::Opening {
    SessionKind kind = SessionKind::Full;
    static constexpr Act signing_in = "sign_in";
    Act act = signing_in;
    std::string_view basis = {};
    bool with_factor = false;                       // One was used just now.
    std::optional<Live> before = {};                // The one it goes on for.
    std::optional<system::Instant> ends = {};       // Not later than this.
    std::optional<access::Role> role = {};          // None: that of the one before, or the one used last.
    GuestPtr guest = {};                            // With a role: in which practice.
};

struct Accounts::Known {
    std::map<subjects::ActorId, std::shared_ptr<const Account>> accounts;
    std::map<subjects::ActorId, std::shared_ptr<const Guest>> guests;
    std::map<vault::Digest, subjects::ActorId> logins;
    std::set<subjects::PracticeId> practices;  // That have an account.
    std::map<vault::Digest, std::shared_ptr<Live>> sessions;
    std::map<vault::Digest, subjects::PracticeId> setup_tokens;
    std::map<vault::Digest, Station> stations;                  // By their token.
    std::map<vault::Digest, subjects::ActorId> credentials;     // By the passkey and the name it belongs to.
};

namespace rows {

using Practice = subjects::PracticeId;

inline std::int64_t number(system::Instant at) { return at.time_since_epoch().count(); }
inline system::Instant instant(std::int64_t number) { return system::Instant{std::chrono::microseconds{number}}; }

// Factors and roles under the key of the account, into `sealed_factors` and `sealed_roles`: before the name, which vouches for them.
void seal_factors(const vault::Key&, AccountRow&);
void seal_roles(const vault::Key&, AccountRow&);
// False: they are not as they were written.
bool open_factors(const vault::Key&, AccountRow&);
bool open_roles(const vault::Key&, AccountRow&);
vault::ByteVector seal_guest(const vault::Key&, const GuestRow&);
// False: the row is not as it was written.
bool open_guest(const vault::Key&, GuestRow&, vault::Bytes sealed);
// Name and login under the key of the account, bound to everything else in the row.
vault::ByteVector seal_who(const vault::Key&, const AccountRow&);
// Fills in name and login. False: the row is not as it was written.
bool open_who(const vault::Key&, AccountRow&, vault::Bytes sealed);

// A login as it is compared.
std::string login_text(std::string_view login);
LoginMatch match_of(const vault::Keyring&, const Practice&, std::string_view login_text);
// What is kept of a token.
vault::Digest hash_of_token(const vault::Key&, std::string_view token);
// Binds a session to its account, its times and what it may.
vault::Digest proof_of_session(const vault::Key&, const SessionRow&, const Practice&, const subjects::ActorId&);
vault::Digest proof_of_station(const vault::Key&, const vault::Digest& token_hash, const Practice&, const StationId&);
// 256 random bits in hexadecimal.
std::string new_token();

// The columns of account that make one: account_id, subject_id, login_match, role, state, password_hash, sealed, factors, roles.
// False: it is not as it was written, and lets nobody in. `key_of` gives the key of its subject, or none.
bool read_account(const storage::Row&, AccountRow&, const std::function<std::shared_ptr<const vault::Key>(const subjects::SubjectId&)>& key_of);

// Why this password is not accepted: its length, or that it is easily guessed by who knows these words and the practice.
std::optional<Error> refuse_password(storage::Database&, const Practice&, std::string_view password, std::string_view login, std::string_view name, Language);

// Only an owner manages who has a privileged role: nobody gives themselves more than they have.
std::optional<Error> refuse_above(const access::Grant&, access::Role of, Language);
std::optional<Error> refuse_above(const access::Grant&, const RoleSet& of, CalendarDay today, Language);

Error refuse(Code, Language, std::string_view nl, std::string_view en);
Error last_owner(Language);

}  // namespace rows

using rows::last_owner;

}  // namespace kader::accounts
