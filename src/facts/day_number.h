#pragma once

// Days as small numbers: 15 bits from 1 January 1980. Days outside are clamped to the first and the
// last, so a record without an end holds through the last day that Kader can speak of
// (17 September 2069).

#include <algorithm>
#include <cstdint>

#include "kernel/calendar.h"

namespace kader::facts {

using DayNumber = std::uint32_t;  // 0 .. days_count - 1

inline constexpr DayNumber days_count = 32768;
inline constexpr int days_per_word = 64;
inline constexpr int words_count = int(days_count) / days_per_word;

inline CalendarDay first_day() { return day_of(1980, 1, 1); }

inline DayNumber number_of(CalendarDay day) {
    static const CalendarDay first = first_day();
    return DayNumber(std::clamp<std::int64_t>((day - first).count(), 0, days_count - 1));
}

inline CalendarDay day_at(DayNumber number) { return first_day() + Days{int(number)}; }

// Half-open; empty when until <= from. `until` may be days_count: no end that we can see.
struct DaySpan {
    DayNumber from = 0;
    DayNumber until = 0;

    bool empty() const { return until <= from; }
    bool holds_on(DayNumber day) const { return from <= day && day < until; }
    friend bool operator==(const DaySpan&, const DaySpan&) = default;
};

inline constexpr DaySpan all_days{0, days_count};

inline DaySpan overlap(DaySpan a, DaySpan b) {
    return {std::max(a.from, b.from), std::min(a.until, b.until)};
}

// A period before 1980 or after the last day becomes empty; one that only reaches over is cut.
inline DaySpan span_of(const Period& period) {
    static const CalendarDay first = first_day();
    const auto clamped = [](CalendarDay day) {
        return DayNumber(std::clamp<std::int64_t>((day - first).count(), 0, days_count));
    };
    return {clamped(period.from), period.until ? clamped(*period.until) : days_count};
}

}  // namespace kader::facts
