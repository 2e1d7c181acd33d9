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

// Holds row numbers only. `same(row)` tells whether that row has the kenmerk that is looked for; it
// is asked only of rows whose hash is equal.
class KenmerkIndex {
public:
    void reserve(std::size_t rows) {
        // At most two thirds full.
        const auto slots = std::bit_ceil(std::max<std::size_t>(16, rows + rows / 2));
        if (slots > m_slots.size()) grow(slots);
    }

    std::uint32_t size() const { return m_rows; }

    template <class Same>
    std::optional<std::uint32_t> find(std::uint32_t hash, const Same& same) const {
        if (m_slots.empty()) return {};
        for (auto i = place(hash);; i = (i + 1) & (m_slots.size() - 1)) {
            const auto& slot = m_slots[i];
            if (slot.row_after == 0) return {};
            if (slot.hash == hash && same(slot.row_after - 1)) return slot.row_after - 1;
        }
    }

    // Adds the rows from size() up to `end`. Gives the pairs of an earlier row and the later one with
    // the same kenmerk, which was not added; in the order of the later rows. `hash_at(row)` is the
    // hash of its kenmerk, `same_rows(earlier, later)` tells whether they have the same one.
    //
    // The rows are added in the order of their places, a part of the table at a time, so that the
    // part stays near: a million scattered steps through the whole table cost more than the rest of
    // the reading.
    template <class HashAt, class SameRows>
    std::vector<std::pair<std::uint32_t, std::uint32_t>> add_until(std::uint32_t end, const HashAt& hash_at,
                                                                   const SameRows& same_rows) {
        const auto first_row = m_rows;
        std::vector<std::uint32_t> hashes;
        hashes.reserve(end - first_row);
        for (auto row = first_row; row < end; ++row) hashes.push_back(hash_at(row));
        m_rows = end;
        reserve(m_count + hashes.size());
        constexpr unsigned part_bits = 7;
        const auto part_of = [](std::uint32_t hash) { return hash >> (32 - part_bits); };
        std::array<std::uint32_t, (1u << part_bits) + 1> starts{};
        for (const auto hash : hashes) ++starts[part_of(hash) + 1];
        for (std::size_t i = 1; i < starts.size(); ++i) starts[i] += starts[i - 1];
        std::vector<Slot> ordered(hashes.size());
        auto row = first_row;
        for (const auto hash : hashes) ordered[starts[part_of(hash)]++] = {hash, ++row};
        std::vector<std::pair<std::uint32_t, std::uint32_t>> doubles;
        for (const auto& slot : ordered) {
            const auto later = slot.row_after - 1;
            const auto earlier = insert(slot, [&](std::uint32_t other) { return same_rows(other, later); });
            if (earlier) doubles.emplace_back(*earlier, later);
        }
        std::ranges::sort(doubles, {}, &std::pair<std::uint32_t, std::uint32_t>::second);
        return doubles;
    }

private:
    struct Slot {
        std::uint32_t hash = 0;
        std::uint32_t row_after = 0;  // The row plus one; 0 is an empty slot.
    };

    std::size_t place(std::uint32_t hash) const { return hash >> m_shift; }

    template <class Same>
    std::optional<std::uint32_t> insert(const Slot& added, const Same& same) {
        auto* const slots = m_slots.data();
        for (auto i = place(added.hash);; i = (i + 1) & (m_slots.size() - 1)) {
            auto& slot = slots[i];
            if (slot.row_after == 0) {
                slot = added;
                ++m_count;
                return {};
            }
            if (slot.hash == added.hash && same(slot.row_after - 1)) return slot.row_after - 1;
        }
    }

    void grow(std::size_t slots) {
        const auto old = std::exchange(m_slots, std::vector<Slot>(slots));
        m_shift = 32 - static_cast<unsigned>(std::bit_width(slots) - 1);
        for (const auto& slot : old) {
            if (slot.row_after == 0) continue;
            auto i = place(slot.hash);
            while (m_slots[i].row_after != 0) i = (i + 1) & (slots - 1);
            m_slots[i] = slot;
        }
    }

    std::vector<Slot> m_slots;
    std::size_t m_count = 0;
    std::uint32_t m_rows = 0;
    unsigned m_shift = 32;
};

}  // namespace kader::lists
