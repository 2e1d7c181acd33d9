#include "evidence/day_counter.h"

#include <algorithm>

namespace kader::evidence {

void DayCounter::change(DayNumber day, std::int32_t amount) {
    const auto word = std::int32_t(day / days_per_word);
    const auto bit = day % days_per_word;
    auto at = std::ranges::lower_bound(m_entries, word, {}, &Entry::word);
    if (at == m_entries.end() || at->word != word) at = m_entries.insert(at, Entry{word, 0, std::make_unique<Block>()});
    auto& block = *at->block;
    block.differences[bit] += amount;
    at->sum += amount;
    const auto mask = std::uint64_t{1} << bit;
    if (block.differences[bit] == 0) {
        block.changed &= ~mask;
        if (block.changed == 0) m_entries.erase(at);
    } else {
        block.changed |= mask;
    }
}

void DayCounter::add(DaySpan days, std::int32_t amount) {
    if (days.empty()) return;
    change(days.from, amount);
    if (days.until < days_count) change(days.until, -amount);
}

std::int32_t DayCounter::on(DayNumber day) const {
    const auto word = std::int32_t(day / days_per_word);
    std::int32_t count = 0;
    for (const auto& entry : m_entries) {
        if (entry.word > word) break;
        if (entry.word < word)
            count += entry.sum;
        else
            for (DayNumber bit = 0; bit <= day % days_per_word; ++bit) count += entry.block->differences[bit];
    }
    return count;
}

void DayCounter::write(Timeline& into, WordRange range, const Threshold& threshold) const {
    std::int32_t count = 0;
    auto next = m_entries.begin();
    for (; next != m_entries.end() && next->word < range.first; ++next) count += next->sum;
    for (int index = range.first; index < range.last; ++index) {
        const auto word = std::size_t(index);
        const auto first = DayNumber(index) * days_per_word;
        const Block* block = nullptr;
        if (next != m_entries.end() && next->word == index) block = (next++)->block.get();
        std::uint64_t bits = 0;
        if (threshold.varies()) {
            for (DayNumber bit = 0; bit < days_per_word; ++bit) {
                if (block) count += block->differences[bit];
                if (count >= threshold.on(first + bit)) bits |= std::uint64_t{1} << bit;
            }
        } else {
            // Only the days on which the count changes need a look; between them it stands still.
            const auto wanted = threshold.on(first);
            DayNumber done = 0;
            for (auto left = block ? block->changed : 0; left != 0; left &= left - 1) {
                const auto bit = DayNumber(std::countr_zero(left));
                if (count >= wanted && bit > done)
                    bits |= (~std::uint64_t{0} >> (days_per_word - (bit - done))) << done;
                count += block->differences[bit];
                done = bit;
            }
            if (count >= wanted) bits |= ~std::uint64_t{0} << done;
        }
        into.words[word] = bits;
    }
}

}  // namespace kader::evidence
