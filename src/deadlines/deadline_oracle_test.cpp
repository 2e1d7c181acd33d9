// The same days once more, by someone who has never seen the code: a paper calendar on which one
// walks a day at a time, with a list of terms typed over from the law. Nothing here calls the code
// under test, except where the two answers are laid beside each other.

#include <doctest/doctest.h>

#include <array>
#include <random>

#include "deadlines/rules_for_tests.h"

namespace kader::deadlines {

namespace {

// One leaf of the paper calendar.
struct Leaf {
    int year, month, day;
    int weekday;  // 0 is Monday.
    bool holiday = false;
    bool is_free() const { return weekday >= 5 || holiday; }
};

bool leap(int year) {
    return year % 400 == 0 || (year % 4 == 0 && year % 100 != 0);
}

int days_in(int year, int month) {
    constexpr std::array lengths = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    return month == 2 && leap(year) ? 29 : lengths[std::size_t(month - 1)];
}

class PaperCalendar {
public:
    static constexpr int first_year = 1995, last_year = 2080;

    PaperCalendar() {
        // 1 January 1995 was a Sunday; every next leaf is a day later.
        int weekday = 6;
        for (int year = first_year; year <= last_year; ++year)
            for (int month = 1; month <= 12; ++month)
                for (int day = 1; day <= days_in(year, month); ++day) {
                    m_leaves.push_back({year, month, day, weekday});
                    weekday = (weekday + 1) % 7;
                }
        for (int year = first_year; year <= last_year; ++year) mark_holidays(year);
        constexpr std::array decrees = {20230428, 20230519, 20240510, 20241227, 20250530,
                                        20260102, 20260515, 20270507, 20280428, 20280526};
        for (const int date : decrees)
            leaf(find(date / 10000, date / 100 % 100, date % 100)).holiday = true;
    }

    const Leaf& operator[](int at) const { return m_leaves.at(std::size_t(at)); }

    int find(int year, int month, int day) const {
        for (int at = (year - first_year) * 365;; ++at)
            if ((*this)[at].year == year && (*this)[at].month == month && (*this)[at].day == day)
                return at;
    }

    // Walks until the month has changed `count` times, then on to the day number, or to the end of
    // the month when the number is not there.
    int months_later(int at, int count) const {
        const int number = (*this)[at].day;
        for (int turned = 0; turned < count; ++at)
            if ((*this)[at + 1].day == 1) ++turned;
        while ((*this)[at].day < number && (*this)[at + 1].day != 1) ++at;
        return at;
    }

    int months_earlier(int at, int count) const {
        const int number = (*this)[at].day;
        for (int turned = 0; turned < count; --at)
            if ((*this)[at].day == 1) ++turned;
        while ((*this)[at].day > number) --at;
        return at;
    }

private:
    Leaf& leaf(int at) { return m_leaves[std::size_t(at)]; }

    // The first Sunday after the full moon of the church, which is looked up for the year's place
    // in the cycle of 19 years (the table holds for 1900 through 2199).
    int easter(int year) const {
        constexpr std::array<std::array<int, 2>, 19> moons = {{{4, 14},
                                                               {4, 3},
                                                               {3, 23},
                                                               {4, 11},
                                                               {3, 31},
                                                               {4, 18},
                                                               {4, 8},
                                                               {3, 28},
                                                               {4, 16},
                                                               {4, 5},
                                                               {3, 25},
                                                               {4, 13},
                                                               {4, 2},
                                                               {3, 22},
                                                               {4, 10},
                                                               {3, 30},
                                                               {4, 17},
                                                               {4, 7},
                                                               {3, 27}}};
        const auto& moon = moons[std::size_t(year % 19)];
        int at = find(year, moon[0], moon[1]) + 1;
        while ((*this)[at].weekday != 6) ++at;
        return at;
    }

    void mark_holidays(int year) {
        const int sunday = easter(year);
        for (const int from_easter : {-2, 1, 39, 50}) leaf(sunday + from_easter).holiday = true;
        leaf(find(year, 1, 1)).holiday = true;
        leaf(find(year, 5, 5)).holiday = true;
        leaf(find(year, 12, 25)).holiday = true;
        leaf(find(year, 12, 26)).holiday = true;
        int king = find(year, 4, 27);
        if ((*this)[king].weekday == 6) --king;
        leaf(king).holiday = true;
    }

    std::vector<Leaf> m_leaves;
};

// What the law says, typed over by hand. `how`: A General Terms Act, E European, N no roll, P
// working days of policy; B back, O back and nothing later, W window; L later only; K keep, M keep
// at most.
struct Typed {
    const char* rule;
    int count;
    char unit;  // d, w, m, y, or p for working days
    char how;
    int first_year;  // Days of this year and later are asked.
    int last_year = 2035;
};

constexpr std::array typed_rules = {
    Typed{"complaint-outcome-6w", 6, 'w', 'A', 2016},
    Typed{"complaint-extend-4w", 10, 'w', 'A', 2016},
    Typed{"dispute-ruling-6m", 6, 'm', 'A', 2016},
    Typed{"complaint-file-retention", 2, 'y', 'K', 2016},
    Typed{"dispute-body-recognition-check", 1, 'y', 'N', 2016},
    Typed{"calamity-report-3wd", 3, 'p', 'P', 2016},
    Typed{"calamity-doubt-6w", 6, 'w', 'N', 2016},
    Typed{"calamity-investigate-8w", 8, 'w', 'A', 2016},
    Typed{"violence-report", 3, 'p', 'P', 2016},
    Typed{"dismissal-report-3wd", 3, 'p', 'P', 2016},
    Typed{"report-igj-ack", 4, 'w', 'A', 2016},
    Typed{"report-complete-2w", 2, 'w', 'A', 2016},
    Typed{"report-comment-2w", 2, 'w', 'A', 2016},
    Typed{"report-draft-4w", 4, 'w', 'A', 2016},
    Typed{"report-final-4w", 4, 'w', 'A', 2016},
    Typed{"meldcode-step-reminder", 5, 'p', 'P', 2016},
    Typed{"igj-note-retention", 5, 'y', 'K', 2016},
    Typed{"vog-long-term-care-institution", 3, 'm', 'O', 2016},
    Typed{"vog-long-term-care-solo", 3, 'y', 'O', 2016},
    Typed{"quality-cycle", 1, 'y', 'N', 2016},
    Typed{"wkkgz-order", 7, 'd', 'N', 2016},
    Typed{"wtza-report-window", 3, 'm', 'W', 2022},
    Typed{"wtza-licence-6m", 6, 'm', 'A', 2022},
    Typed{"wtza-licence-dormant", 1, 'y', 'L', 2022},
    Typed{"wtza-licence-vog", 3, 'm', 'O', 2022},
    Typed{"council-drop", 3, 'm', 'K', 2021},
    Typed{"council-info", 1, 'y', 'N', 2021},
    Typed{"council-nullity-1m", 1, 'm', 'A', 2021},
    Typed{"council-yearly-talk", 1, 'y', 'N', 2021},
    Typed{"council-committee", 3, 'm', 'A', 2021},
    Typed{"big-reregistration-5y", 5, 'y', 'A', 2016},
    Typed{"big-reregistration-notice", 6, 'm', 'B', 2016},
    Typed{"big-reregistration-interruption", 2, 'y', 'A', 2016},
    Typed{"big-check-periodic", 1, 'y', 'N', 2016},
    Typed{"wgbo-retention-20", 20, 'y', 'K', 2020},
    Typed{"wgbo-retention-15", 15, 'y', 'K', 2006, 2019},
    Typed{"wgbo-retention-10", 10, 'y', 'K', 1996, 2005},
    Typed{"wgbo-retention-transition", 20, 'y', 'K', 1996, 2019},
    Typed{"wgbo-destroy-3m-old", 3, 'm', 'A', 2014, 2019},
    Typed{"wgbo-destroy-1m", 1, 'm', 'E', 2020},
    Typed{"wgbo-correct", 4, 'w', 'A', 2014, 2017},
    Typed{"wgbo-correct", 1, 'm', 'E', 2019},
    Typed{"wgbo-access", 1, 'm', 'E', 2019},
    Typed{"beauty-retention-2y", 2, 'y', 'M', 2016},
    Typed{"gdpr-request-1m", 1, 'm', 'E', 2019},
    Typed{"gdpr-request-ext-2m", 3, 'm', 'E', 2019},
    Typed{"gdpr-request-refuse", 1, 'm', 'E', 2019},
    Typed{"gdpr-court-6w", 6, 'w', 'A', 2019},
    Typed{"nen-7510-2024", 1, 'y', 'N', 2025},
    Typed{"nen-independent-review", 12, 'm', 'N', 2016},
    Typed{"log-retention-5y", 5, 'y', 'K', 2020},
    Typed{"log-retention-nen", 2, 'y', 'K', 2016},
    Typed{"log-retention-upper", 20, 'y', 'M', 2020},
    Typed{"log-review", 1, 'm', 'N', 2016},
    Typed{"nis2-size", 1, 'y', 'N', 2016},
    Typed{"nis2-incident-1m", 1, 'm', 'E', 2016},
    Typed{"implant-register-1m", 1, 'm', 'N', 2019},
    Typed{"implant-client-1m", 1, 'm', 'N', 2019},
    Typed{"ur-fridge", 1, 'd', 'N', 2021},
    Typed{"pmu-licence", 3, 'y', 'N', 2016},
    Typed{"pmu-licence-renew", 8, 'w', 'B', 2016},
    Typed{"pmu-licence-reminder", 10, 'w', 'B', 2016},
    Typed{"pmu-event", 2, 'm', 'B', 2016},
    Typed{"distance-contract", 14, 'd', 'A', 2016},
    Typed{"books-retention", 7, 'y', 'K', 2016},
    Typed{"photo-dossier-retention", 20, 'y', 'K', 2020},
    Typed{"incident-register-retention", 5, 'y', 'K', 2016},
    Typed{"calamity-file-retention", 20, 'y', 'K', 2016},
    Typed{"vetting-evidence-retention", 2, 'y', 'K', 2016},
    Typed{"applicant-retention", 4, 'w', 'M', 2016},
    Typed{"applicant-retention-consent", 1, 'y', 'M', 2016},
    Typed{"breach-register-retention", 5, 'y', 'K', 2016},
    Typed{"consent-evidence-retention", 5, 'y', 'K', 2019},
    Typed{"implant-data-retention", 20, 'y', 'K', 2020},
};

// What the walker finds; -1 is nothing.
struct Found {
    int safe = -1, latest = -1, earliest = -1, keep = -1, gone_from = -1;
};

const PaperCalendar& paper() {
    static const PaperCalendar calendar;
    return calendar;
}

int later(int at, int count, char unit) {
    switch (unit) {
        case 'd':
            return at + count;
        case 'w':
            return at + 7 * count;
        case 'm':
            return paper().months_later(at, count);
        default:
            return paper().months_later(at, 12 * count);
    }
}

int earlier(int at, int count, char unit) {
    switch (unit) {
        case 'd':
            return at - count;
        case 'w':
            return at - 7 * count;
        case 'm':
            return paper().months_earlier(at, count);
        default:
            return paper().months_earlier(at, 12 * count);
    }
}

// Walks a day at a time until the term holds two ordinary days (if it must) and ends on one.
int act_end(int event, int end, int count, char unit) {
    const bool outside = (unit == 'd' && count > 90) || (unit == 'w' && count > 12) ||
                         (unit == 'm' && count > 3) || unit == 'y';
    if (outside) return end;
    const int wanted = unit == 'd' && count < 3 ? 0 : 2;
    for (;; ++end) {
        int ordinary = 0;
        for (int at = event + 1; at <= end; ++at)
            if (!paper()[at].is_free()) ++ordinary;
        if (ordinary >= wanted && !paper()[end].is_free()) return end;
    }
}

Found walk(const Typed& typed, int event) {
    Found found;
    switch (typed.how) {
        case 'A':
            found.safe = later(event, typed.count, typed.unit);
            found.latest = act_end(event, found.safe, typed.count, typed.unit);
            break;
        case 'E':
            found.safe = found.latest = later(event, typed.count, typed.unit);
            while (paper()[found.latest].is_free()) ++found.latest;
            break;
        case 'N':
            found.safe = found.latest = later(event, typed.count, typed.unit);
            break;
        case 'P':
            found.safe = found.latest = event;
            for (int left = typed.count; left > 0;)
                if (paper()[++found.safe].weekday < 5) --left;
            for (int left = typed.count; left > 0;)
                if (!paper()[++found.latest].is_free()) --left;
            break;
        case 'B':
            found.safe = found.latest = earlier(event, typed.count, typed.unit);
            break;
        case 'O':
            found.earliest = earlier(event, typed.count, typed.unit);
            break;
        case 'W':
            found.earliest = earlier(event, typed.count, typed.unit);
            found.safe = found.latest = event - 1;
            break;
        case 'L':
            found.earliest = later(event, typed.count, typed.unit) + 1;
            break;
        case 'K':
            found.keep = later(event, typed.count, typed.unit);
            found.gone_from = found.keep + 1;
            break;
        default:
            found.keep = found.safe = found.latest = later(event, typed.count, typed.unit);
    }
    return found;
}

CalendarDay day_at(int at) {
    const auto& leaf = paper()[at];
    return day_of(leaf.year, unsigned(leaf.month), unsigned(leaf.day));
}

bool same(const std::optional<CalendarDay>& computed, int walked) {
    return walked < 0 ? !computed : computed == day_at(walked);
}

// Both answers beside each other. True when they agree.
bool agree(const Typed& typed, int event) {
    const auto found = walk(typed, event);
    const auto answer =
        rules_of_norms().deadline_of(typed.rule, {day_at(event), {}}, Language::English);
    return answer && same(answer->safe_due, found.safe) &&
           same(answer->legal_latest, found.latest) && same(answer->earliest, found.earliest) &&
           same(answer->keep_until, found.keep) && same(answer->destroyable_from, found.gone_from);
}

// The Dutch clock as children learn it: forward on the last Sunday of March at two, back on the
// last Sunday of October at three.
int minutes_ahead(int at, int minute_utc) {
    const auto& leaf = paper()[at];
    int last_sunday = at;
    while (paper()[last_sunday].month == leaf.month) ++last_sunday;
    do --last_sunday;
    while (paper()[last_sunday].weekday != 6);
    const bool after_change = at > last_sunday || (at == last_sunday && minute_utc >= 60);
    if (leaf.month == 3) return after_change ? 120 : 60;
    if (leaf.month == 10) return after_change ? 60 : 120;
    return leaf.month > 3 && leaf.month < 10 ? 120 : 60;
}

}  // namespace

TEST_CASE("the walker's list holds every rule that is counted in days") {
    for (const auto& rule : rules_of_norms().rules()) {
        if (rule.kind == Kind::Hours || rule.kind == Kind::FixedDay || rule.kind == Kind::Applies)
            continue;
        const bool listed = std::any_of(typed_rules.begin(), typed_rules.end(),
                                        [&](const Typed& typed) { return typed.rule == rule.id; });
        CHECK_MESSAGE(listed, rule.id);
    }
}

TEST_CASE(
    "the walker and the code agree on every day of 2024 through 2030 for the rules used most") {
    const int from = paper().find(2024, 1, 1);
    const int until = paper().find(2031, 1, 1);
    for (const char* rule : {"complaint-outcome-6w", "complaint-extend-4w", "calamity-report-3wd",
                             "calamity-investigate-8w", "report-complete-2w", "gdpr-request-1m",
                             "gdpr-request-ext-2m", "council-nullity-1m", "council-committee",
                             "wtza-report-window", "pmu-licence-renew", "wgbo-retention-20"})
        for (const auto& typed : typed_rules) {
            if (std::string_view{typed.rule} != rule) continue;
            for (int at = from; at < until; ++at)
                if (!agree(typed, at)) FAIL_CHECK(rule << " from " << iso_text(day_at(at)));
        }
}

TEST_CASE("the walker and the code agree on random rules and random days") {
    std::mt19937 random{20261121};
    for (int count = 0; count < 6000; ++count) {
        const auto& typed = typed_rules[random() % typed_rules.size()];
        const int from = paper().find(typed.first_year, 1, 1);
        const int until = paper().find(typed.last_year + 1, 1, 1);
        const int at = from + int(random() % unsigned(until - from));
        if (!agree(typed, at)) FAIL_CHECK(typed.rule << " from " << iso_text(day_at(at)));
    }
}

TEST_CASE("the walker and the code agree on terms of any length under the General Terms Act") {
    // Short terms over holidays are where art. 2 works; no rule of today is that short.
    DeadlineRule rule;
    rule.id = "any-length";
    rule.values.push_back({});
    auto& value = rule.values.front();
    value.method = Method::GeneralTermsAct;
    value.sources.push_back({"ATW", ""});
    const int from = paper().find(2024, 1, 1);
    const int until = paper().find(2031, 1, 1);
    std::mt19937 random{20200101};
    const auto check = [&](int count, char unit, Length::Unit length_unit, int at) {
        value.term = Length{count, length_unit};
        const Typed typed{"any-length", count, unit, 'A', 2024};
        const auto answer = deadline_of(rule, nullptr, {day_at(at), {}},
                                        rules_of_norms().calendar(), Language::English);
        const auto found = walk(typed, at);
        if (!answer || !same(answer->safe_due, found.safe) ||
            !same(answer->legal_latest, found.latest))
            FAIL_CHECK(count << unit << " from " << iso_text(day_at(at)));
    };
    for (int at = from; at < until; ++at)
        for (int count = 1; count <= 6; ++count) check(count, 'd', Length::Unit::Days, at);
    for (int round = 0; round < 3000; ++round) {
        const int at = from + int(random() % unsigned(until - from));
        check(1 + int(random() % 100), 'd', Length::Unit::Days, at);
        check(1 + int(random() % 16), 'w', Length::Unit::Weeks, at);
        check(1 + int(random() % 7), 'm', Length::Unit::Months, at);
    }
}

TEST_CASE("the walker and the code agree on hours, summer and winter") {
    std::mt19937 random{72};
    const int from = paper().find(2019, 1, 1);
    const int until = paper().find(2045, 1, 1);
    const int first = paper().find(1995, 1, 1);
    CHECK(first == 0);
    for (int round = 0; round < 3000; ++round) {
        // Half of the starts lie in the days before the clock changes.
        int at = from + int(random() % unsigned(until - from));
        if (round % 2 == 0) {
            const int year = paper()[at].year;
            at = paper().find(year, round % 4 == 0 ? 3 : 10, 22 + int(random() % 10));
        }
        const int minute = int(random() % 1440);
        const int end_at = at + 3;
        const int ahead = minutes_ahead(end_at, minute);
        const int local = minute + ahead;
        const auto& end_leaf = paper()[local >= 1440 ? end_at + 1 : end_at];
        char expected[40];
        std::snprintf(expected, sizeof expected, "%04d-%02d-%02dT%02d:%02d+%02d:00", end_leaf.year,
                      end_leaf.month, end_leaf.day, local % 1440 / 60, local % 60, ahead / 60);
        const auto start = iso_text(day_at(at));
        char clock[16];
        std::snprintf(clock, sizeof clock, "T%02d:%02dZ", minute / 60, minute % 60);
        const auto event = parse_event(start + clock, Language::English);
        REQUIRE(event);
        const auto answer =
            rules_of_norms().deadline_of("gdpr-breach-72h", *event, Language::English);
        REQUIRE(answer);
        if (amsterdam_text(*answer->legal_latest_at) != expected)
            FAIL_CHECK(start << clock << " gives " << amsterdam_text(*answer->legal_latest_at)
                             << ", walked " << expected);
    }
}

}  // namespace kader::deadlines
