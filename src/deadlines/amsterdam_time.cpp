#include "deadlines/amsterdam_time.h"

#include <array>
#include <charconv>
#include <cstdio>

#include "deadlines/words.h"

namespace kader::deadlines {

namespace {

using namespace std::chrono;

constexpr int first_year = 1996;
constexpr int last_year = 2199;

Instant last_sunday_at_one(int year, std::chrono::month month) {
    return sys_days{std::chrono::year{year} / month / Sunday[last]} + hours{1};
}

Error refused(Language language, const char* nl, const char* en) {
    return Error{Code::Invalid, language == Language::Dutch ? nl : en};
}

// Exactly two digits.
std::optional<int> two_digits(std::string_view text) {
    if (text.size() != 2 || text[0] < '0' || text[0] > '9' || text[1] < '0' || text[1] > '9')
        return {};
    return (text[0] - '0') * 10 + (text[1] - '0');
}

struct Clock {
    seconds since_midnight{};
    std::optional<minutes> offset;
};

// "17:30", "17:30:15", and then nothing, "Z" or "+02:00".
std::optional<Clock> parse_clock(std::string_view text) {
    if (text.size() < 5 || text[2] != ':') return {};
    const auto hour = two_digits(text.substr(0, 2));
    const auto minute = two_digits(text.substr(3, 2));
    if (!hour || !minute || *hour > 23 || *minute > 59) return {};
    Clock clock{hours{*hour} + minutes{*minute}, {}};
    text.remove_prefix(5);
    if (text.size() >= 3 && text[0] == ':') {
        const auto second = two_digits(text.substr(1, 2));
        if (!second || *second > 59) return {};
        clock.since_midnight += seconds{*second};
        text.remove_prefix(3);
    }
    if (text.empty()) return clock;
    if (text == "Z") {
        clock.offset = minutes{0};
        return clock;
    }
    if (text.size() != 6 || (text[0] != '+' && text[0] != '-') || text[3] != ':') return {};
    const auto ahead_hours = two_digits(text.substr(1, 2));
    const auto ahead_minutes = two_digits(text.substr(4, 2));
    if (!ahead_hours || !ahead_minutes || *ahead_hours > 14 || *ahead_minutes > 59) return {};
    const minutes ahead = hours{*ahead_hours} + minutes{*ahead_minutes};
    clock.offset = text[0] == '+' ? ahead : -ahead;
    return clock;
}

// The one instant at which the Dutch clock shows `local`.
Result<Instant> instant_of(LocalInstant local, Language language) {
    const Instant winter{local.time_since_epoch() - hours{1}};
    const Instant summer{local.time_since_epoch() - hours{2}};
    const bool in_winter = amsterdam_offset(winter) == hours{1};
    const bool in_summer = amsterdam_offset(summer) == hours{2};
    if (in_winter && in_summer)
        return refused(
            language,
            "dit uur komt twee keer voor, want de klok gaat terug; zet er +02:00 (zomertijd) "
            "of +01:00 (wintertijd) achter",
            "this hour occurs twice, because the clock goes back; add +02:00 (summer time) or "
            "+01:00 (winter time)");
    if (!in_winter && !in_summer)
        return refused(language,
                       "dit uur bestaat niet, want de klok gaat die nacht een uur vooruit",
                       "this hour does not exist, because the clock goes forward that night");
    return in_winter ? winter : summer;
}

}  // namespace

// Directive 2000/84/EC art. 2 and 3: summer time runs from the last Sunday of March, 01:00 UTC, to
// the last Sunday of October, 01:00 UTC. The directives before it had the same days from 1996 on.
hours amsterdam_offset(Instant instant) {
    const int year = int(year_month_day{floor<days>(instant)}.year());
    const bool summer =
        last_sunday_at_one(year, March) <= instant && instant < last_sunday_at_one(year, October);
    return hours{summer ? 2 : 1};
}

CalendarDay amsterdam_day(Instant instant) {
    const LocalInstant local{instant.time_since_epoch() + amsterdam_offset(instant)};
    return floor<days>(local);
}

std::string amsterdam_text(Instant instant) {
    const auto offset = amsterdam_offset(instant);
    const LocalInstant local{instant.time_since_epoch() + offset};
    const auto day = floor<days>(local);
    const hh_mm_ss clock{local - day};
    char text[32];
    int length = std::snprintf(text, sizeof text, "T%02d:%02d", int(clock.hours().count()),
                               int(clock.minutes().count()));
    std::string result = iso_text(day) + std::string(text, std::size_t(length));
    if (clock.seconds().count() != 0) {
        length = std::snprintf(text, sizeof text, ":%02d", int(clock.seconds().count()));
        result.append(text, std::size_t(length));
    }
    return result + (offset == hours{2} ? "+02:00" : "+01:00");
}

Text amsterdam_sentence(Instant instant) {
    const auto offset = amsterdam_offset(instant);
    const LocalInstant local{instant.time_since_epoch() + offset};
    const auto day = floor<days>(local);
    const std::string iso = amsterdam_text(instant);
    const std::string clock = iso.substr(11, 5);
    std::string dutch_clock = clock;
    dutch_clock[2] = '.';
    const bool summer = offset == hours{2};
    return {long_day(day).nl + " om " + dutch_clock +
                (summer ? " uur (zomertijd)" : " uur (wintertijd)"),
            long_day(day).en + " at " + clock + (summer ? " (summer time)" : " (winter time)")};
}

Result<Event> parse_event(std::string_view text, Language language) {
    const auto split = text.find_first_of("T ");
    const auto day = parse_day(text.substr(0, split));
    if (!day)
        return refused(
            language,
            "dit is geen bestaande datum in de vorm 2026-03-31 of 31-03-2026, en geen tijdstip "
            "in de vorm 2026-03-31T14:30",
            "this is not a date that exists, like 2026-03-31 or 31-03-2026, nor a time like "
            "2026-03-31T14:30");
    if (split == std::string_view::npos) return Event{*day, {}};
    const auto clock = parse_clock(text.substr(split + 1));
    if (!clock)
        return refused(language, "de tijd is niet in de vorm 14:30, 14:30+02:00 of 14:30Z",
                       "the time is not like 14:30, 14:30+02:00 or 14:30Z");
    const int year = int(civil(*day).year());
    if (year < first_year || year > last_year)
        return refused(language, "een tijdstip kan alleen van 1996 tot en met 2199",
                       "a time can only be given from 1996 through 2199");
    const LocalInstant local{*day + clock->since_midnight};
    if (clock->offset) {
        const Instant instant{local.time_since_epoch() - *clock->offset};
        return Event{amsterdam_day(instant), instant};
    }
    KADER_TRY(instant, instant_of(local, language));
    return Event{*day, instant};
}

}  // namespace kader::deadlines
