#pragma once

// Text into rows of cells, the way Dutch Excel writes them.

#include <cstdint>
#include <deque>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace kader::lists {

// Walks over the rows of a text. Cells are views into that text, or into this object where doubled
// quotes had to be taken out; they hold until the next call. Cells are not trimmed.
//
// A quote opens a cell only as its first character; elsewhere it is an ordinary character. A quote
// that is never closed, or that closes somewhere in a later row, costs only the line it stands on:
// the walk goes on at the next line. Lines without any character but spaces and separators are
// skipped, but counted.
class CsvRows {
public:
    enum class Flaw : std::uint8_t {
        None,
        TooManyCells,  // More than limits::list_columns_count_max.
        CellTooLarge,  // Larger than limits::list_cell_bytes_max.
        QuoteNotClosed,
        TextAfterQuote,
        GivenUp,  // So many broken quotes that going back for each would never end.
    };

    // `columns` is the number of cells in the header, to recognise a quoted cell that swallowed
    // whole rows; 0 if unknown. The text must outlive this object.
    CsvRows(std::string_view text, char separator, std::size_t columns = 0);

    // Moves to the next row; false at the end, and after GivenUp.
    bool next();
    // Goes back, or on, to a row whose offset and number were seen before.
    void seek(std::size_t offset, std::uint32_t row_number);

    std::span<const std::string_view> cells() const { return {m_cells.data(), m_count}; }
    Flaw flaw() const { return m_flaw; }
    bool has_quotes() const { return m_has_quotes; }  // Only then a cell can hold a line break.
    std::size_t offset() const { return m_row_start; }
    std::size_t end() const { return m_at; }  // Where the row after this one starts.
    // As Excel numbers its rows: a quoted line break does not count, an empty line does.
    std::uint32_t row_number() const { return m_row_number; }

private:
    void scan_row();
    std::size_t next_special();
    void jump(std::size_t to);
    bool scan_quoted(std::size_t quote);
    bool swallowed_rows(std::string_view cell, std::size_t behind) const;
    void add_cell(std::string_view cell);
    void end_row(std::size_t at);
    void abandon(Flaw flaw, std::size_t scanned_to);
    bool is_blank() const;

    std::string_view m_text;
    char m_separator;
    std::size_t m_columns;
    std::vector<std::string_view> m_cells;
    std::size_t m_count = 0;
    std::deque<std::string> m_unquoted;
    std::size_t m_unquoted_count = 0;

    std::size_t m_at = 0;  // Where the next row starts.
    std::size_t m_row_start = 0;
    std::uint32_t m_row_number = 0;
    Flaw m_flaw = Flaw::None;
    bool m_has_quotes = false;

    // The separators, quotes and line ends of the 64 bytes from m_block on that were not yet taken.
    std::size_t m_block = 0;
    std::uint64_t m_specials = 0;
    std::size_t m_rescanned = 0;
};

// What stands before the first row of data.
struct CsvHeader {
    char separator = ';';
    std::vector<std::string> cells;  // Trimmed, without empty ones at the end.
    std::size_t body_offset = 0;
    std::uint32_t row_number = 0;  // Of the header itself; 0 if there is none.
};

// Finds the separator: the one of the line `sep=;`, else of `;`, tab and `,` the one that parts the
// first two lines alike and most often.
CsvHeader csv_header_of(std::string_view text);

}  // namespace kader::lists
