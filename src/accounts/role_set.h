#pragma once

// The roles of one person in one practice, each with how far it is: pure values, and what they are worth on a day.

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "access/relation.h"
#include "access/role.h"
#include "kernel/calendar.h"
#include "subjects/ids.h"
#include "system/clock.h"
#include "vault/sealed.h"

namespace kader::accounts {

inline constexpr std::size_t roles_max = 16;
inline constexpr std::size_t scope_max = 16;
inline constexpr std::size_t case_characters_max = 40;
// An external reviewer comes for a case and goes again; longer is another grant.
inline constexpr auto reviewer_days_max = access::review_days_max;
// Where nobody else could agree to a privileged role: this long it waits, and then who asked confirms it once more. Our own
// choice: long enough to be seen by somebody, and to be regretted.
inline constexpr std::chrono::days alone_days{14};
// An invitation that nobody accepted by then is worth nothing any more.
inline constexpr std::chrono::days invitation_days{14};

enum class MemberState : std::int64_t { Invited = 1, Active = 2, Suspended = 3, Ended = 4 };  // Stored.
std::string_view word(MemberState);  // "invited", …
inline constexpr MemberState member_states[] = {MemberState::Invited, MemberState::Active, MemberState::Suspended, MemberState::Ended};

struct Membership {
    access::Role role = access::Role::Reader;
    MemberState state = MemberState::Active;
    std::optional<CalendarDay> until = {};  // The last day it counts.
    subjects::ActorId granted_by = {};      // Nil: from before this was kept, or the first owner.
    subjects::ActorId agreed_by = {};       // Nil: nobody, or it was not needed.
    system::Instant asked{};
    bool is_alone = false;                // It counts without a second person having looked.
    std::string case_number = {};           // Of an external reviewer.
    std::vector<std::string> scope = {};    // Words of access::Area to which they are kept; empty: all that the role has.

    bool counts(CalendarDay today) const { return state == MemberState::Active && (!until || today <= *until); }
    // Whether it stands in the way of another role: also when it waits, or is suspended and could come back.
    bool is_held(CalendarDay today) const { return state != MemberState::Ended && (!until || today <= *until); }
};

struct RoleSet {
    std::vector<Membership> all;
    std::optional<access::Role> last_used;  // In which the next session begins.
    // How often the account was given out anew. Elsewhere it counts only while nothing was: who gives an account out anew
    // in one practice could else come in to another with it.
    std::int64_t resets = 0;

    Membership* find(access::Role);
    const Membership* find(access::Role) const;
    bool counts(access::Role role, CalendarDay today) const;
    std::vector<access::Role> counting(CalendarDay today) const;
    std::vector<access::Role> held(CalendarDay today) const;
    // In which a session begins: the one used last, or the first that counts.
    std::optional<access::Role> first(CalendarDay today) const;
};

// The plain bytes, version 1.
vault::ByteVector bytes_of_roles(const RoleSet&);
// Nothing: not what the above writes.
std::optional<RoleSet> parse_roles(vault::Bytes);

// Of somebody who works here with an account of another practice, or was asked to.
struct GuestCard {
    std::string login;              // As it was typed here.
    subjects::PracticeId home;      // Nil, with the account: nobody has this login, which is told to nobody.
    subjects::ActorId account;
    std::optional<system::Instant> accepted;
    RoleSet roles;  // With `resets` of the account as it was when it accepted.
};
vault::ByteVector bytes_of_guest(const GuestCard&);
std::optional<GuestCard> parse_guest(vault::Bytes);

}  // namespace kader::accounts
