// The roles of people in this practice, and people from elsewhere.

#include <algorithm>

#include "server/people.h"
#include "server/sessions.h"

namespace kader::server {

namespace {

using http::Method;

Outcome<Nothing> nothing_or(const std::optional<Error>& refused) {
    if (refused) return Refusal{*refused};
    return Given<Nothing>{};
}

Refusal role_not_there(Language language) { return refuse(404, Code::NotFound, language, "Deze rol bestaat niet.", "There is no such role."); }

Endpoint changing(House& house, std::string_view pattern, std::string_view operation, std::string_view summary, accounts::RoleChange change) {
    return endpoint<Nothing, Nothing>(
        manages_accounts, {.method = Method::Post, .pattern = pattern, .operation = operation, .summary = summary, .success = 204},
        [&house, change](const Asked& asked, Nothing) -> Outcome<Nothing> {
            const auto role = access::parse_role(asked.request.parameters.at(1));
            if (!role) return role_not_there(asked.language);
            return nothing_or(house.accounts->change_role(*asked.grant, account_in(asked), *role, change, asked.language));
        });
}

Outcome<Invitations> invitations(House& house, const Asked& asked) {
    Invitations answer;
    const auto practices = subjects::practices(*house.installation->reader());
    for (const auto& one : house.accounts->invitations(*asked.who)) {
        InvitationAnswer made{one.id, {one.practice, {}}, {}, instant_text(one.made)};
        for (const auto& practice : practices)
            if (practice.id == one.practice) made.practice.name = practice.name;
        for (const auto role : one.roles) made.roles.emplace_back(access::word(role));
        answer.invitations.push_back(std::move(made));
    }
    return Given<Invitations>{std::move(answer)};
}

}  // namespace

MembershipAnswer answer_of_membership(const accounts::Held& held) {
    MembershipAnswer answer{std::string{access::word(held.role)}, std::string{accounts::word(held.state)}, std::string{accounts::word(held.waits)},
                            held.until, held.waits_until, held.is_alone, {}, held.scope};
    if (!held.case_number.empty()) answer.case_number = held.case_number;
    return answer;
}

GrantedAnswer answer_of_granted(const accounts::Granted& granted) { return {granted.person, answer_of_membership(granted.held), granted.code}; }

std::vector<Endpoint> role_endpoints(House& house) {
    std::vector<Endpoint> all;
    all.push_back(endpoint<NewRoleBody, GrantedAnswer>(
        manages_accounts,
        {.method = Method::Post, .pattern = "/api/people/{account}/roles", .operation = "grantRole", .summary = "Give somebody another role, or ask for one that a second person looks at"},
        [&house](const Asked& asked, const NewRoleBody& body) -> Outcome<GrantedAnswer> {
            const auto held = house.accounts->grant_role(*asked.grant, account_in(asked), new_role_of(body), asked.language);
            if (!held) return refusal_of_role(held.error());
            return Given<GrantedAnswer>{answer_of_granted({account_in(asked), *held})};
        }));
    all.push_back(endpoint<Nothing, GrantedAnswer>(
        manages_accounts,
        {.method = Method::Post, .pattern = "/api/people/{account}/roles/{role}/agree", .operation = "agreeToRole", .summary = "Agree to a role that another asked for; or confirm one's own where nobody else could agree"},
        [&house](const Asked& asked, Nothing) -> Outcome<GrantedAnswer> {
            const auto role = access::parse_role(asked.request.parameters.at(1));
            if (!role) return role_not_there(asked.language);
            const auto granted = house.accounts->agree(*asked.grant, account_in(asked), *role, asked.language);
            if (!granted) return Refusal{granted.error()};
            return Given<GrantedAnswer>{answer_of_granted(*granted)};
        }));
    all.push_back(changing(house, "/api/people/{account}/roles/{role}/suspend", "suspendRole", "This role does not count for now", accounts::RoleChange::Suspend));
    all.push_back(changing(house, "/api/people/{account}/roles/{role}/resume", "resumeRole", "A role that was suspended counts again", accounts::RoleChange::Resume));
    all.push_back(changing(house, "/api/people/{account}/roles/{role}/end", "endRole", "This role is over", accounts::RoleChange::End));
    all.push_back(endpoint<NewGuest, Nothing>(
        manages_accounts,
        {.method = Method::Post, .pattern = "/api/people/invite-from", .operation = "inviteGuest", .summary = "Ask somebody with an account in another practice to work here; they accept from there", .success = 204},
        [&house](const Asked& asked, const NewGuest& body) -> Outcome<Nothing> {
            const auto refused = house.accounts->invite(*asked.grant, body.login, new_role_of(body), asked.language);
            if (refused) return refusal_of_role(*refused);
            return Given<Nothing>{};
        }));
    all.push_back(endpoint<Nothing, Invitations>(
        Policy::signed_in(), {.pattern = "/api/account/invitations", .operation = "getInvitations", .summary = "Practices that ask this person to work there"},
        [&house](const Asked& asked, Nothing) { return invitations(house, asked); }));
    all.push_back(endpoint<Nothing, Nothing>(
        Policy::signed_in().with_step_up(),
        {.method = Method::Post, .pattern = "/api/account/invitations/{id}/accept", .operation = "acceptInvitation", .summary = "Work there too", .success = 204},
        [&house](const Asked& asked, Nothing) { return nothing_or(house.accounts->accept(*asked.who, account_in(asked), where(asked), asked.language)); }));
    return all;
}

}  // namespace kader::server
