#pragma once

// For the tests of the rooms: one row in, its facts out, both as text that reads like the claim.
//
//   told(record_types(), "zorgsoorten", "soort=cosmetisch; vanaf=2026-01-01")
//   "practice.care care:cosmetisch {kind=cosmetisch} from 2026-01-01\n…"

#include <algorithm>
#include <map>
#include <string>
#include <vector>

#include "kernel/check.h"
#include "lists/record.h"

namespace kader::lists {

inline std::string told(const facts::NewFact& fact) {
    std::string text = fact.kind + ' ' + fact.subject;
    if (!fact.relation.empty()) text += " -> " + fact.relation;
    std::string between = " {";
    for (const auto& attribute : fact.attributes) {
        text += between + attribute.name + '=' + attribute.value;
        between = ", ";
    }
    if (!fact.attributes.empty()) text += '}';
    if (fact.number != 0) text += " number " + std::to_string(fact.number);
    text += " from " + iso_text(fact.holds.from);
    if (fact.holds.until) text += " until " + iso_text(*fact.holds.until);
    return text;
}

// "soort=cosmetisch; vanaf=2026-01-01" by column. A row that says no `kenmerk` is called K1.
inline std::map<std::string, std::string> cells_by_column(std::string_view text) {
    std::map<std::string, std::string> cells{{"kenmerk", "K1"}};
    while (!text.empty()) {
        const auto cell = text.substr(0, text.find(';'));
        text.remove_prefix(std::min(cell.size() + 1, text.size()));
        const auto equals = cell.find('=');
        HALT_UNLESS(equals != std::string_view::npos);
        const auto start = std::min(cell.find_first_not_of(' '), equals);
        cells[std::string{cell.substr(start, equals - start)}] = cell.substr(equals + 1);
    }
    return cells;
}

inline ReadRow read_cells(const ListType& list, std::map<std::string, std::string> cells) {
    std::vector<std::string_view> row;
    std::size_t used = 0;
    for (const auto& column : list.columns) {
        const auto cell = cells.find(std::string{column.name});
        used += cell != cells.end();
        row.push_back(cell == cells.end() ? std::string_view{} : std::string_view{cell->second});
    }
    HALT_UNLESS(used == cells.size());  // The test names a column that the list does not have.
    return list.read(row);
}

// The facts of one row, a line each; for a refused row a line per refusal: "refused waarde".
inline std::string told(const std::vector<ListType>& all, std::string_view list,
                        std::string_view cells) {
    const auto found = std::ranges::find(all, list, &ListType::name);
    HALT_UNLESS(found != all.end());
    const auto read = read_cells(*found, cells_by_column(cells));
    std::string text;
    const auto add_line = [&](const std::string& line) {
        text += (text.empty() ? "" : "\n") + line;
    };
    for (const auto& problem : read.problems) add_line("refused " + problem.column);
    for (const auto& fact : read.facts) add_line(told(fact));
    return text;
}

}  // namespace kader::lists
