#pragma once

// A set of days, as one bit per day: 4 KiB. What a condition evaluates to.

#include <array>
#include <bit>
#include <cstdint>
#include <optional>
#include <vector>

#include "evidence/days.h"

namespace kader::evidence {

// Words first .. last - 1 of a timeline.
struct WordRange {
    int first = words_count;
    int last = 0;

    bool empty() const { return last <= first; }
    int count() const { return empty() ? 0 : last - first; }
    void include(WordRange other) {
        if (other.empty()) return;
        first = std::min(first, other.first);
        last = std::max(last, other.last);
    }
    void include(DaySpan days) {
        if (days.empty()) return;
        include(WordRange{int(days.from) / days_per_word, int(days.until - 1) / days_per_word + 1});
    }
};

inline constexpr WordRange all_words{0, words_count};

class Timeline {
public:
    std::array<std::uint64_t, words_count> words{};

    bool on(DayNumber day) const {
        return (words[day / days_per_word] >> (day % days_per_word)) & 1U;
    }

    void set(DaySpan days);

    // The first day after `day` on which the value differs from that of `day`; nothing if it never
    // changes again.
    std::optional<DayNumber> next_change(DayNumber day) const;

    // The first day of the unbroken run with the same value that contains `day`.
    DayNumber since(DayNumber day) const;

    // The unbroken runs of days that are in the set, in order.
    std::vector<DaySpan> runs() const;

    friend bool operator==(const Timeline&, const Timeline&) = default;
};

}  // namespace kader::evidence
