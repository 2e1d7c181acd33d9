#include "factors/webauthn.h"

#include <algorithm>

#include "factors/authenticator_data.h"
#include "factors/cbor.h"
#include "factors/client_data.h"
#include "kernel/check.h"
#include "kernel/limits.h"

namespace kader::factors {

namespace {

// The authenticator's data within an attestation: exactly the three members of section 6.5.4.
std::optional<vault::Bytes> authenticator_data_within(vault::Bytes attestation) {
    const auto map = cbor::take_map(attestation);
    if (!map || !attestation.empty() || map->size() != 3) return {};
    const auto format = cbor::find(*map, "fmt"), statement = cbor::find(*map, "attStmt"), data = cbor::find(*map, "authData");
    if (!format || !statement || !data) return {};
    auto rest = *statement;
    const auto said = cbor::take_map(rest);
    const auto name = cbor::text(*format);
    if (!said || !name || (*name == "none" && !said->empty())) return {};
    return cbor::bytes(*data);
}

std::optional<std::size_t> place_of(vault::Bytes id, std::span<const KnownCredential> credentials) {
    for (std::size_t i = 0; i < credentials.size(); ++i)
        if (std::ranges::equal(id, credentials[i].id)) return i;
    return {};
}

}  // namespace

WebAuthnChecked<NewCredential> check_registration(const RelyingParty& server, vault::Bytes challenge, const Registration& registration) {
    HALT_UNLESS(challenge.size() == challenge_bytes);
    if (const auto fault = fault_of_client_data(registration.client_data, "webauthn.create", challenge, server.origin)) return {{}, *fault};
    if (registration.attestation_object.size() > limits::webauthn_attestation_bytes_max) return {{}, WebAuthnFault::TooLarge};
    const auto bytes = authenticator_data_within(registration.attestation_object);
    if (!bytes) return {{}, WebAuthnFault::AttestationMalformed};
    const auto data = read_authenticator_data(*bytes, server.id, true);
    if (!data) return {{}, data.fault};
    const auto& credential = data->credential.value();
    if (!is_usable(credential.key)) return {{}, WebAuthnFault::PublicKeyInvalid};
    NewCredential made;
    made.id.assign(credential.id.begin(), credential.id.end());
    made.public_key.assign(credential.public_key.begin(), credential.public_key.end());
    made.algorithm = credential.key.algorithm;
    made.sign_count = data->sign_count;
    std::ranges::copy(credential.model, made.model.begin());
    made.backup_eligible = data->backup_eligible;
    made.backed_up = data->backed_up;
    return {std::move(made)};
}

WebAuthnChecked<SignedIn> check_assertion(const RelyingParty& server, vault::Bytes challenge, const ExpectedUser& user, const Assertion& assertion) {
    HALT_UNLESS(challenge.size() == challenge_bytes);
    const auto place = place_of(assertion.credential_id, user.credentials);
    if (!place) return {{}, WebAuthnFault::ForeignCredential};
    const auto& known = user.credentials[*place];
    if (assertion.user_handle ? !vault::same_bytes(*assertion.user_handle, user.handle) : user.handle_needed) return {{}, WebAuthnFault::WrongUserHandle};
    if (const auto fault = fault_of_client_data(assertion.client_data, "webauthn.get", challenge, server.origin)) return {{}, *fault};
    const auto data = read_authenticator_data(assertion.authenticator_data, server.id, false);
    if (!data) return {{}, data.fault};

    if (assertion.signature.size() > limits::webauthn_signature_bytes_max) return {{}, WebAuthnFault::TooLarge};
    auto rest = known.public_key;
    const auto key = take_public_key(rest);
    if (!key) return {{}, key.fault};
    if (!rest.empty()) return {{}, WebAuthnFault::PublicKeyInvalid};
    const auto digest = vault::digest_of({assertion.client_data});
    vault::ByteVector message{assertion.authenticator_data.begin(), assertion.authenticator_data.end()};
    message.insert(message.end(), digest.begin(), digest.end());
    if (!is_signed_by(*key, message, assertion.signature)) return {{}, WebAuthnFault::SignatureWrong};

    // Authenticators that do not count always say zero.
    if ((data->sign_count != 0 || known.sign_count != 0) && data->sign_count <= known.sign_count) return {{}, WebAuthnFault::CounterRegress};
    return {SignedIn{*place, data->sign_count, data->backed_up}};
}

}  // namespace kader::factors
