#include "access/role.h"

#include <algorithm>

#include "access/mint.h"
#include "kernel/check.h"

namespace kader::access {

namespace {

constexpr std::uint32_t rooms = bit(Area::Practice) | bit(Area::Staff) | bit(Area::Documents) | bit(Area::Activities) |
                                bit(Area::Memberships) | bit(Area::Partners) | bit(Area::SecurityManagement) |
                                bit(Area::Improvements);
// What everybody who works here must be able to look up: how we work, whom we work with, what we agreed.
constexpr std::uint32_t house = bit(Area::Practice) | bit(Area::Documents) | bit(Area::Memberships);
constexpr std::uint32_t happens = bit(Area::Activities) | bit(Area::Improvements);
constexpr std::uint32_t works = house | happens | bit(Area::Partners) | bit(Area::Check);

struct Rights {
    std::string_view word, nl, en;
    std::uint32_t reads, writes;
};

// In the order of Role. The answers and the log are written by the program alone. A practitioner has a say in what is
// destroyed because the law asks it of them (art. 7:455 Civil Code).
constexpr std::array<Rights, roles.size()> table = {{
    {"owner", "eigenaar", "owner", everything, rooms | bit(Area::Transfer) | bit(Area::Retention) | bit(Area::System)},
    {"quality_officer", "kwaliteitsfunctionaris", "quality officer", rooms | bit(Area::Check) | bit(Area::Audit), rooms},
    {"employee", "medewerker", "employee", works, happens},
    {"reception", "receptie", "reception", house, 0},
    {"reader", "meelezer", "reader", rooms | bit(Area::Check), 0},
    {"practitioner", "behandelaar", "practitioner", works | bit(Area::Retention), happens | bit(Area::Retention)},
    {"executor", "behandelaar in opdracht", "practitioner by order", works, happens},
    {"locum", "waarnemer", "locum", works, happens},
    {"complaints_officer", "klachtenfunctionaris", "complaints officer", house, 0},
    {"privacy_officer", "privacyfunctionaris", "privacy officer",
     (rooms & ~bit(Area::Staff)) | bit(Area::Check) | bit(Area::Audit) | bit(Area::Retention), bit(Area::Retention)},
    {"external_reviewer", "externe beoordelaar", "external reviewer", rooms | bit(Area::Check) | bit(Area::Audit), 0},
    {"council_member", "lid van de cliëntenraad", "member of the client council", bit(Area::Practice) | bit(Area::Documents) | bit(Area::Check), 0},
    {"supervisor", "intern toezichthouder", "internal supervisor", (rooms & ~bit(Area::Staff)) | bit(Area::Check), 0},
    {"representative", "vertegenwoordiger", "representative", 0, 0},
    {"client", "cliënt", "client", 0, 0},
    {"administrator", "systeembeheerder", "system administrator", bit(Area::System), bit(Area::System)},
}};

// Each clashes with every other of its line.
struct Apart {
    Role role;
    std::array<Role, 6> from;
};
constexpr std::array<Apart, 2> apart = {{
    {Role::ComplaintsOfficer,
     {Role::Owner, Role::QualityOfficer, Role::Practitioner, Role::Executor, Role::Locum, Role::Employee}},
    {Role::ExternalReviewer,
     {Role::Owner, Role::QualityOfficer, Role::Practitioner, Role::Executor, Role::Locum, Role::Employee}},
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

std::string_view name(Role role, Language language) {
    return language == Language::Dutch ? rights_of(role).nl : rights_of(role).en;
}

std::optional<Role> parse_role(std::string_view text) {
    for (const auto role : roles)
        if (word(role) == text) return role;
    return {};
}

bool is_staff(Role role) {
    return role != Role::Client && role != Role::Representative;
}

bool is_privileged(Role role) {
    return role == Role::Owner || role == Role::PrivacyOfficer || role == Role::ExternalReviewer || role == Role::Administrator;
}

std::optional<Clash> clash_in(std::span<const Role> held) {
    for (const auto& line : apart) {
        if (std::find(held.begin(), held.end(), line.role) == held.end()) continue;
        for (const auto other : line.from)
            if (std::find(held.begin(), held.end(), other) != held.end()) return Clash{line.role, other};
    }
    return {};
}

Grant staff_grant(const subjects::PracticeId& practice, const subjects::ActorId& account, Role role,
                  std::string_view workstation) {
    const auto& rights = rights_of(role);
    return Mint::make(practice, {ActorKind::Staff, account, std::string{rights.word}, std::string{workstation}},
                      rights.reads, rights.writes);
}

}  // namespace kader::access
