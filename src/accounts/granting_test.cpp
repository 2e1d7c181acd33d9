// Who gives which role, and who is to look at it a second time.

#include "accounts/people_for_tests.h"

namespace kader::accounts {

using access::Role;

TEST_CASE("SR-11: two roles that nobody may both have are refused whichever comes first, and the sentence names both") {
    People house;
    const auto grant = house.as(house.ola);
    for (const bool is_first : {true, false})
        for (const auto other : {Role::Owner, Role::Practitioner, Role::QualityOfficer}) {
            const auto one = is_first ? Role::ComplaintsOfficer : other, two = is_first ? other : Role::ComplaintsOfficer;
            CAPTURE(access::word(one));
            CAPTURE(access::word(two));
            const auto begun = house.staff(std::string{access::word(one)} + std::string{access::word(two)}, one);
            const auto refused = house.accounts->grant_role(grant, begun.who.account, {.role = two}, Language::Dutch);
            REQUIRE(!refused);
            CHECK(refused.error().code == Code::Conflict);
            for (const auto role : {one, two}) CHECK(refused.error().detail.find(access::name(role, Language::Dutch)) != std::string::npos);
            // Not even by whoever may read the key file.
            CHECK(!house.accounts->grant_role(access::operator_grant(house.practice(), 1000), begun.who.account, {.role = two}));
        }
}

TEST_CASE("SR-11: a role that waits, or is suspended, stands in the way like one that counts; one that ended does not") {
    People house;
    const auto grant = house.as(house.ola);
    const auto rik = house.staff("rik", Role::Employee).who.account;
    REQUIRE(house.accounts->grant_role(grant, rik, {.role = Role::Owner}));
    CHECK(house.of(grant, rik, Role::Owner).state == MemberState::Invited);
    CHECK(house.accounts->grant_role(grant, rik, {.role = Role::ComplaintsOfficer}).error().code == Code::Conflict);
    REQUIRE(!house.accounts->change_role(grant, rik, Role::Owner, RoleChange::End));
    REQUIRE(!house.accounts->change_role(grant, rik, Role::Employee, RoleChange::Suspend));
    CHECK(house.accounts->grant_role(grant, rik, {.role = Role::ComplaintsOfficer}).error().code == Code::Conflict);
    REQUIRE(!house.accounts->change_role(grant, rik, Role::Employee, RoleChange::End));
    CHECK(house.accounts->grant_role(grant, rik, {.role = Role::ComplaintsOfficer}));
    CHECK(house.accounts->grant_role(grant, rik, {.role = Role::Employee}).error().code == Code::Conflict);
}

TEST_CASE("a privileged role counts when a second person agreed, and neither who asked nor who gets it is that person") {
    People house;
    const auto bea = house.complete("bea", Role::QualityOfficer);
    const auto rik = house.staff("rik", Role::QualityOfficer);
    const auto grant = house.as(house.ola);
    const auto id = rik.who.account;
    const auto held = house.accounts->grant_role(grant, id, {.role = Role::PrivacyOfficer});
    REQUIRE(held);
    CHECK(held->waits == WaitsFor::SecondPerson);
    CHECK(house.accounts->agree(grant, id, Role::PrivacyOfficer).error().code == Code::Forbidden);
    CHECK(house.accounts->agree(house.as(rik), id, Role::PrivacyOfficer).error().code == Code::Forbidden);
    house.pass(24h * 20);
    // Time does not help where somebody could look.
    CHECK(house.accounts->agree(grant, id, Role::PrivacyOfficer).error().code == Code::Forbidden);
    CHECK(house.accounts->agree(house.staff("kim", Role::Employee).who.grant("local"), id, Role::PrivacyOfficer).error().code == Code::Forbidden);
    const auto agreed = house.accounts->agree(house.as(bea), id, Role::PrivacyOfficer);
    REQUIRE(agreed);
    CHECK(agreed->held.state == MemberState::Active);
    CHECK(!agreed->held.is_alone);
    CHECK(agreed->held.agreed_by == bea.who.account);
    CHECK(house.accounts->agree(house.as(bea), id, Role::PrivacyOfficer).error().code == Code::Conflict);
    const auto acts = house.acts();
    for (const auto* act : {"role.grant", "role.agree"}) CHECK_MESSAGE(std::ranges::count(acts, act) > 0, act);
    // Who is not an owner asks for none of them, and takes none away.
    CHECK(house.accounts->grant_role(house.as(bea), id, {.role = Role::Owner}).error().code == Code::Forbidden);
    CHECK(house.code_of(house.accounts->change_role(house.as(bea), id, Role::PrivacyOfficer, RoleChange::End)) == Code::Forbidden);
}

TEST_CASE("where nobody else could agree a privileged role waits fourteen days for who asked, and shows that nobody else looked") {
    People house;
    const auto grant = house.as(house.ola);
    const auto admitted = house.accounts->admit(grant, {"Pia Voorbeeld", "pia", {}, Role::PrivacyOfficer});
    REQUIRE(admitted);
    CHECK(!admitted->code);
    CHECK(admitted->held.waits == WaitsFor::Time);
    CHECK(admitted->held.waits_until == house.day(14));
    const auto early = house.accounts->agree(grant, admitted->person, Role::PrivacyOfficer);
    CHECK(early.error().code == Code::Conflict);
    house.pass(24h * 14 - 1s);
    CHECK(!house.accounts->agree(grant, admitted->person, Role::PrivacyOfficer));
    house.pass(1s);
    CHECK(house.of(grant, admitted->person, Role::PrivacyOfficer).waits == WaitsFor::Confirmation);
    const auto agreed = house.accounts->agree(grant, admitted->person, Role::PrivacyOfficer);
    REQUIRE(agreed);
    CHECK(agreed->held.is_alone);
    // Now there is a code to begin with, and not before.
    REQUIRE(agreed->code);
    CHECK(std::holds_alternative<Begun>(house.accounts->activate("pia", *agreed->code, password, "local")));
    // The first owner was looked at by nobody either, but there was nobody.
    CHECK(!house.of(grant, house.ola.who.account, Role::Owner).is_alone);
}

TEST_CASE("nobody gives themselves a role alone, unless there is nobody else") {
    People house;
    const auto grant = house.as(house.ola);
    const auto alone = house.accounts->grant_role(grant, house.ola.who.account, {.role = Role::Practitioner});
    REQUIRE(alone);
    CHECK(alone->state == MemberState::Active);
    CHECK(alone->is_alone);
    const auto bea = house.complete("bea", Role::QualityOfficer);
    const auto held = house.accounts->grant_role(grant, house.ola.who.account, {.role = Role::Employee});
    REQUIRE(held);
    CHECK(held->state == MemberState::Invited);
    CHECK(house.accounts->agree(house.as(bea), house.ola.who.account, Role::Employee));
}

TEST_CASE("nobody suspends or ends the last owner, by role or by account") {
    People house;
    const auto grant = house.as(house.ola), keeper = access::operator_grant(house.practice(), 1000);
    const auto id = house.ola.who.account;
    for (const auto& by : {grant, keeper}) {
        CHECK(house.code_of(house.accounts->suspend(by, id)) == Code::Conflict);
        for (const auto change : {RoleChange::Suspend, RoleChange::End})
            CHECK(house.code_of(house.accounts->change_role(by, id, Role::Owner, change)) == Code::Conflict);
    }
    CHECK(house.is_in(house.ola));
    const auto bea = house.complete("bea", Role::Owner);
    // Made by an operator beside an owner who did not look.
    CHECK(house.of(grant, bea.who.account, Role::Owner).is_alone);
    CHECK(!house.accounts->change_role(house.as(bea), id, Role::Owner, RoleChange::End));
    CHECK(!house.is_in(house.ola));
    CHECK(house.code_of(house.accounts->suspend(keeper, bea.who.account)) == Code::Conflict);
}

TEST_CASE("a locum and an external reviewer have a last day, a reviewer within fourteen days, with a case and areas") {
    People house;
    const auto grant = house.as(house.ola);
    const auto rik = house.staff("rik", Role::Reader).who.account;
    const auto code = [&](const NewRole& role) {
        const auto held = house.accounts->grant_role(grant, rik, role);
        return held ? Code::Unavailable : held.error().code;
    };
    CHECK(code({.role = Role::Locum}) == Code::Invalid);
    CHECK(code({.role = Role::Locum, .until = house.day(-1)}) == Code::Invalid);
    const NewRole good{Role::ExternalReviewer, house.day(14), "2026-17/b", {"documents", "check"}};
    const std::vector<std::pair<std::string, NewRole>> all{{"no day", {Role::ExternalReviewer, {}, "2026-17/b", {"check"}}},
                                                               {"too long", {Role::ExternalReviewer, house.day(15), "2026-17/b", {"check"}}},
                                                               {"no case", {Role::ExternalReviewer, house.day(3), {}, {"check"}}},
                                                               {"a name", {Role::ExternalReviewer, house.day(3), "zaak van Ola", {"check"}}},
                                                               {"no areas", {Role::ExternalReviewer, house.day(3), "1", {}}},
                                                               {"other areas", {Role::ExternalReviewer, house.day(3), "1", {"everything"}}},
                                                               {"a case of a reader", {Role::Reception, {}, "1", {}}},
                                                               {"a client", {.role = Role::Client}}};
    for (const auto& one : all) {
        CAPTURE(one.first);
        CHECK(code(one.second) == Code::Invalid);
    }
    CHECK(code(good) == Code::Unavailable);
    CHECK(code({.role = Role::Locum, .until = house.day()}) == Code::Conflict);
}

}  // namespace kader::accounts
