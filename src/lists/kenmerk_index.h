#pragma once

// Finds a row by its kenmerk: open addressing, eight bytes for a slot.

#include <algorithm>
#include <array>
#include <bit>
#include <cstdint>
#include <cstring>
#include <optional>
#include <span>
#include <string_view>
#include <utility>
#include <vector>

namespace kader::lists {

inline std::uint32_t hash_of(std::string_view text) {
    constexpr std::uint64_t odd = 0x9E3779B97F4A7C15u;
    std::uint64_t hash = text.size() * odd;
    const auto mix = [&](std::uint64_t word) {
        hash = (hash ^ word) * odd;
        hash ^= hash >> 32;
    };
    const char* at = text.data();
    auto left = text.size();
    for (; left >= 8; left -= 8, at += 8) {
        std::uint64_t word;
        std::memcpy(&word, at, 8);
        mix(word);
    }
    if (left >= 4) {
        // Two words of four bytes that overlap where there are fewer than eight.
        std::uint32_t first, last;
        std::memcpy(&first, at, 4);
        std::memcpy(&last, at + left - 4, 4);
        mix(first | std::uint64_t{last} << 32);
    } else {
        std::uint64_t word = 0;
        for (; left > 0; --left) word = word << 8 | static_cast<unsigned char>(*at++);
        mix(word);
    }
    return static_cast<std::uint32_t>(hash * odd >> 32);
}

// The order in which kenmerken usually rise: P9 comes before P10, so the shorter one first.
inline bool rises(std::string_view before, std::string_view after) {
    return before.size() != after.size() ? before.size() < after.size() : before < after;
}

// An earlier row and a later one.
using RowPair = std::pair<std::uint32_t, std::uint32_t>;

struct KenmerkSlot {
    std::uint32_t hash = 0;
    std::uint32_t row_after = 0;  // The row plus one; 0 is an empty slot.
};

// The slots of rows from `first_row` on, in the order of the first bits of their hash; within one
// part in the order of the rows. A million scattered steps through a whole table cost more than the
// rest of the reading: part by part, a table stays near.
struct OrderedSlots {
    static constexpr unsigned part_bits = 9;
    std::vector<KenmerkSlot> slots;
    std::array<std::uint32_t, (1u << part_bits) + 1> starts{};

    OrderedSlots(std::span<const std::uint32_t> hashes, std::uint32_t first_row)
        : slots(hashes.size()) {
        const auto part_of = [](std::uint32_t hash) { return hash >> (32 - part_bits); };
        for (const auto hash : hashes) ++starts[part_of(hash) + 1];
        for (std::size_t i = 1; i < starts.size(); ++i) starts[i] += starts[i - 1];
        auto next = starts;
        auto row = first_row;
        for (const auto hash : hashes) slots[next[part_of(hash)]++] = {hash, ++row};
    }
};

// The pairs of rows with the same kenmerk, of the rows 0, 1, 2… with these hashes; in the order of
// the later rows. `same_rows(earlier, later)` is asked only of rows whose hash is equal.
template <class SameRows>
std::vector<RowPair> doubles_of(std::span<const std::uint32_t> hashes, const SameRows& same_rows) {
    const OrderedSlots ordered{hashes, 0};
    std::vector<KenmerkSlot> table;
    std::vector<RowPair> doubles;
    for (std::size_t part = 0; part + 1 < ordered.starts.size(); ++part) {
        const auto rows = std::span{ordered.slots}.subspan(
            ordered.starts[part], ordered.starts[part + 1] - ordered.starts[part]);
        if (rows.empty()) continue;
        const auto size = std::bit_ceil(2 * rows.size());
        table.assign(size, {});
        auto* const slots = table.data();
        for (const auto& added : rows) {
            auto i = added.hash & (size - 1);
            for (; slots[i].row_after != 0; i = (i + 1) & (size - 1)) {
                if (slots[i].hash != added.hash) continue;
                if (!same_rows(slots[i].row_after - 1, added.row_after - 1)) continue;
                doubles.emplace_back(slots[i].row_after - 1, added.row_after - 1);
                break;
            }
            if (slots[i].row_after == 0) slots[i] = added;
        }
    }
    std::ranges::sort(doubles, {}, &RowPair::second);
    return doubles;
}

// Finds rows. Holds row numbers only.
class KenmerkIndex {
public:
    std::uint32_t size() const { return m_rows; }

    // `same(row)` tells whether that row has the kenmerk that is looked for.
    template <class Same>
    std::optional<std::uint32_t> find(std::uint32_t hash, const Same& same) const {
        if (m_slots.empty()) return {};
        for (auto i = place(hash);; i = (i + 1) & (m_slots.size() - 1)) {
            const auto& slot = m_slots[i];
            if (slot.row_after == 0) return {};
            if (slot.hash == hash && same(slot.row_after - 1)) return slot.row_after - 1;
        }
    }

    // Adds the rows from size() on, with these hashes. Gives the pairs as doubles_of does; the
    // later one of a pair was not added.
    template <class SameRows>
    std::vector<RowPair> add(std::span<const std::uint32_t> hashes, const SameRows& same_rows) {
        const OrderedSlots ordered{hashes, m_rows};
        m_rows += static_cast<std::uint32_t>(hashes.size());
        // At most two thirds full.
        grow(std::bit_ceil(std::max<std::size_t>(16, m_rows + m_rows / 2)));
        std::vector<RowPair> doubles;
        for (const auto& added : ordered.slots) {
            const auto later = added.row_after - 1;
            auto i = place(added.hash);
            for (; m_slots[i].row_after != 0; i = (i + 1) & (m_slots.size() - 1)) {
                if (m_slots[i].hash != added.hash) continue;
                if (!same_rows(m_slots[i].row_after - 1, later)) continue;
                doubles.emplace_back(m_slots[i].row_after - 1, later);
                break;
            }
            if (m_slots[i].row_after == 0) m_slots[i] = added;
        }
        std::ranges::sort(doubles, {}, &RowPair::second);
        return doubles;
    }

private:
    std::size_t place(std::uint32_t hash) const { return hash >> m_shift; }

    void grow(std::size_t slots) {
        if (slots <= m_slots.size()) return;
        const auto old = std::exchange(m_slots, std::vector<KenmerkSlot>(slots));
        m_shift = 32 - static_cast<unsigned>(std::bit_width(slots) - 1);
        for (const auto& slot : old) {
            if (slot.row_after == 0) continue;
            auto i = place(slot.hash);
            while (m_slots[i].row_after != 0) i = (i + 1) & (slots - 1);
            m_slots[i] = slot;
        }
    }

    std::vector<KenmerkSlot> m_slots;
    std::uint32_t m_rows = 0;
    unsigned m_shift = 32;
};

}  // namespace kader::lists
