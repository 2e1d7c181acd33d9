#pragma once

// What may be done with a request now, and otherwise why not and what helps. Pure: the acts of destruction.h ask the
// same, so a page never promises what is refused a moment later.

#include <span>

#include "destruction/destruction.h"

namespace kader::destruction {

// Nothing: it may be done. All of a request that is still open.
std::optional<Text> why_not_agree(const Destruction&, const subjects::ActorId&);
std::optional<Text> why_not_carry_out(const Destruction&, std::span<const Hold> of_subject, const People&, CalendarDay today);

// The first day after the time to think. Without a second person it runs from the day on which the request was noted,
// since the day on which it was asked is only what one person says; yet never beyond the statutory day.
CalendarDay thinks_until(const Destruction&);

// How near the statutory day of an open request is.
enum class Urgency {
    None,
    Warned,   // warned_after is over.
    Pressed,  // pressed_after is over.
    Late,     // The statutory day is over.
};
std::string_view word(Urgency);
Urgency urgency(const Destruction&, CalendarDay today);

}  // namespace kader::destruction
