#pragma once

// One line of the audit log, and its canonical bytes.
//
// Fields follow NEN 7513: what happened, when, with what outcome, who, in which role, from where, on what
// ground, about whom, on which object. No names, no content: ids, codes and numbers only.
//
// Canonical bytes, version 1: one JSON object in UTF-8 without spaces; members in the order of `Entry`
// below, absent ones left out; strings escaped as RFC 8259 asks and no further; numbers are integers. The
// first member is "v":1. The bytes are stored as they are and never made again. Bytes that are no UTF-8 are
// written as U+FFFD.

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "kernel/result.h"
#include "subjects/ids.h"
#include "system/clock.h"
#include "vault/sealed.h"

namespace kader::audit {

// The numbers of lanes are part of the key, so that several processes can write one practice later.
inline constexpr std::int64_t first_lane = 0;

enum class Outcome { Done, Refused };  // "done", "refused"

struct Object {
    std::string type;                           // "record", "practice", "import", "export", "account", …
    std::string id;                             // Text of its id.
    std::string list = {};                      // Of a record.
    std::int64_t version = 0;                   // Of a record; 0 when there is none.
    std::optional<vault::Digest> content = {};  // Salted digest of what was written; see records/version.h.
};

struct Entry {
    // "v"
    system::Instant at{};            // "at"
    subjects::PracticeId practice;   // "practice"
    std::int64_t lane = first_lane;  // "lane"
    std::int64_t seq = 0;            // "seq", from 1 in each lane
    std::string act;                 // "act": "record.add", "practice.create", "import.begin", …
    char action = 'C';               // "action": C, R, U, D or E
    Outcome outcome = Outcome::Done;  // "outcome"
    std::string actor_kind;           // "actor_kind"
    subjects::ActorId actor;          // "actor"; left out when nil
    std::string role;                 // "role"
    std::string workstation;          // "workstation"
    std::string purpose;              // "purpose": "HQUALIMP", "TREAT", …; left out when empty
    std::string basis;                // "basis": the rule that allowed or refused; left out when empty
    std::optional<subjects::SubjectId> subject;  // "subject"
    std::optional<Object> object;                // "object": {"type","id","list","version","content"}
    std::optional<std::int64_t> count;           // "count": of rows that were read, changed, …
    std::string edition;                         // "edition" of the norms; left out when empty
};

std::string canonical(const Entry&);
// Reads what canonical() wrote, for the verifier and the reader of the log. Invalid: anything else, such as
// a member twice or out of order, one that is unknown, or a number no entry can have. Fuzzed.
Result<Entry> parse_entry(std::string_view canonical);

}  // namespace kader::audit
