#include "evidence/plan.h"

#include <limits>
#include <map>
#include <mutex>

namespace kader::evidence {

std::shared_ptr<const ShiftTable> shift_table(const Length& length) {
    using Key = std::pair<int, Length::Unit>;
    static std::mutex guard;
    static std::map<Key, std::shared_ptr<const ShiftTable>> tables;
    const std::lock_guard lock{guard};
    auto& table = tables[{length.count, length.unit}];
    if (!table) {
        auto made = std::make_shared<ShiftTable>(days_count);
        const auto last = first_day() + Days{int(days_count) - 1};
        for (DayNumber day = 0; day < days_count; ++day) {
            const auto later = plus(day_at(day), length);
            (*made)[day] = static_cast<std::uint16_t>(later > last ? days_count : number_of(later));
        }
        table = std::move(made);
    }
    return table;
}

Shift::Shift(Way way, const Plan& plan) : m_way(way) {
    for (const auto& segment : plan.segments)
        m_segments.push_back({segment.days, segment.length ? shift_table(*segment.length) : nullptr});
}

void Shift::cut(DaySpan days, DayNumber from, Spans& into) const {
    for (const auto& segment : m_segments) {
        auto part = overlap(days, segment.days);
        if (part.empty()) continue;
        if (m_way == Way::Within) {
            // The last day counts: a meeting of 15 January counts for three months through 15 April.
            if (segment.shifted && (*segment.shifted)[from] < days_count)
                part.until = std::min(part.until, DayNumber{(*segment.shifted)[from]} + 1);
        } else {
            if (!segment.shifted) continue;
            part.from = std::max(part.from, DayNumber{(*segment.shifted)[from]});
        }
        if (part.empty()) continue;
        if (!into.empty() && into.back().until == part.from)
            into.back().until = part.until;
        else
            into.push_back(part);
    }
}

Threshold threshold_of(const Plan& plan) {
    // "More than n" is a count of at least n + 1.
    std::vector<std::int32_t> by_day(days_count, std::numeric_limits<std::int32_t>::max());
    bool varies = false;
    for (const auto& segment : plan.segments)
        for (auto day = segment.days.from; day < segment.days.until; ++day)
            if (segment.count) by_day[day] = *segment.count + 1;
    for (const auto value : by_day) varies = varies || value != by_day.front();
    if (!varies) return Threshold{by_day.front()};
    return Threshold{std::move(by_day)};
}

}  // namespace kader::evidence
