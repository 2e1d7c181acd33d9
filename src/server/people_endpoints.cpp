// The accounts of a practice, for who manages them.

#include "server/sessions.h"

namespace kader::server {

namespace {

using http::Method;

constexpr auto manages = Policy::rights(access::Area::Practice, access::Act::Write).with_step_up();

Outcome<People> people(House& house, const Asked& asked) {
    auto all = house.accounts->list(*asked.grant, asked.language);
    if (!all) return Refusal{all.error()};
    People answer;
    for (auto& one : *all)
        answer.people.push_back({one.id, std::move(one.name), std::move(one.login), std::string{access::word(one.role)}, one.is_suspended, one.has_second_factor});
    return Given<People>{std::move(answer)};
}

Outcome<ActivationCode> with_code(House& house, const Asked& asked, const subjects::ActorId& account) {
    const auto code = house.accounts->reset(*asked.grant, account, asked.language);
    if (!code) return Refusal{code.error()};
    return Given<ActivationCode>{{account, *code}};
}

subjects::ActorId account_of(const Asked& asked) {
    return subjects::ActorId::parse(asked.request.parameters.at(0)).value_or(subjects::ActorId{});
}

}  // namespace

std::vector<Endpoint> people_endpoints(House& house) {
    std::vector<Endpoint> all;
    all.push_back(endpoint<Nothing, People>(
        Policy::rights(access::Area::Practice, access::Act::Write), {.pattern = "/api/people", .operation = "getPeople", .summary = "The accounts of this practice"},
        [&house](const Asked& asked, Nothing) { return people(house, asked); }));
    all.push_back(endpoint<NewPerson, ActivationCode>(
        manages,
        {.method = Method::Post, .pattern = "/api/people", .operation = "addPerson", .summary = "A new account, and the code with which its owner begins", .success = 201},
        [&house](const Asked& asked, const NewPerson& body) -> Outcome<ActivationCode> {
            const auto made = house.accounts->create(*asked.grant, {body.name, body.login, {}, access::parse_role(body.role).value_or(access::Role::Reader)}, asked.language);
            if (!made) {
                Refusal refusal{made.error()};
                if (made.error().code == Code::Conflict || made.error().code == Code::Invalid)
                    refusal.fields.push_back({trimmed(body.name).empty() ? "/name" : "/login", made.error().detail});
                return refusal;
            }
            return with_code(house, asked, *made);
        }));
    all.push_back(endpoint<Nothing, Nothing>(
        manages,
        {.method = Method::Post, .pattern = "/api/people/{account}/suspend", .operation = "suspendPerson", .summary = "Nobody signs in with this account any more", .success = 204},
        [&house](const Asked& asked, Nothing) -> Outcome<Nothing> {
            if (const auto refused = house.accounts->suspend(*asked.grant, account_of(asked), asked.language)) return Refusal{*refused};
            return Given<Nothing>{};
        }));
    all.push_back(endpoint<Nothing, ActivationCode>(
        manages,
        {.method = Method::Post, .pattern = "/api/people/{account}/reset", .operation = "resetPerson", .summary = "Take password and factors away, and give the code to begin anew with"},
        [&house](const Asked& asked, Nothing) { return with_code(house, asked, account_of(asked)); }));
    return all;
}

}  // namespace kader::server
