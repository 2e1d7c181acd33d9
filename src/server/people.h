#pragma once

// What the endpoints of people and of roles share.

#include "server/account_types.h"
#include "server/endpoint.h"

namespace kader::server {

// Whoever may use the practice's data does not therefore decide who else may.
inline constexpr auto manages_accounts = Policy::part(access::Part::Accounts, access::Action::Manage).with_step_up();
// That the address names first; nil for none.
inline subjects::ActorId account_in(const Asked& asked) {
    return subjects::ActorId::parse(asked.request.parameters.at(0)).value_or(subjects::ActorId{});
}

MembershipAnswer answer_of_membership(const accounts::Held&);
GrantedAnswer answer_of_granted(const accounts::Granted&);

// Of a body that names a role and how far it goes.
template <class Body>
accounts::NewRole new_role_of(const Body& body) {
    return {access::parse_role(body.role).value_or(access::Role::Reader), body.until, body.case_number.value_or(""), body.scope.value_or(std::vector<std::string>{})};
}

// With the field it is about.
inline Refusal refusal_of_role(const Error& error, std::string_view field = "/role") {
    Refusal refusal{error};
    if (error.code == Code::Conflict || error.code == Code::Invalid) refusal.fields.push_back({std::string{field}, error.detail});
    return refusal;
}

}  // namespace kader::server
