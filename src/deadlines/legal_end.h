#pragma once

// Where a term ends once the law about terms has been applied. Each function names the article.

#include <vector>

#include "deadlines/deadline.h"

namespace kader::deadlines {

// A last day, what it rests on, and how sure that is.
struct LegalEnd {
    CalendarDay day{};
    Certainty certainty = Certainty::Sourced;
};

bool general_terms_act_applies(const Length&);

// The last day under the General Terms Act of a term that began the day after `event` and would end
// on `computed`. Steps are added to the trace.
LegalEnd end_under_general_terms_act(CalendarDay event, CalendarDay computed, const Length&,
                                     const HolidayCalendar&, std::vector<Step>& trace);

// The same for a term of the European Union in days, weeks, months or years.
LegalEnd end_under_european_rules(CalendarDay computed, const HolidayCalendar&,
                                  std::vector<Step>& trace);

}  // namespace kader::deadlines
