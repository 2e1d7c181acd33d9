#pragma once

// Calendar days, and the arithmetic on them that the law uses.
//
// A day is a date in Europe/Amsterdam without time or zone. Periods in files are inclusive
// (`from`, `through`); periods in code are half-open (`from`, `until`). The translation is made
// once, where a file is read.

#include <chrono>
#include <compare>
#include <optional>
#include <string>
#include <string_view>

#include "kernel/result.h"

namespace kader {

using CalendarDay = std::chrono::local_days;

// The day of a date that exists. Halts for one that does not: text from outside goes through
// parse_day.
CalendarDay day_of(int year, unsigned month, unsigned day_of_month);

// "2026-03-31" or "31-03-2026". Invalid: another form. NotFound: a date that does not exist. Years
// run from 1900 through 2199.
Result<CalendarDay> parse_day(std::string_view text);

// "2026-03-31".
std::string iso_text(CalendarDay day);
// "31 maart 2026".
std::string dutch_text(CalendarDay day);
// "31 March 2026".
std::string english_text(CalendarDay day);

std::chrono::year_month_day civil(CalendarDay day);
std::chrono::weekday weekday_of(CalendarDay day);

// The same day number `months` later (earlier when negative); the last day of that month when it
// has no such day: 31 January + 1 month is 28 or 29 February.
CalendarDay plus_months(CalendarDay day, int months);

// A length of time in one of the units of the law. Months and years are calendar units.
struct Length {
    enum class Unit { Days, Weeks, Months, Years, WorkingDays, Hours };
    int count = 0;
    Unit unit = Unit::Days;
    friend bool operator==(const Length&, const Length&) = default;
};
// Whether the calendar alone says when it ends: days, weeks, months and years.
constexpr bool is_calendar(const Length& length) {
    return length.unit != Length::Unit::WorkingDays && length.unit != Length::Unit::Hours;
}

using Days = std::chrono::days;  // A difference between two days.

// "6 weeks", "3 months", "1 day", "3 working days", "72 hours", "20 years".
Result<Length> parse_length(std::string_view text);
std::string dutch_text(const Length& length);
std::string english_text(const Length& length);

// The last day of a length that starts on `day`: 15 January + 3 months is 15 April. Only for days,
// weeks, months and years; working days and hours need deadlines/.
CalendarDay plus(CalendarDay day, const Length& length);

// From a day until another, the second not included. Without `until` it has no end.
struct Period {
    CalendarDay from{};
    std::optional<CalendarDay> until = {};

    bool holds_on(CalendarDay day) const { return from <= day && (!until || day < *until); }
    friend bool operator==(const Period&, const Period&) = default;
};

}  // namespace kader
