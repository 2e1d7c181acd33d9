#pragma once

// Passkeys as this module stores them, held against what a device answered; for the bodies of this module.

#include <string>
#include <variant>

#include "accounts/factor_set.h"

namespace kader::accounts {

// The new counter of the device, or in a word what is wrong, for the log. `by_handle`: nobody typed a name, so the device is to
// say whose it is.
std::variant<std::int64_t, std::string> verify_passkey(const FactorSet::Passkey&, const subjects::ActorId& owner, const PasskeyProof&, const Site&,
                                                       bool by_handle);
// A passkey without id and times, or in a word what is wrong with it.
std::variant<FactorSet::Passkey, std::string> read_new_passkey(const NewPasskey&, const Site&);
// What the device keeps beside the passkey, and gives back: whose it is, without a name.
vault::ByteVector user_handle(const subjects::ActorId&);

}  // namespace kader::accounts
