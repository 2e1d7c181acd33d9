#include "lists/spreadsheet_cell.h"

#include <utility>

#include "lists/cell_scan.h"

namespace kader::lists {

namespace {

constexpr char apostrophe = '\'';

bool starts_like_a_formula(std::string_view text) {
    return !text.empty() && std::string_view{"=+-@"}.find(text.front()) != std::string_view::npos;
}

}  // namespace

std::string_view unshielded(std::string_view cell) {
    if (!cell.starts_with(apostrophe)) return cell;
    auto behind = cell;
    while (behind.starts_with(apostrophe)) behind.remove_prefix(1);
    if (!starts_like_a_formula(behind) || cell::is_formula(behind)) return cell;
    return cell.substr(1);
}

std::string shielded(std::string_view text) {
    const bool computes = starts_like_a_formula(text) && text != "-";
    // What would lose an apostrophe of its own gets one to lose.
    const bool would_lose_one = unshielded(text).size() != text.size();
    std::string cell;
    cell.reserve(text.size() + 1);
    if (computes || would_lose_one) cell += apostrophe;
    return cell += text;
}

void CsvLine::add(std::string_view cell) {
    if (!std::exchange(m_first, false)) m_text += ';';
    const auto text = shielded(cell);
    if (text.find_first_of(";,\t\"\r\n") == std::string::npos) {
        m_text += text;
        return;
    }
    m_text += '"';
    for (const char c : text) {
        if (c == '"') m_text += '"';
        m_text += c;
    }
    m_text += '"';
}

std::string CsvLine::take() {
    m_first = true;
    m_text += "\r\n";
    return std::exchange(m_text, {});
}

}  // namespace kader::lists
