#pragma once

// The days of one subject, as a handful of runs. This is what a subject adds to the counters of a
// leaf; the days of a condition are a Timeline.
//
// A settled list is sorted, and its runs neither overlap nor touch.

#include <boost/container/small_vector.hpp>

#include "evidence/timeline.h"

namespace kader::evidence {

using Spans = boost::container::small_vector<DaySpan, 6>;

// Sorts, drops empty runs, and joins what overlaps or touches.
void settle(Spans& spans);

// For settled lists.
Spans both(const Spans& a, const Spans& b);
Spans without(const Spans& a, const Spans& b);
Spans spans_of(const Timeline& timeline);

}  // namespace kader::evidence
