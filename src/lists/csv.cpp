#include "lists/csv.h"

#include <algorithm>
#include <bit>
#include <cstring>
#include <utility>

#if defined(__SSE2__)
#include <emmintrin.h>
#endif

#include "kernel/limits.h"
#include "kernel/text.h"

namespace kader::lists {

namespace {

constexpr std::size_t block_bytes = 64;

// A bit for every one of 64 bytes that a row may turn on.
#if defined(__SSE2__)
std::uint64_t specials_of(const char* block, char separator) {
    const auto separators = _mm_set1_epi8(separator);
    const auto quotes = _mm_set1_epi8('"');
    const auto feeds = _mm_set1_epi8('\n');
    const auto returns = _mm_set1_epi8('\r');
    std::uint64_t result = 0;
    for (unsigned i = 0; i < 4; ++i) {
        const auto bytes = _mm_loadu_si128(reinterpret_cast<const __m128i*>(block + 16 * i));
        const auto one =
            _mm_or_si128(_mm_cmpeq_epi8(bytes, separators), _mm_cmpeq_epi8(bytes, quotes));
        const auto two = _mm_or_si128(_mm_cmpeq_epi8(bytes, feeds), _mm_cmpeq_epi8(bytes, returns));
        const auto bits = static_cast<unsigned>(_mm_movemask_epi8(_mm_or_si128(one, two)));
        result |= std::uint64_t{bits} << (16 * i);
    }
    return result;
}
#else
std::uint64_t specials_of(const char* block, char separator) {
    std::uint64_t result = 0;
    for (unsigned i = 0; i < block_bytes; ++i) {
        const char c = block[i];
        const bool special = (c == separator) | (c == '"') | (c == '\n') | (c == '\r');
        result |= std::uint64_t{special} << i;
    }
    return result;
}
#endif

constexpr auto nowhere = std::string_view::npos;

}  // namespace

CsvRows::CsvRows(std::string_view text, char separator, std::size_t columns)
    : m_text(text),
      m_separator(separator),
      m_columns(columns),
      m_cells(limits::list_columns_count_max) {
    jump(0);
}

void CsvRows::jump(std::size_t to) {
    m_block = to;
    const auto left = m_text.size() - std::min(to, m_text.size());
    if (left >= block_bytes) {
        m_specials = specials_of(m_text.data() + to, m_separator);
        return;
    }
    m_specials = 0;
    if (left == 0) return;
    char last[block_bytes] = {};
    std::memcpy(last, m_text.data() + to, left);
    m_specials = specials_of(last, m_separator);
}

std::size_t CsvRows::next_special() {
    while (m_specials == 0) {
        if (m_block + block_bytes >= m_text.size()) return nowhere;
        jump(m_block + block_bytes);
    }
    const auto at = m_block + static_cast<std::size_t>(std::countr_zero(m_specials));
    m_specials &= m_specials - 1;
    return at;
}

void CsvRows::add_cell(std::string_view cell) {
    if (cell.size() > limits::list_cell_bytes_max) m_flaw = Flaw::CellTooLarge;
    if (m_count < m_cells.size())
        m_cells[m_count++] = cell;
    else if (m_flaw == Flaw::None)
        m_flaw = Flaw::TooManyCells;
}

void CsvRows::end_row(std::size_t at) {
    m_at = at + 1;
    // The second half of CRLF is the next special byte, so it is taken off as well.
    if (m_text[at] == '\r' && m_at < m_text.size() && m_text[m_at] == '\n') {
        next_special();
        ++m_at;
    }
}

void CsvRows::seek(std::size_t offset, std::uint32_t row_number) {
    m_at = offset;
    m_row_number = row_number - 1;
    jump(offset);
}

bool CsvRows::is_blank() const {
    if (m_flaw != Flaw::None) return false;
    for (std::size_t i = 0; i < m_count; ++i)
        if (!m_cells[i].empty() && !trimmed(m_cells[i]).empty()) return false;
    return true;
}

bool CsvRows::next() {
    while (m_at < m_text.size() && m_flaw != Flaw::GivenUp) {
        m_row_start = m_at;
        m_count = 0;
        m_unquoted_count = 0;
        m_has_quotes = false;
        m_flaw = Flaw::None;
        ++m_row_number;
        scan_row();
        const auto first = m_cells[0];
        if ((!first.empty() && first.front() > ' ') || !is_blank()) return true;
    }
    return false;
}

// The innermost loop of all reading: the pointers and the local copies keep it out of memory.
void CsvRows::scan_row() {
    const char* const text = m_text.data();
    const auto separator = m_separator;
    auto* const cells = m_cells.data();
    const auto cells_max = m_cells.size();
    auto start = m_row_start;
    for (;;) {
        if (m_specials == 0) {
            if (m_block + block_bytes >= m_text.size()) {
                add_cell(m_text.substr(start));
                m_at = m_text.size();
                return;
            }
            jump(m_block + block_bytes);
            continue;
        }
        const auto at = m_block + static_cast<std::size_t>(std::countr_zero(m_specials));
        m_specials &= m_specials - 1;
        const char c = text[at];
        if (c == '"') {
            if (at != start) continue;
            if (!scan_quoted(at)) return;
            // The byte behind the quote is a separator, a line end or the end.
            const auto behind = next_special();
            if (behind == nowhere) {
                m_at = m_text.size();
                return;
            }
            if (text[behind] != separator) return end_row(behind);
            start = behind + 1;
            continue;
        }
        const std::string_view cell{text + start, at - start};
        if (m_count < cells_max && cell.size() <= limits::list_cell_bytes_max)
            cells[m_count++] = cell;
        else
            add_cell(cell);
        start = at + 1;
        if (c != separator) return end_row(at);
    }
}

// Takes a quoted cell; false when it is broken and the row is given up.
bool CsvRows::scan_quoted(std::size_t quote) {
    m_has_quotes = true;
    bool doubled = false;
    auto close = quote + 1;
    for (;; close += 2, doubled = true) {
        close = m_text.find('"', close);
        if (close == nowhere) return abandon(Flaw::QuoteNotClosed, m_text.size()), false;
        if (close + 1 >= m_text.size() || m_text[close + 1] != '"') break;
    }
    auto behind = close + 1;
    // Spaces between the closing quote and the separator are forgiven.
    while (behind < m_text.size() && m_text[behind] == ' ') ++behind;
    if (behind < m_text.size()) {
        const char c = m_text[behind];
        if (c != m_separator && c != '\n' && c != '\r')
            return abandon(Flaw::TextAfterQuote, behind), false;
    }
    const auto inside = m_text.substr(quote + 1, close - quote - 1);
    if (swallowed_rows(inside, behind)) return abandon(Flaw::QuoteNotClosed, behind), false;
    jump(behind);
    if (!doubled || inside.size() > 2 * limits::list_cell_bytes_max) {
        add_cell(inside);
        return true;
    }
    if (m_unquoted_count == m_unquoted.size()) m_unquoted.emplace_back();
    auto& cell = m_unquoted[m_unquoted_count++];
    cell.clear();
    for (std::size_t i = 0; i < inside.size(); ++i) {
        cell.push_back(inside[i]);
        if (inside[i] == '"') ++i;
    }
    add_cell(cell);
    return true;
}

// A second stray quote further down would close the first, and the rows between would vanish into
// one cell. Two signs of it: a line inside the cell has as many separators as a row of its own; or
// both the line on which the quote opened and the one on which it closed are whole rows, if quotes
// meant nothing.
bool CsvRows::swallowed_rows(std::string_view cell, std::size_t behind) const {
    if (m_columns < 3) return false;
    const auto first_end = cell.find_first_of("\r\n");
    if (first_end == nowhere) return false;
    const auto last_start = cell.find_last_of("\r\n") + 1;
    std::size_t separators = 0;
    for (auto i = first_end; i < last_start; ++i) {
        if (cell[i] == m_separator) ++separators;
        if (cell[i] != '\n' && cell[i] != '\r') continue;
        if (separators + 1 >= m_columns) return true;
        separators = 0;
    }
    const auto count = [&](std::string_view part) {
        return static_cast<std::size_t>(std::ranges::count(part, m_separator));
    };
    const auto opening = count(cell.substr(0, first_end));
    const auto after = m_text.substr(behind);
    const auto closing =
        count(cell.substr(last_start)) + count(after.substr(0, after.find_first_of("\r\n")));
    return opening > 0 && m_count + opening + 1 == m_columns && closing + 1 == m_columns;
}

void CsvRows::abandon(Flaw flaw, std::size_t scanned_to) {
    m_flaw = flaw;
    const auto line_end = m_text.find_first_of("\r\n", m_row_start);
    const auto resume = line_end == nowhere ? m_text.size() : line_end;
    m_rescanned += scanned_to - std::min(scanned_to, resume);
    if (m_rescanned > 4 * m_text.size() + limits::MiB) m_flaw = Flaw::GivenUp;
    jump(resume);
    m_at = resume;
    if (resume < m_text.size()) {
        next_special();
        end_row(resume);
    }
}

CsvHeader csv_header_of(std::string_view text) {
    CsvHeader header;
    std::size_t start = 0;
    bool told = false;
    if (text.size() >= 5 && folded(text.substr(0, 4)) == "sep=") {
        const char told_separator = text[4];
        const auto end = text.find_first_of("\r\n");
        told = end == 5 || text.size() == 5;
        if (told) {
            header.separator = told_separator;
            start = end == nowhere ? text.size() : end + 1;
            if (start < text.size() && text[start - 1] == '\r' && text[start] == '\n') ++start;
        }
    }
    if (told && header.separator != ';' && header.separator != ',' && header.separator != '\t' &&
        header.separator != '|')
        told = false, header.separator = ';';
    if (!told) {
        std::pair<bool, std::size_t> best{};
        for (const char candidate : {';', '\t', ','}) {
            CsvRows rows{text.substr(start, 4 * limits::list_cell_bytes_max), candidate};
            if (!rows.next()) break;
            const auto first = rows.cells().size();
            const bool alike = first > 1 && rows.next() && rows.cells().size() == first;
            const std::pair<bool, std::size_t> score{alike, first};
            if (score > best) best = score, header.separator = candidate;
        }
    }
    CsvRows rows{text, header.separator};
    rows.seek(start, 1);
    if (!rows.next() || rows.flaw() != CsvRows::Flaw::None) {
        header.body_offset = text.size();
        return header;
    }
    for (const auto cell : rows.cells()) header.cells.emplace_back(trimmed(cell));
    while (!header.cells.empty() && header.cells.back().empty()) header.cells.pop_back();
    header.body_offset = rows.end();
    header.row_number = rows.row_number();
    return header;
}

}  // namespace kader::lists
