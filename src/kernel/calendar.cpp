#include "kernel/calendar.h"

#include <array>
#include <charconv>

namespace kader {

using namespace std::chrono;

namespace {

constexpr std::array dutch_months = {"januari", "februari", "maart",     "april",   "mei",      "juni",
                                     "juli",    "augustus", "september", "oktober", "november", "december"};
constexpr std::array english_months = {"January", "February", "March",     "April",   "May",      "June",
                                       "July",    "August",   "September", "October", "November", "December"};

struct UnitName {
    Length::Unit unit;
    std::string_view english_one, english_many, dutch_one, dutch_many;
};

constexpr std::array unit_names = {
    UnitName{Length::Unit::Days, "day", "days", "dag", "dagen"},
    UnitName{Length::Unit::Weeks, "week", "weeks", "week", "weken"},
    UnitName{Length::Unit::Months, "month", "months", "maand", "maanden"},
    UnitName{Length::Unit::Years, "year", "years", "jaar", "jaar"},
    UnitName{Length::Unit::WorkingDays, "working day", "working days", "werkdag", "werkdagen"},
    UnitName{Length::Unit::Hours, "hour", "hours", "uur", "uur"},
};

const UnitName& name_of(Length::Unit unit) {
    for (const auto& name : unit_names)
        if (name.unit == unit) return name;
    detail::halt("a unit has a name", __FILE__, __LINE__);
}

// All digits, or nothing.
std::optional<int> digits(std::string_view text) {
    int value = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (error != std::errc{} || end != text.data() + text.size() || text.front() == '-') return {};
    return value;
}

std::string long_text(CalendarDay day, const std::array<const char*, 12>& months) {
    const auto date = civil(day);
    return std::to_string(unsigned(date.day())) + " " + months[unsigned(date.month()) - 1] + " " +
           std::to_string(int(date.year()));
}

}  // namespace

CalendarDay day_of(int y, unsigned m, unsigned d) {
    const year_month_day date{year{y}, month{m}, day{d}};
    HALT_UNLESS(date.ok());
    return local_days{date};
}

Result<CalendarDay> parse_day(std::string_view text) {
    const Error wrong{Code::Invalid, "this is not a date like 2026-03-31 or 31-03-2026"};
    std::optional<int> y, m, d;
    if (text.size() == 10 && text[4] == '-' && text[7] == '-') {
        y = digits(text.substr(0, 4));
        m = digits(text.substr(5, 2));
        d = digits(text.substr(8, 2));
    } else {
        // Day first, one or two digits for day and month, as Dutch spreadsheets write it.
        const auto first = text.find_first_of("-/");
        if (first == std::string_view::npos || first == 0 || first > 2) return wrong;
        const auto second = text.find(text[first], first + 1);
        if (second == std::string_view::npos || second == first + 1 || second - first > 3) return wrong;
        if (text.size() - second != 5) return wrong;
        d = digits(text.substr(0, first));
        m = digits(text.substr(first + 1, second - first - 1));
        y = digits(text.substr(second + 1));
    }
    if (!y || !m || !d) return wrong;
    if (*y < 1900 || *y > 2199) return Error{Code::Invalid, "the year is not between 1900 and 2199"};
    const year_month_day date{year{*y}, month(unsigned(*m)), day(unsigned(*d))};
    if (!date.ok()) return Error{Code::NotFound, "this date does not exist"};
    return local_days{date};
}

year_month_day civil(CalendarDay day) { return year_month_day{day}; }

weekday weekday_of(CalendarDay day) { return weekday{day}; }

std::string iso_text(CalendarDay day) {
    const auto date = civil(day);
    char text[16];
    std::snprintf(text, sizeof text, "%04d-%02u-%02u", int(date.year()), unsigned(date.month()),
                  unsigned(date.day()));
    return text;
}

std::string dutch_text(CalendarDay day) { return long_text(day, dutch_months); }
std::string english_text(CalendarDay day) { return long_text(day, english_months); }

CalendarDay plus_months(CalendarDay from, int count) {
    const auto date = civil(from);
    const auto target = year_month{date.year(), date.month()} + months{count};
    const year_month_day same{target.year(), target.month(), date.day()};
    if (same.ok()) return local_days{same};
    return local_days{year_month_day_last{target.year(), month_day_last{target.month()}}};
}

Result<Length> parse_length(std::string_view text) {
    const Error wrong{Code::Invalid, "this is not a length like \"6 weeks\" or \"3 months\""};
    const auto space = text.find(' ');
    if (space == std::string_view::npos || space == 0) return wrong;
    const auto count = digits(text.substr(0, space));
    if (!count || *count < 1 || *count > 10000) return wrong;
    const auto unit = text.substr(space + 1);
    for (const auto& name : unit_names)
        if (unit == (*count == 1 ? name.english_one : name.english_many))
            return Length{*count, name.unit};
    return wrong;
}

std::string dutch_text(const Length& length) {
    const auto& name = name_of(length.unit);
    return std::to_string(length.count) + " " +
           std::string{length.count == 1 ? name.dutch_one : name.dutch_many};
}

std::string english_text(const Length& length) {
    const auto& name = name_of(length.unit);
    return std::to_string(length.count) + " " +
           std::string{length.count == 1 ? name.english_one : name.english_many};
}

CalendarDay plus(CalendarDay day, const Length& length) {
    switch (length.unit) {
        case Length::Unit::Days: return day + Days{length.count};
        case Length::Unit::Weeks: return day + Days{7 * length.count};
        case Length::Unit::Months: return plus_months(day, length.count);
        case Length::Unit::Years: return plus_months(day, 12 * length.count);
        case Length::Unit::WorkingDays:
        case Length::Unit::Hours: break;
    }
    detail::halt("working days and hours need the holiday calendar and the clock", __FILE__, __LINE__);
}

}  // namespace kader
