#include "deadlines/words.h"

#include <array>

namespace kader::deadlines {

namespace {

constexpr std::array dutch_weekdays = {"zondag",    "maandag", "dinsdag", "woensdag",
                                       "donderdag", "vrijdag", "zaterdag"};
constexpr std::array english_weekdays = {"Sunday",   "Monday", "Tuesday", "Wednesday",
                                         "Thursday", "Friday", "Saturday"};

}  // namespace

Text long_day(CalendarDay day) {
    const auto number = weekday_of(day).c_encoding();
    return {std::string{dutch_weekdays[number]} + " " + dutch_text(day),
            std::string{english_weekdays[number]} + " " + english_text(day)};
}

Text short_day(CalendarDay day) {
    return {dutch_text(day), english_text(day)};
}

Text length_text(const Length& length) {
    return {dutch_text(length), english_text(length)};
}

Text why_free(const HolidayCalendar& calendar, CalendarDay day) {
    if (const auto* holiday = calendar.holiday(day)) return holiday->name;
    const auto number = weekday_of(day).c_encoding();
    return {std::string{"een "} + dutch_weekdays[number],
            std::string{"a "} + english_weekdays[number]};
}

}  // namespace kader::deadlines
