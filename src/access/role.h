#pragma once

// The roles somebody can have in a practice, and what each may do in each area whoever the client is: a closed list, so
// that nobody puts rights together by hand and nobody wonders what somebody may see. What depends on a client, an order
// or a link is decided in decision.h.

#include <array>
#include <optional>
#include <span>
#include <string_view>

#include "access/grant.h"

namespace kader::access {

// The words are stored; never reuse one.
enum class Role : std::uint8_t {
    Owner,             // Answers for the practice.
    QualityOfficer,    // Keeps the quality system.
    Employee,          // Works here, and writes down what happens.
    Reception,         // Plans and receives.
    Reader,            // An adviser: sees the quality system, changes nothing.
    Practitioner,      // Treats on their own authority.
    Executor,          // Treats by order: a nurse, a skin therapist.
    Locum,             // Takes a practitioner's place for a time, to a day that is known.
    ComplaintsOfficer, // Helps who complains; independent of who is complained of (Wkkgz art. 15).
    PrivacyOfficer,    // Looks after personal data and the log (GDPR art. 37-39, where one is appointed).
    ExternalReviewer,  // An auditor or inspector: a named scope, by a link that ends by itself.
    CouncilMember,     // Of the client council (Wmcz 2018).
    Supervisor,        // Internal supervision (Wtza).
    Representative,    // Of a client, with a mandate.
    Client,
    Administrator,     // Runs the machine: no content of anybody.
};
inline constexpr std::array<Role, 16> roles = {
    Role::Owner,         Role::QualityOfficer, Role::Employee,          Role::Reception,      Role::Reader,           Role::Practitioner,
    Role::Executor,      Role::Locum,          Role::ComplaintsOfficer, Role::PrivacyOfficer, Role::ExternalReviewer, Role::CouncilMember,
    Role::Supervisor,    Role::Representative, Role::Client,            Role::Administrator,
};
std::string_view word(Role);  // "owner", "quality_officer", …
std::string_view name(Role, Language);  // "eigenaar", "owner"
std::optional<Role> parse_role(std::string_view word);

// Nobody has an account with one of these: clients and who acts for them have a door of their own.
bool is_staff(Role);
// A grant of these is looked at by a second person, where there is one.
bool is_privileged(Role);
// Two of these that one person may not both have in one practice. Who helps a complainant is not who is complained of:
// no owner, no practitioner, no quality officer; nor do who reviews from outside or runs the machine take part.
struct Clash {
    Role one, other;
};
std::optional<Clash> clash_in(std::span<const Role>);

// What an account may do in its practice, from a workstation: its address, or "local".
Grant staff_grant(const subjects::PracticeId&, const subjects::ActorId& account, Role, std::string_view workstation);

}  // namespace kader::access
