#pragma once

// What the endpoints of signing in, of the account and of people share.

#include "server/account_types.h"
#include "server/gate.h"
#include "server/house.h"

namespace kader::server {

SessionAnswer session_of(House&, const accounts::SignedIn&);
// The answer to somebody who has a session from now on, with its cookie. The session that the browser had until now is over:
// its token is worth nothing any more.
Outcome<SessionAnswer> begun(House&, const Asked&, const accounts::Begun&);
// 401, or 429 with how long to wait.
Refusal refusal_of(const accounts::NotIn&);
Outcome<SessionAnswer> answer_of(House&, const Asked&, const accounts::SignInOutcome&);
accounts::Where where(const Asked&);
// The host that the browser asked for, which the gate knows to be ours.
accounts::Site site_of(const Asked&);
std::string challenge_text(const std::array<std::uint8_t, 32>&);
std::optional<std::array<std::uint8_t, 32>> parse_challenge(std::string_view);
// Invalid: a part that is no base64url.
Result<accounts::PasskeyProof> proof_of(const PasskeyAnswer&, Language);
// Exactly one way to prove who somebody is, or which field is wrong.
std::variant<accounts::Proof, Refusal> accounts_proof_of(const ProofBody&, Language);
// What follows on the session there was, with its cookie; a refusal leaves the session as it is, so it is not 401.
Outcome<SessionAnswer> next_session(House&, const accounts::SignInOutcome&);
Refusal step_up_first(Language);
std::string instant_text(system::Instant);

}  // namespace kader::server
