#include "factors/authenticator_data.h"

#include "factors/cbor.h"
#include "kernel/limits.h"

namespace kader::factors {

namespace {

constexpr std::size_t hash_bytes = 32, head_bytes = 37, model_bytes = 16;
constexpr std::uint8_t user_present = 0x01, user_verified = 0x04, may_be_backed_up = 0x08, is_backed_up = 0x10, has_credential = 0x40, has_extensions = 0x80;

WebAuthnChecked<CredentialData> take_credential(vault::Bytes& rest) {
    constexpr auto malformed = WebAuthnFault::AuthenticatorDataMalformed;
    if (rest.size() < model_bytes + 2) return {{}, malformed};
    CredentialData credential;
    credential.model = rest.first(model_bytes);
    const auto length = static_cast<std::size_t>(rest[model_bytes] << 8 | rest[model_bytes + 1]);
    rest = rest.subspan(model_bytes + 2);
    if (length == 0 || length > limits::webauthn_credential_id_bytes_max || length > rest.size()) return {{}, malformed};
    credential.id = rest.first(length);
    rest = rest.subspan(length);
    const auto before = rest;
    const auto key = take_public_key(rest);
    if (!key) return {{}, key.fault};
    credential.public_key = before.first(before.size() - rest.size());
    credential.key = *key;
    return {credential};
}

}  // namespace

WebAuthnChecked<AuthenticatorData> read_authenticator_data(vault::Bytes bytes, std::string_view relying_party, bool with_credential) {
    if (bytes.size() > limits::webauthn_authenticator_data_bytes_max) return {{}, WebAuthnFault::TooLarge};
    if (bytes.size() < head_bytes) return {{}, WebAuthnFault::AuthenticatorDataMalformed};
    if (!vault::same_bytes(bytes.first(hash_bytes), vault::digest_of({vault::bytes_of(relying_party)}))) return {{}, WebAuthnFault::WrongRelyingParty};
    const auto flags = bytes[hash_bytes];
    if ((flags & user_present) == 0) return {{}, WebAuthnFault::UserNotPresent};
    if ((flags & user_verified) == 0) return {{}, WebAuthnFault::UserNotVerified};
    AuthenticatorData data;
    data.backup_eligible = (flags & may_be_backed_up) != 0;
    data.backed_up = (flags & is_backed_up) != 0;
    if (data.backed_up && !data.backup_eligible) return {{}, WebAuthnFault::BackupStateImpossible};
    for (const auto byte : bytes.subspan(hash_bytes + 1, 4)) data.sign_count = data.sign_count << 8 | byte;

    auto rest = bytes.subspan(head_bytes);
    if (((flags & has_credential) != 0) != with_credential)
        return {{}, with_credential ? WebAuthnFault::NoCredential : WebAuthnFault::AuthenticatorDataMalformed};
    if (with_credential) {
        auto credential = take_credential(rest);
        if (!credential) return {{}, credential.fault};
        data.credential = *credential;
    }
    // What extensions say is not asked for, and not looked at.
    if ((flags & has_extensions) != 0 && !cbor::take_map(rest)) return {{}, WebAuthnFault::AuthenticatorDataMalformed};
    if (!rest.empty()) return {{}, WebAuthnFault::AuthenticatorDataMalformed};
    return {data};
}

}  // namespace kader::factors
