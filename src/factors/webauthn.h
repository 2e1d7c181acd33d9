#pragma once

// Passkeys, verified on the server (W3C Web Authentication, level 2, sections 7.1 and 7.2).
//
// Pure: keeps nothing and asks no clock. The caller
//   * makes a challenge (exactly challenge_bytes of chance; another length halts), binds it to the session, and lets it work once and for five
//     minutes;
//   * gives the raw bytes of the browser's answer, base 64 already undone;
//   * at registration refuses an id that is stored already, for whomever;
//   * at a sign-in stores the new counter in the unit of work that lets the person in.
// Attestation is not asked for. An authenticator that sends one anyway is accepted, and its statement is not
// believed: it says which model it is, and that we do not need to know.
//
// What the stranger hears is only that it did not succeed. The fault is for the owner's log. Any thread.

#include <array>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "kernel/text.h"
#include "vault/sealed.h"

namespace kader::factors {

inline constexpr std::size_t challenge_bytes = 32;

// The numbers of COSE (RFC 9053, RFC 8812).
enum class SignatureAlgorithm : std::int32_t { ES256 = -7, EdDSA = -8, RS256 = -257 };
// In the order in which a browser is to be asked for them.
inline constexpr std::array<SignatureAlgorithm, 3> signature_algorithms{
    SignatureAlgorithm::ES256, SignatureAlgorithm::EdDSA, SignatureAlgorithm::RS256};

// Fixed words: the log keeps them.
enum class WebAuthnFault : std::uint8_t {
    TooLarge,                    // A part is longer than kernel/limits.h allows.
    ClientDataMalformed,         // No JSON object with type, challenge and origin; a member twice; no UTF-8.
    WrongType,                   // Not "webauthn.create" at registration, "webauthn.get" at sign-in.
    WrongChallenge,
    WrongOrigin,                 // Not exactly ours.
    CrossOrigin,                 // Asked from a page within a page of someone else.
    AttestationMalformed,        // Not CBOR as we read it; not exactly fmt, attStmt and authData.
    AuthenticatorDataMalformed,  // Cut off, or bytes left over, or parts that do not belong.
    WrongRelyingParty,           // For the name of another server.
    UserNotPresent,
    UserNotVerified,             // Touched, and neither PIN nor finger nor face.
    BackupStateImpossible,       // Says that it is copied, and that it cannot be.
    NoCredential,                // A registration without a key.
    AlgorithmNotAllowed,
    PublicKeyInvalid,            // Not as its algorithm asks, or no point of its curve.
    ForeignCredential,           // Not one of this user.
    WrongUserHandle,             // Missing where it is needed, or of another user.
    SignatureWrong,
    CounterRegress,              // Not above the stored one: perhaps a copy of the authenticator.
};
inline constexpr int webauthn_fault_count = 19;
std::string_view word(WebAuthnFault);  // "wrong-origin", …
Text text_of(WebAuthnFault);           // One sentence for the owner's log.

template <class T>
struct WebAuthnChecked {
    std::optional<T> value;
    WebAuthnFault fault = WebAuthnFault::TooLarge;  // When there is no value.
    explicit operator bool() const { return value.has_value(); }
    const T& operator*() const { return value.value(); }
    const T* operator->() const { return &value.value(); }
};

// Which server this is. `id` is a domain name ("kader.voorbeeld.nl", "localhost"), never an IP address: browsers
// refuse that. `origin` is scheme, name and port as the browser writes it ("https://kader.voorbeeld.nl").
struct RelyingParty {
    std::string id;
    std::string origin;
};

struct Registration {
    vault::Bytes client_data;         // clientDataJSON
    vault::Bytes attestation_object;  // attestationObject
};

// What is to be stored, in the row of the user who registers.
struct NewCredential {
    vault::ByteVector id;          // At most 1,023 bytes.
    vault::ByteVector public_key;  // COSE_Key, the bytes as they came; read again at every sign-in.
    SignatureAlgorithm algorithm = SignatureAlgorithm::ES256;
    std::uint32_t sign_count = 0;
    std::array<std::uint8_t, 16> model{};  // AAGUID; says what the authenticator says, unproven.
    bool backup_eligible = false;          // May be copied to other devices of its owner.
    bool backed_up = false;
};
WebAuthnChecked<NewCredential> check_registration(const RelyingParty&, vault::Bytes challenge, const Registration&);

// One of the stored credentials of the user who signs in.
struct KnownCredential {
    vault::Bytes id;
    vault::Bytes public_key;
    std::uint32_t sign_count = 0;
};

struct Assertion {
    vault::Bytes credential_id;
    vault::Bytes client_data;         // clientDataJSON
    vault::Bytes authenticator_data;  // authenticatorData
    vault::Bytes signature;
    std::optional<vault::Bytes> user_handle = {};
};

struct SignedIn {
    std::size_t credential = 0;  // Its place among those of the user.
    std::uint32_t sign_count = 0;
    bool backed_up = false;
};

// Whom it should be. `credentials` are all of that user, and no one else's. When the browser chose the user by
// the user handle, nobody typed a login: then `handle_needed` is true, and the caller found the user by it.
struct ExpectedUser {
    vault::Bytes handle;
    std::span<const KnownCredential> credentials;
    bool handle_needed = false;
};
WebAuthnChecked<SignedIn> check_assertion(const RelyingParty&, vault::Bytes challenge, const ExpectedUser&, const Assertion&);

}  // namespace kader::factors
