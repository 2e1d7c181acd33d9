#pragma once

// One computation: a rule with its value in force, and the answer as it grows with its trace. Used
// by deadline_of in deadline.h; nobody else needs it.

#include <string>

#include "deadlines/deadline.h"

namespace kader::deadlines {

// "de klacht" becomes "De klacht".
std::string sentence(std::string text);

class Computation {
public:
    Computation(const DeadlineRule& rule, const DeadlineValue& value, const Event& event,
                const HolidayCalendar& calendar);

    Deadline finished() &&;

    void start();

    // An ordinary term, or one that with the first term makes one longer term.
    void term(const DeadlineValue* first);

    // Policy of the inspectorate names working days. The careful count leaves out weekends only;
    // the last day leaves out the holidays of ATW art. 3 too (method assumed).
    void working_days(const Length& length);

    // Hours pass in weekends, on holidays and when the clock changes (ATW art. 4, onder a;
    // Regulation 1182/71 art. 3 lid 1 and lid 4).
    void hours();

    // A term counted back does not move (ATW art. 1 lid 2).
    void counted_back();

    // The kinds whose last day stays where it falls.
    void unmoved();

    void named_day();

    // An extension is valid only when it was told within the first term.
    void notice(const Deadline& first);

private:
    void say(std::string nl, std::string en);

    void say_sum(const Length& length, CalendarDay computed);

    void say_latest();

    void say_plan();

    void remark();

    bool uses_free_days() const;

    const DeadlineRule& m_rule;
    const DeadlineValue& m_value;
    const Event& m_event;
    const HolidayCalendar& m_calendar;
    Deadline m_answer;
};

}  // namespace kader::deadlines
