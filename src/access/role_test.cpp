#include "access/role.h"

#include <doctest/doctest.h>

#include <set>
#include <string>

namespace kader::access {

namespace {

// r reads, w reads and writes, - neither; in the order of Area:
// practice staff documents activities memberships partners security improvements check audit transfer retention system
struct Line {
    Role role;
    std::string_view may;
};
constexpr Line matrix[] = {
    {Role::Owner, "wwwwwwwwrrwww"},
    {Role::QualityOfficer, "wwwwwwwwrr---"},
    {Role::Employee, "r-rwrr-wr----"},
    {Role::Reception, "r-r-r--------"},
    {Role::Reader, "rrrrrrrrr----"},
    {Role::Practitioner, "r-rwrr-wr--w-"},
    {Role::Executor, "r-rwrr-wr----"},
    {Role::Locum, "r-rwrr-wr----"},
    {Role::ComplaintsOfficer, "r-r-r--------"},
    {Role::PrivacyOfficer, "r-rrrrrrrr-w-"},
    {Role::ExternalReviewer, "r-rrrrrrr----"},  // The staff and the log by a scope only.
    {Role::CouncilMember, "r-r-----r----"},
    {Role::Supervisor, "r-rrrrrrr----"},
    {Role::Representative, "-------------"},
    {Role::Client, "-------------"},
    {Role::Administrator, "------------w"},
};

}  // namespace

TEST_CASE("each role may do in each area what the table says, and nothing else") {
    const subjects::PracticeId practice{UuidBytes{1}};
    const subjects::ActorId account{UuidBytes{2}};
    REQUIRE(std::size(matrix) == roles.size());
    for (const auto& row : matrix) {
        const auto role = row.role;
        const auto& may = row.may;
        const auto grant = staff_grant(practice, account, role, "127.0.0.1");
        CAPTURE(word(role));
        REQUIRE(may.size() == area_count);
        for (int at = 0; at < area_count; ++at) {
            const auto area = static_cast<Area>(at);
            CAPTURE(word(area));
            CHECK(grant.may(area, Act::Read) == (may[static_cast<std::size_t>(at)] != '-'));
            CHECK(grant.may(area, Act::Write) == (may[static_cast<std::size_t>(at)] == 'w'));
        }
        CHECK(grant.practice() == practice);
        CHECK(grant.actor().kind == ActorKind::Staff);
        CHECK(grant.actor().id == account);
        CHECK(grant.actor().role == word(role));
        CHECK(grant.actor().workstation == "127.0.0.1");
    }
}

TEST_CASE("nobody who may write something may not read it") {
    for (const auto role : roles) {
        const auto grant = staff_grant({}, {}, role, "local");
        for (int at = 0; at < area_count; ++at)
            CHECK((!grant.may(static_cast<Area>(at), Act::Write) || grant.may(static_cast<Area>(at), Act::Read)));
    }
}

TEST_CASE("a role is known by its word only") {
    for (const auto role : roles) CHECK(parse_role(word(role)) == role);
    for (const auto* other : {"", "Owner", "admin", "owner "}) CHECK(!parse_role(other));
}

TEST_CASE("who helps a complainant is nobody who may be complained of, and who reviews from outside does not take part") {
    const auto clashes = [](std::initializer_list<Role> held) { return clash_in({held.begin(), held.size()}).has_value(); };
    for (const auto officer : {Role::ComplaintsOfficer, Role::ExternalReviewer})
        for (const auto role : {Role::Owner, Role::Practitioner, Role::Executor, Role::Locum, Role::Employee, Role::QualityOfficer}) {
            CAPTURE(word(role));
            CHECK(clashes({officer, role}));
            CHECK(clashes({role, Role::Reception, officer}));
        }
    CHECK(!clashes({}));
    CHECK(!clashes({Role::ComplaintsOfficer}));
    CHECK(!clashes({Role::Owner, Role::Practitioner, Role::QualityOfficer}));
}

TEST_CASE("every role has a name of its own in both languages") {
    std::set<std::string_view> nl, en;
    for (const auto role : roles) {
        nl.insert(name(role, Language::Dutch));
        en.insert(name(role, Language::English));
    }
    CHECK(nl.size() == roles.size());
    CHECK(en.size() == roles.size());
}

}  // namespace kader::access
