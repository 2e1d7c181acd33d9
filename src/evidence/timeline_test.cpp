#include "evidence/timeline.h"

#include <doctest/doctest.h>

#include "evidence/day_counter.h"

using namespace kader;
using namespace kader::evidence;

TEST_CASE("a set of days knows when it changes and since when it has been as it is") {
    Timeline days;
    days.set({10, 74});
    days.set({200, days_count});
    CHECK_FALSE(days.on(9));
    CHECK(days.on(10));
    CHECK(days.on(73));
    CHECK_FALSE(days.on(74));
    CHECK(days.next_change(0) == 10);
    CHECK(days.next_change(10) == 74);
    CHECK(days.next_change(74) == 200);
    CHECK_FALSE(days.next_change(32767).has_value());
    CHECK(days.since(73) == 10);
    CHECK(days.since(9) == 0);
    CHECK(days.since(32767) == 200);
    CHECK(days.runs() == std::vector<DaySpan>{{10, 74}, {200, days_count}});
}

TEST_CASE("a set that ends on the last day of a word and begins on the first of the next is one run") {
    Timeline days;
    days.set({0, 64});
    days.set({64, 128});
    CHECK(days.runs() == std::vector<DaySpan>{{0, 128}});
    CHECK(days.since(127) == 0);
}

TEST_CASE("days outside what Kader can speak of are clamped") {
    CHECK(number_of(day_of(1950, 5, 5)) == 0);
    CHECK(number_of(day_of(2199, 1, 1)) == days_count - 1);
    CHECK(day_at(days_count - 1) == day_of(2069, 9, 17));
    CHECK(span_of({day_of(1950, 1, 1), day_of(1960, 1, 1)}).empty());
    CHECK(span_of({day_of(1950, 1, 1), {}}) == all_days);
}

TEST_CASE("a counter gives back what was added, and nothing stays of what was taken away") {
    DayCounter counter;
    counter.add({100, 300}, 1);
    counter.add({200, days_count}, 1);
    CHECK(counter.on(99) == 0);
    CHECK(counter.on(100) == 1);
    CHECK(counter.on(250) == 2);
    CHECK(counter.on(300) == 1);
    Timeline twice, once;
    counter.write(twice, all_words, Threshold{2});
    CHECK(twice.runs() == std::vector<DaySpan>{{200, 300}});
    counter.add({200, days_count}, -1);
    counter.write(once, all_words, Threshold{1});
    CHECK(once.runs() == std::vector<DaySpan>{{100, 300}});
}

TEST_CASE("a threshold that differs per day is asked per day") {
    std::vector<std::int32_t> by_day(days_count, 1);
    for (DayNumber day = 150; day < days_count; ++day) by_day[day] = 2;
    DayCounter counter;
    counter.add({100, 300}, 1);
    Timeline days;
    counter.write(days, all_words, Threshold{by_day});
    CHECK(days.runs() == std::vector<DaySpan>{{100, 150}});
}
