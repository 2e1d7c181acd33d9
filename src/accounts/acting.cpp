// One role and one practice at a time: in which somebody acts now, and going on in another.

#include <algorithm>

#include "access/decision.h"
#include "accounts/account_rows.h"
#include "accounts/accounts.h"

namespace kader::accounts {

using rows::refuse;

access::Grant SignedIn::grant(std::string_view workstation) const {
    if (role != access::Role::ExternalReviewer) return access::staff_grant(practice, account, role, workstation);
    std::vector<access::Area> areas;
    for (int at = 0; at < access::area_count; ++at)
        if (std::ranges::find(scope, access::word(static_cast<access::Area>(at))) != scope.end()) areas.push_back(static_cast<access::Area>(at));
    return access::reviewer_grant(practice, account, areas, case_number, workstation);
}

access::Grant SignedIn::home_grant(std::string_view workstation) const {
    return home == practice ? grant(workstation) : access::staff_grant(home, person, role, workstation);
}

std::vector<Workplace> Accounts::workplaces(const SignedIn& who) {
    be_fresh();
    std::vector<Workplace> all;
    const auto day = today();
    const std::lock_guard lock{m_mutex};
    const auto account = m_known->accounts.find(who.person);
    if (account == m_known->accounts.end()) return all;
    const auto add = [&](const subjects::PracticeId& practice, const RoleSet& roles) {
        if (auto counting = roles.counting(day); !counting.empty()) all.push_back({practice, std::move(counting)});
    };
    add(who.home, account->second->roles);
    for (const auto& [id, guest] : m_known->guests)
        if (guest->account == who.person && guest->home == who.home && Person{account->second, guest, {}}.is_in()) add(guest->practice, guest->roles);
    return all;
}

SignInOutcome Accounts::use_role(const SignedIn& who, access::Role role, const Where& where, Language language) {
    const NotIn not_so{refuse(Code::NotFound, language, "U hebt deze rol hier nu niet.", "You do not have this role here now.")};
    const auto live = live_of(who.key);
    if (!live || live->kind == SessionKind::Enrolling) return no(language);
    // It is asked before anything else is shown to whoever acts in it.
    if (access::is_privileged(role) && !who.is_fresh) return no(language);
    if (live->guest && !live->guest->roles.counts(role, today())) return not_so;
    constexpr Act act = "session.role";
    if (live->guest)
        if (auto refused = note_elsewhere(*live->guest, role, act, where)) return NotIn{*std::move(refused)};
    const Opening opening{.kind = live->kind, .act = act, .basis = access::word(role), .before = *live, .role = role, .guest = live->guest};
    auto begun = begin(who.home, who.person, opening, where, language, [&](storage::Unit& unit, Account& stored) -> std::optional<Error> {
        if (!is_open(unit, who.key)) return no(language).error;
        if (live->guest) return {};
        if (!stored.roles.counts(role, today())) return not_so.error;
        stored.roles.last_used = role;
        return {};
    });
    if (!begun) return NotIn{begun.error()};
    return *std::move(begun);
}

SignInOutcome Accounts::use_practice(const SignedIn& who, const subjects::PracticeId& practice, const Proof& proof, const Site& site, const Where& where,
                                     Language language) {
    const NotIn not_so{refuse(Code::NotFound, language, "In deze praktijk werkt u nu niet.", "You do not work in this practice now.")};
    if (practice == who.practice) return not_so;
    constexpr Act act = "session.practice";
    Opening aim{.act = act};
    be_fresh();
    {
        const std::lock_guard lock{m_mutex};
        const auto account = m_known->accounts.find(who.person);
        if (account == m_known->accounts.end()) return not_so;
        if (practice == who.home) aim.role = account->second->roles.first(today());
        for (const auto& [id, guest] : m_known->guests) {
            if (guest->practice != practice || guest->account != who.person || guest->home != who.home) continue;
            if (!Person{account->second, guest, {}}.is_in() || !guest->roles.first(today())) continue;
            aim.role = guest->roles.first(today());
            aim.guest = guest;
        }
    }
    if (!aim.role) return not_so;
    auto outcome = confirm_as(who, Purpose::StepUp, proof, site, where, language, &aim);
    const auto* const begun = std::get_if<Begun>(&outcome);
    if (!begun || !aim.guest) return outcome;
    // Nothing is shown there before the log there says that they came.
    if (auto refused = note_elsewhere(*aim.guest, *aim.role, act, where)) {
        static_cast<void>(sign_out(begun->who, where));
        return NotIn{*std::move(refused)};
    }
    return outcome;
}

std::optional<Error> Accounts::note_elsewhere(const GuestRow& guest, access::Role role, Act act, const Where& where) {
    const auto grant = access::staff_grant(guest.practice, guest.id, role, where.workstation);
    return m_ground.writer.write(guest.practice.bytes(), [&](storage::Unit& unit) -> std::optional<Error> {
        m_ground.log.append(unit, grant, {.act = act, .basis = std::string{access::word(role)}, .subject = guest.subject,
                                          .object = audit::Object{"account", guest.id.text()}});
        if (m_ground.after_writes) m_ground.after_writes(unit);
        return {};
    });
}

}  // namespace kader::accounts
