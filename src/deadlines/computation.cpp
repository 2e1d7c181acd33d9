#include "deadlines/computation.h"

#include <algorithm>

#include "deadlines/legal_end.h"
#include "deadlines/words.h"

namespace kader::deadlines {

using Unit = Length::Unit;

namespace {

// The day a length before `day`; a day number that does not exist becomes the last of its month.
CalendarDay minus(CalendarDay day, const Length& length) {
    switch (length.unit) {
        case Unit::Days:
            return day - Days{length.count};
        case Unit::Weeks:
            return day - Days{7 * length.count};
        case Unit::Months:
            return plus_months(day, -length.count);
        case Unit::Years:
            return plus_months(day, -12 * length.count);
        case Unit::WorkingDays:
        case Unit::Hours:
            break;
    }
    detail::halt("a term counted back is in days, weeks, months or years", __FILE__, __LINE__);
}

}  // namespace

std::string sentence(std::string text) {
    if (!text.empty() && text[0] >= 'a' && text[0] <= 'z') text[0] = char(text[0] - 'a' + 'A');
    return text;
}

Computation::Computation(const DeadlineRule& rule, const DeadlineValue& value, const Event& event,
                         const HolidayCalendar& calendar)
    : m_rule(rule), m_value(value), m_event(event), m_calendar(calendar) {
    m_answer.rule = rule.id;
    m_answer.event = event;
    m_answer.term_certainty = std::max(value.certainty, value.validity.date_certainty);
}

Deadline Computation::finished() && {
    m_answer.latest_certainty =
        std::max({m_answer.latest_certainty, m_answer.term_certainty, m_value.method_certainty});
    say_plan();
    remark();
    return std::move(m_answer);
}

void Computation::start() {
    const auto day = long_day(m_event.day);
    Text text{m_rule.start.nl + ": " + day.nl + ".", m_rule.start.en + ": " + day.en + "."};
    if (m_event.instant) {
        const auto at = amsterdam_sentence(*m_event.instant);
        text = {m_rule.start.nl + ": " + at.nl + ".", m_rule.start.en + ": " + at.en + "."};
    }
    if (!m_value.counts_from.nl.empty()) {
        text.nl += " " + m_value.counts_from.nl;
        text.en += " " + m_value.counts_from.en;
    }
    say(std::move(text.nl), std::move(text.en));
}

void Computation::term(const DeadlineValue* first) {
    auto length = *m_value.term;
    if (first) {
        const auto first_text = length_text(*first->term);
        const auto own_text = length_text(length);
        length.count += first->term->count;
        const auto whole = length_text(length);
        say("De eerste termijn is " + first_text.nl + " en de verlenging " + own_text.nl +
                ": samen " + whole.nl + ", geteld vanaf hetzelfde begin.",
            "The first term is " + first_text.en + " and the extension " + own_text.en +
                ": together " + whole.en + ", counted from the same start.");
        m_answer.term_certainty =
            std::max({m_answer.term_certainty, first->certainty, first->validity.date_certainty});
    }
    if (length.unit == Unit::WorkingDays) return working_days(length);
    const auto computed = plus(m_event.day, length);
    say_sum(length, computed);
    m_answer.safe_due = computed;
    LegalEnd end{computed, Certainty::Sourced};
    if (m_value.method == Method::GeneralTermsAct)
        end =
            end_under_general_terms_act(m_event.day, computed, length, m_calendar, m_answer.trace);
    else if (m_value.method == Method::European)
        end = end_under_european_rules(computed, m_calendar, m_answer.trace);
    else
        say("Deze laatste dag schuift niet op als hij op een vrije dag valt.",
            "This last day does not move when it falls on a free day.");
    m_answer.legal_latest = end.day;
    m_answer.latest_certainty = end.certainty;
    say_latest();
}

void Computation::working_days(const Length& length) {
    const auto term = length_text(length);
    m_answer.safe_due = weekdays_after(m_event.day, length.count);
    m_answer.legal_latest = m_calendar.working_days_after(m_event.day, length.count);
    const auto safe = long_day(*m_answer.safe_due);
    say(sentence(term.nl) + " na " + dutch_text(m_event.day) +
            ", alleen weekenden vrij: " + safe.nl + ".",
        sentence(term.en) + " after " + english_text(m_event.day) +
            ", only weekends free: " + safe.en + ".");
    for (auto day = m_event.day + Days{1}; day < *m_answer.legal_latest; day += Days{1}) {
        const auto* holiday = m_calendar.holiday(day);
        if (!holiday || is_weekend(day)) continue;
        const auto what = long_day(day);
        m_answer.trace.push_back(
            {{sentence(what.nl) + " is geen werkdag: " + holiday->name.nl + ".",
              what.en + " is no working day: " + holiday->name.en + "."},
             holiday->sources.front()});
        m_answer.latest_certainty = std::max(
            {m_answer.latest_certainty, holiday->certainty, holiday->validity.date_certainty});
    }
    say_latest();
}

void Computation::hours() {
    const auto end = *m_event.instant + std::chrono::hours{m_value.term->count};
    m_answer.safe_due_at = m_answer.legal_latest_at = end;
    const auto term = length_text(*m_value.term);
    const auto at = amsterdam_sentence(end);
    say(sentence(term.nl) + " later is " + at.nl + ".",
        sentence(term.en) + " later is " + at.en + ".");
    if (amsterdam_offset(*m_event.instant) != amsterdam_offset(end))
        say("Daartussen gaat de klok een uur om; er worden echte uren geteld.",
            "In between the clock changes by an hour; hours that really pass are counted.");
    say("Uren lopen door in weekenden en op feestdagen.",
        "Hours run on in weekends and on holidays.");
}

void Computation::counted_back() {
    const auto first = minus(m_event.day, *m_value.term);
    const auto term = length_text(*m_value.term);
    const auto day = long_day(first);
    say(sentence(term.nl) + " voor " + dutch_text(m_event.day) + " is " + day.nl + ".",
        sentence(term.en) + " before " + english_text(m_event.day) + " is " + day.en + ".");
    m_answer.trace.push_back(
        {{"Wie terugtelt vanaf een gebeurtenis, schuift niet op voor een vrije dag.",
          "Counting back from an event, a free day moves nothing."},
         {"ATW", "art. 1 lid 2"}});
    if (m_rule.kind == Kind::Backwards) {
        m_answer.safe_due = m_answer.legal_latest = first;
        return say_latest();
    }
    m_answer.earliest = first;
    if (m_rule.kind == Kind::NotOlderThan)
        return say("Wat op of na " + day.nl + " is afgegeven, is nog niet te oud.",
                   "What was issued on or after " + day.en + " is not too old.");
    const auto last = m_event.day - Days{1};
    m_answer.safe_due = m_answer.legal_latest = last;
    say("Het kan van " + day.nl + " tot en met " + long_day(last).nl + ", de dag ervoor.",
        "It can be done from " + day.en + " through " + long_day(last).en + ", the day before.");
}

void Computation::unmoved() {
    const auto last = plus(m_event.day, *m_value.term);
    say_sum(*m_value.term, last);
    const auto through = long_day(last);
    const auto after = long_day(last + Days{1});
    switch (m_rule.kind) {
        case Kind::Earliest:
            m_answer.earliest = last + Days{1};
            return say("Het kan pas daarna: vanaf " + after.nl + ".",
                       "It can only be done after that: from " + after.en + ".");
        case Kind::KeepUntil:
            m_answer.keep_until = last;
            m_answer.destroyable_from = last + Days{1};
            return say("Bewaren of in stand houden tot en met " + through.nl + "; " + after.nl +
                           " is de eerste dag waarop dat niet meer hoeft, als niets anders het "
                           "tegenhoudt.",
                       "Keep or maintain through " + through.en + "; " + after.en +
                           " is the first day on which that is no longer needed, unless "
                           "something else "
                           "prevents it.");
        case Kind::KeepAtMost:
            m_answer.keep_until = last;
            m_answer.safe_due = m_answer.legal_latest = last;
            return say("Niet langer bewaren dan tot en met " + through.nl + ".",
                       "Do not keep longer than through " + through.en + ".");
        case Kind::ValidThrough:
            m_answer.safe_due = m_answer.legal_latest = last;
            return say("Het geldt tot en met " + through.nl + ".",
                       "It holds through " + through.en + ".");
        case Kind::Recurring:
            m_answer.safe_due = m_answer.legal_latest = last;
            return say("De volgende keer is uiterlijk op " + through.nl + ".",
                       "The next time is at the latest on " + through.en + ".");
        default:
            break;
    }
    detail::halt("the loader pairs kinds and methods", __FILE__, __LINE__);
}

void Computation::named_day() {
    const auto& named = *m_value.named;
    const int year = int(civil(m_event.day).year()) + named.years_later;
    const auto day = named.once ? *named.once : day_of(year, named.month, named.day);
    m_answer.safe_due = m_answer.legal_latest = day;
    say("De regel noemt de dag zelf: " + long_day(day).nl + ". Die schuift niet op.",
        "The rule names the day itself: " + long_day(day).en + ". It does not move.");
}

void Computation::notice(const Deadline& first) {
    m_answer.notice_safe_due = first.safe_due;
    m_answer.notice_latest = first.legal_latest;
    say("Het bericht over de verlenging draagt een datum van uiterlijk " +
            long_day(*first.legal_latest).nl + "; waarschuw vanaf " + long_day(*first.safe_due).nl +
            ".",
        "The notice of the extension is dated " + long_day(*first.legal_latest).en +
            " at the latest; warn from " + long_day(*first.safe_due).en + ".");
}

void Computation::say(std::string nl, std::string en) {
    m_answer.trace.push_back(
        {{sentence(std::move(nl)), sentence(std::move(en))}, m_value.sources.front()});
}

void Computation::say_sum(const Length& length, CalendarDay computed) {
    const auto term = length_text(length);
    const auto day = long_day(computed);
    say(sentence(term.nl) + " na " + dutch_text(m_event.day) + " is " + day.nl + ".",
        sentence(term.en) + " after " + english_text(m_event.day) + " is " + day.en + ".");
}

void Computation::say_latest() {
    const auto day = long_day(*m_answer.legal_latest);
    say("De laatste dag is " + day.nl + ".", "The last day is " + day.en + ".");
}

void Computation::say_plan() {
    const auto& last = m_answer.legal_latest;
    if (!last || !m_calendar.covers(*last) || !m_calendar.is_free(*last)) return;
    const auto plan = m_calendar.last_working_day(*last);
    m_answer.plan_on = plan;
    const auto why = why_free(m_calendar, *last);
    say(dutch_text(*last) + " is " + why.nl + ": plan het uiterlijk op " + long_day(plan).nl + ".",
        english_text(*last) + " is " + why.en + ": plan it at the latest on " + long_day(plan).en +
            ".");
}

void Computation::remark() {
    if (!m_value.note.nl.empty()) m_answer.remarks.push_back(m_value.note);
    if (!m_value.validity.from)
        m_answer.remarks.push_back({"Vanaf welke dag deze regel geldt, is niet bevestigd.",
                                    "From which day this rule holds is unconfirmed."});
    else if (m_value.validity.date_certainty == Certainty::Assumed)
        m_answer.remarks.push_back({"De datum vanaf wanneer deze waarde geldt, is een aanname.",
                                    "The date from which this value holds is assumed."});
    if (m_value.certainty == Certainty::Assumed)
        m_answer.remarks.push_back({"Deze waarde is een aanname; geen gelezen bron zegt het zo.",
                                    "This value is assumed; no source that was read says it so."});
    if (m_value.method_certainty == Certainty::Assumed)
        m_answer.remarks.push_back({"De manier van tellen is een aanname; houd de veilige dag aan.",
                                    "The way of counting is assumed; keep to the safe day."});
    if (const auto& last = m_answer.legal_latest;
        last && uses_free_days() && !m_calendar.knows_designated_days(*last))
        m_answer.remarks.push_back(
            {"Voor dit jaar staan geen bij besluit aangewezen vrije dagen in de tabel; zo'n "
             "dag kan de "
             "laatste dag alleen later maken.",
             "For this year the table holds no days designated by decree; such a day can only "
             "make the "
             "last day later."});
}

bool Computation::uses_free_days() const {
    return m_value.method == Method::GeneralTermsAct || m_value.method == Method::European ||
           m_value.method == Method::PolicyWorkingDays;
}

}  // namespace kader::deadlines
