#pragma once

// A count per day, kept as the differences between neighbouring days in blocks of 64, with a sum per
// block. Adding a period costs two differences; the count of a day is a sum of block sums and the
// differences before it in its own block. A block exists only where a difference does: there are thousands of
// counters, and most have a few.

#include <array>
#include <cstdint>
#include <memory>
#include <vector>

#include "evidence/timeline.h"

namespace kader::evidence {

// From which count on a day is in the set: one number, or one per day where the norm changes.
class Threshold {
public:
    explicit Threshold(std::int32_t always = 1) : m_always(always) {}
    explicit Threshold(std::vector<std::int32_t> by_day) : m_by_day(std::move(by_day)) {}

    bool varies() const { return !m_by_day.empty(); }
    std::int32_t on(DayNumber day) const { return varies() ? m_by_day[day] : m_always; }

private:
    std::int32_t m_always = 1;
    std::vector<std::int32_t> m_by_day;
};

class DayCounter {
public:
    // Adds `amount` (1 or -1, or more at once) to each day of the span.
    void add(DaySpan days, std::int32_t amount);

    std::int32_t on(DayNumber day) const;

    // Writes, for the words of the range, which days reach the threshold.
    void write(Timeline& into, WordRange, const Threshold&) const;

private:
    struct Block {
        std::array<std::int32_t, days_per_word> differences{};
        std::uint64_t changed = 0;  // The days whose difference is not zero.
    };
    struct Entry {
        std::int32_t word = 0;
        std::int32_t sum = 0;
        std::unique_ptr<Block> block;
    };

    void change(DayNumber day, std::int32_t amount);

    std::vector<Entry> m_entries;  // By word.
};

}  // namespace kader::evidence
