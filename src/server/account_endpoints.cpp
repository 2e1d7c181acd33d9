// One's own account, and the workstation one sits at.

#include "factors/base64url.h"
#include "server/sessions.h"

namespace kader::server {

namespace {

using http::Method;

OwnAccount answer_of_own(const accounts::Own& own) {
    OwnAccount answer{own.login, own.has_password, own.has_pin, {}, static_cast<int>(own.codes_left), {}, {}};
    const auto maybe = [](const std::optional<system::Instant>& at) { return at ? std::optional{instant_text(*at)} : std::nullopt; };
    for (const auto& one : own.factors)
        answer.factors.push_back({one.id, std::string{accounts::word(one.kind)}, one.name, instant_text(one.added), maybe(one.used)});
    answer.recovery_code_used = maybe(own.code_used);
    for (const auto& one : own.sessions)
        answer.sessions.push_back({one.id, instant_text(one.begun), instant_text(one.used), one.workstation, one.is_this, one.is_locked, one.is_shared});
    return answer;
}

Outcome<EnrolledAnswer> answer_of_enrolled(House& house, const std::variant<accounts::Enrolled, accounts::NotIn>& outcome, std::string_view field) {
    if (const auto* not_in = std::get_if<accounts::NotIn>(&outcome)) {
        auto refusal = refusal_of(*not_in);
        // Not 401: the session is there still.
        if (refusal.status == 401) {
            refusal.status = 422;
            refusal.fields.push_back({std::string{field}, not_in->error.detail});
        }
        return refusal;
    }
    const auto& enrolled = std::get<accounts::Enrolled>(outcome);
    Given<EnrolledAnswer> given{{enrolled.recovery_codes, {}}};
    if (enrolled.session) {
        given.body.session = session_of(house, enrolled.session->who);
        given.headers.push_back(cookie_header(enrolled.session->token));
    }
    return given;
}

Outcome<PasskeyInvitation> invitation(House& house, const Asked& asked) {
    const auto offer = house.accounts->offer_passkey(*asked.who, asked.language);
    if (!offer) return Refusal{offer.error()};
    PasskeyInvitation answer{{challenge_text(offer->challenge), site_of(asked).name}, factors::base64url(offer->user), offer->login, offer->name, {}};
    for (const auto& one : offer->there) answer.there.push_back(factors::base64url(one));
    return Given<PasskeyInvitation>{std::move(answer)};
}

Outcome<EnrolledAnswer> add_passkey(House& house, const Asked& asked, const NewPasskeyBody& body) {
    const auto challenge = parse_challenge(body.challenge);
    const auto client = factors::parse_base64url(body.client_data), attestation = factors::parse_base64url(body.attestation);
    if (!challenge || !client || !attestation)
        return refuse(422, Code::Invalid, asked.language, "Dit antwoord van uw toestel is niet te lezen.", "This answer of your device cannot be read.");
    const accounts::NewPasskey made{*challenge, *client, *attestation, body.name};
    return answer_of_enrolled(house, house.accounts->add_passkey(*asked.who, made, site_of(asked), where(asked), asked.language), "/attestation");
}

Outcome<Nothing> done(const std::optional<Error>& refused, std::string_view field = {}) {
    if (!refused) return Given<Nothing>{};
    Refusal refusal{*refused};
    if (!field.empty() && refused->code == Code::Invalid) refusal.fields.push_back({std::string{field}, refused->detail});
    return refusal;
}

void add_factor_endpoints(House& house, std::vector<Endpoint>& all) {
    all.push_back(endpoint<Nothing, TotpAnswer>(
        Policy::enrolling(),
        {.method = Method::Post, .pattern = "/api/account/totp", .operation = "offerTotp", .summary = "A new secret for an app with codes; counts when a code of it came back"},
        [&house](const Asked& asked, Nothing) -> Outcome<TotpAnswer> {
            const auto offer = house.accounts->offer_totp(*asked.who, asked.language);
            if (!offer) return Refusal{offer.error()};
            return Given<TotpAnswer>{{offer->secret, offer->uri}};
        }));
    all.push_back(endpoint<CodeBody, EnrolledAnswer>(
        Policy::enrolling(),
        {.method = Method::Post, .pattern = "/api/account/totp/confirm", .operation = "confirmTotp", .summary = "The first code of the app"},
        [&house](const Asked& asked, const CodeBody& body) {
            return answer_of_enrolled(house, house.accounts->confirm_totp(*asked.who, body.code, where(asked), asked.language), "/code");
        }));
    all.push_back(endpoint<Nothing, PasskeyInvitation>(
        Policy::enrolling(),
        {.method = Method::Post, .pattern = "/api/account/passkeys/question", .operation = "offerPasskey", .summary = "A challenge for a new passkey"},
        [&house](const Asked& asked, Nothing) { return invitation(house, asked); }));
    all.push_back(endpoint<NewPasskeyBody, EnrolledAnswer>(
        Policy::enrolling(),
        {.method = Method::Post, .pattern = "/api/account/passkeys", .operation = "addPasskey", .summary = "A new passkey"},
        [&house](const Asked& asked, const NewPasskeyBody& body) { return add_passkey(house, asked, body); }));
    all.push_back(endpoint<Nothing, Nothing>(
        Policy::signed_in().with_step_up(),
        {.method = Method::Delete, .pattern = "/api/account/factors/{id}", .operation = "removeFactor", .summary = "Take a second factor away", .success = 204},
        [&house](const Asked& asked, Nothing) -> Outcome<Nothing> {
            const auto id = accounts::FactorId::parse(asked.request.parameters.at(0));
            return done(house.accounts->remove_factor(*asked.who, id.value_or(accounts::FactorId{}), where(asked), asked.language));
        }));
    all.push_back(endpoint<Nothing, RecoveryCodes>(
        Policy::signed_in().with_step_up(),
        {.method = Method::Post, .pattern = "/api/account/recovery-codes", .operation = "makeRecoveryCodes", .summary = "Ten new recovery codes; the old ones are dead"},
        [&house](const Asked& asked, Nothing) -> Outcome<RecoveryCodes> {
            auto codes = house.accounts->new_recovery_codes(*asked.who, where(asked), asked.language);
            if (!codes) return Refusal{codes.error()};
            return Given<RecoveryCodes>{{*std::move(codes)}};
        }));
    all.push_back(endpoint<NewPassword, Nothing>(
        Policy::signed_in().with_step_up(),
        {.method = Method::Put, .pattern = "/api/account/password", .operation = "setPassword", .summary = "Another password", .on = On::Passwords, .success = 204},
        [&house](const Asked& asked, const NewPassword& body) {
            return done(house.accounts->set_password(*asked.who, body.password, where(asked), asked.language), "/password");
        }));
    all.push_back(endpoint<NewPin, Nothing>(
        Policy::signed_in().with_step_up(),
        {.method = Method::Put, .pattern = "/api/account/pin", .operation = "setPin", .summary = "A PIN for shared workstations, or none", .on = On::Passwords, .success = 204},
        [&house](const Asked& asked, const NewPin& body) { return done(house.accounts->set_pin(*asked.who, body.pin, where(asked), asked.language), "/pin"); }));
}

void add_station_endpoints(House& house, std::vector<Endpoint>& all) {
    all.push_back(endpoint<Nothing, StationAnswer>(
        Policy::open_to_all(), {.pattern = "/api/station", .operation = "getStation", .summary = "Whether several people share this workstation, and who may come back"},
        [&house](const Asked& asked, Nothing) -> Outcome<StationAnswer> {
            const auto token = cookie_of(asked.request, station_cookie);
            StationAnswer answer;
            answer.shared = token && house.accounts->is_station(*token);
            if (answer.shared)
                for (auto& one : house.accounts->may_return(*token)) answer.people.push_back({one.account, std::move(one.name)});
            return Given<StationAnswer>{std::move(answer)};
        }));
    all.push_back(endpoint<Nothing, Nothing>(
        Policy::rights(access::Area::Practice, access::Act::Write).with_step_up(),
        {.method = Method::Post, .pattern = "/api/station", .operation = "shareStation", .summary = "From now on several people share this workstation", .success = 204},
        [&house](const Asked& asked, Nothing) -> Outcome<Nothing> {
            const auto token = house.accounts->make_station(*asked.who, where(asked), asked.language);
            if (!token) return Refusal{token.error()};
            return Given<Nothing>{{}, {station_cookie_header(*token)}};
        }));
    all.push_back(endpoint<Nothing, Nothing>(
        Policy::signed_in(),
        {.method = Method::Delete, .pattern = "/api/station", .operation = "unshareStation", .summary = "This workstation is not shared any more", .success = 204},
        [&house](const Asked& asked, Nothing) -> Outcome<Nothing> {
            if (const auto refused = house.accounts->end_station(*asked.who, where(asked), asked.language)) return Refusal{*refused};
            return Given<Nothing>{{}, {no_station_cookie_header()}};
        }));
}

}  // namespace

std::vector<Endpoint> account_endpoints(House& house) {
    std::vector<Endpoint> all;
    all.push_back(endpoint<Nothing, OwnAccount>(
        Policy::signed_in(), {.pattern = "/api/account", .operation = "getAccount", .summary = "One's own account: factors and sessions"},
        [&house](const Asked& asked, Nothing) -> Outcome<OwnAccount> {
            const auto own = house.accounts->own(*asked.who, asked.language);
            if (!own) return Refusal{own.error()};
            return Given<OwnAccount>{answer_of_own(*own)};
        }));
    all.push_back(endpoint<Nothing, Nothing>(
        Policy::signed_in(),
        {.method = Method::Delete, .pattern = "/api/account/sessions/{id}", .operation = "endSession", .summary = "End one of one's own sessions", .success = 204},
        [&house](const Asked& asked, Nothing) {
            return done(house.accounts->end_session(*asked.who, asked.request.parameters.at(0), where(asked), asked.language));
        }));
    add_factor_endpoints(house, all);
    add_station_endpoints(house, all);
    return all;
}

}  // namespace kader::server
