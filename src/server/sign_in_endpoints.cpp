// In: a password and a code, a passkey, a PIN at a shared workstation, a code that somebody gave. And a factor once more, to
// unlock a session or before an act that asks for it.

#include "factors/base64url.h"
#include "server/sessions.h"

namespace kader::server {

namespace {

using accounts::Purpose;
using http::Method;

Outcome<SignInStep> first_step(House& house, const Asked& asked, const SignIn& body) {
    const auto outcome = house.accounts->sign_in(body.login, body.password, where(asked), asked.language);
    if (const auto* not_in = std::get_if<accounts::NotIn>(&outcome)) return refusal_of(*not_in);
    if (const auto* pending = std::get_if<accounts::Pending>(&outcome)) return Given<SignInStep>{{pending->token, {}}};
    auto session = std::get<Given<SessionAnswer>>(begun(house, asked, std::get<accounts::Begun>(outcome)));
    return Given<SignInStep>{{{}, std::move(session.body)}, std::move(session.headers)};
}

Outcome<SessionAnswer> with_passkey(House& house, const Asked& asked, const PasskeyAnswer& body) {
    const auto proof = proof_of(body, asked.language);
    if (!proof) return Refusal{proof.error()};
    return answer_of(house, asked, house.accounts->sign_in(*proof, site_of(asked), where(asked), asked.language));
}

Outcome<SessionAnswer> confirm(House& house, const Asked& asked, Purpose purpose, const ProofBody& body) {
    const auto proof = accounts_proof_of(body, asked.language);
    if (const auto* refused = std::get_if<Refusal>(&proof)) return *refused;
    return next_session(house, house.accounts->confirm(*asked.who, purpose, std::get<accounts::Proof>(proof), site_of(asked), where(asked), asked.language));
}

}  // namespace

std::variant<accounts::Proof, Refusal> accounts_proof_of(const ProofBody& body, Language language) {
    const int given = (body.code ? 1 : 0) + (body.password ? 1 : 0) + (body.pin ? 1 : 0) + (body.passkey ? 1 : 0);
    if (given != 1) return refusal_of_field("", {"geef precies een van code, password, pin of passkey", "give exactly one of code, password, pin or passkey"}, language);
    accounts::Proof proof{body.code, body.password, body.pin, {}};
    if (body.passkey) {
        auto passkey = proof_of(*body.passkey, language);
        if (!passkey) return Refusal{passkey.error()};
        proof.passkey = std::move(*passkey);
    }
    return proof;
}

Refusal step_up_first(Language language) {
    auto refusal = refuse(403, Code::Forbidden, language, "Bevestig eerst met uw tweede stap dat u het bent.", "Confirm with your second step first that it is you.");
    refusal.need = "step_up";
    return refusal;
}

Outcome<SessionAnswer> next_session(House& house, const accounts::SignInOutcome& outcome) {
    if (const auto* not_in = std::get_if<accounts::NotIn>(&outcome)) {
        // Not 401: the session is there still.
        auto refusal = refusal_of(*not_in);
        if (refusal.status == 401) refusal.status = 403;
        return refusal;
    }
    const auto& next = std::get<accounts::Begun>(outcome);
    return Given<SessionAnswer>{session_of(house, next.who), {cookie_header(next.token)}};
}

Result<accounts::PasskeyProof> proof_of(const PasskeyAnswer& body, Language language) {
    const auto challenge = parse_challenge(body.challenge);
    const auto id = factors::parse_base64url(body.id), client = factors::parse_base64url(body.client_data), device = factors::parse_base64url(body.authenticator_data),
               signature = factors::parse_base64url(body.signature), handle = factors::parse_base64url(body.user_handle.value_or(""));
    if (!challenge || !id || !client || !device || !signature || !handle)
        return refuse(422, Code::Invalid, language, "Dit antwoord van uw toestel is niet te lezen.", "This answer of your device cannot be read.").error;
    accounts::PasskeyProof proof{*challenge, *id, *client, *device, *signature};
    if (body.user_handle) proof.user_handle = *handle;
    return proof;
}

std::vector<Endpoint> sign_in_endpoints(House& house) {
    std::vector<Endpoint> all;
    all.push_back(endpoint<SignIn, SignInStep>(
        Policy::open_to_all(),
        {.method = Method::Post, .pattern = "/api/session", .operation = "signIn", .summary = "The first step of signing in", .on = On::Passwords},
        [&house](const Asked& asked, const SignIn& body) { return first_step(house, asked, body); }));
    all.push_back(endpoint<SignInCode, SessionAnswer>(
        Policy::open_to_all(),
        {.method = Method::Post, .pattern = "/api/session/code", .operation = "signInWithCode", .summary = "The second step: a code of the app, or a recovery code"},
        [&house](const Asked& asked, const SignInCode& body) {
            return answer_of(house, asked, house.accounts->finish(body.pending, body.code, where(asked), asked.language));
        }));
    all.push_back(endpoint<Nothing, PasskeyQuestion>(
        Policy::open_to_all(),
        {.method = Method::Post, .pattern = "/api/session/passkey/question", .operation = "askForPasskey", .summary = "A challenge for a passkey, to sign in with"},
        [&house](const Asked& asked, Nothing) -> Outcome<PasskeyQuestion> {
            return Given<PasskeyQuestion>{{challenge_text(house.accounts->passkey_challenge()), site_of(asked).name}};
        }));
    all.push_back(endpoint<PasskeyAnswer, SessionAnswer>(
        Policy::open_to_all(),
        {.method = Method::Post, .pattern = "/api/session/passkey", .operation = "signInWithPasskey", .summary = "Sign in with a passkey alone"},
        [&house](const Asked& asked, const PasskeyAnswer& body) { return with_passkey(house, asked, body); }));
    all.push_back(endpoint<PinSignIn, SessionAnswer>(
        Policy::open_to_all(),
        {.method = Method::Post, .pattern = "/api/session/pin", .operation = "signInWithPin", .summary = "Come back at a shared workstation", .on = On::Passwords},
        [&house](const Asked& asked, const PinSignIn& body) {
            return answer_of(house, asked, house.accounts->sign_in_with_pin(body.account, body.pin, where(asked), asked.language));
        }));
    all.push_back(endpoint<Activation, SessionAnswer>(
        Policy::open_to_all(),
        {.method = Method::Post, .pattern = "/api/activation", .operation = "activate", .summary = "Begin, or begin anew, with the code that somebody gave", .on = On::Passwords},
        [&house](const Asked& asked, const Activation& body) -> Outcome<SessionAnswer> {
            const auto outcome = house.accounts->activate(body.login, body.code, body.password, where(asked), asked.language);
            if (const auto* not_in = std::get_if<accounts::NotIn>(&outcome); not_in && not_in->error.code == Code::Invalid) {
                auto refusal = refusal_of(*not_in);
                refusal.fields.push_back({"/password", not_in->error.detail});
                return refusal;
            }
            return answer_of(house, asked, outcome);
        }));
    all.push_back(endpoint<Nothing, PasskeyQuestion>(
        Policy::any_session(),
        {.method = Method::Post, .pattern = "/api/session/question", .operation = "askForPasskeyAgain", .summary = "A challenge for a passkey, to unlock or step up with", .use = accounts::Use::Looks},
        [&house](const Asked& asked, Nothing) -> Outcome<PasskeyQuestion> {
            return Given<PasskeyQuestion>{{challenge_text(house.accounts->passkey_challenge(*asked.who)), site_of(asked).name}};
        }));
    all.push_back(endpoint<ProofBody, SessionAnswer>(
        Policy::any_session(),
        {.method = Method::Post, .pattern = "/api/session/unlock", .operation = "unlock", .summary = "Unlock the screen; the same session, under a new token", .on = On::Passwords, .use = accounts::Use::Looks},
        [&house](const Asked& asked, const ProofBody& body) { return confirm(house, asked, Purpose::Unlock, body); }));
    all.push_back(endpoint<ProofBody, SessionAnswer>(
        Policy::signed_in(),
        {.method = Method::Post, .pattern = "/api/session/step-up", .operation = "stepUp", .summary = "Give a second factor once more, before an act that asks for it"},
        [&house](const Asked& asked, const ProofBody& body) { return confirm(house, asked, Purpose::StepUp, body); }));
    return all;
}

}  // namespace kader::server
