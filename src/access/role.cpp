#include "access/role.h"

#include "access/mint.h"
#include "kernel/check.h"

namespace kader::access {

namespace {

constexpr std::uint32_t rooms = bit(Area::Practice) | bit(Area::Staff) | bit(Area::Documents) | bit(Area::Activities) |
                                bit(Area::Memberships) | bit(Area::Partners) | bit(Area::SecurityManagement) |
                                bit(Area::Improvements);
// What everybody who works here must be able to look up: how we work, whom we work with, what we agreed.
constexpr std::uint32_t house = bit(Area::Practice) | bit(Area::Documents) | bit(Area::Memberships);

struct Rights {
    std::string_view word;
    std::uint32_t reads, writes;
};

// In the order of Role. The answers and the log are written by the program alone.
constexpr std::array<Rights, roles.size()> table = {{
    {"owner", everything, rooms | bit(Area::Transfer)},
    {"quality_officer", rooms | bit(Area::Check) | bit(Area::Audit), rooms},
    {"employee", house | bit(Area::Activities) | bit(Area::Partners) | bit(Area::Improvements) | bit(Area::Check),
     bit(Area::Activities) | bit(Area::Improvements)},
    {"reception", house, 0},
    {"reader", rooms | bit(Area::Check), 0},
}};

const Rights& rights_of(Role role) {
    const auto at = static_cast<std::size_t>(role);
    HALT_UNLESS(at < table.size());
    return table[at];
}

}  // namespace

std::string_view word(Role role) {
    return rights_of(role).word;
}

std::optional<Role> parse_role(std::string_view text) {
    for (const auto role : roles)
        if (word(role) == text) return role;
    return {};
}

Grant staff_grant(const subjects::PracticeId& practice, const subjects::ActorId& account, Role role,
                  std::string_view workstation) {
    const auto& rights = rights_of(role);
    return Mint::make(practice, {ActorKind::Staff, account, std::string{rights.word}, std::string{workstation}},
                      rights.reads, rights.writes);
}

}  // namespace kader::access
