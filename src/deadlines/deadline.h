#pragma once

// From an event to a day that can be defended. Pure: the same rule, event and calendar always give
// the same answer, whatever the day of asking.
//
// Two days stand beside each other. `safe_due` takes no free day into account, so it is never too
// late; reminders use it. `legal_latest` is with everything the law allows; only after it is
// something late.

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "deadlines/amsterdam_time.h"
#include "deadlines/deadline_rule.h"
#include "deadlines/holiday_calendar.h"
#include "kernel/result.h"

namespace kader::deadlines {

// One step that a lawyer can check, with the place it rests on.
struct Step {
    Text text;
    Source source;
};

struct Deadline {
    std::string rule;
    Event event;

    std::optional<CalendarDay> safe_due;
    std::optional<CalendarDay> legal_latest;
    // For rules in hours, instead of the two days.
    std::optional<Instant> safe_due_at;
    std::optional<Instant> legal_latest_at;
    // Window, NotOlderThan, Earliest: the first day that counts.
    std::optional<CalendarDay> earliest;
    std::optional<CalendarDay> keep_until;
    std::optional<CalendarDay> destroyable_from;
    // The last working day before a last day that is free and does not move.
    std::optional<CalendarDay> plan_on;
    // For an extension: warn from the first day on, and it is valid only when the written notice is
    // dated on or before the second.
    std::optional<CalendarDay> notice_safe_due;
    std::optional<CalendarDay> notice_latest;
    // Only for Applies: does the rule hold for what happened that day?
    std::optional<bool> applies;

    // The lowest of everything used for the term, and of everything used for the last day.
    Certainty term_certainty = Certainty::Sourced;
    Certainty latest_certainty = Certainty::Sourced;
    std::vector<Step> trace;
    std::vector<Text> remarks;
};

// `first` is the rule that `rule` extends, or null when it extends none. The value used is the one
// in force on the day of the event. NotFound: the rule has no value on that day. Invalid: a rule in
// hours got a day without a time, or the day lies before the table of free days.
Result<Deadline> deadline_of(const DeadlineRule& rule, const DeadlineRule* first, const Event&,
                             const HolidayCalendar&, Language language_of_refusal);

// Is a notice of extension of this day in time?
bool notice_in_time(const Deadline& extension, CalendarDay notice);

// A person reaches an age at the start of the birthday. Someone born on 29 February reaches it on
// 1 March of a year without that day (no text found that says so; assumed).
CalendarDay age_reached_on(CalendarDay born, int years);

}  // namespace kader::deadlines
