#pragma once

// Free days, as the General Terms Act (Algemene termijnenwet, ATW) knows them.
//
// The days themselves are data (norms/holidays.toml). Only the date of Easter is computed here. A
// calendar is immutable and may be read from any thread.

#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "kernel/calendar.h"
#include "norm_book/norm_book.h"

namespace kader::deadlines {

using norm_book::Certainty;
using norm_book::Fault;
using norm_book::Language;
using norm_book::Position;
using norm_book::Source;
using norm_book::Text;
using norm_book::Validity;

// Easter Sunday of the Gregorian calendar. The law names days by it and gives no rule of its own,
// so this is the rule of the church: the first Sunday after the ecclesiastical full moon that falls
// on or after 21 March.
CalendarDay easter_sunday(int year);

bool is_weekend(CalendarDay);

// The same date every year. `day_before_on_sunday`: on a Sunday it is kept one day earlier.
struct FixedDate {
    unsigned month = 1;
    unsigned day = 1;
    bool day_before_on_sunday = false;
};

struct DaysFromEaster {
    int days = 0;  // -2 is Good Friday.
};

// One day that a royal decree puts on the same footing as a holiday (ATW art. 3 lid 3).
struct DesignatedDay {
    CalendarDay day{};
};

struct Holiday {
    std::string id;
    Text name;
    std::variant<FixedDate, DaysFromEaster, DesignatedDay> when;
    Validity validity;
    Certainty certainty = Certainty::Sourced;
    std::vector<Source> sources;
    Position position;

    bool falls_on(CalendarDay) const;
};

// From which day the table can be used, and between which days the royal decrees are in it.
struct Coverage {
    CalendarDay from{};
    CalendarDay designated_from{};
    CalendarDay designated_until{};  // The first day for which no decree is known.
};

class HolidayCalendar {
public:
    HolidayCalendar() = default;
    HolidayCalendar(std::vector<Holiday> holidays, Coverage coverage)
        : m_holidays(std::move(holidays)), m_coverage(coverage) {}

    // Nothing: the day is no holiday. A Saturday or Sunday can be one.
    const Holiday* holiday(CalendarDay) const;
    bool is_holiday(CalendarDay day) const { return holiday(day) != nullptr; }
    bool is_free(CalendarDay day) const { return is_weekend(day) || is_holiday(day); }

    // The first day on or after `day` that is not free.
    CalendarDay roll(CalendarDay day) const;
    // The last day on or before `day` that is not free.
    CalendarDay last_working_day(CalendarDay day) const;
    // The `count`-th day after `day` that is not free.
    CalendarDay working_days_after(CalendarDay day, int count) const;

    // False before the table begins: then no free day can be told, and nobody may ask for one.
    bool covers(CalendarDay day) const { return m_coverage.from <= day; }
    bool knows_designated_days(CalendarDay day) const {
        return m_coverage.designated_from <= day && day < m_coverage.designated_until;
    }
    const std::vector<Holiday>& holidays() const { return m_holidays; }
    const Coverage& coverage() const { return m_coverage; }

private:
    std::vector<Holiday> m_holidays;
    Coverage m_coverage;
};

// The `count`-th Monday-to-Friday day after `day`, holidays counted as ordinary days: the careful
// count, never later than the other one.
CalendarDay weekdays_after(CalendarDay day, int count);

}  // namespace kader::deadlines
