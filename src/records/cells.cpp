#include "records/cells.h"

#include <algorithm>

#include "kernel/text.h"
#include "lists/cell_scan.h"

namespace kader::records {

namespace cell {

std::string text_of(const std::string& text) {
    return text;
}
std::string text_of(CalendarDay day) {
    return iso_text(day);
}
std::string text_of(bool yes) {
    return yes ? "ja" : "nee";
}
std::string text_of(std::int32_t number) {
    return std::to_string(number);
}

std::string text_of(lists::Hundredths number) {
    auto text = std::to_string(number.value / 100);
    const auto rest = number.value % 100;
    if (rest == 0) return text;
    text += ',';
    text += static_cast<char>('0' + rest / 10);
    if (rest % 10 != 0) text += static_cast<char>('0' + rest % 10);
    return text;
}

std::string text_of(const std::vector<std::string>& words) {
    std::string text;
    for (const auto& word : words) {
        if (!text.empty()) text += ", ";
        text += word;
    }
    return text;
}

}  // namespace cell

namespace {

template <class Value>
std::string parsed(const lists::ColumnInfo& column, std::string_view text) {
    Value value{};
    std::vector<lists::CellProblem> problems;
    HALT_UNLESS(lists::cell::parse(column, text, value, problems));
    return cell::text_of(value);
}

std::string canonical(const lists::ColumnInfo& column, std::string_view text) {
    using enum lists::CellKind;
    switch (column.kind) {
        case Day:
        case LastDay:
            return parsed<CalendarDay>(column, text);
        case YesNo:
            return parsed<bool>(column, text);
        case Hundredths:
            return parsed<lists::Hundredths>(column, text);
        case Whole:
            return parsed<std::int32_t>(column, text);
        case Choices:
        case References:
            return parsed<std::vector<std::string>>(column, text);
        case Text:
        case Choice:
        case Reference:
        case KvkNumber:
        case EstablishmentNumber:
        case BigNumber:
            return parsed<std::string>(column, text);
    }
    HALT_UNLESS(false);
    return {};
}

}  // namespace

Cells canonical_cells(const lists::ListType& type, std::span<const std::string_view> row) {
    HALT_UNLESS(row.size() == type.columns.size());
    Cells cells;
    for (std::size_t at = 1; at < row.size(); ++at)
        if (const auto text = trimmed(row[at]); !text.empty())
            cells.emplace(type.columns[at].name, canonical(type.columns[at], text));
    return cells;
}

std::vector<std::string_view> row_of(const lists::ListType& type, std::string_view kenmerk,
                                     const Cells& cells) {
    std::vector<std::string_view> row;
    row.reserve(type.columns.size());
    row.push_back(kenmerk);
    for (std::size_t at = 1; at < type.columns.size(); ++at) {
        const auto cell = cells.find(type.columns[at].name);
        row.push_back(cell == cells.end() ? std::string_view{} : std::string_view{cell->second});
    }
    return row;
}

SplitCells split_cells(const lists::ListType& type, Cells cells) {
    SplitCells split;
    for (const auto& column : type.columns) {
        const auto found = cells.find(column.name);
        if (found == cells.end()) continue;
        auto cell = cells.extract(found);
        if (column.kept == lists::Kept::SealedMarked) split.plain.emplace(column.name, lists::sealed_mark);
        (lists::is_sealed(column) ? split.sealed : split.plain).insert(std::move(cell));
    }
    return split;
}

Cells whole_cells(const Cells& plain, const Cells& sealed) {
    auto cells = sealed;
    cells.insert(plain.begin(), plain.end());
    return cells;
}

Error detail::unreadable(const std::vector<lists::CellProblem>& problems) {
    return {Code::Invalid, "de opgeslagen gegevens zijn beschadigd (" + problems.front().column + ")"};
}

}  // namespace kader::records
