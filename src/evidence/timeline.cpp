#include "evidence/timeline.h"

namespace kader::evidence {

void Timeline::set(DaySpan days) {
    if (days.empty()) return;
    const auto first = days.from / days_per_word, last = (days.until - 1) / days_per_word;
    const auto head = ~std::uint64_t{0} << (days.from % days_per_word);
    const auto tail = ~std::uint64_t{0} >> (days_per_word - 1 - (days.until - 1) % days_per_word);
    if (first == last) {
        words[first] |= head & tail;
        return;
    }
    words[first] |= head;
    for (auto word = first + 1; word < last; ++word) words[word] = ~std::uint64_t{0};
    words[last] |= tail;
}

std::optional<DayNumber> Timeline::next_change(DayNumber day) const {
    // Turned round so that the days sought are the ones that are set.
    const auto turn = on(day) ? ~std::uint64_t{0} : std::uint64_t{0};
    auto word = day / days_per_word;
    auto left = (words[word] ^ turn) & (~std::uint64_t{0} << (day % days_per_word));
    while (left == 0) {
        if (++word == words_count) return {};
        left = words[word] ^ turn;
    }
    return word * days_per_word + DayNumber(std::countr_zero(left));
}

DayNumber Timeline::since(DayNumber day) const {
    const auto turn = on(day) ? ~std::uint64_t{0} : std::uint64_t{0};
    auto word = day / days_per_word;
    auto left = (words[word] ^ turn) &
                (~std::uint64_t{0} >> (days_per_word - 1 - day % days_per_word));
    while (left == 0) {
        if (word == 0) return 0;
        left = words[--word] ^ turn;
    }
    return word * days_per_word + DayNumber(std::bit_width(left));
}

std::vector<DaySpan> Timeline::runs() const {
    std::vector<DaySpan> result;
    std::optional<DayNumber> at = on(0) ? std::optional<DayNumber>{0} : next_change(0);
    while (at) {
        const auto end = next_change(*at);
        result.push_back({*at, end.value_or(days_count)});
        at = end ? next_change(*end) : std::nullopt;
    }
    return result;
}

}  // namespace kader::evidence
