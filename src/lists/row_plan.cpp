#include "lists/row_plan.h"

#include <algorithm>

#include "kernel/text.h"

namespace kader::lists {

void RowPlan::refuse(std::string nl, std::string en) {
    if (!m_refused) m_refused = Reason{std::move(nl), std::move(en)};
}

int RowPlan::find(const CsvHeader& header, std::string_view name, bool must) {
    const auto wanted = folded(name);
    int found = -1;
    for (std::size_t i = 0; i < header.cells.size(); ++i) {
        if (folded(header.cells[i]) != wanted) continue;
        if (found >= 0)
            refuse("de kolom " + shortened(name) + " staat er twee keer in",
                   "the column " + shortened(name) + " is in it twice");
        found = static_cast<int>(i);
        m_used[i] = true;
    }
    if (found < 0 && must)
        refuse("de kolom " + shortened(name) + " ontbreekt; heet hij anders, leg dat dan vast in " +
                   std::string{mapping_file_name},
               "the column " + shortened(name) +
                   " is missing; if it has another name, write that in " +
                   std::string{mapping_file_name});
    return found;
}

void RowPlan::plan_kenmerk(const CsvHeader& header, std::string_view text) {
    while (!text.empty()) {
        const auto open = std::min(text.find('{'), text.size());
        if (open > 0) m_kenmerk.push_back({std::string{text.substr(0, open)}});
        text.remove_prefix(open);
        if (text.empty()) break;
        const auto close = text.find('}');
        m_kenmerk.push_back({{}, find(header, text.substr(1, close - 1), true)});
        text.remove_prefix(close + 1);
    }
}

RowPlan::RowPlan(const ListType& type, const CsvHeader& header, const SourceMapping* mapping)
    : m_used(header.cells.size(), false) {
    if (mapping) plan_kenmerk(header, mapping->kenmerk);
    for (const auto& info : type.columns) {
        Column column;
        auto name = info.name;
        bool named = false;
        if (mapping) {
            if (const auto found = mapping->columns.find(name); found != mapping->columns.end())
                name = found->second, named = true;
            if (const auto found = mapping->fixed.find(info.name); found != mapping->fixed.end())
                column.fixed = found->second;
            if (const auto found = mapping->values.find(info.name); found != mapping->values.end())
                column.values = found->second;
        }
        const bool made = info.name == kenmerk_column.name && !m_kenmerk.empty();
        const bool must = named || (info.need == Need::Required && !column.fixed && !made);
        column.cell = column.fixed || made ? -1 : find(header, name, must);
        if (column.cell >= 0) column.name_in_file = header.cells[static_cast<std::size_t>(column.cell)];
        column.plain = !column.fixed && column.values.empty();
        m_all_plain &= column.plain && !made;
        m_places.push_back(static_cast<std::size_t>(column.cell));  // -1 is beyond every row.
        m_columns.push_back(std::move(column));
    }
    if (!mapping) return;
    for (const auto& [name, words] : mapping->where)
        m_where.push_back({find(header, name, true), words});
}

bool RowPlan::passes_filters(std::span<const std::string_view> file_cells) const {
    return std::ranges::all_of(m_where, [&](const Filter& filter) {
        const auto place = static_cast<std::size_t>(filter.cell);
        const auto word = place < file_cells.size() ? folded(file_cells[place]) : std::string{};
        return std::ranges::find(filter.words, word) != filter.words.end();
    });
}

void RowPlan::apply(std::span<const std::string_view> file_cells,
                    std::span<std::string_view> list_cells,
                    std::deque<std::string>& scratch) const {
    const auto cell_at = [&](int place) {
        const auto i = static_cast<std::size_t>(place);
        return place >= 0 && i < file_cells.size() ? cell_text(file_cells[i]) : std::string_view{};
    };
    for (std::size_t i = 0; i < m_columns.size(); ++i) {
        const auto& column = m_columns[i];
        list_cells[i] = cell_at(column.cell);
        if (column.plain) continue;
        if (column.fixed) list_cells[i] = cell_text(*column.fixed);
        if (column.values.empty()) continue;
        const auto meant = column.values.find(folded(list_cells[i]));
        if (meant != column.values.end()) list_cells[i] = cell_text(meant->second);
    }
    if (m_kenmerk.empty()) return;
    std::string kenmerk;
    bool any = false;
    for (const auto& part : m_kenmerk) {
        kenmerk += part.text;
        const auto cell = cell_at(part.cell);
        any |= !cell.empty();
        kenmerk += cell;
    }
    // From empty cells alone no name can be made: the row is then refused as one without kenmerk.
    list_cells[0] = any ? cell_text(scratch.emplace_back(std::move(kenmerk))) : std::string_view{};
}

}  // namespace kader::lists
