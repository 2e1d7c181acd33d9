#include "access/decision.h"

#include <doctest/doctest.h>

#include <set>
#include <string>
#include <vector>

namespace kader::access {

namespace {

const CalendarDay now = day_of(2026, 11, 22);
const subjects::ActorId somebody{UuidBytes{7}}, another{UuidBytes{8}};

Question by(Role role, Part part = Part::Dossier, Action action = Action::Read) {
    Question asked;
    asked.membership = Membership::Active;
    asked.role = role;
    asked.part = part;
    asked.action = action;
    asked.day = now;
    asked.actor = somebody;
    return asked;
}
std::string_view rule(const Question& asked) {
    return decide(asked).rule;
}

}  // namespace

TEST_CASE("a question of which nothing is known is refused") {
    CHECK(!decide(Question{}).allowed);
    auto odd = by(static_cast<Role>(99));
    CHECK(rule(odd) == "unknown");
    odd = by(Role::Owner, static_cast<Part>(99));
    CHECK(rule(odd) == "unknown");
    odd = by(Role::Owner, Part::Basics, static_cast<Action>(99));
    CHECK(rule(odd) == "unknown");
    odd = by(Role::Owner, Part::Basics);
    CHECK(rule(odd) == "role");
    odd.membership = static_cast<Membership>(99);
    CHECK(rule(odd) == "membership-unknown");
}

TEST_CASE("R06: a rule that refuses wins, however many rules allow") {
    const Relation relation = appointment_relation(now);
    auto asked = by(Role::Practitioner);
    asked.relations = {&relation, 1};
    asked.is_own = asked.is_break_glass = asked.is_in_sample = asked.is_fresh = true;
    REQUIRE(rule(asked) == "relation");
    asked.sealed_to = another;
    CHECK(rule(asked) == "sealed-to-another");
    CHECK(!decide(asked).may_break_glass);
    asked.sealed_to = subjects::ActorId{};
    CHECK(rule(asked) == "sealed-to-another");
    asked.sealed_to = somebody;
    CHECK(decide(asked).allowed);
    asked.state = RecordState::Final;
    CHECK(decide(asked).allowed);
    asked.action = Action::Add;
    CHECK(decide(asked).allowed);
    asked.action = Action::Write;
    CHECK(rule(asked) == "record-final");
    asked.state = RecordState::Destroyed;
    asked.action = Action::Read;
    CHECK(rule(asked) == "record-destroyed");
}

TEST_CASE("SR-10: nobody but the complaints officer reads their notes, an owner least of all") {
    for (const auto role : roles)
        for (const auto action : actions) {
            auto asked = by(role, Part::ComplaintNotes, action);
            asked.is_own = asked.is_fresh = asked.is_break_glass = true;
            asked.last_day = now;
            CAPTURE(word(role));
            CHECK(decide(asked).allowed == (role == Role::ComplaintsOfficer && action != Action::Manage));
        }
    CHECK(rule(by(Role::Owner, Part::ComplaintNotes)) == "owner-not-in-complaint-notes");
    CHECK(rule(by(Role::QualityOfficer, Part::ComplaintNotes)) == "notes-of-complaints-officer");
}

TEST_CASE("SR-12: the complaints officer opens what the client linked, until the complaint is closed") {
    auto asked = by(Role::ComplaintsOfficer);
    CHECK(rule(asked) == "not-linked");
    asked.link = ComplaintLink{now + Days{1}};
    CHECK(rule(asked) == "not-linked");
    asked.link = ComplaintLink{now - Days{9}, now + Days{1}};
    CHECK(rule(asked) == "linked-by-client");
    asked.link->closed = now;
    CHECK(rule(asked) == "complaint-closed");
}

TEST_CASE("SR-07: without a relation a practitioner is offered emergency access, and it opens one file for reading") {
    auto asked = by(Role::Practitioner);
    CHECK(rule(asked) == "no-relation");
    CHECK(decide(asked).may_break_glass);
    const Relation over = appointment_relation(now - Days{91});
    asked.relations = {&over, 1};
    CHECK(rule(asked) == "no-relation");
    asked.is_break_glass = true;
    CHECK(rule(asked) == "break-glass");
    asked.action = Action::Write;
    CHECK(!decide(asked).allowed);
    for (const auto role : {Role::Owner, Role::Reception, Role::QualityOfficer, Role::Administrator, Role::ExternalReviewer}) {
        asked = by(role);
        asked.is_break_glass = true;
        CHECK(!decide(asked).allowed);
        CHECK(!decide(asked).may_break_glass);
    }
}

TEST_CASE("SR-08: an executor writes while the order is open, and never in what somebody else wrote") {
    auto asked = by(Role::Executor, Part::Dossier, Action::Add);
    const Relation relation = appointment_relation(now);
    asked.relations = {&relation, 1};
    CHECK(rule(asked) == "executor-outside-order");
    asked.order = Order{{now - Days{1}, now + Days{1}}};
    CHECK(rule(asked) == "open-order");
    asked.action = Action::Write;
    CHECK(rule(asked) == "open-order");
    asked.is_of_another_author = true;
    CHECK(rule(asked) == "not-anothers-report");
    asked.order->closed = now;
    CHECK(rule(asked) == "executor-outside-order");
    asked.action = Action::Read;
    CHECK(rule(asked) == "relation");
}

TEST_CASE("a locum is nobody after the last day, and reaches no client without one") {
    const Relation relation = appointment_relation(now);
    auto asked = by(Role::Locum);
    asked.relations = {&relation, 1};
    CHECK(rule(asked) == "locum-without-end");
    CHECK(decide(by(Role::Locum, Part::Basics)).allowed);
    asked.last_day = now;
    CHECK(rule(asked) == "relation");
    asked.last_day = now - Days{1};
    CHECK(rule(asked) == "locum-after-end");
    asked.part = Part::Basics;
    CHECK(rule(asked) == "locum-after-end");
}

TEST_CASE("an external reviewer writes nothing, sees what the scope names, and nothing once it is over") {
    const Compartment staff_and_log[] = {Compartment::Staff, Compartment::Log};
    const auto scope = Scope::of_review(staff_and_log, {now, now + Days{14}});
    REQUIRE(scope);
    auto asked = by(Role::ExternalReviewer, Part::Competence);
    CHECK(rule(asked) == "outside-scope");
    asked.scope = scope;
    CHECK(rule(asked) == "in-scope");
    asked.part = Part::Dossier;
    CHECK(rule(asked) == "outside-scope");
    for (int at = 0; at < part_count; ++at)
        for (const auto action : {Action::Add, Action::Write, Action::Manage}) {
            asked.part = static_cast<Part>(at), asked.action = action, asked.is_fresh = true;
            CHECK(rule(asked) == "reviewer-never-writes");
        }
    asked = by(Role::ExternalReviewer, Part::Basics);
    asked.scope = scope;
    CHECK(decide(asked).allowed);
    asked.day = now + Days{14};
    CHECK(rule(asked) == "review-over");

    const auto grant = reviewer_grant({}, somebody, *scope, now, "local");
    CHECK(grant.may(Area::Staff, Act::Read));
    CHECK(grant.may(Area::Audit, Act::Read));
    CHECK(grant.may(Area::Documents, Act::Read));
    CHECK(decide(grant, Area::Staff, Act::Read).rule == "in-scope");
    const auto after = reviewer_grant({}, somebody, *scope, now + Days{14}, "local");
    for (int at = 0; at < area_count; ++at) {
        CHECK(!grant.may(static_cast<Area>(at), Act::Write));
        CHECK(!after.may(static_cast<Area>(at), Act::Read));
    }
}

TEST_CASE("a scope names something, ends, and of a review lasts two weeks at most") {
    const Compartment one[] = {Compartment::Quality}, odd[] = {static_cast<Compartment>(40)};
    CHECK(Scope::of(one, {now, now + Days{1}}));
    CHECK(!Scope::of({}, {now, now + Days{1}}));
    CHECK(!Scope::of(odd, {now, now + Days{1}}));
    CHECK(!Scope::of(one, {now, now}));
    CHECK(Scope::of_review(one, {now, now + Days{14}}));
    CHECK(!Scope::of_review(one, {now, now + Days{15}}));
}

TEST_CASE("every relation ends by itself") {
    const auto last = [](const Relation& one) {
        CHECK(!one.period.holds_on(one.period.until));
        return one.period.until - Days{1};
    };
    CHECK(appointment_relation(now).period.from == now - Days{14});
    CHECK(last(appointment_relation(now)) == now + Days{90});
    CHECK(last(team_relation({now, now + Days{9999}})) == now + Days{364});
    CHECK(last(team_relation({now, now + Days{9}})) == now + Days{8});
    CHECK(last(plan_relation(now)) == now + Days{364});
    CHECK(last(plan_relation(now, now + Days{2})) == now + Days{1});
    CHECK(last(consultation_relation(now)) == now + Days{29});
    CHECK(last(complication_relation(now)) == now + Days{89});
    // Withdrawn on the day itself is withdrawn.
    CHECK(!consultation_relation(now, now).period.holds_on(now));
    CHECK(!any_holds({}, now));
}

TEST_CASE("R11: of several things all must be allowed, and of none nothing is") {
    CHECK(!decide_all({}).allowed);
    CHECK(decide_all({}).rule == "nothing-asked");
    std::vector<Question> all(3, by(Role::Owner, Part::Basics));
    CHECK(decide_all(all).allowed);
    all[1].part = Part::Dossier;
    CHECK(decide_all(all).rule == "not-in-table");
    auto asked = by(Role::Practitioner);
    asked.relations = {};
    CHECK(!decide(asked).allowed);
}

TEST_CASE("to use is not to manage, and managing asks for a second factor of a moment ago") {
    for (const auto role : roles)
        for (const auto part : {Part::Accounts, Part::Keys, Part::Keeping, Part::Transfer}) {
            auto asked = by(role, part, Action::Manage);
            CHECK(rule(asked) != "role");
            asked.is_fresh = true;
            const bool manages = decide(asked).allowed;
            asked.action = Action::Write;
            CHECK(!decide(asked).allowed);
            if (manages) CHECK(rule(by(role, part)) == "role");
        }
    CHECK(rule(by(Role::Owner, Part::Accounts, Action::Manage)) == "factor-not-fresh");
}

TEST_CASE("a grant says who asks: nobody is another role than the one in their grant") {
    const auto reception = staff_grant({}, somebody, Role::Reception, "local");
    auto asked = by(Role::Owner, Part::Accounts);
    CHECK(!decide(reception, asked).allowed);
    CHECK(decide(reception, by(Role::Owner, Part::DossierFlags)).allowed);
    CHECK(decide(operator_grant({}, 1), asked).rule == "operator");
    CHECK(!decide(server_grant({}), asked).allowed);
    CHECK(decide(server_grant({}), Area::Check, Act::Read).rule == "program");
    CHECK(decide(reception, Area::Audit, Act::Read).rule == "not-in-table");
    CHECK(refusal_error(Part::Accounts, Action::Manage, Language::English).detail == "You may not change this: the staff.");
}

TEST_CASE("every part and compartment has a word of its own, and every area lies in one compartment") {
    std::set<std::string_view> words, compartments;
    for (int at = 0; at < part_count; ++at) {
        words.insert(word(static_cast<Part>(at)));
        compartments.insert(word(compartment_of(static_cast<Part>(at))));
    }
    CHECK(words.size() == part_count);
    CHECK(compartments.size() == compartment_count);
    for (int at = 0; at < area_count; ++at) CHECK(!name(compartment_of(part_of(static_cast<Area>(at))), Language::Dutch).empty());
}

}  // namespace kader::access
