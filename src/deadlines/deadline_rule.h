#pragma once

// A rule about time, as it stands in norms/deadlines/: what starts it, what stops it, and its value
// on a day. Plain values; reading them is deadline_rules.h, computing with them is deadline.h.

#include <algorithm>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "deadlines/holiday_calendar.h"
#include "kernel/calendar.h"

namespace kader::deadlines {

// What kind of day a rule gives.
enum class Kind {
    Term,       // "term": do it at the latest on the last day
    Hours,      // "hours": do it before this many hours have passed
    Window,     // "window": do it from the first day of the window through the day before the event
    Backwards,  // "backwards": do it at the latest this long before the event
    NotOlderThan,  // "not-older-than": on the event a paper is at most this old
    Earliest,      // "earliest": possible only after this long
    KeepUntil,     // "keep-until": keep at least through the last day
    KeepAtMost,    // "keep-at-most": remove at the latest on the last day
    ValidThrough,  // "valid-through": holds through the last day
    Recurring,     // "recurring": the next time, at the latest this long after the last
    FixedDay,      // "fixed-day": a day of the calendar
    Applies,       // "applies": only whether the rule holds on the day of the fact
};
std::string_view word(Kind);

// By which rules the last day is found. law.md 1.1 and 1.2 of the reference notes.
enum class Method {
    GeneralTermsAct,    // "atw": an Act or a general administrative order
    European,           // "eu": a regulation of the Union
    NoRoll,             // "no-roll": the last day stays where it falls
    PolicyWorkingDays,  // "policy-working-days": working days in policy of the inspectorate
    ElapsedHours,       // "elapsed-hours": hours that pass, counted in UTC
    CountedBack,        // "backwards": counted back from an event
    CalendarDate,       // "fixed-day": the rule names the date
    DayOfFact,          // "day-of-fact": no term at all
};
std::string_view word(Method);

// A date that the rule itself names.
struct NamedDay {
    // Every year: month and day, in the year of the event or some years later.
    unsigned month = 0;
    unsigned day = 0;
    int years_later = 0;
    // Once: this date. Month and day are then unused.
    std::optional<CalendarDay> once;
};

struct DeadlineValue {
    Validity validity;
    std::optional<Length> term;     // For every method except CalendarDate and DayOfFact.
    std::optional<NamedDay> named;  // For CalendarDate.
    Method method = Method::NoRoll;
    Certainty certainty = Certainty::Assumed;         // Of the term.
    Certainty method_certainty = Certainty::Sourced;  // Of the way it is counted.
    Text counts_from;  // What more there is to say about the start; may be empty.
    Text note;         // What a reader must know about this value; may be empty.
    std::vector<Source> sources;
    Position position;

    Certainty lowest() const {
        return std::max({certainty, method_certainty, validity.date_certainty});
    }
};

struct DeadlineRule {
    std::string id;
    Text title;
    Text explain;
    Kind kind = Kind::Term;
    std::string start_event;  // "complaint.submitted"
    Text start;               // "de klacht is ingediend"
    std::string stop_record;  // "complaint.outcome"
    Text stop;
    // The rule of the first term that this one makes longer; empty for most. Both numbers then
    // count from the event of the first.
    std::string extends;
    std::vector<std::string> see_also;
    // The kinds of facts that can feed the start today. Empty: nothing does yet.
    std::vector<std::string> fed_by;
    std::optional<CalendarDay> last_checked;
    std::vector<DeadlineValue> values;  // In order of date, not overlapping.
    Position position;

    // Nothing: the rule has no value on that day.
    const DeadlineValue* on(CalendarDay) const;
};

}  // namespace kader::deadlines
