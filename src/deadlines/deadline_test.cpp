#include <doctest/doctest.h>

#include "deadlines/legal_end.h"
#include "deadlines/rules_for_tests.h"

namespace kader::deadlines {

namespace {

Result<Deadline> answer(std::string_view rule, std::string_view from) {
    return rules_of_norms().deadline_of(rule, *parse_event(from, Language::Dutch), Language::Dutch);
}

CalendarDay atw_end(CalendarDay event, Length length) {
    std::vector<Step> trace;
    return end_under_general_terms_act(event, plus(event, length), length,
                                       rules_of_norms().calendar(), trace)
        .day;
}

}  // namespace

TEST_CASE("a term of three days over Easter is made longer until it holds two ordinary days") {
    // Friday, Saturday and Sunday hold none, Monday is Easter Monday; Tuesday and Wednesday are
    // two.
    CHECK(atw_end(day_of(2026, 4, 2), {3, Length::Unit::Days}) == day_of(2026, 4, 8));
    // Five days: none until Monday, one on Tuesday.
    CHECK(atw_end(day_of(2026, 4, 2), {5, Length::Unit::Days}) == day_of(2026, 4, 8));
    // From Friday: the weekend and Monday hold one ordinary day; Tuesday is the second.
    CHECK(atw_end(day_of(2026, 11, 20), {3, Length::Unit::Days}) == day_of(2026, 11, 24));
}

TEST_CASE("a term of two days is not made longer, it only moves off a free day") {
    CHECK(atw_end(day_of(2026, 11, 20), {2, Length::Unit::Days}) == day_of(2026, 11, 23));
    CHECK(atw_end(day_of(2026, 11, 19), {1, Length::Unit::Days}) == day_of(2026, 11, 20));
}

TEST_CASE(
    "the General Terms Act stops at 90 days, 12 weeks and 3 months, and is never for years or "
    "hours") {
    CHECK(general_terms_act_applies({90, Length::Unit::Days}));
    CHECK_FALSE(general_terms_act_applies({91, Length::Unit::Days}));
    CHECK(general_terms_act_applies({12, Length::Unit::Weeks}));
    CHECK_FALSE(general_terms_act_applies({13, Length::Unit::Weeks}));
    CHECK(general_terms_act_applies({3, Length::Unit::Months}));
    CHECK_FALSE(general_terms_act_applies({4, Length::Unit::Months}));
    CHECK_FALSE(general_terms_act_applies({1, Length::Unit::Years}));
    CHECK_FALSE(general_terms_act_applies({1, Length::Unit::Hours}));
    // Saturday 5 December 2026 is 12 weeks and a day later; it would move under the Act.
    CHECK(atw_end(day_of(2026, 9, 5), {91, Length::Unit::Days}) == day_of(2026, 12, 5));
    CHECK(atw_end(day_of(2026, 9, 5), {13, Length::Unit::Weeks}) == day_of(2026, 12, 5));
    CHECK(atw_end(day_of(2026, 9, 12), {12, Length::Unit::Weeks}) == day_of(2026, 12, 7));
}

TEST_CASE("the trace of a complaint of 20 February tells why its last day is 7 April") {
    const auto deadline = answer("complaint-outcome-6w", "2026-02-20");
    REQUIRE(deadline);
    std::vector<std::string> told;
    for (const auto& step : deadline->trace) told.push_back(step.text.nl);
    CHECK(told == std::vector<std::string>{
                      "De klacht is ingediend: vrijdag 20 februari 2026.",
                      "6 weken na 20 februari 2026 is vrijdag 3 april 2026.",
                      "Op vrijdag 3 april 2026 loopt de termijn door: het is Goede Vrijdag.",
                      "Op zaterdag 4 april 2026 loopt de termijn door: het is weekend.",
                      "Op zondag 5 april 2026 loopt de termijn door: het is weekend.",
                      "Op maandag 6 april 2026 loopt de termijn door: het is tweede paasdag.",
                      "De laatste dag is dinsdag 7 april 2026."});
    CHECK(deadline->trace[2].source.code == "ATW");
    CHECK(deadline->latest_certainty == Certainty::Sourced);
}

TEST_CASE("a last day that rests on a royal decree is as sure as the decree was read") {
    const auto deadline = answer("complaint-outcome-6w", "2027-03-25");
    REQUIRE(deadline);
    CHECK(deadline->term_certainty == Certainty::Sourced);
    CHECK(deadline->latest_certainty == Certainty::SourcedSecond);
}

TEST_CASE("a term that ends in a year without known decrees says so") {
    const auto known = answer("complaint-outcome-6w", "2026-03-02");
    const auto unknown = answer("complaint-outcome-6w", "2029-03-02");
    REQUIRE(known);
    REQUIRE(unknown);
    CHECK(known->remarks.empty());
    CHECK(unknown->remarks.size() == 1);
}

TEST_CASE("an extension is in time through the last day of the first term, not a day later") {
    const auto extension = answer("complaint-extend-4w", "2026-02-20");
    REQUIRE(extension);
    CHECK(notice_in_time(*extension, day_of(2026, 4, 7)));
    CHECK_FALSE(notice_in_time(*extension, day_of(2026, 4, 8)));
}

TEST_CASE("a refusal names the rule, the day on which it begins and where else to look") {
    const auto early = answer("wgbo-retention-20", "2009-06-30");
    REQUIRE_FALSE(early);
    CHECK(early.error().code == Code::NotFound);
    CHECK(early.error().norm == "wgbo-retention-20");
    CHECK(early.error().detail.find("1 januari 2020") != std::string::npos);
    CHECK(early.error().detail.find("wgbo-retention-transition") != std::string::npos);

    const auto late = answer("wgbo-retention-10", "2010-01-01");
    REQUIRE_FALSE(late);
    CHECK(late.error().detail.find("31 december 2005") != std::string::npos);

    const auto nobody =
        rules_of_norms().deadline_of("no-such-rule", {day_of(2026, 1, 1), {}}, Language::English);
    REQUIRE_FALSE(nobody);
    CHECK(nobody.error().code == Code::NotFound);

    const auto old_calendar = answer("wgbo-destroy-3m-old", "2010-02-01");
    REQUIRE_FALSE(old_calendar);
    CHECK(old_calendar.error().detail.find("vrije dagen") != std::string::npos);
}

TEST_CASE("a rule in days takes the Dutch day of an instant") {
    const auto deadline = answer("complaint-outcome-6w", "2026-03-02T23:30Z");
    REQUIRE(deadline);
    CHECK(deadline->safe_due == day_of(2026, 4, 14));
    CHECK(deadline->trace.front().text.nl ==
          "De klacht is ingediend: dinsdag 3 maart 2026 om 00.30 uur (wintertijd).");
}

TEST_CASE("the safe day is never later than the last day") {
    for (const auto& example : rules_of_norms().cases()) {
        const auto deadline = answer(example.rule, example.from);
        if (!deadline || !deadline->safe_due) continue;
        INFO(example.rule << " " << example.from);
        CHECK(*deadline->safe_due <= *deadline->legal_latest);
    }
}

TEST_CASE("an age is reached on the birthday, and after 29 February on 1 March") {
    CHECK(age_reached_on(day_of(2010, 11, 21), 16) == day_of(2026, 11, 21));
    CHECK(age_reached_on(day_of(2014, 11, 21), 12) == day_of(2026, 11, 21));
    CHECK(age_reached_on(day_of(2008, 2, 29), 18) == day_of(2026, 3, 1));
    CHECK(age_reached_on(day_of(2008, 2, 29), 16) == day_of(2024, 2, 29));
    CHECK(age_reached_on(day_of(2012, 2, 28), 12) == day_of(2024, 2, 28));
}

}  // namespace kader::deadlines
