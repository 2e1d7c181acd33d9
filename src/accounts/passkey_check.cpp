#include "accounts/passkey_check.h"

#include "factors/webauthn.h"

namespace kader::accounts {

std::variant<std::int64_t, std::string> verify_passkey(const FactorSet::Passkey& passkey, const subjects::ActorId& owner, const PasskeyProof& proof,
                                                       const Site& site, bool by_handle) {
    const factors::KnownCredential known{passkey.credential, passkey.key, passkey.counter};
    const auto handle = user_handle(owner);
    const factors::ExpectedUser expected{handle, {&known, 1}, by_handle};
    factors::Assertion assertion{proof.credential, proof.client_data, proof.authenticator_data, proof.signature, {}};
    if (proof.user_handle) assertion.user_handle = vault::Bytes{*proof.user_handle};
    const auto checked = factors::check_assertion({site.name, site.origin}, proof.challenge, expected, assertion);
    if (!checked) return std::string{factors::word(checked.fault)};
    return std::int64_t{checked->sign_count};
}

std::variant<FactorSet::Passkey, std::string> read_new_passkey(const NewPasskey& made, const Site& site) {
    const auto checked = factors::check_registration({site.name, site.origin}, made.challenge, {made.client_data, made.attestation});
    if (!checked) return std::string{factors::word(checked.fault)};
    FactorSet::Passkey passkey;
    passkey.site = site.name;
    passkey.credential = checked->id;
    passkey.key = checked->public_key;
    passkey.algorithm = static_cast<std::int64_t>(checked->algorithm);
    passkey.counter = checked->sign_count;
    return passkey;
}

// The id of the account is chance and says nothing of a person.
vault::ByteVector user_handle(const subjects::ActorId& id) { return {id.bytes().begin(), id.bytes().end()}; }

}  // namespace kader::accounts
