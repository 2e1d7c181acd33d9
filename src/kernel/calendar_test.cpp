#include "kernel/calendar.h"

#include <doctest/doctest.h>

using namespace kader;

TEST_CASE("a month after the last day of January is the last day of February") {
    CHECK(plus_months(day_of(2026, 1, 31), 1) == day_of(2026, 2, 28));
    CHECK(plus_months(day_of(2028, 1, 31), 1) == day_of(2028, 2, 29));
    CHECK(plus_months(day_of(2024, 2, 29), 12) == day_of(2025, 2, 28));
    CHECK(plus_months(day_of(2026, 5, 31), -3) == day_of(2026, 2, 28));
    CHECK(plus_months(day_of(2026, 11, 21), 14) == day_of(2028, 1, 21));
}

TEST_CASE("three months from 15 January reach through 15 April, six weeks through the same weekday") {
    CHECK(plus(day_of(2026, 1, 15), Length{3, Length::Unit::Months}) == day_of(2026, 4, 15));
    CHECK(plus(day_of(2026, 2, 20), Length{6, Length::Unit::Weeks}) == day_of(2026, 4, 3));
    CHECK(weekday_of(day_of(2026, 4, 3)) == weekday_of(day_of(2026, 2, 20)));
}

TEST_CASE("days are read as people write them, and only when they exist") {
    CHECK(*parse_day("2026-03-31") == day_of(2026, 3, 31));
    CHECK(*parse_day("31-03-2026") == day_of(2026, 3, 31));
    CHECK(*parse_day("1-3-2026") == day_of(2026, 3, 1));
    CHECK(*parse_day("1/3/2026") == day_of(2026, 3, 1));
    for (const auto* wrong : {"", "2026-02-30", "29-02-2026", "31-3-26", "2026-3-1", "03-31-2026", "2026/03/31",
                              "1899-12-31", "2200-01-01", "31--03-2026", "2026-03-31x", "-1-03-2026", "gisteren"}) {
        INFO(wrong);
        CHECK_FALSE(parse_day(wrong));
    }
}

TEST_CASE("a day is written in three ways") {
    CHECK(iso_text(day_of(2026, 3, 1)) == "2026-03-01");
    CHECK(dutch_text(day_of(2026, 3, 1)) == "1 maart 2026");
    CHECK(english_text(day_of(2026, 3, 1)) == "1 March 2026");
}

TEST_CASE("a length is read and written in the singular and the plural, and nothing else") {
    CHECK(*parse_length("6 weeks") == Length{6, Length::Unit::Weeks});
    CHECK(*parse_length("1 day") == Length{1, Length::Unit::Days});
    CHECK(*parse_length("3 working days") == Length{3, Length::Unit::WorkingDays});
    CHECK(dutch_text(Length{1, Length::Unit::Months}) == "1 maand");
    CHECK(english_text(Length{20, Length::Unit::Years}) == "20 years");
    for (const auto* wrong : {"", "6", "weeks", "6  weeks", "0 days", "-1 days", "1 weeks", "6 week", "10001 days", "6 fortnights"}) {
        INFO(wrong);
        CHECK_FALSE(parse_length(wrong));
    }
}
