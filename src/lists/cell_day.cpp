// How days are written.

#include <algorithm>

#include "lists/cell_scan.h"
#include "kernel/text.h"

namespace kader::lists::cell {

namespace {

// Takes a number of at most `digits_max` digits off the front.
bool take_number(std::string_view& text, std::size_t digits_max, int& value, std::size_t& digits) {
    value = 0;
    digits = 0;
    while (digits < text.size() && digits < digits_max && is_digit(text[digits]))
        value = value * 10 + (text[digits++] - '0');
    text.remove_prefix(digits);
    return digits > 0;
}

struct Date {
    int year = 0, month = 0, day = 0;
};

Fault checked(const Date& date) {
    if (date.year < 1900 || date.year > 2199) return Fault::YearOutOfRange;
    if (date.month < 1 || date.month > 12 || date.day < 1) return Fault::NoSuchDay;
    if (date.day <= 28) return Fault::None;
    const std::chrono::year_month year_month{std::chrono::year{date.year},
                                             std::chrono::month{static_cast<unsigned>(date.month)}};
    const auto last = std::chrono::year_month_day_last{year_month / std::chrono::last}.day();
    return date.day <= static_cast<int>(static_cast<unsigned>(last)) ? Fault::None
                                                                     : Fault::NoSuchDay;
}

// 31-03-2026 and 2026-03-31, ten characters: nearly every date. False says only: not one of these.
bool quick_date(const char* text, Date& into) {
    unsigned wrong = 0;
    const auto digit = [&](int i) {
        const auto value = static_cast<unsigned>(text[i] - '0');
        wrong |= value > 9;
        return static_cast<int>(value);
    };
    if (text[2] == '-' && text[5] == '-') {
        into.day = digit(0) * 10 + digit(1);
        into.month = digit(3) * 10 + digit(4);
        into.year = digit(6) * 1000 + digit(7) * 100 + digit(8) * 10 + digit(9);
    } else if (text[4] == '-' && text[7] == '-') {
        into.year = digit(0) * 1000 + digit(1) * 100 + digit(2) * 10 + digit(3);
        into.month = digit(5) * 10 + digit(6);
        into.day = digit(8) * 10 + digit(9);
    } else {
        return false;
    }
    return wrong == 0;
}

// 0:00, 00:00:00, 00:00:00.000
bool is_time_of_day(std::string_view text) {
    int hour = 0, minute = 0, second = 0;
    std::size_t digits = 0;
    if (!take_number(text, 2, hour, digits) || hour > 23) return false;
    if (!text.starts_with(':')) return false;
    text.remove_prefix(1);
    if (!take_number(text, 2, minute, digits) || digits != 2 || minute > 59) return false;
    if (text.empty()) return true;
    if (!text.starts_with(':')) return false;
    text.remove_prefix(1);
    if (!take_number(text, 2, second, digits) || digits != 2 || second > 59) return false;
    if (text.empty()) return true;
    if (text.front() != '.' && text.front() != ',') return false;
    text.remove_prefix(1);
    return !text.empty() && text.size() <= 9 && std::ranges::all_of(text, is_digit);
}

Fault scan_date(std::string_view text, Date& into) {
    if (text.size() == 10 && quick_date(text.data(), into)) return checked(into);
    int a = 0, b = 0, c = 0;
    std::size_t a_digits = 0, b_digits = 0, c_digits = 0;
    auto rest = text;
    if (!take_number(rest, 4, a, a_digits) || rest.empty()) {
        const bool number = a_digits > 0 && rest.empty();
        return number ? Fault::DayNumber : Fault::NotADay;
    }
    const auto mark = rest.front();
    if (mark != '-' && mark != '/')
        return std::ranges::all_of(text, is_digit) ? Fault::DayNumber : Fault::NotADay;
    rest.remove_prefix(1);
    if (!take_number(rest, 2, b, b_digits) || !rest.starts_with(mark)) return Fault::NotADay;
    rest.remove_prefix(1);
    if (!take_number(rest, a_digits == 4 ? 2 : 4, c, c_digits)) return Fault::NotADay;
    if (!rest.empty()) {
        if (rest.front() != ' ' && rest.front() != 'T') return Fault::NotADay;
        const auto time = trimmed(rest.substr(1));
        if (!is_time_of_day(time)) {
            const auto end = time.find_first_of("Z+-");
            const bool zone = end != std::string_view::npos && is_time_of_day(time.substr(0, end));
            return zone ? Fault::TimeZone : Fault::NotADay;
        }
    }
    if (a_digits == 4) return into = {a, b, c}, checked(into);
    if (a_digits > 2) return Fault::NotADay;
    if (c_digits == 2) return Fault::ShortYear;
    if (c_digits != 4) return Fault::NotADay;
    return into = {c, b, a}, checked(into);
}

}  // namespace

Fault scan_day(std::string_view text, CalendarDay& into) {
    Date date;
    const auto fault = scan_date(text, date);
    if (fault == Fault::None)
        into = CalendarDay{std::chrono::year{date.year} / date.month / date.day};
    return fault;
}

}  // namespace kader::lists::cell
