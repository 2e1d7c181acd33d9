#include "lists/list_table.h"

#include <algorithm>
#include <utility>

#include "kernel/check.h"

namespace kader::lists {

ListTable::Cursor::Cursor(const ListTable& table)
    : m_table(table), m_cells(table.m_type.columns.size()) {}

RawRow ListTable::Cursor::at(std::uint32_t row) {
    const auto& place = m_table.m_rows[row];
    const auto& [source, plan] = m_table.m_sources[place.source];
    if (place.replaced) {
        const auto& cells = m_table.m_replaced.at(row);
        std::ranges::copy(cells, m_cells.begin());
    } else {
        if (!m_rows || m_source != place.source) {
            m_rows.emplace(source->content.text, source->header.separator,
                           source->header.cells.size());
            m_source = place.source;
        }
        m_rows->seek(place.offset, place.number);
        m_rows->next();
        if (!m_scratch.empty()) m_scratch.clear();
        plan.apply(m_rows->cells(), m_cells, m_scratch);
    }
    return {m_table.m_type.name, m_cells[0], m_cells, source->file, place.number};
}

std::string_view ListTable::kenmerk_of(std::uint32_t row, std::string& made) const {
    const auto& place = m_rows[row];
    if (place.kenmerk_at == no_place) return made = Cursor{*this}.at(row).kenmerk;
    const auto* text = m_sources[place.source].source->content.text.data();
    return {text + place.offset + place.kenmerk_at, place.kenmerk_size};
}

bool ListTable::has_kenmerk(std::uint32_t row, std::string_view kenmerk) const {
    std::string made;
    return !m_rows[row].removed && kenmerk_of(row, made) == kenmerk;
}

bool ListTable::same_rows(std::uint32_t earlier, std::uint32_t later) const {
    std::string made;
    return has_kenmerk(earlier, kenmerk_of(later, made));
}

std::vector<std::uint32_t> ListTable::hashes_from(std::uint32_t row) const {
    std::vector<std::uint32_t> hashes;
    hashes.reserve(size() - row);
    std::string made;
    for (; row < size(); ++row) hashes.push_back(hash_of(kenmerk_of(row, made)));
    return hashes;
}

void ListTable::complete_index() {
    if (m_rising || m_index.size() == size()) return;
    // Doubles were told and removed when they were read.
    m_index.add(hashes_from(m_index.size()), [&](std::uint32_t earlier, std::uint32_t later) {
        return same_rows(earlier, later);
    });
}

std::optional<std::uint32_t> ListTable::find(std::string_view kenmerk) {
    complete_index();
    return std::as_const(*this).find(kenmerk);
}

std::optional<std::uint32_t> ListTable::find(std::string_view kenmerk) const {
    HALT_UNLESS(m_rising || m_index.size() == size());
    if (!m_rising)
        return m_index.find(hash_of(kenmerk),
                            [&](std::uint32_t row) { return has_kenmerk(row, kenmerk); });
    std::string made;
    std::uint32_t first = 0;
    for (auto last = size(); first < last;) {
        const auto middle = first + (last - first) / 2;
        if (rises(kenmerk_of(middle, made), kenmerk))
            first = middle + 1;
        else
            last = middle;
    }
    if (first == size() || !has_kenmerk(first, kenmerk)) return {};
    return first;
}

void ListTable::replace(std::uint32_t row, std::vector<std::string> cells) {
    m_rows[row].replaced = true;
    m_replaced[row] = std::move(cells);
}

}  // namespace kader::lists
