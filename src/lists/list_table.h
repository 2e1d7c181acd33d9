#pragma once

// The rows of one list, as places in the files they were read from.

#include <functional>
#include <map>
#include <memory>

#include "lists/findings.h"
#include "lists/kenmerk_index.h"
#include "lists/row_plan.h"

namespace kader::lists {

// A row of a list. The cells follow ListType::columns, are trimmed, and hold until the next row is
// asked for.
struct RawRow {
    std::string_view list;
    std::string_view kenmerk;
    std::span<const std::string_view> cells;
    std::string_view file;
    std::uint32_t number = 0;  // As Excel shows it.
};

// Every row in it has cells that are right by themselves and a kenmerk of its own. A row takes 16
// bytes here beside the text of its file; it is cut into cells again whenever it is asked for.
class ListTable {
public:
    // Whether other lists refer to this one: then its rows can be found from the first day on.
    enum class LookedUp : bool { No, Yes };
    explicit ListTable(ListType type, LookedUp looked_up = LookedUp::No)
        : m_type(std::move(type)), m_looked_up(looked_up) {}

    const ListType& type() const { return m_type; }
    bool has_source() const { return !m_sources.empty(); }
    // The rows ever read; some may be removed.
    std::uint32_t size() const { return static_cast<std::uint32_t>(m_rows.size()); }
    bool is_removed(std::uint32_t row) const { return m_rows[row].removed; }

    // Adds the rows of a file. `offset_done` is called now and then with how far it is.
    void read(std::shared_ptr<const Source> source, RowPlan plan, Findings& findings,
              const std::function<void(std::size_t offset, std::size_t rows)>& offset_done);

    // The row with this kenmerk. Without const it may take the time to make the index first; with
    // const the list must be one that is looked up.
    std::optional<std::uint32_t> find(std::string_view kenmerk);
    std::optional<std::uint32_t> find(std::string_view kenmerk) const;
    void remove(std::uint32_t row) { m_rows[row].removed = true; }
    // The cells must be right and keep the kenmerk.
    void replace(std::uint32_t row, std::vector<std::string> cells);

    // Walks over rows; cheap to ask for rows in order. The table must outlive it, unchanged.
    class Cursor {
    public:
        explicit Cursor(const ListTable& table);
        RawRow at(std::uint32_t row);

    private:
        const ListTable& m_table;
        std::optional<CsvRows> m_rows;
        std::size_t m_source = 0;
        std::vector<std::string_view> m_cells;
        std::deque<std::string> m_scratch;
    };

private:
    struct Row {
        std::uint32_t offset = 0;
        std::uint32_t number = 0;
        std::uint16_t source = 0;
        // Where the kenmerk stands, counted from the offset; no_place if it was made.
        std::uint16_t kenmerk_at = 0;
        std::uint16_t kenmerk_size = 0;
        bool removed = false;
        bool replaced = false;
    };
    static constexpr std::uint16_t no_place = 0xFFFF;
    struct PlannedSource {
        std::shared_ptr<const Source> source;
        RowPlan plan;
    };
    class Reading;

    // `made` keeps the kenmerk if it does not stand in the file as it is.
    std::string_view kenmerk_of(std::uint32_t row, std::string& made) const;
    bool has_kenmerk(std::uint32_t row, std::string_view kenmerk) const;
    std::vector<std::uint32_t> hashes_from(std::uint32_t row) const;
    bool same_rows(std::uint32_t earlier, std::uint32_t later) const;
    void complete_index();

    ListType m_type;
    std::vector<PlannedSource> m_sources;
    std::vector<Row> m_rows;
    std::map<std::uint32_t, std::vector<std::string>> m_replaced;
    // While every kenmerk is larger than the one before, as in most lists, no two are the same and
    // halving finds a row: then no index is needed.
    bool m_rising = true;
    LookedUp m_looked_up;
    KenmerkIndex m_index;  // Of the first m_index.size() rows.
};

}  // namespace kader::lists
