// People who work here with an account of another practice of this installation.

#include <algorithm>

#include "accounts/account_rows.h"
#include "accounts/accounts.h"
#include "kernel/check.h"
#include "subjects/subject.h"
#include "system/random.h"

namespace kader::accounts {

using rows::refuse;

namespace {

constexpr storage::Sql select_guest{"SELECT subject_id, made_at, sealed FROM guest WHERE practice_id = $1 AND guest_id = $2"};
constexpr storage::Sql insert_guest{"INSERT INTO guest (practice_id, guest_id, subject_id, made_at, sealed) VALUES ($1, $2, $3, $4, $5)"};
constexpr storage::Sql update_guest{"UPDATE guest SET sealed = $3 WHERE practice_id = $1 AND guest_id = $2"};

constexpr std::size_t guests_max = 1000;  // Of a practice, those who never came included.

}  // namespace

std::shared_ptr<Accounts::Guest> Accounts::stored_guest(storage::Unit& unit, const subjects::ActorId& id) {
    auto guest = std::make_shared<Guest>();
    guest->practice = subjects::PracticeId{unit.practice()};
    guest->id = id;
    vault::ByteVector sealed;
    unit.each(select_guest, {storage::id(guest->practice), storage::id(id)}, [&](const storage::Row& row) {
        guest->subject = row.id<subjects::SubjectId>(0);
        guest->made = rows::instant(row.integer(1));
        sealed.assign(row.blob(2).begin(), row.blob(2).end());
    });
    if (sealed.empty()) return nullptr;
    const auto key = m_ground.keys.open(unit.session(), guest->practice.bytes(), guest->subject.bytes());
    return key && rows::open_guest(**key, *guest, sealed) ? guest : nullptr;
}

void Accounts::keep_guest(storage::Unit& unit, const std::shared_ptr<Guest>& guest, bool is_new) {
    if (is_new) guest->subject = subjects::subject_for(unit, m_ground.keys, {subjects::SubjectKind::Account, guest->id.text()});
    const auto key = m_ground.keys.open(unit.session(), guest->practice.bytes(), guest->subject.bytes());
    HALT_UNLESS(bool(key));
    const auto sealed = rows::seal_guest(**key, *guest);
    if (is_new)
        unit.run(insert_guest, {storage::id(guest->practice), storage::id(guest->id), storage::id(guest->subject), rows::number(guest->made), storage::Bytes{sealed}});
    else
        unit.run(update_guest, {storage::id(guest->practice), storage::id(guest->id), storage::Bytes{sealed}});
    follow(unit, [guest](Known& known) {
        known.guests[guest->id] = guest;
        for (auto& [key_of, live] : known.sessions)
            if (live->guest_id == guest->id) live->guest = guest;
    });
}

// They are over already, because their role does not count; this takes their rows along, which stand at home.
void Accounts::end_sessions_of_guest(const GuestPtr& guest) {
    std::vector<Live> over;
    {
        const std::lock_guard lock{m_mutex};
        for (const auto& [key, live] : m_known->sessions)
            if (live->guest_id == guest->id && !may_act(*live, m_ground.clock.now())) over.push_back(*live);
        for (const auto& one : over) m_known->sessions.erase(one.key);
    }
    for (const auto& one : over)
        submit(one.account->practice, [this, one](storage::Unit& unit) -> std::optional<Error> {
            end_one(unit, one);
            return {};
        });
}

// What is typed is kept whether there is such an account or not, after the same work; who it is of is sealed with it.
std::optional<Error> Accounts::invite(const access::Grant& grant, std::string_view login, const NewRole& wanted, Language language) {
    if (auto refused = grant.refusal(access::Area::Practice, access::Act::Write, language)) return refused;
    const auto text = rows::login_text(login);
    const auto account = find_login(text);
    const std::lock_guard one{m_granting};
    auto guest = std::make_shared<Guest>();
    guest->practice = grant.practice();
    guest->made = m_ground.clock.now();
    guest->id = system::make_id<subjects::ActorId>(guest->made);
    guest->login = trimmed(login);
    if (text.empty() || guest->login.size() > 4 * login_characters_max || holds_control(guest->login))
        return refuse(Code::Invalid, language, "Geef een inlognaam van 1 tot en met 200 tekens.", "Give a login of 1 through 200 characters.");
    if (account && account->practice == grant.practice())
        return refuse(Code::Conflict, language, "Deze persoon heeft hier al een account. Geef dat account een rol erbij.",
                      "This person has an account here already. Give that account another role.");
    const auto all = people_of(grant.practice());
    const auto day = today();
    for (const auto& other : all)
        if (other.guest && rows::login_text(other.guest->login) == text && !other.roles.held(day).empty() && !is_too_old(*other.guest))
            return refuse(Code::Conflict, language, "Deze inlognaam is hier al uitgenodigd.", "This login was invited here already.");
    if (std::ranges::count_if(all, [](const Person& other) { return bool(other.guest); }) >= static_cast<std::ptrdiff_t>(guests_max))
        return refuse(Code::TooLarge, language, "Er zijn hier al te veel mensen uitgenodigd.", "Too many people were invited here already.");
    if (account) {
        guest->home = account->practice;
        guest->account = account->id;
    }
    auto role = asked_role(grant, wanted, guest->id, {}, language);
    if (!role) return role.error();
    guest->roles.all = {*role};
    return m_ground.writer.write(grant.practice().bytes(), [&](storage::Unit& unit) -> std::optional<Error> {
        keep_guest(unit, guest, true);
        note_role(unit, grant, {nullptr, guest, guest->roles}, "guest.invite", wanted.role);
        if (m_ground.after_writes) m_ground.after_writes(unit);
        return {};
    });
}

bool Accounts::is_too_old(const GuestRow& guest) const { return !guest.accepted && m_ground.clock.now() >= guest.made + invitation_days; }

bool Accounts::is_invited(const GuestRow& guest, const SignedIn& who) const {
    return guest.account == who.person && guest.home == who.home && !guest.accepted && !is_too_old(guest) && !guest.roles.held(today()).empty();
}

std::vector<Invitation> Accounts::invitations(const SignedIn& who) {
    be_fresh();
    std::vector<Invitation> all;
    const std::lock_guard lock{m_mutex};
    for (const auto& [id, guest] : m_known->guests)
        if (is_invited(*guest, who)) all.push_back({id, guest->practice, guest->roles.held(today()), guest->made});
    return all;
}

std::optional<Error> Accounts::accept(const SignedIn& who, const subjects::ActorId& id, const Where& where, Language language) {
    const auto gone = refuse(Code::NotFound, language, "Deze uitnodiging is er niet, of niet meer.", "There is no such invitation, or not any more.");
    const std::lock_guard one{m_granting};
    GuestPtr known;
    be_fresh();
    {
        const std::lock_guard lock{m_mutex};
        if (const auto found = m_known->guests.find(id); found != m_known->guests.end()) known = found->second;
    }
    const auto account = find(who.person);
    if (!known || !account || !is_invited(*known, who)) return gone;
    return m_ground.writer.write(known->practice.bytes(), [&](storage::Unit& unit) -> std::optional<Error> {
        const auto guest = stored_guest(unit, id);
        if (!guest || !is_invited(*guest, who)) return gone;
        const auto role = guest->roles.held(today()).front();
        guest->accepted = unit.now();
        guest->roles.resets = account->roles.resets;
        keep_guest(unit, guest, false);
        note_role(unit, access::staff_grant(guest->practice, id, role, where.workstation), {nullptr, guest, guest->roles}, "guest.accept", role);
        if (m_ground.after_writes) m_ground.after_writes(unit);
        return {};
    });
}

}  // namespace kader::accounts
