#pragma once

// What the endpoints of people and of roles share.

#include "server/account_types.h"
#include "server/endpoint.h"

namespace kader::server {

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
