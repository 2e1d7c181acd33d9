#pragma once

// The roles an account can have, and what each may do: a closed list, so that nobody puts rights together
// by hand and nobody wonders what somebody may see.

#include <array>
#include <optional>
#include <string_view>

#include "access/grant.h"

namespace kader::access {

// The words are stored; never reuse one.
enum class Role : std::uint8_t {
    Owner,           // Answers for the practice: everything.
    QualityOfficer,  // Keeps the quality system.
    Employee,        // Gives care: reads how it is done here, writes down what happens.
    Reception,       // Plans and receives.
    Reader,          // An auditor or adviser: sees the quality system, changes nothing.
};
inline constexpr std::array<Role, 5> roles = {Role::Owner, Role::QualityOfficer, Role::Employee, Role::Reception, Role::Reader};
std::string_view word(Role);  // "owner", "quality_officer", …
std::optional<Role> parse_role(std::string_view word);

// What an account may do in its practice, from a workstation: its address, or "local".
Grant staff_grant(const subjects::PracticeId&, const subjects::ActorId& account, Role, std::string_view workstation);

}  // namespace kader::access
