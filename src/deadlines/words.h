#pragma once

// The few words that a trace is made of, in both languages.

#include "deadlines/holiday_calendar.h"
#include "kernel/calendar.h"

namespace kader::deadlines {

// "dinsdag 7 april 2026", "Tuesday 7 April 2026".
Text long_day(CalendarDay);
// "7 april 2026", "7 April 2026".
Text short_day(CalendarDay);
// "6 weken", "6 weeks".
Text length_text(const Length&);
// "goede vrijdag", or the name of a weekend day.
Text why_free(const HolidayCalendar&, CalendarDay);

}  // namespace kader::deadlines
