#include "deadlines/amsterdam_time.h"

#include <date/tz.h>
#include <doctest/doctest.h>

namespace kader::deadlines {

namespace {

using namespace std::chrono_literals;

std::string refusal(std::string_view text) {
    const auto event = parse_event(text, Language::Dutch);
    return event ? std::string{} : event.error().detail;
}

std::string read_back(std::string_view text) {
    const auto event = parse_event(text, Language::English);
    REQUIRE(event);
    REQUIRE(event->instant);
    return amsterdam_text(*event->instant);
}

}  // namespace

TEST_CASE("our Dutch clock is that of the time zone database, for every hour both know") {
    // The database of the system ends at 2037; before 1996 summer time ended in September.
    const auto* zone = date::locate_zone("Europe/Amsterdam");
    auto at = Instant{std::chrono::sys_days{std::chrono::year{1996} / 1 / 1}};
    const auto end = Instant{std::chrono::sys_days{std::chrono::year{2037} / 12 / 31}};
    int different = 0;
    while (at < end) {
        const auto info = zone->get_info(date::sys_seconds{at.time_since_epoch()});
        if (info.offset != amsterdam_offset(at)) ++different;
        at += 1h;
    }
    CHECK(different == 0);
}

TEST_CASE("after 2037 there is still summer time") {
    CHECK(read_back("2040-07-01T12:00") == "2040-07-01T12:00+02:00");
    CHECK(read_back("2040-12-01T12:00") == "2040-12-01T12:00+01:00");
}

TEST_CASE("an instant is read with or without an offset and printed on the Dutch clock") {
    CHECK(read_back("2026-10-23T17:30") == "2026-10-23T17:30+02:00");
    CHECK(read_back("2026-10-23 17:30") == "2026-10-23T17:30+02:00");
    CHECK(read_back("23-10-2026 17:30") == "2026-10-23T17:30+02:00");
    CHECK(read_back("2026-10-23T15:30Z") == "2026-10-23T17:30+02:00");
    CHECK(read_back("2026-10-23T10:30-05:00") == "2026-10-23T17:30+02:00");
    CHECK(read_back("2026-10-23T17:30:05+02:00") == "2026-10-23T17:30:05+02:00");
}

TEST_CASE("the day of an instant is the day in the Netherlands") {
    CHECK(parse_event("2026-03-02T23:30Z", Language::English)->day == day_of(2026, 3, 3));
    CHECK(parse_event("2026-07-01T22:30Z", Language::English)->day == day_of(2026, 7, 2));
    CHECK(parse_event("2026-07-01T00:15+05:00", Language::English)->day == day_of(2026, 6, 30));
    CHECK_FALSE(parse_event("2026-03-02", Language::English)->instant);
}

TEST_CASE("the autumn hour that comes twice is refused until an offset says which one") {
    CHECK(refusal("2026-10-25T02:30").find("twee keer") != std::string::npos);
    CHECK(refusal("2026-10-25T02:00").find("twee keer") != std::string::npos);
    CHECK(read_back("2026-10-25T02:30+02:00") == "2026-10-25T02:30+02:00");
    CHECK(read_back("2026-10-25T02:30+01:00") == "2026-10-25T02:30+01:00");
    CHECK(read_back("2026-10-25T01:59") == "2026-10-25T01:59+02:00");
    CHECK(read_back("2026-10-25T03:00") == "2026-10-25T03:00+01:00");
}

TEST_CASE("the spring hour that is skipped is refused") {
    CHECK(refusal("2026-03-29T02:30").find("bestaat niet") != std::string::npos);
    CHECK(refusal("2026-03-29T02:00").find("bestaat niet") != std::string::npos);
    CHECK(read_back("2026-03-29T01:59") == "2026-03-29T01:59+01:00");
    CHECK(read_back("2026-03-29T03:00") == "2026-03-29T03:00+02:00");
}

TEST_CASE("what is no date and no time is refused with a reason") {
    for (const char* text :
         {"", "T", "2026-02-30", "gisteren", "2026-03-02T", "2026-03-02T24:00", "2026-03-02T12:60",
          "2026-03-02T12:00:60", "2026-03-02T12:00+2:00", "2026-03-02T12:00+15:00",
          "2026-03-02T12:00Zx", "2026-03-02T12", "1995-03-02T12:00", "2026-03-02T12:00:00.5",
          "2200-01-01", "2026-03-02T-1:00"})
        CHECK_MESSAGE(!refusal(text).empty(), text);
}

}  // namespace kader::deadlines
