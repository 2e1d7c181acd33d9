#include "access/role.h"

#include <algorithm>

#include "access/mint.h"
#include "access/rights_table.h"
#include "kernel/check.h"

namespace kader::access {

namespace {

struct Names {
    std::string_view word, nl, en;
};

// In the order of Role.
constexpr std::array<Names, roles.size()> names = {{
    {"owner", "eigenaar", "owner"},
    {"quality_officer", "kwaliteitsfunctionaris", "quality officer"},
    {"employee", "medewerker", "employee"},
    {"reception", "receptie", "reception"},
    {"reader", "meelezer", "reader"},
    {"practitioner", "behandelaar", "practitioner"},
    {"executor", "behandelaar in opdracht", "practitioner by order"},
    {"locum", "waarnemer", "locum"},
    {"complaints_officer", "klachtenfunctionaris", "complaints officer"},
    {"privacy_officer", "privacyfunctionaris", "privacy officer"},
    {"external_reviewer", "externe beoordelaar", "external reviewer"},
    {"council_member", "lid van de cliëntenraad", "member of the client council"},
    {"supervisor", "intern toezichthouder", "internal supervisor"},
    {"representative", "vertegenwoordiger", "representative"},
    {"client", "cliënt", "client"},
    {"administrator", "systeembeheerder", "system administrator"},
}};

// Which areas a role may act in follows from the table: where it says so without asking for anything else.
struct Areas {
    std::uint32_t reads = 0, writes = 0;
};

bool may_always(Role role, Area area, Act act) {
    const auto part = part_of(area);
    return std::ranges::any_of(terms_of(role, compartment_of(part)), [&](const Term& term) {
        return term.condition == Condition::None && term.is_about(part, action_of(area, act));
    });
}

Areas areas_of(Role role) {
    Areas areas;
    for (int at = 0; at < area_count; ++at) {
        const auto area = static_cast<Area>(at);
        if (may_always(role, area, Act::Read)) areas.reads |= bit(area);
        if (may_always(role, area, Act::Write)) areas.writes |= bit(area);
    }
    return areas;
}

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

const Names& names_of(Role role) {
    const auto at = static_cast<std::size_t>(role);
    HALT_UNLESS(at < names.size());
    return names[at];
}

}  // namespace

std::string_view word(Role role) {
    return names_of(role).word;
}

std::string_view name(Role role, Language language) {
    return language == Language::Dutch ? names_of(role).nl : names_of(role).en;
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
    const auto areas = areas_of(role);
    return Mint::make(practice, {ActorKind::Staff, account, std::string{word(role)}, std::string{workstation}}, areas.reads, areas.writes);
}

}  // namespace kader::access
