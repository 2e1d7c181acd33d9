#include "lists/record.h"

#include <algorithm>

#include "lists/cell_scan.h"

namespace kader::lists {

namespace cell {

namespace {

bool refuse(Fault fault, const ColumnInfo& info, std::string_view text,
            std::vector<CellProblem>& problems) {
    auto reason = reason_of(fault, info, text);
    problems.push_back({std::string{info.name}, std::move(reason.nl), std::move(reason.en)});
    return false;
}

bool is_number_of_register(CellKind kind) {
    return kind == CellKind::KvkNumber || kind == CellKind::EstablishmentNumber ||
           kind == CellKind::BigNumber;
}

// Of several words: each once, in the order in which they stand.
void add_once(std::vector<std::string>& words, std::string_view word) {
    if (std::ranges::find(words, word) == words.end()) words.emplace_back(word);
}

}  // namespace

bool parse(const ColumnInfo& info, std::string_view text, std::string& into,
           std::vector<CellProblem>& problems) {
    const auto fault = fault_of(info, text, Searched::NotYet);
    if (fault != Fault::None) return refuse(fault, info, text, problems);
    if (info.kind == CellKind::Choice) {
        std::size_t place = 0;
        scan_choice(info, text, place);
        into = info.choices[place];
    } else if (is_number_of_register(info.kind)) {
        into.clear();
        std::ranges::copy_if(text, std::back_inserter(into),
                             [](char c) { return c != ' ' && c != '.'; });
    } else {
        into = text;
    }
    return true;
}

bool parse(const ColumnInfo& info, std::string_view text, CalendarDay& into,
           std::vector<CellProblem>& problems) {
    const auto fault = scan_day(text, into);
    if (fault == Fault::None) return true;
    return refuse(is_formula(text) ? Fault::Formula : fault, info, text, problems);
}

bool parse(const ColumnInfo& info, std::string_view text, bool& into,
           std::vector<CellProblem>& problems) {
    const auto fault = scan_yes_no(text, into);
    if (fault == Fault::None) return true;
    return refuse(is_formula(text) ? Fault::Formula : fault, info, text, problems);
}

bool parse(const ColumnInfo& info, std::string_view text, Hundredths& into,
           std::vector<CellProblem>& problems) {
    const auto fault = scan_hundredths(text, into.value);
    if (fault == Fault::None) return true;
    return refuse(is_formula(text) ? Fault::Formula : fault, info, text, problems);
}

bool parse(const ColumnInfo& info, std::string_view text, std::int32_t& into,
           std::vector<CellProblem>& problems) {
    const auto fault = scan_whole(text, into);
    if (fault == Fault::None) return true;
    return refuse(is_formula(text) ? Fault::Formula : fault, info, text, problems);
}

bool parse(const ColumnInfo& info, std::string_view text, std::vector<std::string>& into,
           std::vector<CellProblem>& problems) {
    const bool choices = info.kind == CellKind::Choices && !info.choices.empty();
    bool right = true;
    into.clear();
    if (is_formula(text)) return refuse(Fault::Formula, info, text, problems);
    for (auto rest = text;;) {
        const auto part = next_part(rest);
        if (part.empty()) break;
        std::size_t place = 0;
        const auto fault =
            choices ? scan_choice(info, part, place) : scan_text(info, part, Searched::NotYet);
        if (fault != Fault::None)
            right = refuse(fault, info, part, problems);
        else
            add_once(into, choices ? info.choices[place] : part);
    }
    if (right && into.empty()) return refuse(Fault::Empty, info, text, problems);
    return right;
}

void refuse_empty(const ColumnInfo& info, std::vector<CellProblem>& problems) {
    refuse(Fault::Empty, info, {}, problems);
}

}  // namespace cell

bool is_sealed(const ColumnInfo& column) {
    switch (column.kept) {
        case Kept::Plain:
            return false;
        case Kept::Sealed:
        case Kept::SealedMarked:
            return true;
        case Kept::ByKind:
            break;
    }
    return column.kind == CellKind::Text || column.kind == CellKind::BigNumber;
}

namespace detail {

void read_identity(std::span<const std::string_view> cells, RowIdentity& row,
                   std::vector<CellProblem>& problems) {
    if (cells[0].empty())
        cell::refuse_empty(kenmerk_column, problems);
    else
        cell::parse(kenmerk_column, cells[0], row.kenmerk, problems);
    if (CalendarDay day{}; !cells[1].empty() && cell::parse(known_on_column, cells[1], day, problems))
        row.known_on = day;
}

void drop_sealed(std::span<const ColumnInfo> columns, std::vector<CellProblem>& problems) {
    std::erase_if(problems, [&](const CellProblem& problem) {
        const auto column = std::ranges::find(columns, problem.column, &ColumnInfo::name);
        return column != columns.end() && is_sealed(*column);
    });
}

}  // namespace detail

void refuse_end_before_start(std::string_view column, CalendarDay from,
                             const std::optional<CalendarDay>& through,
                             std::vector<CellProblem>& problems) {
    if (!through || *through >= from) return;
    problems.push_back(
        {std::string{column},
         "eindigt op " + dutch_text(*through) + ", vóór het begin op " + dutch_text(from),
         "ends on " + english_text(*through) + ", before it starts on " + english_text(from)});
}

Period period_of(CalendarDay from, const std::optional<CalendarDay>& through) {
    Period period{from};
    if (through) period.until = *through + Days{1};
    return period;
}

}  // namespace kader::lists
