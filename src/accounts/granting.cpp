// Giving roles: what may be given, by whom, and who is to look at it a second time.

#include <algorithm>

#include "accounts/account_rows.h"
#include "accounts/accounts.h"
#include "kernel/check.h"

namespace kader::accounts {

using rows::refuse;

namespace {

using access::Role;

std::string named(Role role, Language language) { return std::string{access::name(role, language)}; }

Error invalid(Language language, const std::string& nl, const std::string& en) { return refuse(Code::Invalid, language, nl, en); }

Error clash(const access::Clash& found, Language language) {
    return refuse(Code::Conflict, language,
                  "Niemand mag in een praktijk zowel " + named(found.one, Language::Dutch) + " als " + named(found.other, Language::Dutch) + " zijn.",
                  "Nobody may be both " + named(found.one, Language::English) + " and " + named(found.other, Language::English) + " in one practice.");
}

bool is_area(std::string_view word) {
    for (int at = 0; at < access::area_count; ++at)
        if (access::word(static_cast<access::Area>(at)) == word) return true;
    return false;
}

bool is_case_number(std::string_view text) {
    return !text.empty() && text.size() <= case_characters_max && std::ranges::all_of(text, [](char c) {
        return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '-' || c == '.' || c == '/';
    });
}

// Why a role cannot be given in this form, whoever gives it.
std::optional<Error> refusal_of(const NewRole& wanted, CalendarDay today, Language language) {
    const bool is_reviewer = wanted.role == Role::ExternalReviewer;
    if (!access::is_staff(wanted.role))
        return invalid(language, "Deze rol is niet voor een account van een medewerker.", "This role is not for an account of the staff.");
    if ((is_reviewer || wanted.role == Role::Locum) && !wanted.until)
        return invalid(language, "Geef bij de rol " + named(wanted.role, language) + " een laatste dag.", "Give a last day with the role " + named(wanted.role, language) + ".");
    if (wanted.until && *wanted.until < today) return invalid(language, "De laatste dag is al voorbij.", "The last day is over already.");
    if (is_reviewer && *wanted.until > today + reviewer_days_max)
        return invalid(language, "Een externe beoordelaar krijgt toegang voor hooguit 14 dagen.", "An external reviewer gets access for 14 days at most.");
    if (is_reviewer && !is_case_number(wanted.case_number))
        return invalid(language, "Geef het zaaknummer: hooguit 40 letters, cijfers, streepjes, punten en schuine strepen.",
                       "Give the case number: at most 40 letters, digits, hyphens, full stops and slashes.");
    if (is_reviewer && (wanted.scope.empty() || wanted.scope.size() > scope_max || !std::ranges::all_of(wanted.scope, is_area)))
        return invalid(language, "Geef aan welke onderdelen deze persoon mag zien.", "Say which areas this person may see.");
    if (!is_reviewer && (!wanted.case_number.empty() || !wanted.scope.empty()))
        return invalid(language, "Een zaaknummer en onderdelen horen alleen bij een externe beoordelaar.", "A case number and areas belong to an external reviewer alone.");
    return {};
}

}  // namespace

std::string_view word(WaitsFor waits) {
    switch (waits) {
        case WaitsFor::Nothing: return "nothing";
        case WaitsFor::Person: return "person";
        case WaitsFor::SecondPerson: return "second_person";
        case WaitsFor::Time: return "time";
        case WaitsFor::Confirmation: return "confirmation";
    }
    return {};
}

std::vector<Accounts::Person> Accounts::people_of(const subjects::PracticeId& practice) const {
    std::vector<Person> all;
    const std::lock_guard lock{m_mutex};
    for (const auto& [id, account] : m_known->accounts)
        if (account->practice == practice) all.push_back({account, nullptr, account->roles});
    for (const auto& [id, guest] : m_known->guests) {
        if (guest->practice != practice) continue;
        const auto account = m_known->accounts.find(guest->account);
        const bool is_theirs = account != m_known->accounts.end() && account->second->practice == guest->home;
        all.push_back({is_theirs ? account->second : nullptr, guest, guest->roles});
    }
    return all;
}

std::optional<Accounts::Person> Accounts::person_of(const access::Grant& grant, const subjects::ActorId& id) {
    be_fresh();
    for (auto& one : people_of(grant.practice()))
        if (one.id() == id) return std::move(one);
    return {};
}

bool Accounts::could_agree(std::span<const Person> all, const subjects::ActorId& asked_by, const subjects::ActorId& about) const {
    const auto day = today();
    return std::ranges::any_of(all, [&](const Person& one) {
        if (one.id() == asked_by || one.id() == about || !one.is_in()) return false;
        return std::ranges::any_of(one.roles.counting(day), [&](Role role) {
            const auto practice = one.guest ? one.guest->practice : one.account->practice;
            return access::staff_grant(practice, one.id(), role, "local").may(access::Area::Practice, access::Act::Write);
        });
    });
}

bool Accounts::is_last_owner(const subjects::PracticeId& practice, const subjects::ActorId& id) const {
    bool is_one = false, is_another = false;
    for (const auto& one : people_of(practice)) {
        const bool is_owner = one.is_in() && one.roles.counts(Role::Owner, today());
        (one.id() == id ? is_one : is_another) |= is_owner;
    }
    return is_one && !is_another;
}

Held Accounts::held(const Membership& membership, const Person& person, std::span<const Person> all) const {
    Held made{membership};
    const bool has_accepted = !person.guest || person.guest->accepted;
    if (made.state == MemberState::Active && has_accepted && person.account && !person.is_in()) made.state = MemberState::Suspended;
    if (made.until && *made.until < today()) made.state = MemberState::Ended;
    if (made.state == MemberState::Invited) {
        const auto ready = membership.asked + alone_days;
        if (could_agree(all, membership.granted_by, person.id())) {
            made.waits = WaitsFor::SecondPerson;
        } else if (m_ground.clock.now() < ready) {
            made.waits = WaitsFor::Time;
            made.waits_until = day_of(ready);
        } else {
            made.waits = WaitsFor::Confirmation;
        }
    } else if (made.state == MemberState::Active && !has_accepted) {
        made.state = MemberState::Invited;
        made.waits = WaitsFor::Person;
    }
    return made;
}

// Under m_granting.
Result<Membership> Accounts::asked_role(const access::Grant& grant, const NewRole& wanted, const subjects::ActorId& person, const RoleSet& has,
                                        Language language) const {
    const auto day = today();
    if (auto refused = accounts::refusal_of(wanted, day, language)) return *std::move(refused);
    if (auto refused = rows::refuse_above(grant, wanted.role, language)) return *std::move(refused);
    auto roles = has.held(day);
    if (std::ranges::find(roles, wanted.role) != roles.end())
        return refuse(Code::Conflict, language, "Deze persoon heeft deze rol al, of wacht erop.", "This person has this role already, or waits for it.");
    roles.push_back(wanted.role);
    if (const auto found = access::clash_in(roles)) return clash(*found, language);
    const auto& actor = grant.actor();
    Membership made{.role = wanted.role, .until = wanted.until, .granted_by = actor.id, .asked = m_ground.clock.now(),
                    .case_number = wanted.case_number, .scope = wanted.scope};
    const auto all = people_of(grant.practice());
    // Whoever may read the key file can do everything; what they give counts, and shows when nobody else looked.
    if (actor.kind != access::ActorKind::Staff) {
        made.is_alone = access::is_privileged(wanted.role) && !all.empty();
        return made;
    }
    if (access::is_privileged(wanted.role))
        made.state = MemberState::Invited;
    else if (person == actor.id) {
        if (could_agree(all, actor.id, person))
            made.state = MemberState::Invited;
        else
            made.is_alone = true;
    }
    return made;
}

std::optional<Error> Accounts::change_roles(const access::Grant& grant, const subjects::ActorId& id, Language language, const DecideRoles& decide) {
    if (auto refused = grant.refusal(access::Area::Practice, access::Act::Write, language)) return refused;
    const std::lock_guard one{m_granting};
    const auto known = person_of(grant, id);
    if (!known) return refuse(Code::NotFound, language, "Deze persoon is hier niet bekend.", "This person is not known here.");
    const auto counted = known->is_in() ? known->roles.counting(today()) : std::vector<Role>{};
    const auto loses = [&](const RoleSet& now) { return std::ranges::any_of(counted, [&](Role role) { return !now.counts(role, today()); }); };
    if (!known->guest)
        return change(grant.practice(), id, language, [&](storage::Unit& unit, Account& stored) -> std::optional<Error> {
            Person person{std::make_shared<const Account>(stored), nullptr, stored.roles};
            if (auto refused = decide(unit, person)) return refused;
            stored.roles = person.roles;
            if (person.wakes) stored.state = AccountState::Active;
            if (loses(stored.roles)) {
                stored.factors.returns.clear();
                end_others(unit, grant, stored, nullptr, "role");
            }
            return {};
        });
    std::shared_ptr<Guest> kept;
    auto refused = m_ground.writer.write(grant.practice().bytes(), [&](storage::Unit& unit) -> std::optional<Error> {
        kept = stored_guest(unit, id);
        if (!kept) return refuse(Code::NotFound, language, "Deze persoon is hier niet bekend.", "This person is not known here.");
        Person person{known->account, kept, kept->roles};
        if (auto not_so = decide(unit, person)) return not_so;
        kept->roles = person.roles;
        if (person.wakes && known->account) kept->roles.resets = known->account->roles.resets;
        keep_guest(unit, kept, false);
        if (m_ground.after_writes) m_ground.after_writes(unit);
        return {};
    });
    if (!refused && loses(kept->roles)) end_sessions_of_guest(kept);
    return refused;
}

void Accounts::note_role(storage::Unit& unit, const access::Grant& grant, const Person& person, Act act, Role role) {
    m_ground.log.append(unit, grant, {.act = act, .basis = std::string{access::word(role)}, .subject = person.subject(),
                                      .object = audit::Object{"account", person.id().text()}});
}

Result<Held> Accounts::grant_role(const access::Grant& grant, const subjects::ActorId& id, const NewRole& wanted, Language language) {
    Membership made;
    auto refused = change_roles(grant, id, language, [&](storage::Unit& unit, Person& person) -> std::optional<Error> {
        auto asked = asked_role(grant, wanted, id, person.roles, language);
        if (!asked) return asked.error();
        made = *asked;
        if (auto* const before = person.roles.find(wanted.role))
            *before = made;
        else
            person.roles.all.push_back(made);
        note_role(unit, grant, person, "role.grant", wanted.role);
        return {};
    });
    if (refused) return *std::move(refused);
    return held(made, *person_of(grant, id), people_of(grant.practice()));
}

Result<Granted> Accounts::agree(const access::Grant& grant, const subjects::ActorId& id, Role role, Language language) {
    const auto& actor = grant.actor();
    auto refused = change_roles(grant, id, language, [&](storage::Unit& unit, Person& person) -> std::optional<Error> {
        auto* const one = person.roles.find(role);
        if (!one || one->state != MemberState::Invited || (one->until && *one->until < today()))
            return refuse(Code::Conflict, language, "Deze rol wacht niet op instemming.", "This role waits for nobody to agree.");
        if (const auto found = access::clash_in(person.roles.held(today()))) return clash(*found, language);
        const bool is_asker = actor.id == one->granted_by;
        if (!is_asker && actor.id == id)
            return refuse(Code::Forbidden, language, "Niemand stemt in met de eigen rol.", "Nobody agrees to a role of their own.");
        if (is_asker) {
            if (could_agree(people_of(grant.practice()), actor.id, id))
                return refuse(Code::Forbidden, language, "U hebt deze rol zelf gevraagd. Iemand anders die accounts beheert moet instemmen.",
                              "You asked for this role yourself. Somebody else who manages accounts has to agree.");
            const auto ready = one->asked + alone_days;
            if (m_ground.clock.now() < ready)
                return refuse(Code::Conflict, language,
                              "Er is geen tweede persoon die kan instemmen. U kunt dit zelf bevestigen vanaf " + dutch_text(day_of(ready)) + ".",
                              "There is no second person who could agree. You can confirm this yourself from " + english_text(day_of(ready)) + ".");
            one->is_alone = true;
        }
        one->agreed_by = actor.id;
        one->state = MemberState::Active;
        note_role(unit, grant, person, "role.agree", role);
        return {};
    });
    if (refused) return *std::move(refused);
    const auto person = person_of(grant, id);
    Granted granted{id, held(*person->roles.find(role), *person, people_of(grant.practice()))};
    const auto& account = person->account;
    if (person->guest || !account->hash.empty() || account->factors.has_second()) return granted;
    KADER_TRY(code, give_code(grant, id, language));
    granted.code = code;
    return granted;
}

std::optional<Error> Accounts::stopped(const access::Grant& grant, Person& person, Role role, MemberState into, Language language) const {
    auto* const one = person.roles.find(role);
    if (!one || !one->is_held(today()) || one->state == into)
        return refuse(Code::Conflict, language, "Deze persoon heeft deze rol nu niet.", "This person does not have this role now.");
    if (into == MemberState::Suspended && one->state == MemberState::Invited)
        return refuse(Code::Conflict, language, "Deze rol telt nog niet. Beëindig hem als dat moet.", "This role does not count yet. End it if you have to.");
    if (auto refused = rows::refuse_above(grant, role, language)) return refused;
    if (role == Role::Owner && one->counts(today()) && is_last_owner(grant.practice(), person.id())) return last_owner(language);
    one->state = into;
    return {};
}

std::optional<Error> Accounts::change_role(const access::Grant& grant, const subjects::ActorId& id, Role role, RoleChange wanted, Language language) {
    return change_roles(grant, id, language, [&](storage::Unit& unit, Person& person) -> std::optional<Error> {
        constexpr Act suspend = "role.suspend", resume = "role.resume", end = "role.end";
        if (wanted != RoleChange::Resume) {
            const bool ends = wanted == RoleChange::End;
            if (auto refused = stopped(grant, person, role, ends ? MemberState::Ended : MemberState::Suspended, language)) return refused;
            note_role(unit, grant, person, ends ? end : suspend, role);
            return {};
        }
        auto* const one = person.roles.find(role);
        const bool was_out = person.account && !person.is_in() && (!person.guest || person.guest->accepted);
        const bool may_be = one && one->is_held(today()) && (one->state == MemberState::Suspended || (was_out && one->state == MemberState::Active));
        if (!may_be) return refuse(Code::Conflict, language, "Deze rol staat niet stil.", "This role is not suspended.");
        if (auto refused = rows::refuse_above(grant, role, language)) return refused;
        if (const auto found = access::clash_in(person.roles.held(today()))) return clash(*found, language);
        // Nobody lets themselves in again.
        if (grant.actor().kind == access::ActorKind::Staff && grant.actor().id == id)
            return refuse(Code::Forbidden, language, "Uw eigen rol laat alleen iemand anders weer tellen.", "Only somebody else makes a role of yours count again.");
        // The whole account was stopped: this role comes back, and no other by itself.
        if (was_out)
            for (auto& other : person.roles.all)
                if (other.role != role && other.state == MemberState::Active) other.state = MemberState::Suspended;
        one->state = MemberState::Active;
        person.wakes = was_out;
        note_role(unit, grant, person, resume, role);
        return {};
    });
}

}  // namespace kader::accounts
