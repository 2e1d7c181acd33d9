#pragma once

// The words of facts/ that evidence speaks all the time.

#include "facts/day_number.h"
#include "facts/fact.h"

namespace kader::evidence {

using facts::all_days;
using facts::Attribute;
using facts::day_at;
using facts::DayNumber;
using facts::days_count;
using facts::days_per_word;
using facts::DaySpan;
using facts::first_day;
using facts::NewFact;
using facts::number_of;
using facts::overlap;
using facts::span_of;
using facts::words_count;

}  // namespace kader::evidence
