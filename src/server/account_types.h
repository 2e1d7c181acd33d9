#pragma once

// What travels around signing in, one's own account and the accounts of a practice. Bytes are base64url.

#include "accounts/signed_in.h"
#include "server/api_types.h"
#include "server/role_types.h"

namespace kader::server {

struct SignIn {
    std::string login, password;
    static constexpr std::string_view schema = "SignIn";
    template <class Fields>
    static void describe(Fields& field) {
        field(&SignIn::login, {.name = "login", .length_min = 1, .length_max = 200});
        field(&SignIn::password, {.name = "password", .length_min = 1, .length_max = vault::password_characters_max});
    }
};

struct SignInStep {
    std::optional<std::string> pending;
    std::optional<SessionAnswer> session;
    static constexpr std::string_view schema = "SignInStep";
    template <class Fields>
    static void describe(Fields& field) {
        field(&SignInStep::pending, {.name = "pending", .about = "Goes with the code that comes next; whether the password was right is told then."});
        field(&SignInStep::session, {.name = "session", .about = "Of an account that has no second factor yet, and may do no more than add one."});
    }
};

struct SignInCode {
    std::string pending, code;
    static constexpr std::string_view schema = "SignInCode";
    template <class Fields>
    static void describe(Fields& field) {
        field(&SignInCode::pending, {.name = "pending", .length_min = 1, .length_max = 100});
        field(&SignInCode::code, {.name = "code", .about = "Six digits of the app, or a recovery code.", .length_min = 1, .length_max = 100});
    }
};

struct Activation {
    std::string login, code, password;
    static constexpr std::string_view schema = "Activation";
    template <class Fields>
    static void describe(Fields& field) {
        field(&Activation::login, {.name = "login", .length_min = 1, .length_max = 200});
        field(&Activation::code, {.name = "code", .about = "Given in person by who manages accounts.", .length_min = 1, .length_max = 100});
        field(&Activation::password,
              {.name = "password", .length_min = vault::password_characters_min, .length_max = vault::password_characters_max});
    }
};

// What a page asks a device with.
struct PasskeyQuestion {
    std::string challenge, site;
    static constexpr std::string_view schema = "PasskeyQuestion";
    template <class Fields>
    static void describe(Fields& field) {
        field(&PasskeyQuestion::challenge, {.name = "challenge"});
        field(&PasskeyQuestion::site, {.name = "site", .about = "The name that the passkey belongs to (rpId)."});
    }
};

struct PasskeyAnswer {
    std::string challenge, id, client_data, authenticator_data, signature;
    std::optional<std::string> user_handle;
    static constexpr std::string_view schema = "PasskeyAnswer";
    template <class Fields>
    static void describe(Fields& field) {
        using A = PasskeyAnswer;
        field(&A::challenge, {.name = "challenge", .length_min = 43, .length_max = 43});
        field(&A::id, {.name = "id", .length_max = 1400});
        field(&A::client_data, {.name = "client_data", .length_max = 4000});
        field(&A::authenticator_data, {.name = "authenticator_data", .length_max = 4000});
        field(&A::signature, {.name = "signature", .length_max = 4000});
        field(&A::user_handle, {.name = "user_handle", .length_max = 100});
    }
};

// Exactly one of them.
struct ProofBody {
    std::optional<std::string> code, password, pin;
    std::optional<PasskeyAnswer> passkey;
    static constexpr std::string_view schema = "Proof";
    template <class Fields>
    static void describe(Fields& field) {
        field(&ProofBody::code, {.name = "code", .length_min = 1, .length_max = 100});
        field(&ProofBody::password, {.name = "password", .length_min = 1, .length_max = vault::password_characters_max});
        field(&ProofBody::pin, {.name = "pin", .length_min = 1, .length_max = 20});
        field(&ProofBody::passkey, {.name = "passkey"});
    }
};

struct TotpAnswer {
    std::string secret, uri;
    static constexpr std::string_view schema = "TotpOffer";
    template <class Fields>
    static void describe(Fields& field) {
        field(&TotpAnswer::secret, {.name = "secret", .about = "To type over."});
        field(&TotpAnswer::uri, {.name = "uri", .about = "The same for a QR code."});
    }
};

struct CodeBody {
    std::string code;
    static constexpr std::string_view schema = "Code";
    template <class Fields>
    static void describe(Fields& field) {
        field(&CodeBody::code, {.name = "code", .length_min = 1, .length_max = 100});
    }
};

struct PasskeyInvitation {
    PasskeyQuestion question;
    std::string user, login, name;
    std::vector<std::string> there;
    static constexpr std::string_view schema = "PasskeyInvitation";
    template <class Fields>
    static void describe(Fields& field) {
        using A = PasskeyInvitation;
        field(&A::question, {.name = "question"});
        field(&A::user, {.name = "user", .about = "The handle that the device keeps."});
        field(&A::login, {.name = "login"});
        field(&A::name, {.name = "name"});
        field(&A::there, {.name = "there", .about = "Ids of passkeys that the account has."});
    }
};

struct NewPasskeyBody {
    std::string challenge, name, client_data, attestation;
    static constexpr std::string_view schema = "NewPasskey";
    template <class Fields>
    static void describe(Fields& field) {
        using A = NewPasskeyBody;
        field(&A::challenge, {.name = "challenge", .length_min = 43, .length_max = 43});
        field(&A::name, {.name = "name", .length_max = 60});
        field(&A::client_data, {.name = "client_data", .length_max = 4000});
        field(&A::attestation, {.name = "attestation", .length_max = 20'000});
    }
};

struct EnrolledAnswer {
    std::vector<std::string> recovery_codes;
    std::optional<SessionAnswer> session;
    static constexpr std::string_view schema = "Enrolled";
    template <class Fields>
    static void describe(Fields& field) {
        field(&EnrolledAnswer::recovery_codes, {.name = "recovery_codes", .about = "With the first factor, once."});
        field(&EnrolledAnswer::session, {.name = "session", .about = "The one that follows on one that could only add a factor."});
    }
};

struct RecoveryCodes {
    std::vector<std::string> recovery_codes;
    static constexpr std::string_view schema = "RecoveryCodes";
    template <class Fields>
    static void describe(Fields& field) {
        field(&RecoveryCodes::recovery_codes, {.name = "recovery_codes"});
    }
};

struct NewPassword {
    std::string password;
    static constexpr std::string_view schema = "NewPassword";
    template <class Fields>
    static void describe(Fields& field) {
        field(&NewPassword::password,
              {.name = "password", .length_min = vault::password_characters_min, .length_max = vault::password_characters_max});
    }
};

struct NewPin {
    std::string pin;
    static constexpr std::string_view schema = "NewPin";
    template <class Fields>
    static void describe(Fields& field) {
        field(&NewPin::pin, {.name = "pin", .about = "Empty: none any more.", .length_max = 20});
    }
};

inline constexpr std::array<std::string_view, 2> factor_kinds = {"totp", "passkey"};

struct FactorAnswer {
    accounts::FactorId id;
    std::string kind, name, added;
    std::optional<std::string> used;
    static constexpr std::string_view schema = "Factor";
    template <class Fields>
    static void describe(Fields& field) {
        using A = FactorAnswer;
        field(&A::id, {.name = "id"});
        field(&A::kind, {.name = "kind", .choices = factor_kinds});
        field(&A::name, {.name = "name"});
        field(&A::added, {.name = "added", .about = "An instant: 2026-11-22T14:05:00Z."});
        field(&A::used, {.name = "used"});
    }
};

struct OwnSessionAnswer {
    std::string id, begun, used, workstation;
    bool is_this = false, locked = false, shared = false;
    static constexpr std::string_view schema = "OwnSession";
    template <class Fields>
    static void describe(Fields& field) {
        using A = OwnSessionAnswer;
        field(&A::id, {.name = "id"});
        field(&A::begun, {.name = "begun"});
        field(&A::used, {.name = "used"});
        field(&A::workstation, {.name = "workstation"});
        field(&A::is_this, {.name = "is_this"});
        field(&A::locked, {.name = "locked"});
        field(&A::shared, {.name = "shared"});
    }
};

struct OwnAccount {
    std::string login;
    bool has_password = false, has_pin = false;
    std::vector<FactorAnswer> factors;
    int recovery_codes_left = 0;
    std::optional<std::string> recovery_code_used;
    std::vector<OwnSessionAnswer> sessions;
    static constexpr std::string_view schema = "OwnAccount";
    template <class Fields>
    static void describe(Fields& field) {
        using A = OwnAccount;
        field(&A::login, {.name = "login"});
        field(&A::has_password, {.name = "has_password"});
        field(&A::has_pin, {.name = "has_pin"});
        field(&A::factors, {.name = "factors"});
        field(&A::recovery_codes_left, {.name = "recovery_codes_left"});
        field(&A::recovery_code_used, {.name = "recovery_code_used"});
        field(&A::sessions, {.name = "sessions"});
    }
};

struct PersonHere {
    subjects::ActorId account;
    std::string name;
    static constexpr std::string_view schema = "PersonHere";
    template <class Fields>
    static void describe(Fields& field) {
        field(&PersonHere::account, {.name = "account"});
        field(&PersonHere::name, {.name = "name"});
    }
};

struct StationAnswer {
    bool shared = false;
    std::vector<PersonHere> people;
    static constexpr std::string_view schema = "Station";
    template <class Fields>
    static void describe(Fields& field) {
        field(&StationAnswer::shared, {.name = "shared"});
        field(&StationAnswer::people, {.name = "people", .about = "Who may come back here by PIN."});
    }
};

struct PinSignIn {
    subjects::ActorId account;
    std::string pin;
    static constexpr std::string_view schema = "PinSignIn";
    template <class Fields>
    static void describe(Fields& field) {
        field(&PinSignIn::account, {.name = "account"});
        field(&PinSignIn::pin, {.name = "pin", .length_min = 1, .length_max = 20});
    }
};

struct Person {
    subjects::ActorId account;
    std::string name, login, role;
    bool suspended = false, second_factor = false, guest = false;
    std::vector<MembershipAnswer> memberships;
    std::optional<std::string> last_used;
    static constexpr std::string_view schema = "Person";
    template <class Fields>
    static void describe(Fields& field) {
        using A = Person;
        field(&A::account, {.name = "account"});
        field(&A::name, {.name = "name"});
        field(&A::login, {.name = "login"});
        field(&A::role, {.name = "role"});
        field(&A::suspended, {.name = "suspended"});
        field(&A::second_factor, {.name = "second_factor"});
        field(&A::guest, {.name = "guest", .about = "With an account of another practice; without a name until they accepted."});
        field(&A::memberships, {.name = "memberships"});
        field(&A::last_used, {.name = "last_used", .about = "When they last worked here, as far as is known."});
    }
};

struct People {
    std::vector<Person> people;
    bool no_second_person = false;
    static constexpr std::string_view schema = "People";
    template <class Fields>
    static void describe(Fields& field) {
        field(&People::people, {.name = "people"});
        field(&People::no_second_person, {.name = "no_second_person", .about = "A finding: a role counts at which no second person looked."});
    }
};

struct PracticeChoice {
    subjects::PracticeId practice;
    ProofBody proof;
    static constexpr std::string_view schema = "PracticeChoice";
    template <class Fields>
    static void describe(Fields& field) {
        field(&PracticeChoice::practice, {.name = "practice"});
        field(&PracticeChoice::proof, {.name = "proof", .about = "A code or a passkey."});
    }
};

struct ActivationCode {
    subjects::ActorId account;
    std::string code;
    static constexpr std::string_view schema = "ActivationCode";
    template <class Fields>
    static void describe(Fields& field) {
        field(&ActivationCode::account, {.name = "account"});
        field(&ActivationCode::code, {.name = "code", .about = "Shown once; hand it over in person. It works once, for 72 hours."});
    }
};

}  // namespace kader::server
