#include "deadlines/deadline.h"

#include <algorithm>

#include "deadlines/computation.h"
#include "deadlines/legal_end.h"
#include "deadlines/words.h"

namespace kader::deadlines {

namespace {

Error refused(Code code, const DeadlineRule& rule, Language language, const Text& reason) {
    return Error{code, rule.id + ": " + reason.in(language), rule.id};
}

Error no_value(const DeadlineRule& rule, CalendarDay day, Language language) {
    const auto on = short_day(day);
    Text reason{"deze regel heeft geen waarde op " + on.nl, "this rule has no value on " + on.en};
    if (const auto& first = rule.values.front().validity; first.from && day < *first.from) {
        const auto begin = short_day(*first.from);
        reason.nl += "; hij begint op " + begin.nl;
        reason.en += "; it begins on " + begin.en;
    } else if (const auto& last = rule.values.back().validity; last.until && *last.until <= day) {
        const auto end = short_day(*last.until - Days{1});
        reason.nl += "; hij gold tot en met " + end.nl;
        reason.en += "; it held through " + end.en;
    }
    for (std::size_t at = 0; at < rule.see_also.size(); ++at) {
        reason.nl += (at == 0 ? "; zie ook " : ", ") + rule.see_also[at];
        reason.en += (at == 0 ? "; see also " : ", ") + rule.see_also[at];
    }
    return refused(Code::NotFound, rule, language, reason);
}

// Whether a rule without a term holds is a question of dates alone.
Deadline whether_it_applies(const DeadlineRule& rule, const Event& event) {
    Deadline answer;
    answer.rule = rule.id;
    answer.event = event;
    const auto* value = rule.on(event.day);
    answer.applies = value != nullptr;
    const auto& told = value ? *value : rule.values.front();
    answer.term_certainty = answer.latest_certainty = told.lowest();
    const auto day = long_day(event.day);
    answer.trace.push_back(
        {{rule.start.nl + ": " + day.nl + ".", rule.start.en + ": " + day.en + "."},
         told.sources.front()});
    const auto holds =
        value ? Text{"De regel geldt op die dag.", "The rule holds on that day."}
              : Text{"De regel geldt niet op die dag.", "The rule does not hold on that day."};
    answer.trace.push_back({holds, told.sources.front()});
    if (told.validity.from)
        answer.trace.push_back({{"Hij geldt vanaf " + dutch_text(*told.validity.from) + ".",
                                 "It holds from " + english_text(*told.validity.from) + "."},
                                told.sources.front()});
    for (auto& step : answer.trace) {
        step.text.nl = sentence(std::move(step.text.nl));
        step.text.en = sentence(std::move(step.text.en));
    }
    if (!told.note.nl.empty()) answer.remarks.push_back(told.note);
    return answer;
}

// Does this computation ask which days are free?
bool needs_free_days(const DeadlineValue& value) {
    return (value.method == Method::GeneralTermsAct && general_terms_act_applies(*value.term)) ||
           value.method == Method::European || value.method == Method::PolicyWorkingDays;
}

}  // namespace

Result<Deadline> deadline_of(const DeadlineRule& rule, const DeadlineRule* first,
                             const Event& event, const HolidayCalendar& calendar,
                             Language language) {
    HALT_UNLESS(!rule.values.empty());
    HALT_UNLESS(rule.extends.empty() == (first == nullptr));
    if (rule.kind == Kind::Applies) return whether_it_applies(rule, event);
    const auto* value = rule.on(event.day);
    if (!value) return no_value(rule, event.day, language);
    if (rule.kind == Kind::Hours && !event.instant)
        return refused(Code::Invalid, rule, language,
                       {"deze regel telt uren; geef ook de tijd, zoals 2026-10-23T17:30",
                        "this rule counts hours; give the time too, like 2026-10-23T17:30"});
    if (needs_free_days(*value) && !calendar.covers(event.day))
        return refused(
            Code::Invalid, rule, language,
            {"de tabel met vrije dagen begint pas op " + dutch_text(calendar.coverage().from),
             "the table of free days only begins on " + english_text(calendar.coverage().from)});
    const DeadlineValue* first_value = nullptr;
    std::optional<Deadline> first_answer;
    if (first) {
        KADER_TRY(answer, deadline_of(*first, nullptr, event, calendar, language));
        first_answer = std::move(answer);
        first_value = first->on(event.day);
    }

    Computation computation{rule, *value, event, calendar};
    computation.start();
    switch (value->method) {
        case Method::ElapsedHours:
            computation.hours();
            break;
        case Method::CountedBack:
            computation.counted_back();
            break;
        case Method::CalendarDate:
            computation.named_day();
            break;
        case Method::GeneralTermsAct:
        case Method::European:
        case Method::PolicyWorkingDays:
            computation.term(first_value);
            break;
        case Method::NoRoll:
            if (rule.kind == Kind::Term)
                computation.term(first_value);
            else
                computation.unmoved();
            break;
        case Method::DayOfFact:
            detail::halt("the loader pairs kinds and methods", __FILE__, __LINE__);
    }
    if (first_answer) computation.notice(*first_answer);
    return std::move(computation).finished();
}

bool notice_in_time(const Deadline& extension, CalendarDay notice) {
    return extension.notice_latest && notice <= *extension.notice_latest;
}

CalendarDay age_reached_on(CalendarDay born, int years) {
    const auto birthday = plus_months(born, 12 * years);
    const bool moved = civil(birthday).day() != civil(born).day();
    return moved ? birthday + Days{1} : birthday;
}

}  // namespace kader::deadlines
