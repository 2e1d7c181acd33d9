#pragma once

// How the cells of a file become the cells of a list.

#include <deque>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "lists/csv.h"
#include "lists/csv_text.h"
#include "lists/mapping.h"
#include "lists/spreadsheet_cell.h"
#include "kernel/text.h"

namespace kader::lists {

// A file that was read, kept as it is; the rows of the lists point into it.
struct Source {
    std::string file;
    CsvText content;
    CsvHeader header;
};

// What a cell says: without blanks around it, and without the apostrophe that keeps a spreadsheet from
// computing it. Quick for a cell that has neither.
inline std::string_view cell_text(std::string_view cell) {
    if (cell.empty()) return cell;
    const auto ordinary = [](char c) { return c > ' ' && c <= '~'; };
    const auto text = ordinary(cell.front()) && ordinary(cell.back()) ? cell : trimmed(cell);
    return text.starts_with('\'') ? unshielded(text) : text;
}

class RowPlan {
public:
    // Without a mapping every column is looked up by its own name.
    RowPlan(const ListType& type, const CsvHeader& header, const SourceMapping* mapping);

    // Set when no row can be read this way: a required column is missing or stands there twice.
    const std::optional<Reason>& refused() const { return m_refused; }
    // Per column of the file, whether anything is done with it.
    const std::vector<bool>& used() const { return m_used; }

    // How the column of the list is called in the file; empty when it does not come from the file.
    std::string_view name_in_file(std::size_t column) const { return m_columns[column].name_in_file; }

    // Whether this row is meant for the list.
    bool takes(std::span<const std::string_view> file_cells) const {
        return m_where.empty() || passes_filters(file_cells);
    }
    // The place in the file of each cell of the list, when nothing else has to be done than to take
    // it from there; else empty. A place beyond the row is an empty cell.
    std::span<const std::size_t> plain_places() const {
        return m_all_plain ? std::span{m_places} : std::span<const std::size_t>{};
    }
    // Fills the cells of the list, trimmed. `scratch` keeps what had to be made; it must stay until
    // the cells are no longer needed.
    void apply(std::span<const std::string_view> file_cells, std::span<std::string_view> list_cells,
               std::deque<std::string>& scratch) const;

private:
    struct Column {
        int cell = -1;
        std::string name_in_file = {};
        std::optional<std::string> fixed = {};
        std::map<std::string, std::string> values = {};
        bool plain = true;  // Neither fixed nor values.
    };
    struct Filter {
        int cell;
        std::vector<std::string> words;
    };
    struct Part {  // Of a kenmerk that is made from columns.
        std::string text;
        int cell = -1;
    };

    bool passes_filters(std::span<const std::string_view> file_cells) const;
    int find(const CsvHeader& header, std::string_view name, bool must);
    void plan_kenmerk(const CsvHeader& header, std::string_view text);
    void refuse(std::string nl, std::string en);

    std::vector<Column> m_columns;
    std::vector<std::size_t> m_places;  // Of m_columns, for the rows in which every cell is plain.
    bool m_all_plain = true;
    std::vector<Filter> m_where;
    std::vector<Part> m_kenmerk;
    std::vector<bool> m_used;
    std::optional<Reason> m_refused;
};

}  // namespace kader::lists
