#include "access/decision.h"

#include <vector>

#include "access/mint.h"
#include "access/rights_table.h"
#include "kernel/check.h"

namespace kader::access {

namespace {

bool is_of_client(const Question& asked) {
    const auto in = compartment_of(asked.part);
    return in == Compartment::Dossier || in == Compartment::Photos;
}
bool is_executing(Role role) {
    return role == Role::Executor || role == Role::Employee;
}
bool changes(const Question& asked) {
    return asked.action != Action::Read;
}

// A rule that refuses, whatever else is so. The first that applies names the refusal.
struct Denial {
    std::string_view rule;
    bool (*applies)(const Question&);
};
constexpr Denial denials[] = {
    {"membership-none", [](const Question& q) { return q.membership == Membership::None; }},
    {"membership-invited", [](const Question& q) { return q.membership == Membership::Invited; }},
    {"membership-suspended", [](const Question& q) { return q.membership == Membership::Suspended; }},
    {"membership-expired", [](const Question& q) { return q.membership == Membership::Expired; }},
    {"membership-unknown", [](const Question& q) { return q.membership != Membership::Active; }},
    {"locum-after-end", [](const Question& q) { return q.role == Role::Locum && q.last_day && *q.last_day < q.day; }},
    // Nobody reaches a client as a locum whose last day nobody wrote down.
    {"locum-without-end", [](const Question& q) { return q.role == Role::Locum && is_of_client(q) && !q.last_day; }},
    {"reviewer-never-writes", [](const Question& q) { return q.role == Role::ExternalReviewer && changes(q); }},
    {"review-over", [](const Question& q) { return q.role == Role::ExternalReviewer && q.scope && !q.scope->is_live_on(q.day); }},
    {"mandate-over", [](const Question& q) { return q.role == Role::Representative && q.mandate && !q.mandate->is_live_on(q.day); }},
    {"owner-not-in-complaint-notes", [](const Question& q) { return q.role == Role::Owner && q.part == Part::ComplaintNotes; }},
    {"notes-of-complaints-officer", [](const Question& q) { return q.role != Role::ComplaintsOfficer && q.part == Part::ComplaintNotes; }},
    {"sealed-to-another", [](const Question& q) { return q.sealed_to && (q.sealed_to->is_nil() || *q.sealed_to != q.actor); }},
    {"complaint-closed",
     [](const Question& q) { return q.role == Role::ComplaintsOfficer && is_of_client(q) && q.link && q.link->closed && *q.link->closed <= q.day; }},
    {"executor-outside-order",
     [](const Question& q) { return is_executing(q.role) && is_of_client(q) && changes(q) && !(q.order && q.order->is_open_on(q.day)); }},
    {"not-anothers-report", [](const Question& q) { return is_executing(q.role) && q.action == Action::Write && q.is_of_another_author; }},
    {"record-destroyed", [](const Question& q) { return q.state == RecordState::Destroyed; }},
    {"record-final", [](const Question& q) { return q.state == RecordState::Final && q.action == Action::Write; }},
    {"factor-not-fresh", [](const Question& q) { return q.action == Action::Manage && !q.is_fresh; }},
};

// What a condition of the table is called when it is met, and when it is not.
struct ConditionRule {
    Condition condition;
    std::string_view met, unmet;
    bool (*holds)(const Question&);
};
constexpr ConditionRule conditions[] = {
    {Condition::None, "role", "role", [](const Question&) { return true; }},
    {Condition::Relation, "relation", "no-relation", [](const Question& q) { return any_holds(q.relations, q.day); }},
    {Condition::Order, "open-order", "no-order", [](const Question& q) { return q.order && q.order->is_open_on(q.day); }},
    {Condition::Own, "own", "not-own", [](const Question& q) { return q.is_own; }},
    {Condition::Linked, "linked-by-client", "not-linked", [](const Question& q) { return q.link && q.link->holds_on(q.day); }},
    {Condition::Scope, "in-scope", "outside-scope",
     [](const Question& q) { return q.scope && q.scope->is_live_on(q.day) && q.scope->names(compartment_of(q.part)); }},
    {Condition::Mandate, "in-mandate", "outside-mandate",
     [](const Question& q) { return q.mandate && q.mandate->is_live_on(q.day) && q.mandate->names(compartment_of(q.part)); }},
    {Condition::Sample, "in-sample", "not-in-sample", [](const Question& q) { return q.is_in_sample; }},
};

const ConditionRule& rule_of(Condition condition) {
    const auto at = static_cast<std::size_t>(condition);
    HALT_UNLESS(at < std::size(conditions) && conditions[at].condition == condition);
    return conditions[at];
}

bool is_known(const Question& asked) {
    return static_cast<std::size_t>(asked.role) < roles.size() && static_cast<int>(asked.part) < part_count &&
           static_cast<std::size_t>(asked.action) < actions.size();
}

}  // namespace

std::string_view word(Membership membership) {
    switch (membership) {
        case Membership::None:
            return "none";
        case Membership::Invited:
            return "invited";
        case Membership::Active:
            return "active";
        case Membership::Suspended:
            return "suspended";
        case Membership::Expired:
            return "expired";
    }
    HALT_UNLESS(false);
    return {};
}

bool gives_care(Role role) {
    return role == Role::Practitioner || role == Role::Executor || role == Role::Employee || role == Role::Locum;
}

std::string account_role_words() {
    std::string all;
    for (const auto role : roles)
        if (is_staff(role)) all += (all.empty() ? "" : ", ") + std::string{word(role)};
    return all;
}

Decision decide(const Question& asked) {
    if (!is_known(asked)) return {false, "unknown"};
    for (const auto& denial : denials)
        if (denial.applies(asked)) return {false, denial.rule};
    Decision refused{false, "not-in-table"};
    for (const auto& term : terms_of(asked.role, compartment_of(asked.part))) {
        if (!term.is_about(asked.part, asked.action)) continue;
        const auto& rule = rule_of(term.condition);
        if (rule.holds(asked)) return {true, rule.met};
        if (refused.rule == "not-in-table") refused.rule = rule.unmet;
    }
    // Emergency access stands in for the relation, and opens a file for reading; it orders nothing.
    const bool is_care = gives_care(asked.role) && is_of_client(asked) && asked.action == Action::Read;
    if (is_care && asked.is_break_glass) return {true, "break-glass"};
    refused.may_break_glass = is_care;
    return refused;
}

Decision decide_all(std::span<const Question> questions) {
    Decision last{false, "nothing-asked"};
    for (const auto& one : questions) {
        last = decide(one);
        if (!last.allowed) return last;
    }
    return last;
}

Decision decide(const Grant& grant, Question asked) {
    const auto& actor = grant.actor();
    if (actor.kind == ActorKind::Operator) return {true, "operator"};
    const auto role = parse_role(actor.role);
    if (actor.kind != ActorKind::Staff || !role) return {false, "not-in-table"};
    asked.membership = Membership::Active;
    asked.role = *role;
    asked.actor = actor.id;
    return decide(asked);
}

Decision decide(const Grant& grant, Area area, Act act) {
    const bool may = grant.may(area, act);
    if (grant.actor().kind == ActorKind::Operator) return {may, may ? "operator" : "not-in-table"};
    const auto role = parse_role(grant.actor().role);
    if (grant.actor().kind != ActorKind::Staff || !role) return {may, may ? "program" : "not-in-table"};
    // The areas of a grant were worked out when it was made; only a scope adds to what the role has by itself.
    if (may) return {true, *role == Role::ExternalReviewer && compartment_of(part_of(area)) != Compartment::Quality ? "in-scope" : "role"};
    // The refusal is named as if it were asked by itself, right after a second factor: an area knows of none.
    const auto why = decide(grant, {.part = part_of(area), .action = action_of(area, act), .is_fresh = true});
    return {false, why.allowed ? "not-in-table" : why.rule};
}

Error refusal_error(Part part, Action action, Language language) {
    const bool reads = action == Action::Read, is_dutch = language == Language::Dutch;
    std::string detail{is_dutch ? (reads ? "U mag dit niet inzien: " : "U mag dit niet wijzigen: ")
                                : (reads ? "You may not see this: " : "You may not change this: ")};
    detail += name(compartment_of(part), language);
    return Error{Code::Forbidden, detail + "."};
}

Grant reviewer_grant(const subjects::PracticeId& practice, const subjects::ActorId& account, const Scope& scope, CalendarDay day,
                     std::string_view workstation) {
    std::uint32_t reads = 0;
    for (int at = 0; at < area_count; ++at) {
        const auto area = static_cast<Area>(at);
        const Question asked{.membership = Membership::Active, .role = Role::ExternalReviewer, .part = part_of(area), .day = day, .scope = scope};
        if (decide(asked).allowed) reads |= bit(area);
    }
    return Mint::make(practice, {ActorKind::Staff, account, std::string{word(Role::ExternalReviewer)}, std::string{workstation}}, reads, 0);
}

Grant reviewer_grant(const subjects::PracticeId& practice, const subjects::ActorId& account, std::span<const Area> areas, std::string case_number,
                     std::string_view workstation) {
    std::vector<Compartment> compartments;
    for (const auto area : areas) compartments.push_back(compartment_of(part_of(area)));
    const CalendarDay day{};
    const auto scope = Scope::of(compartments, {day, day + Days{1}});
    const auto within = scope ? reviewer_grant(practice, account, *scope, day, workstation) : staff_grant(practice, account, Role::ExternalReviewer, workstation);
    return within.kept_to(areas, std::move(case_number));
}

}  // namespace kader::access
