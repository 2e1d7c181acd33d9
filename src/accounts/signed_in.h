#pragma once

// What goes in and out of accounts.h: who is signed in, with what somebody proves who they are, and what they are
// told of their own account.

#include <array>
#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "access/role.h"
#include "accounts/role_set.h"
#include "kernel/result.h"
#include "subjects/ids.h"
#include "system/clock.h"
#include "vault/sealed.h"

namespace kader::accounts {

using FactorId = Uuid<struct FactorTag>;
using StationId = Uuid<struct StationTag>;

// From where somebody asks.
struct Where {
    std::string workstation;   // An address, or "local".
    std::string station = {};  // The token of a shared workstation, where the browser has one.
    Where(std::string address, std::string station_token = {}) : workstation(std::move(address)), station(std::move(station_token)) {}
    Where(const char* address) : workstation(address) {}
    Where(std::string_view address) : workstation(address) {}
};

enum class SessionState : std::uint8_t {
    Active,
    Enrolling,  // May do nothing but add a second factor: the account has none, or a recovery code was used.
    Locked,     // Too long unused, or locked by hand: nothing is shown until a factor is given again.
};
std::string_view word(SessionState);  // "active", "enrolling", "locked"

// Why a session is to enrol a factor.
enum class Lacks : std::uint8_t { Nothing, Factor, Lost };
std::string_view word(Lacks);  // "nothing", "factor": none yet, "lost": a recovery code was used

// Somebody who has a session, as of the moment of asking. Only an active one may see or do anything.
struct SignedIn {
    vault::Digest key{};  // Names the session; not its token.
    subjects::PracticeId practice;
    subjects::ActorId account;
    access::Role role = access::Role::Reader;
    std::string name;  // To show.
    std::string csrf;  // 64 hex digits, which follow from the session.
    SessionState state = SessionState::Active;
    Lacks lacks = Lacks::Nothing;
    bool is_fresh = false;       // A second factor was used less than five minutes ago: privileged acts may go on.
    bool is_shared = false;      // On a shared workstation: it locks after five minutes.
    std::size_t codes_left = 0;  // Recovery codes.
    // Where the account itself is, and which: the same as above for who does not work elsewhere as a guest.
    subjects::PracticeId home = {};
    subjects::ActorId person = {};
    std::string case_number = {};         // Of an external reviewer,
    std::vector<std::string> scope = {};  // who is kept to these areas.
    // What they may in the practice they work in, and for what they do to their own account.
    access::Grant grant(std::string_view workstation) const;
    access::Grant home_grant(std::string_view workstation) const;
};

struct Begun {
    std::string token;  // 64 hex digits, for the browser alone.
    SignedIn who;
};

// The password was taken in, right or wrong: what comes next tells. For five minutes and five codes.
struct Pending {
    std::string token;
};

// Forbidden: what was given does not belong together; what of it, nobody is told. With `wait`: not now.
struct NotIn {
    Error error;
    std::optional<std::chrono::seconds> wait = {};
};

// Where a passkey is used: it belongs to the name of a host, and answers to one origin.
struct Site {
    std::string name;    // "localhost", "kader.praktijk.test"
    std::string origin;  // "http://localhost:8420", as the browser says it.
};

// What a device answered to a challenge of ours, and what it answered to.
struct PasskeyProof {
    std::array<std::uint8_t, 32> challenge{};
    vault::ByteVector credential, client_data, authenticator_data, signature;
    std::optional<vault::ByteVector> user_handle = {};
};
struct NewPasskey {
    std::array<std::uint8_t, 32> challenge{};
    vault::ByteVector client_data, attestation;
    std::string name;  // By which its owner knows it: "Telefoon".
};

// What unlocks a session, and what makes it fresh. Exactly one is given.
struct Proof {
    std::optional<std::string> code = {};      // Of the authenticator app.
    std::optional<std::string> password = {};  // Unlocks; makes nothing fresh.
    std::optional<std::string> pin = {};       // Unlocks on a shared workstation; makes nothing fresh.
    std::optional<PasskeyProof> passkey = {};
};

struct TotpOffer {
    std::string secret;  // In groups, to type over.
    std::string uri;     // otpauth://, for a QR code.
};

struct PasskeyOffer {
    std::array<std::uint8_t, 32> challenge{};
    vault::ByteVector user;                      // The handle that the device keeps.
    std::string login, name;                     // To show on the device.
    std::vector<vault::ByteVector> there = {};   // Credentials that the account has already.
};

// A factor was added.
struct Enrolled {
    std::vector<std::string> recovery_codes;  // With the first one: shown once, kept nowhere.
    std::optional<Begun> session = {};        // The new one, where the old could do nothing else than enrol.
};

enum class FactorKind : std::uint8_t { Totp, Passkey };
std::string_view word(FactorKind);  // "totp", "passkey"

struct OwnFactor {
    FactorId id;
    FactorKind kind = FactorKind::Totp;
    std::string name;  // Of a passkey.
    system::Instant added{};
    std::optional<system::Instant> used = {};
};

struct OwnSession {
    std::string id;  // 16 hex digits; opens nothing.
    system::Instant begun{}, used{};
    std::string workstation;
    bool is_this = false, is_locked = false, is_shared = false;
};

// One's own account.
struct Own {
    std::string login;
    bool has_password = false, has_pin = false;
    std::vector<OwnFactor> factors;
    std::size_t codes_left = 0;
    std::optional<system::Instant> code_used = {};  // When a recovery code was used last.
    std::vector<OwnSession> sessions;
};

// A role that somebody gives.
struct NewRole {
    access::Role role = access::Role::Reader;
    std::optional<CalendarDay> until = {};  // A locum and an external reviewer have one.
    std::string case_number = {};           // An external reviewer has both.
    std::vector<std::string> scope = {};
};

// What a role waits for.
enum class WaitsFor : std::uint8_t {
    Nothing,
    Person,        // To accept the invitation.
    SecondPerson,  // To agree.
    Time,          // There is nobody else who could agree; until a day,
    Confirmation,  // and then for who asked.
};
std::string_view word(WaitsFor);  // "nothing", "person", "second_person", "time", "confirmation"

struct Held : Membership {
    WaitsFor waits = WaitsFor::Nothing;
    std::optional<CalendarDay> waits_until = {};
};

// A role was given, or asked for.
struct Granted {
    subjects::ActorId person = {};
    Held held;
    std::optional<std::string> code = {};  // With which a new person begins: once it counts, once.
};

// Somebody who has roles in a practice, as who manages accounts sees them.
struct Listed {
    subjects::ActorId id;
    std::string name, login;  // Without a name: a guest who did not accept yet.
    access::Role role = access::Role::Reader;  // In which they begin, or else the first.
    bool is_suspended = false, has_second_factor = false;
    bool is_guest = false;
    std::vector<Held> memberships = {};
    std::optional<system::Instant> last_used = {};  // Here; as far as is known.
};

// To work in another practice.
struct Invitation {
    subjects::ActorId id;
    subjects::PracticeId practice;
    std::vector<access::Role> roles;
    system::Instant made{};
};

// Where somebody may work, with which roles now.
struct Workplace {
    subjects::PracticeId practice;
    std::vector<access::Role> roles;
};

// An account that is not suspended, without a name: what the server sees of itself.
struct MaySignIn {
    subjects::ActorId account;
    bool has_second_factor = false;
};

// Somebody who may come back by PIN on a shared workstation.
struct MayReturn {
    subjects::ActorId account;
    std::string name;
};

}  // namespace kader::accounts
