#pragma once

// Emergency access to one file, for a while. NEN 7513, ch. 6 (the emergency procedure); the numbers are our own choice, as
// NEN 7510 leaves them to whoever answers for the practice.

#include <array>
#include <chrono>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "access/grant.h"
#include "audit/log.h"
#include "kernel/result.h"
#include "kernel/text.h"
#include "storage/writer.h"
#include "vault/subject_keys.h"

namespace kader::break_glass {

// Own choice: as long as an emergency lasts, and so short that nobody forgets it is open.
inline constexpr std::chrono::minutes open_time{60};
// Own choice: fewer characters tell nothing to who reviews it.
inline constexpr std::size_t reason_characters_min = 15;

// The words are stored; never reuse one.
struct ReasonRow {
    std::string_view word, nl, en;
};
inline constexpr std::array<ReasonRow, 4> reasons = {{
    {"acute_care", "De cliënt heeft nu zorg nodig", "The client needs care now"},
    {"complication", "Er is een complicatie na een behandeling", "There is a complication after a treatment"},
    {"stand_in", "Ik neem waar voor wie de cliënt behandelt", "I stand in for who treats the client"},
    {"safety", "Er is gevaar voor de cliënt of een ander", "The client or somebody else is in danger"},
}};

// More than anybody has open in an hour; what is beyond it is not listed.
inline constexpr std::size_t open_count_max = 200;

// Who may ask for it: who gives care. Whoever has another role asks a colleague.
bool gives_care(const access::Actor&);

struct Wanted {
    subjects::SubjectId subject;
    std::string reason;         // A word of `reasons`.
    std::string words;          // At least reason_characters_min characters; sealed.
    bool second_factor = false; // Whether who asks just proved it once more.
};

// The terms. They never change.
struct Terms {
    subjects::BreakGlassId id;
    subjects::ActorId actor;
    subjects::SubjectId subject;
    std::string reason;
    subjects::NoteId note;
    system::Instant started{}, ends{};
};

// Any thread. What it is given must outlive it.
class BreakGlass {
public:
    BreakGlass(const vault::Keyring&, vault::SubjectKeys&, audit::Log&);

    // Within a unit of the grant's practice; writes the line of the log. Refused before the first write:
    //   Forbidden: no account, a role that gives no care, or without the second factor;
    //   Invalid: an unknown reason, or too few words; NotFound: no such file, or its key was destroyed;
    //   Conflict: it is open already.
    Result<Terms> start(storage::Unit&, const access::Grant&, const Wanted&, Language = Language::Dutch);
    // Before its time, by who began it or by who may write in the practice. NotFound: there is no such access, or it is over.
    std::optional<Error> end(storage::Unit&, const access::Grant&, const subjects::BreakGlassId&, Language = Language::Dutch);

    // The one that lets this actor look into this file now; nothing when there is none. For who decides about access: it gives
    // the right to read and to add an emergency note, and its id goes into each line of the log (Line::break_glass).
    std::optional<Terms> open_for(storage::Session&, const subjects::PracticeId&, const subjects::ActorId&, const subjects::SubjectId&,
                                  system::Instant now) const;
    // All that is open now in the practice, or of one actor; the oldest first, at most `open_count_max`.
    std::vector<Terms> open_now(storage::Session&, const subjects::PracticeId&, const std::optional<subjects::ActorId>&, system::Instant now) const;
    // NotFound: none, or not as it was written.
    Result<Terms> find(storage::Session&, const subjects::PracticeId&, const subjects::BreakGlassId&) const;

private:
    vault::Digest proof_of(const subjects::PracticeId&, const Terms&) const;
    std::optional<Terms> read(const subjects::PracticeId&, const storage::Row&) const;

    vault::Key m_key;
    vault::SubjectKeys& m_keys;
    audit::Log& m_log;
};

}  // namespace kader::break_glass
