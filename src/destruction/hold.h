#pragma once

// What stands in the way of destroying a subject (art. 7:455 lid 2 Civil Code): while one is open, nothing of it goes.

#include <vector>

#include "access/grant.h"
#include "audit/log.h"
#include "storage/writer.h"
#include "subjects/ids.h"

namespace kader::destruction {

using HoldId = Uuid<struct HoldTag>;

// The words are stored; never reuse one.
enum class HoldKind {
    Complaint,        // "complaint": a complaint or dispute that is not closed.
    Claim,            // "claim": for damages, or one that is expected.
    OtherInterest,    // "other_interest": somebody else has a substantial interest in its being kept.
    StatutoryDuty,    // "statutory_duty": a law asks that it is kept.
};
std::string_view word(HoldKind);
std::optional<HoldKind> parse_hold_kind(std::string_view);
std::string_view name(HoldKind, Language);

struct Hold {
    HoldId id;
    subjects::SubjectId subject;
    HoldKind kind = HoldKind::Complaint;
    std::string reference;  // How the practice names it, 1 to 100 characters; no content.
    system::Instant placed_at{};
    subjects::ActorId placed_by;
    std::optional<system::Instant> lifted_at = {};
};

// NotFound: no such subject. Invalid: a reference that is empty, too long or no plain text.
Result<HoldId> place_hold(storage::Unit&, audit::Log&, const access::Grant&, const subjects::SubjectId&, HoldKind, std::string_view reference,
                          Language = Language::Dutch);
// NotFound: no such hold, or it was lifted. Forbidden: who placed it does not lift it, unless they work alone.
std::optional<Error> lift_hold(storage::Unit&, audit::Log&, const access::Grant&, const HoldId&, bool works_alone, Language = Language::Dutch);
// Why this actor may not lift it; nothing: they may.
std::optional<Text> why_not_lift(const subjects::ActorId& placed_by, const subjects::ActorId& actor, bool works_alone);
// Those that are open, the oldest first: of one subject, or of the whole practice.
std::vector<Hold> open_holds(storage::Session&, const subjects::PracticeId&, const subjects::SubjectId&);
std::vector<Hold> open_holds(storage::Session&, const subjects::PracticeId&);

}  // namespace kader::destruction
