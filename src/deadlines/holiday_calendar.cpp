#include "deadlines/holiday_calendar.h"

#include "kernel/check.h"

namespace kader::deadlines {

CalendarDay easter_sunday(int year) {
    // The names are those of the classical computus: the place of the year in the moon's cycle of
    // 19 years, the corrections per century, and the days from the full moon to its Sunday.
    const int golden = year % 19;
    const int century = year / 100;
    const int of_century = year % 100;
    const int moon_correction = (century - (century + 8) / 25 + 1) / 3;
    const int epact = (19 * golden + century - century / 4 - moon_correction + 15) % 30;
    const int to_sunday =
        (32 + 2 * (century % 4) + 2 * (of_century / 4) - epact - of_century % 4) % 7;
    const int late_moon = (golden + 11 * epact + 22 * to_sunday) / 451;
    const int days = epact + to_sunday - 7 * late_moon + 114;
    return day_of(year, unsigned(days / 31), unsigned(days % 31 + 1));
}

bool is_weekend(CalendarDay day) {
    const auto weekday = weekday_of(day);
    return weekday == std::chrono::Saturday || weekday == std::chrono::Sunday;
}

bool Holiday::falls_on(CalendarDay day) const {
    if (!validity.holds_on(day)) return false;
    const auto date = civil(day);
    if (const auto* designated = std::get_if<DesignatedDay>(&when)) return designated->day == day;
    if (const auto* easter = std::get_if<DaysFromEaster>(&when))
        return easter_sunday(int(date.year())) + Days{easter->days} == day;
    const auto& fixed = std::get<FixedDate>(when);
    auto kept = day_of(int(date.year()), fixed.month, fixed.day);
    if (fixed.day_before_on_sunday && weekday_of(kept) == std::chrono::Sunday) kept -= Days{1};
    return kept == day;
}

const Holiday* HolidayCalendar::holiday(CalendarDay day) const {
    for (const auto& holiday : m_holidays)
        if (holiday.falls_on(day)) return &holiday;
    return nullptr;
}

CalendarDay HolidayCalendar::roll(CalendarDay day) const {
    while (is_free(day)) day += Days{1};
    return day;
}

CalendarDay HolidayCalendar::last_working_day(CalendarDay day) const {
    while (is_free(day)) day -= Days{1};
    return day;
}

CalendarDay HolidayCalendar::working_days_after(CalendarDay day, int count) const {
    HALT_UNLESS(count >= 0);
    while (count > 0) {
        day += Days{1};
        if (!is_free(day)) --count;
    }
    return day;
}

CalendarDay weekdays_after(CalendarDay day, int count) {
    HALT_UNLESS(count >= 0);
    while (count > 0) {
        day += Days{1};
        if (!is_weekend(day)) --count;
    }
    return day;
}

}  // namespace kader::deadlines
