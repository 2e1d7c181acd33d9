#pragma once

// What the authenticator says and signs (W3C Web Authentication, section 6.1).

#include "factors/public_key.h"

namespace kader::factors {

// Lies within the bytes it was read from.
struct CredentialData {
    vault::Bytes model;           // 16 bytes: AAGUID.
    vault::Bytes id;              // 1 to 1,023 bytes.
    vault::Bytes public_key;      // As written.
    PublicKey key;
};
struct AuthenticatorData {
    bool backup_eligible = false, backed_up = false;
    std::uint32_t sign_count = 0;
    std::optional<CredentialData> credential;
};

// Whole, for this server, with a person who was there and proved who they are. `with_credential`: at registration a
// credential must be in it, at a sign-in none may be.
WebAuthnChecked<AuthenticatorData> read_authenticator_data(vault::Bytes, std::string_view relying_party, bool with_credential);

}  // namespace kader::factors
