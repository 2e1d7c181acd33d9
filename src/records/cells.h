#pragma once

// Between a typed record, the row that a list would have of it, and the two parts that are stored.
//
// Canonical words: days as 2026-03-31, ja and nee, choices in their own spelling, numbers as 32,5,
// registration numbers without spaces, several words with ", " between them in the order in which they were
// given. Empty cells are left out.

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "kernel/result.h"
#include "records/record_store.h"
#include "records/version.h"

namespace kader::records {

// The cells of a row that the list accepts, in canonical words; `row` as ListType::read takes it.
Cells canonical_cells(const lists::ListType&, std::span<const std::string_view> row);

// A row in the order of the list's columns, as ListType::read and facts_of_stored take it; it points into
// `kenmerk` and `cells`.
std::vector<std::string_view> row_of(const lists::ListType&, std::string_view kenmerk, const Cells& cells);

// Of a marked column, lists::sealed_mark stands among the plain cells.
SplitCells split_cells(const lists::ListType&, Cells);
// The opposite: where both have a cell, the sealed one is what was written.
Cells whole_cells(const Cells& plain, const Cells& sealed);

// Canonical words of one value; empty when there is nothing to say.
namespace cell {
std::string text_of(const std::string&);
std::string text_of(CalendarDay);
std::string text_of(bool);
std::string text_of(lists::Hundredths);
std::string text_of(std::int32_t);
std::string text_of(const std::vector<std::string>&);
template <class T>
std::string text_of(const std::optional<T>& value) {
    return value ? text_of(*value) : std::string{};
}
}  // namespace cell

// The list of a record type. Made once; any thread.
template <class Record>
const lists::ListType& type_of() {
    static const auto type = lists::list_type<Record>();
    return type;
}

namespace detail {
template <class Record>
struct CellWriter {
    const Record& record;
    Cells& cells;
    template <class Member>
    void operator()(Member Record::*member, const lists::ColumnInfo& info) {
        if (auto text = cell::text_of(record.*member); !text.empty())
            cells.emplace(info.name, std::move(text));
    }
};
Error unreadable(const std::vector<lists::CellProblem>&);
}  // namespace detail

template <class Record>
Draft draft_of(const Record& record, Origin origin = Origin::Entered) {
    Draft draft{.type = &type_of<Record>(), .kenmerk = record.row.kenmerk, .cells = {}, .origin = origin};
    if (record.row.known_on)
        draft.cells.emplace(lists::known_on_column.name, cell::text_of(*record.row.known_on));
    detail::CellWriter<Record> writer{record, draft.cells};
    Record::describe(writer);
    return draft;
}

// Invalid: a cell that the list would not accept. What only several cells together can get wrong was
// looked at when they were written.
template <class Record>
Result<Record> record_of(std::string_view kenmerk, const Cells& cells) {
    const auto row = row_of(type_of<Record>(), kenmerk, cells);
    std::vector<lists::CellProblem> problems;
    Record record;
    lists::detail::read_identity(row, record.row, problems);
    lists::detail::CellReader<Record> reader{record, std::span{row}.subspan(2), problems};
    Record::describe(reader);
    if (!problems.empty()) return detail::unreadable(problems);
    return record;
}

}  // namespace kader::records
