#include "deadlines/legal_end.h"

#include <algorithm>

#include "deadlines/words.h"

namespace kader::deadlines {

namespace {

// "Vrijdag 3 april 2026 is Goede Vrijdag: de termijn loopt door."
Step runs_on(const HolidayCalendar& calendar, CalendarDay day, Source source) {
    const auto what = long_day(day);
    const auto why = why_free(calendar, day);
    const auto* holiday = calendar.holiday(day);
    if (holiday && std::holds_alternative<DesignatedDay>(holiday->when))
        return {{"Op " + what.nl + " (" + why.nl + ") loopt de termijn door.",
                 "On " + what.en + " (" + why.en + ") the term runs on."},
                holiday->sources.front()};
    const Text because = holiday ? why : Text{"weekend", "a weekend"};
    return {{"Op " + what.nl + " loopt de termijn door: het is " + because.nl + ".",
             "On " + what.en + " the term runs on: it is " + because.en + "."},
            std::move(source)};
}

// Goes to the first day that is not free, with one step for each day passed.
LegalEnd passed_free_days(CalendarDay day, const HolidayCalendar& calendar, const Source& source,
                          std::vector<Step>& trace) {
    LegalEnd end{calendar.roll(day), Certainty::Sourced};
    for (; day < end.day; day += Days{1}) {
        // A weekend day is free whoever else named it, so its certainty does not count.
        if (const auto* holiday = calendar.holiday(day); holiday && !is_weekend(day))
            end.certainty =
                std::max({end.certainty, holiday->certainty, holiday->validity.date_certainty});
        trace.push_back(runs_on(calendar, day, source));
    }
    return end;
}

// ATW art. 2: a term of at least three days is made longer until it holds at least two days that
// are not a Saturday, a Sunday or a holiday.
constexpr int shortest_term_made_longer_days = 3;
constexpr int ordinary_days_at_least = 2;

bool is_at_least_three_days(const Length& length) {
    return length.unit != Length::Unit::Days || length.count >= shortest_term_made_longer_days;
}

LegalEnd with_two_ordinary_days(CalendarDay event, CalendarDay computed,
                                const HolidayCalendar& calendar, std::vector<Step>& trace) {
    LegalEnd end{computed, Certainty::Sourced};
    int ordinary = 0;
    // A long term holds them in its first weeks; there is no need to look further.
    const auto look_until = std::min(computed, event + Days{60});
    for (auto day = event + Days{1}; day <= look_until; day += Days{1}) {
        if (!calendar.is_free(day)) ++ordinary;
    }
    while (ordinary < ordinary_days_at_least) {
        end.day += Days{1};
        if (!calendar.is_free(end.day)) ++ordinary;
    }
    if (end.day != computed) {
        for (auto day = event + Days{1}; day < end.day; day += Days{1})
            if (const auto* holiday = calendar.holiday(day); holiday && !is_weekend(day))
                end.certainty =
                    std::max({end.certainty, holiday->certainty, holiday->validity.date_certainty});
        const auto until = long_day(end.day);
        trace.push_back(
            {{"In de termijn zitten minder dan twee gewone dagen; hij wordt langer, tot en met " +
                  until.nl + ".",
              "The term holds fewer than two ordinary days; it is made longer, through " +
                  until.en + "."},
             {"ATW", "art. 2"}});
    }
    return end;
}

}  // namespace

// ATW art. 4, onder a: the Act is not for terms in hours, in more than 90 days, in more than twelve
// weeks, in more than three months, or in one or more years.
bool general_terms_act_applies(const Length& length) {
    switch (length.unit) {
        case Length::Unit::Days:
            return length.count <= 90;
        case Length::Unit::Weeks:
            return length.count <= 12;
        case Length::Unit::Months:
            return length.count <= 3;
        case Length::Unit::Years:
        case Length::Unit::Hours:
        case Length::Unit::WorkingDays:
            return false;
    }
    return false;
}

// ATW art. 2 first, then art. 1 lid 1: a term that ends on a Saturday, a Sunday or a holiday (art.
// 3) runs through the first day that is none of these. Art. 5 says the same for terms in a general
// administrative order.
LegalEnd end_under_general_terms_act(CalendarDay event, CalendarDay computed, const Length& length,
                                     const HolidayCalendar& calendar, std::vector<Step>& trace) {
    if (!general_terms_act_applies(length)) {
        const auto term = length_text(length);
        trace.push_back(
            {{"Een termijn van " + term.nl +
                  " valt buiten de Algemene termijnenwet; de laatste dag schuift niet op.",
              "A term of " + term.en +
                  " is outside the General Terms Act; the last day does not move."},
             {"ATW", "art. 4, onder a"}});
        return {computed, Certainty::Sourced};
    }
    const auto enough = is_at_least_three_days(length)
                            ? with_two_ordinary_days(event, computed, calendar, trace)
                            : LegalEnd{computed, Certainty::Sourced};
    auto end = passed_free_days(enough.day, calendar, {"ATW", "art. 1 lid 1 en art. 3"}, trace);
    end.certainty = std::max(end.certainty, enough.certainty);
    return end;
}

// Regulation (EEC, Euratom) 1182/71 art. 3 lid 4: a period that is not in hours and ends on a
// public holiday, a Saturday or a Sunday ends with the following working day. Which days are public
// holidays is taken from the ATW (assumed).
LegalEnd end_under_european_rules(CalendarDay computed, const HolidayCalendar& calendar,
                                  std::vector<Step>& trace) {
    return passed_free_days(computed, calendar, {"EU1182", "art. 3 lid 4"}, trace);
}

}  // namespace kader::deadlines
