#pragma once

// What a dated norm value comes to, per stretch of days: the intervals and thresholds in force.

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "evidence/day_counter.h"
#include "evidence/days.h"
#include "evidence/spans.h"

namespace kader::evidence {

struct PlanSegment {
    DaySpan days;
    std::optional<Length> length;  // Nothing: endless for `within`, never for `after`.
    std::optional<int> count;      // Nothing: a threshold that is never reached.
};

// Covers every day once, in order.
struct Plan {
    std::vector<PlanSegment> segments;
};

// What a condition uses a parameter for; that decides what an unconfirmed value comes to.
enum class Use { Within, After, AfterInSelection, MoreThan, LookBack };

// Asked once per leaf when a model is built.
using PlanOf = std::function<Plan(const std::string& parameter, Use)>;

// By day number. A day fits in sixteen bits, and there is a table for every length that a norm knows.
using ShiftTable = std::vector<std::uint16_t>;
static_assert(days_count <= 0xFFFF);

// For one plan of lengths: which days of a fact's period count. Reading a day takes a table, made
// once per length, instead of calendar arithmetic per fact.
class Shift {
public:
    enum class Way { Within, After };
    Shift(Way way, const Plan& plan);

    // Appends the days of `days` that count, at most one span per segment.
    void cut(DaySpan days, DayNumber from, Spans& into) const;

private:
    struct Segment {
        DaySpan days;
        std::shared_ptr<const ShiftTable> shifted;  // Null: no length.
    };
    Way m_way;
    std::vector<Segment> m_segments;
};

// Day number -> the day number `length` later, clamped to days_count - 1 with the overflow marked as
// days_count.
std::shared_ptr<const ShiftTable> shift_table(const Length& length);

Threshold threshold_of(const Plan& plan);

}  // namespace kader::evidence
