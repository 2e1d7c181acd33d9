#pragma once

// What the browser says about itself and the page (clientDataJSON). It is signed along, byte for byte, so it is
// never written again, only read.

#include "factors/webauthn.h"

namespace kader::factors {

// Nothing: all is as it should be. Members that we do not know are allowed, as the standard asks. `type` is
// "webauthn.create" or "webauthn.get".
std::optional<WebAuthnFault> fault_of_client_data(vault::Bytes, std::string_view type, vault::Bytes challenge, std::string_view origin);

}  // namespace kader::factors
