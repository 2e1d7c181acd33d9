#pragma once

// One line of the audit log, and its canonical bytes.
//
// Fields follow NEN 7513 (acts.h lists them): what happened, when, with what outcome, who, in which role, for whom,
// from where, on what ground, about whom, on which object. No names, no content: ids, codes and numbers only.
//
// Canonical bytes, version 2: one JSON object in UTF-8 without spaces; members in the order of `Entry`
// below, absent ones left out; strings escaped as RFC 8259 asks and no further; numbers are integers. The
// first member is "v":2. The bytes are stored as they are and never made again. Bytes that are no UTF-8 are
// written as U+FFFD. Version 1, which is read for ever, has the same members without those marked 2.

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "kernel/result.h"
#include "subjects/ids.h"
#include "system/clock.h"
#include "vault/sealed.h"

namespace kader::audit {

// The numbers of lanes are part of the key, so that several processes can write one practice later.
inline constexpr std::int64_t first_lane = 0;

// A list or a search that touches several people is one line that names them, at most so many.
inline constexpr std::size_t subjects_count_max = 20;

enum class Outcome { Done, Refused };  // "done", "refused"

// What is known of the clock that told the moment.
enum class ClockState {
    Unwatched,  // "unwatched": by a program that ran too briefly to tell.
    Steady,     // "steady": since the start it ran beside the other clock of the machine.
    Jumped,     // "jumped": it was set while the program ran; see the line clock.jump.
};

// The stages in the life of what a line is about, as FHIR and NEN 7513 number them, in words; empty: the action says it.
// "creation", "amendment", "access", "archived", "destruction", …
struct Object {
    std::string type;                           // "record", "practice", "import", "export", "account", …
    std::string id;                             // Text of its id.
    std::string list = {};                      // Of a record.
    std::int64_t version = 0;                   // Of a record; 0 when there is none.
    std::optional<vault::Digest> content = {};  // Salted digest of what was written; see records/version.h.
    std::string life = {};                      // 2
};

struct Entry {
    int v = 2;                                     // "v": the version of these bytes.
    system::Instant at{};                          // "at"
    ClockState clock = ClockState::Unwatched;      // "clock" 2, always there
    subjects::PracticeId practice;                 // "practice"
    std::int64_t lane = first_lane;                // "lane"
    std::int64_t seq = 0;                          // "seq", from 1 in each lane
    std::string act;                               // "act": a word of acts.h, or of a later version
    char action = 'C';                             // "action": C, R, U, D or E
    Outcome outcome = Outcome::Done;               // "outcome"
    std::string actor_kind;                        // "actor_kind"
    subjects::ActorId actor;                       // "actor"; left out when nil
    std::optional<subjects::ActorId> on_behalf_of; // "on_behalf_of" 2: who answers for it, when another than the actor
    std::string role;                              // "role"
    std::string workstation;                       // "workstation"
    std::string site;                              // "site" 2: the location
    std::string source;                            // "source" 2: the installation that wrote it
    std::string purpose;                           // "purpose": "HQUALIMP", "TREAT", …; left out when empty
    std::string basis;                             // "basis": the rule that allowed or refused; left out when empty
    std::string policy;                            // "policy" 2: the edition of those rules
    std::string relation;                          // "relation" 2: id of the relation of treatment
    std::string consent;                           // "consent" 2: id of the consent
    std::optional<subjects::BreakGlassId> break_glass;  // "break_glass" 2: the emergency access it was done under
    std::optional<subjects::SubjectId> subject;    // "subject"
    std::vector<subjects::SubjectId> subjects;     // "subjects" 2: 2 through 20 different ones, in place of "subject"
    std::string compartment;                       // "compartment" 2: which part: "dossier", "photos", "complaints", …
    std::optional<Object> object;                  // "object": {"type","id","list","version","content","life"}
    std::string query;                             // "query" 2: the shape of a question, such as "name,birth_date"
    std::optional<std::int64_t> count;             // "count": of rows that were read, changed, found, …
    std::optional<subjects::NoteId> note;          // "note" 2: where a reason in words stands, sealed; see notes.h
    std::string edition;                           // "edition" of the norms; left out when empty

    bool is_about(const subjects::SubjectId&) const;
};

std::string canonical(const Entry&);
// Reads what canonical() wrote, for the verifier and the reader of the log. Invalid: anything else, such as
// a member twice or out of order, one that is unknown, or a number no entry can have. Fuzzed.
Result<Entry> parse_entry(std::string_view canonical);

}  // namespace kader::audit
