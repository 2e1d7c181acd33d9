#pragma once

// May this be done? One pure function, asked by every door. Whatever it is not told counts as not so, whatever the
// table does not name is refused, and a rule that refuses wins over every rule that allows.

#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "access/relation.h"
#include "access/role.h"
#include "subjects/ids.h"

namespace kader::access {

// Of somebody in a practice.
enum class Membership : std::uint8_t { None, Invited, Active, Suspended, Expired };
inline constexpr std::array<Membership, 5> memberships = {Membership::None, Membership::Invited, Membership::Active, Membership::Suspended, Membership::Expired};
std::string_view word(Membership);

enum class RecordState : std::uint8_t {
    Open,
    Final,      // Signed or closed: it is added to, never changed.
    Destroyed,  // Nobody reads what is left.
};

struct Question {
    Membership membership = Membership::None;
    Role role = Role::Reader;  // The one in use.
    Part part = Part::Dossier;
    Action action = Action::Read;
    CalendarDay day{};
    // What follows is of the one record or client that is asked for.
    std::span<const Relation> relations = {};
    std::optional<Order> order = {};           // To this person, for this client.
    bool is_own = false;                       // It is about this person, was made by them, or was shared with them.
    bool is_of_another_author = false;         // A report that somebody else wrote.
    std::optional<ComplaintLink> link = {};
    std::optional<Scope> scope = {};           // Of an external reviewer.
    std::optional<Scope> mandate = {};         // Of a representative, from this client.
    bool is_in_sample = false;                 // Drawn for an approved list, and shown without names.
    bool is_break_glass = false;               // Emergency access of this person to this file holds now.
    RecordState state = RecordState::Open;
    std::optional<subjects::ActorId> sealed_to = {};  // Sealed to one person.
    subjects::ActorId actor = {};
    bool is_fresh = false;                     // A second factor was used a moment ago.
    std::optional<CalendarDay> last_day = {};  // Of a locum.
};

// The rule is a word for the log, a constant that stays.
struct Decision {
    bool allowed = false;
    std::string_view rule = "unknown";
    bool may_break_glass = false;  // Refused for want of a relation only: a door may offer emergency access.
};
Decision decide(const Question&);
// All or nothing: the first that is refused, and no for an empty list.
Decision decide_all(std::span<const Question>);

// Asked by who has this grant, which fills in who they are; a member who has a grant is active. Whoever works on the
// command line may do everything, the program itself only what its areas say, so for it this is no.
Decision decide(const Grant&, Question);
// What the grant says of an area, and the rule.
Decision decide(const Grant&, Area, Act);
// Forbidden, naming the compartment, for a door to return.
Error refusal_error(Part, Action, Language = Language::Dutch);

// An external reviewer reads what their scope names while it is live, and otherwise what the role reads without.
Grant reviewer_grant(const subjects::PracticeId&, const subjects::ActorId& account, const Scope&, CalendarDay, std::string_view workstation);
// The same for who keeps the scope as areas, and saw to its days; the log names the case. None: they see nothing.
Grant reviewer_grant(const subjects::PracticeId&, const subjects::ActorId& account, std::span<const Area>, std::string case_number, std::string_view workstation);

// Whoever gives care may ask for emergency access. An owner who treats has the role of a practitioner as well.
bool gives_care(Role);
// The words of the roles an account can have, for a sentence: "owner, quality_officer, …".
std::string account_role_words();

}  // namespace kader::access
