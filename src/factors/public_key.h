#pragma once

// The public key of a passkey (COSE_Key, RFC 9052), and the one question to it: is this signature yours?

#include "factors/webauthn.h"

namespace kader::factors {

// Of ES256: x and y of a point of P-256. Of EdDSA: x of Ed25519. Of RS256: modulus (2,048 to 4,096 bits) and
// exponent (65,537). Lies within the bytes it was read from.
struct PublicKey {
    SignatureAlgorithm algorithm = SignatureAlgorithm::ES256;
    vault::Bytes first, second;
};

// Takes one key off the front of the bytes: exactly the members of its algorithm, each of the right length. Faults:
// AuthenticatorDataMalformed (no map), AlgorithmNotAllowed, PublicKeyInvalid.
WebAuthnChecked<PublicKey> take_public_key(vault::Bytes&);
// Whether there can be signatures of it: it is a point of its curve, or an odd modulus. Asked once, at registration.
bool is_usable(const PublicKey&);
// Never accepts what is no signature of exactly this message: an error of the library is a no.
bool is_signed_by(const PublicKey&, vault::Bytes message, vault::Bytes signature);

}  // namespace kader::factors
