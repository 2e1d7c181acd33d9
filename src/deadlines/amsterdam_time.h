#pragma once

// Instants, and the Dutch clock. An instant is counted in UTC; only reading and printing know the
// clock. Usable from 1996 through 2199.
//
// The clock is the rule of law itself and not the time zone files of the machine: those files stop
// at 2037, and reading them would make an answer depend on the machine. The tests compare the two
// for every year they share.

#include <chrono>
#include <optional>
#include <string>
#include <string_view>

#include "deadlines/holiday_calendar.h"
#include "kernel/calendar.h"
#include "kernel/result.h"

namespace kader::deadlines {

using Instant = std::chrono::sys_seconds;
using LocalInstant = std::chrono::local_seconds;

// How far the Dutch clock is ahead of UTC at this instant: one hour, or two in summer.
std::chrono::hours amsterdam_offset(Instant);

// The date on the Dutch calendar at this instant.
CalendarDay amsterdam_day(Instant);

// "2026-10-26T16:30+01:00"; with seconds only when they are not zero.
std::string amsterdam_text(Instant);
// "maandag 26 oktober 2026 om 16.30 uur (wintertijd)" and "Monday 26 October 2026 at 16:30 (winter
// time)".
Text amsterdam_sentence(Instant);

// What happened, and when: a day, and the instant too when it is known.
struct Event {
    CalendarDay day{};
    std::optional<Instant> instant = {};
};

// "2026-03-31", "31-03-2026", "2026-10-23T17:30", "2026-10-23T17:30+02:00" or "…Z"; a space may
// stand for the T, and seconds may follow. Without an offset the Dutch clock is meant. Invalid:
// another form, a date or time that does not exist (the spring hour that is skipped), or a time
// that occurs twice (the autumn hour) without an offset. The refusal is in the language asked for.
Result<Event> parse_event(std::string_view text, Language);

}  // namespace kader::deadlines
