#include "system/clock.h"

#include <cstdio>
#include <optional>

namespace kader::system {

namespace {

// "2026-11-22T09:30:00.123456Z"; a 0 is a digit, everything else is itself.
constexpr std::string_view form = "0000-00-00T00:00:00.000000Z";

using namespace std::chrono_literals;
constexpr Instant first_with_a_form{std::chrono::sys_days{std::chrono::year{0} / 1 / 1}};
constexpr Instant behind_the_last{std::chrono::sys_days{std::chrono::year{10000} / 1 / 1}};

bool has_form(std::string_view text) {
    if (text.size() != form.size()) return false;
    for (std::size_t at = 0; at < form.size(); ++at) {
        const bool is_digit = '0' <= text[at] && text[at] <= '9';
        if (form[at] == '0' ? !is_digit : text[at] != form[at]) return false;
    }
    return true;
}

int number(std::string_view digits) {
    int value = 0;
    for (const char digit : digits) value = value * 10 + (digit - '0');
    return value;
}

}  // namespace

Instant SystemClock::now() const {
    return std::chrono::floor<std::chrono::microseconds>(std::chrono::system_clock::now());
}

std::string instant_text(Instant instant) {
    // Damaged bytes can be any number, also one that no calendar reaches.
    if (instant < first_with_a_form || instant >= behind_the_last)
        return std::to_string(instant.time_since_epoch().count()) + " microseconds";
    const auto day = std::chrono::floor<std::chrono::days>(instant);
    const std::chrono::year_month_day date{day};
    const std::chrono::hh_mm_ss time{instant - day};
    char text[64];
    const int size = std::snprintf(
        text, sizeof text, "%04d-%02u-%02uT%02d:%02d:%02d.%06dZ", static_cast<int>(date.year()),
        static_cast<unsigned>(date.month()), static_cast<unsigned>(date.day()),
        static_cast<int>(time.hours().count()), static_cast<int>(time.minutes().count()),
        static_cast<int>(time.seconds().count()), static_cast<int>(time.subseconds().count()));
    return {text, static_cast<std::size_t>(size)};
}

Result<Instant> parse_instant(std::string_view text) {
    const Error wrong{Code::Invalid, "an instant has the form 2026-11-22T09:30:00.123456Z"};
    if (!has_form(text)) return wrong;
    const std::chrono::year_month_day date{
        std::chrono::year{number(text.substr(0, 4))},
        std::chrono::month{static_cast<unsigned>(number(text.substr(5, 2)))},
        std::chrono::day{static_cast<unsigned>(number(text.substr(8, 2)))}};
    const int hour = number(text.substr(11, 2)), minute = number(text.substr(14, 2)),
              second = number(text.substr(17, 2));
    if (!date.ok() || hour > 23 || minute > 59 || second > 59) return wrong;
    return Instant{std::chrono::sys_days{date}} + std::chrono::hours{hour} +
           std::chrono::minutes{minute} + std::chrono::seconds{second} +
           std::chrono::microseconds{number(text.substr(20, 6))};
}

}  // namespace kader::system
