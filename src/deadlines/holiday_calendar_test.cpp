#include <doctest/doctest.h>

#include "deadlines/rules_for_tests.h"

namespace kader::deadlines {

TEST_CASE("the holidays of 2024 through 2030 are those of the published table, and no others") {
    // By hand from ATW art. 3 and the royal decrees; not from the rules under test.
    const std::vector<std::string> table = {
        "2024-01-01", "2024-03-29", "2024-04-01", "2024-04-27", "2024-05-05", "2024-05-09",
        "2024-05-10", "2024-05-20", "2024-12-25", "2024-12-26", "2024-12-27", "2025-01-01",
        "2025-04-18", "2025-04-21", "2025-04-26", "2025-05-05", "2025-05-29", "2025-05-30",
        "2025-06-09", "2025-12-25", "2025-12-26", "2026-01-01", "2026-01-02", "2026-04-03",
        "2026-04-06", "2026-04-27", "2026-05-05", "2026-05-14", "2026-05-15", "2026-05-25",
        "2026-12-25", "2026-12-26", "2027-01-01", "2027-03-26", "2027-03-29", "2027-04-27",
        "2027-05-05", "2027-05-06", "2027-05-07", "2027-05-17", "2027-12-25", "2027-12-26",
        "2028-01-01", "2028-04-14", "2028-04-17", "2028-04-27", "2028-04-28", "2028-05-05",
        "2028-05-25", "2028-05-26", "2028-06-05", "2028-12-25", "2028-12-26", "2029-01-01",
        "2029-03-30", "2029-04-02", "2029-04-27", "2029-05-05", "2029-05-10", "2029-05-21",
        "2029-12-25", "2029-12-26", "2030-01-01", "2030-04-19", "2030-04-22", "2030-04-27",
        "2030-05-05", "2030-05-30", "2030-06-10", "2030-12-25", "2030-12-26"};
    std::vector<std::string> computed;
    const auto& calendar = rules_of_norms().calendar();
    for (auto day = day_of(2024, 1, 1); day < day_of(2031, 1, 1); day += Days{1})
        if (calendar.is_holiday(day)) computed.push_back(iso_text(day));
    CHECK(computed == table);
}

TEST_CASE("Easter falls on its known extremes") {
    CHECK(easter_sunday(2008) == day_of(2008, 3, 23));
    CHECK(easter_sunday(2038) == day_of(2038, 4, 25));
    CHECK(easter_sunday(1954) == day_of(1954, 4, 18));
    CHECK(easter_sunday(1981) == day_of(1981, 4, 19));
    CHECK(easter_sunday(2049) == day_of(2049, 4, 18));
    CHECK(easter_sunday(2076) == day_of(2076, 4, 19));
    CHECK(easter_sunday(2100) == day_of(2100, 3, 28));
}

TEST_CASE("King's Day is kept on Saturday when 27 April is a Sunday") {
    const auto& calendar = rules_of_norms().calendar();
    CHECK(calendar.is_holiday(day_of(2014, 4, 26)));
    CHECK_FALSE(calendar.is_holiday(day_of(2014, 4, 27)));
    CHECK(calendar.is_holiday(day_of(2031, 4, 26)));
    CHECK(calendar.holiday(day_of(2026, 4, 27))->id == "kings-day");
}

TEST_CASE("the table says where its knowledge of decrees ends") {
    const auto& calendar = rules_of_norms().calendar();
    CHECK(calendar.knows_designated_days(day_of(2028, 12, 31)));
    CHECK_FALSE(calendar.knows_designated_days(day_of(2029, 1, 1)));
    CHECK_FALSE(calendar.knows_designated_days(day_of(2022, 12, 31)));
    CHECK(calendar.covers(day_of(2014, 1, 1)));
    CHECK_FALSE(calendar.covers(day_of(2013, 12, 31)));
}

TEST_CASE("rolling stops on the first ordinary day, forward and backward") {
    const auto& calendar = rules_of_norms().calendar();
    CHECK(calendar.roll(day_of(2026, 4, 3)) == day_of(2026, 4, 7));
    CHECK(calendar.roll(day_of(2026, 4, 7)) == day_of(2026, 4, 7));
    CHECK(calendar.roll(day_of(2026, 11, 22)) == day_of(2026, 11, 23));
    CHECK(calendar.last_working_day(day_of(2026, 4, 6)) == day_of(2026, 4, 2));
    CHECK(calendar.working_days_after(day_of(2026, 4, 2), 1) == day_of(2026, 4, 7));
    CHECK(weekdays_after(day_of(2026, 4, 2), 1) == day_of(2026, 4, 3));
}

}  // namespace kader::deadlines
