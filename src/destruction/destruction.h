#pragma once

// The way of a destruction: asked, agreed to by somebody else, carried out or refused. Everything within a unit of work,
// with its line in the log.

#include <optional>
#include <string>
#include <vector>

#include "destruction/hold.h"
#include "kernel/calendar.h"
#include "subjects/subject.h"
#include "vault/subject_keys.h"

namespace kader::destruction {

using DestructionId = Uuid<struct DestructionTag>;

// Between asking and carrying out, so that who asked can think again; a choice of this program. Who asks for it at once
// need not wait, when two people look at it.
inline constexpr Days time_to_think{14};
// Days after asking on which an unfinished request is warned about, and then pressed; a choice of this program, within the
// month of the norm wgbo-destroy-1m.
inline constexpr Days warned_after{14}, pressed_after{21};

// The words are stored; never reuse one.
enum class Why {
    Request,  // "request": whose dossier it is asked for it, in writing.
    Kept,     // "kept": the time of keeping is over.
};
std::string_view word(Why);
std::optional<Why> parse_why(std::string_view);

enum class State : std::int64_t { Asked = 1, Refused = 2, Withdrawn = 3, Destroyed = 4 };  // Stored.
std::string_view word(State);

struct Asked {
    subjects::SubjectId subject;
    Why why = Why::Request;
    std::string reference;  // Where the written request is kept, 1 to 100 characters.
    CalendarDay asked_on{};
    std::optional<CalendarDay> last_on = {};  // The statutory day, with Why::Request.
    bool at_once = false;
};

struct Destruction {
    DestructionId id;
    Asked asked;
    State state = State::Asked;
    system::Instant made_at{};
    subjects::ActorId made_by;
    std::optional<subjects::ActorId> agreed_by = {};
    std::optional<system::Instant> decided_at = {};
    std::optional<int> epoch = {};  // The one that must be forgotten, once destroyed.
};

// Who else there is, as known by who calls.
struct People {
    bool works_alone = false;    // Nobody else in this practice may agree.
    bool confirmed_now = false;  // With a second factor, less than five minutes ago.
};

// NotFound: no such subject. Conflict: it is asked already, or destroyed. Invalid: a practice or an account, a day that is
// to come, a reference that is empty or too long, a request without its last day.
Result<DestructionId> ask(storage::Unit&, audit::Log&, const access::Grant&, const Asked&, CalendarDay today, Language = Language::Dutch);
// Forbidden: who asked does not agree.
std::optional<Error> agree(storage::Unit&, audit::Log&, const access::Grant&, const DestructionId&, Language = Language::Dutch);
std::optional<Error> withdraw(storage::Unit&, audit::Log&, const access::Grant&, const DestructionId&, Language = Language::Dutch);
// With a reason that the practice keeps elsewhere under this reference; whose dossier it is has a right to hear it.
std::optional<Error> refuse(storage::Unit&, audit::Log&, const access::Grant&, const DestructionId&, std::string_view reference,
                            Language = Language::Dutch);
// Drops the key, and what links the subject to a human; puts it in the ledger. RefusedByNorm: a hold is open, it is too
// early, nobody agreed, or no second factor; the sentence says which, and what helps. A refusal has a line in the log of
// its own: give the error to note_refused() in a unit after this one.
std::optional<Error> carry_out(storage::Unit&, audit::Log&, vault::SubjectKeys&, const access::Grant&, const DestructionId&, const People&,
                               CalendarDay today, Language = Language::Dutch);
void note_refused(storage::Unit&, audit::Log&, const access::Grant&, const DestructionId&);

std::optional<Destruction> find(storage::Session&, const subjects::PracticeId&, const DestructionId&);
// All of a practice, the newest first.
std::vector<Destruction> all(storage::Session&, const subjects::PracticeId&);

// The day on which the epoch must have turned after this: the first of the next month, with what else is destroyed in
// this one; sooner where the statutory day comes before, or where it was asked at once.
CalendarDay turn_due(CalendarDay destroyed_on, const Asked&);
// Whether some destruction of the practice waits for a turn today. `first_epoch` is the oldest that is left.
bool is_turn_due(storage::Session&, const subjects::PracticeId&, int first_epoch, CalendarDay today);

}  // namespace kader::destruction
