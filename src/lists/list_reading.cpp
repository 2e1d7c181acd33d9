// The rows of one file, taken into a list.

#include <algorithm>

#include "kernel/limits.h"
#include "lists/cell_scan.h"
#include "lists/list_table.h"
#include "lists/quick_check.h"
#include "kernel/text.h"

namespace kader::lists {

// The reading of one file into the table.
class ListTable::Reading {
public:
    Reading(ListTable& table, Findings& findings)
        : m_table(table),
          m_findings(findings),
          m_source(table.m_sources.size() - 1),
          m_file(*table.m_sources.back().source),
          m_plan(table.m_sources.back().plan),
          m_columns(table.m_type.columns),
          m_cells(m_columns.size()),
          m_rows(m_file.content.text, m_file.header.separator, m_file.header.cells.size()),
          m_clean(!m_file.content.has_controls && !m_file.content.has_unreadable_bytes),
          m_places(m_plan.plain_places()),
          m_first_row(table.size()) {
        if (m_first_row > 0) m_last_kenmerk = m_table.kenmerk_of(m_first_row - 1, m_last_before);
    }

    void run(const std::function<void(std::size_t, std::size_t)>& offset_done) {
        constexpr std::size_t step = limits::MiB;
        std::size_t next_report = m_file.header.body_offset + step;
        m_rows.seek(m_file.header.body_offset, m_file.header.row_number + 1);
        while (m_rows.next()) {
            take_row();
            if (m_rows.end() < next_report) continue;
            next_report = m_rows.end() + step;
            reserve();
            if (offset_done)
                offset_done(m_rows.end(),
                            m_findings.rows_read + m_table.m_rows.size() - m_first_row);
            if (m_table.m_rows.size() < limits::list_rows_count_max) continue;
            const auto most = std::to_string(limits::list_rows_count_max);
            reject({},
                   {"de lijst heeft meer dan " + most + " rijen; de rijen hierna zijn niet gelezen",
                    "the list has more than " + most + " rows; the rows below were not read"});
            break;
        }
        refuse_doubles();
        tell_doubles();
        if (offset_done) offset_done(m_file.content.text.size(), m_findings.rows_read);
    }

private:
    void take_row() {
        if (m_rows.flaw() != CsvRows::Flaw::None) return reject({}, flaw_reason());
        const auto cells = m_rows.cells();
        if (cells.size() > m_file.header.cells.size() && holds_more(cells)) return;
        if (!m_plan.takes(cells)) return;
        const bool clean = m_clean && !m_rows.has_quotes();
        if (clean && !m_places.empty() ? take_plain(cells) : take_any(cells, clean)) return keep();
        explain();
    }

    // The same as take_any, for the rows that most lists consist of: in one go over the cells.
    bool take_plain(std::span<const std::string_view> cells) {
        const auto* const from = cells.data();
        const auto count = cells.size();
        const auto* place = m_places.data();
        auto* into = m_cells.data();
        bool right = true;
        for (const auto& column : m_columns) {
            const auto text = *place < count ? cell_text(from[*place]) : std::string_view{};
            ++place;
            *into++ = text;
            if (text.empty())
                right &= column.need == Need::Optional;
            else if (!passes_at_a_glance(column, text))
                right &=
                    cell::fault_of(column, text, cell::Searched::CleanFile) == cell::Fault::None;
        }
        return right;
    }

    bool take_any(std::span<const std::string_view> cells, bool clean) {
        if (!m_scratch.empty()) m_scratch.clear();
        m_plan.apply(cells, m_cells, m_scratch);
        const auto searched = clean ? cell::Searched::CleanFile : cell::Searched::NotYet;
        const auto* cell = m_cells.data();
        bool right = true;
        for (const auto& column : m_columns) {
            const auto text = *cell++;
            right &= text.empty() ? column.need == Need::Optional
                                  : cell::fault_of(column, text, searched) == cell::Fault::None;
        }
        return right;
    }

    void keep() {
        const auto kenmerk = m_cells[0];
        Row row{static_cast<std::uint32_t>(m_rows.offset()), m_rows.row_number(),
                static_cast<std::uint16_t>(m_source), no_place};
        // A kenmerk that was made or unquoted stands elsewhere, which makes this distance a wild
        // one.
        const auto distance =
            reinterpret_cast<std::uintptr_t>(kenmerk.data()) -
            reinterpret_cast<std::uintptr_t>(m_file.content.text.data() + m_rows.offset());
        if (distance < no_place && kenmerk.size() < no_place &&
            distance + kenmerk.size() <= m_rows.end() - m_rows.offset()) {
            row.kenmerk_at = static_cast<std::uint16_t>(distance);
            row.kenmerk_size = static_cast<std::uint16_t>(kenmerk.size());
        }
        if (m_table.m_rising) {
            // A kenmerk that was made is gone at the next row, so it cannot be compared with.
            m_table.m_rising = row.kenmerk_at != no_place && rises(m_last_kenmerk, kenmerk);
            m_last_kenmerk = kenmerk;
            if (!m_table.m_rising) m_hashes = m_table.hashes_from(0);
        }
        if (!m_table.m_rising) m_hashes.push_back(hash_of(kenmerk));
        m_table.m_rows.push_back(row);
    }

    void refuse_doubles() {
        m_findings.rows_read += m_table.m_rows.size() - m_first_row;
        if (m_table.m_rising) return;
        const auto same = [&](std::uint32_t earlier, std::uint32_t later) {
            return m_table.same_rows(earlier, later);
        };
        // Finding doubles takes less than an index, which most lists never need.
        const bool index = m_table.m_looked_up == LookedUp::Yes || m_table.m_index.size() > 0;
        const auto doubles =
            index ? m_table.m_index.add(m_hashes, same) : doubles_of(m_hashes, same);
        for (const auto& [earlier, later] : doubles) refuse_double(earlier, later);
    }

    void refuse_double(std::uint32_t first, std::uint32_t second) {
        Cursor first_cursor{m_table}, second_cursor{m_table};
        const auto one = first_cursor.at(first);
        const auto two = second_cursor.at(second);
        m_table.remove(second);
        --m_findings.rows_read;
        if (std::ranges::equal(one.cells, two.cells)) {
            if (m_doubles_count++ == 0)
                m_first_double = {one.number, two.number, std::string{one.file}};
            return;
        }
        const auto row = std::to_string(one.number) +
                         (one.file == two.file ? "" : " (" + std::string{one.file} + ")");
        add_reject(two.number, "kenmerk", std::string{two.kenmerk},
                   {"kenmerk \"" + shortened(two.kenmerk) + "\" staat ook in rij " + row +
                        ", met een andere inhoud; rij " + row + " telt en deze rij niet",
                    "kenmerk \"" + shortened(two.kenmerk) + "\" is also in row " + row +
                        ", with other content; row " + row + " counts and this row does not"});
        ++m_findings.rows_rejected;
    }

    void tell_doubles() {
        if (m_doubles_count == 0) return;
        const auto& [one, two, file] = m_first_double;
        const auto where = file == m_file.file ? "" : " (" + file + ")";
        const auto count = std::to_string(m_doubles_count);
        m_findings.notices.push_back(
            {Notice::Kind::SameRowTwice,
             std::string{m_table.m_type.name},
             m_file.file,
             two,
             {"rij " + std::to_string(two) + " is gelijk aan rij " + std::to_string(one) + where +
                  " en telt één keer; dubbele rijen in dit bestand: " + count,
              "row " + std::to_string(two) + " is equal to row " + std::to_string(one) + where +
                  " and counts once; double rows in this file: " + count}});
    }

    // More cells than the header has are harmless while they are empty.
    bool holds_more(std::span<const std::string_view> cells) {
        for (const auto cell : cells.subspan(m_file.header.cells.size())) {
            if (cell_text(cell).empty()) continue;
            reject({},
                   {"deze rij heeft meer cellen dan er kolommen zijn; staat er ergens een los "
                    "scheidingsteken?",
                    "this row has more cells than there are columns; is there a loose separator?"});
            return true;
        }
        return false;
    }

    void explain() {
        ++m_findings.rows_rejected;
        for (std::size_t i = 0; i < m_columns.size(); ++i) {
            const auto& column = m_columns[i];
            auto fault = cell::Fault::None;
            if (m_cells[i].empty())
                fault = column.need == Need::Required ? cell::Fault::Empty : cell::Fault::None;
            else if (m_cells[i].find(unreadable_byte) != std::string_view::npos)
                fault = cell::Fault::BadBytes;
            else
                fault = cell::fault_of(column, m_cells[i], cell::Searched::NotYet);
            if (fault != cell::Fault::None)
                add_reject(m_rows.row_number(), called(i), shortened(m_cells[0]),
                           cell::reason_of(fault, column, m_cells[i]));
        }
    }

    // A reader looks for the column under the name it has in the file.
    std::string_view called(std::size_t column) const {
        const auto in_file = m_plan.name_in_file(column);
        return in_file.empty() ? m_columns[column].name : in_file;
    }

    void reject(std::string_view column, Reason reason) {
        ++m_findings.rows_rejected;
        add_reject(m_rows.row_number(), column, {}, std::move(reason));
    }

    void add_reject(std::uint32_t number, std::string_view column, std::string kenmerk,
                    Reason reason) {
        if (m_rejects_count++ >= limits::list_rejects_kept_count_max) return;
        m_findings.rejects.push_back({std::string{m_table.m_type.name}, m_file.file, number,
                                      std::string{column}, std::move(kenmerk), std::move(reason)});
    }

    Reason flaw_reason() const {
        switch (m_rows.flaw()) {
            case CsvRows::Flaw::None:
                break;
            case CsvRows::Flaw::TooManyCells: {
                const auto most = std::to_string(limits::list_columns_count_max);
                return {"deze rij heeft meer dan " + most + " cellen",
                        "this row has more than " + most + " cells"};
            }
            case CsvRows::Flaw::CellTooLarge: {
                const auto most =
                    std::to_string(limits::list_cell_bytes_max / limits::KiB) + " KiB";
                return {"een cel in deze rij is groter dan " + most,
                        "a cell in this row is larger than " + most};
            }
            case CsvRows::Flaw::QuoteNotClosed:
                return {"een aanhalingsteken gaat open en niet dicht",
                        "a quotation mark opens and does not close"};
            case CsvRows::Flaw::TextAfterQuote:
                return {"na een gesloten aanhalingsteken staat nog tekst in dezelfde cel",
                        "there is text behind a closing quotation mark in the same cell"};
            case CsvRows::Flaw::GivenUp:
                return {"te veel losse aanhalingstekens; de rijen hierna zijn niet gelezen",
                        "too many loose quotation marks; the rows below were not read"};
        }
        return {};
    }

    // From how far it is, about how many rows there will be.
    void reserve() {
        const auto done = m_rows.end() - m_file.header.body_offset;
        const auto total = m_file.content.text.size() - m_file.header.body_offset;
        if (m_reserved || done == 0) return;
        m_reserved = true;
        const auto rows = std::min(limits::list_rows_count_max,
                                   (m_table.m_rows.size() - m_first_row) * (total / done + 1));
        m_table.m_rows.reserve(m_first_row + rows);
        if (!m_table.m_rising) m_hashes.reserve(m_first_row + rows);
    }

    ListTable& m_table;
    Findings& m_findings;
    std::size_t m_source;
    const Source& m_file;
    const RowPlan& m_plan;
    std::span<const ColumnInfo> m_columns;
    std::vector<std::string_view> m_cells;
    std::deque<std::string> m_scratch;
    CsvRows m_rows;
    bool m_clean;
    std::span<const std::size_t> m_places;
    bool m_reserved = false;
    std::uint32_t m_first_row;
    std::vector<std::uint32_t>
        m_hashes;  // Of the kenmerken that are in no index yet, once one does not rise.
    std::string_view m_last_kenmerk;
    std::string m_last_before;  // The last one of the file before, if there is one.
    std::size_t m_rejects_count = 0;
    std::size_t m_doubles_count = 0;
    struct {
        std::uint32_t one = 0, two = 0;
        std::string file;
    } m_first_double;
};

void ListTable::read(std::shared_ptr<const Source> source, RowPlan plan, Findings& findings,
                     const std::function<void(std::size_t, std::size_t)>& offset_done) {
    complete_index();
    m_sources.push_back({std::move(source), std::move(plan)});
    Reading{*this, findings}.run(offset_done);
}

}  // namespace kader::lists
