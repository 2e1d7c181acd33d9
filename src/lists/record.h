#pragma once

// How a record says which columns its list has, and how a row of cells becomes one.
//
// Each record type describes itself once, in `describe`; from that follow the documented columns,
// the reading of a row with every refusal in Dutch and English, and the writing of it. A row's first
// two columns are the same everywhere: `kenmerk` (its identity, required) and `bekend_op` (the day
// from which the practice knew it, optional). See staff/person.h for an example.

#include <cstdint>
#include <functional>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <type_traits>
#include <vector>

#include "facts/fact.h"
#include "kernel/calendar.h"

namespace kader::lists {

enum class Need { Required, Optional };

enum class CellKind {
    Text,
    Day,            // 2026-03-31 or 31-03-2026
    LastDay,        // a day that is itself included: tot_en_met, geldig_tot_en_met
    YesNo,          // ja, nee
    Choice,         // one word of a closed list
    Choices,        // several, with a comma or a semicolon between them
    Reference,      // the kenmerk of a row in another list
    References,     // several, likewise
    Hundredths,     // a number with at most two decimals, comma or point: 32,5
    Whole,          // a whole number from 0
    KvkNumber,      // 8 digits
    EstablishmentNumber,  // 12 digits
    BigNumber,      // 11 digits
};

// Whether a stored cell can be read without a key. By its kind, text and BIG numbers are sealed and
// everything else is plain: days, codes, numbers and references, of which facts are made.
enum class Kept {
    ByKind,
    Plain,   // A text that facts are made of, or a code.
    Sealed,  // A name, a day of birth, words of their own.
    // Sealed, but that it is filled in is told, since a fact hangs on that alone.
    SealedMarked,
};

// What both languages say of a thing.
struct Words {
    std::string_view nl;
    std::string_view en;
};

struct ColumnInfo {
    std::string_view name;
    CellKind kind = CellKind::Text;
    Need need = Need::Required;
    std::span<const std::string_view> choices = {};  // For Choice and Choices.
    std::string_view refers_to = {};                 // The list of a Reference or References.
    Words about = {};
    Kept kept = Kept::ByKind;
};

// Whether the cells of this column are stored sealed.
bool is_sealed(const ColumnInfo&);
// Stands among the plain cells for a cell that is sealed and marked.
inline constexpr std::string_view sealed_mark = "(verzegeld)";

// A number kept exact in hundredths.
struct Hundredths {
    std::int32_t value = 0;
    friend bool operator==(const Hundredths&, const Hundredths&) = default;
};

struct CellProblem {
    std::string column;
    std::string nl;
    std::string en;
};

// The two columns that every list has.
struct RowIdentity {
    std::string kenmerk;
    std::optional<CalendarDay> known_on = {};
};

// What reading one row gave. Either `problems` is empty and the facts are complete, or the row is
// rejected and there are no facts.
struct ReadRow {
    RowIdentity identity;
    std::vector<CellProblem> problems;
    std::vector<facts::NewFact> facts;
};

// What reading one stored row gave, of which only the plain cells are there.
struct StoredRow {
    RowIdentity identity;
    std::vector<facts::NewFact> facts;
    std::vector<std::string> damaged;  // Columns that no list would accept; then there are no facts.
};

// A list, without its C++ type: what the reader, the documentation and the importer need.
struct ListType {
    std::string_view name;  // "bijeenkomsten": the file is bijeenkomsten.csv
    std::string_view room;  // "activities"
    Words about;
    std::vector<ColumnInfo> columns;  // `kenmerk` and `bekend_op` first
    // Cells in the order of `columns`; an absent column gives an empty cell. Pure; any thread.
    std::function<ReadRow(std::span<const std::string_view> cells)> read;
    // The facts of a stored row: the same as read() gives of the whole row. Sealed cells are not
    // looked at, whatever stands there; of a marked one, whether it is empty. Pure; any thread.
    std::function<StoredRow(std::span<const std::string_view> cells)> facts_of_stored;
    // The column with the person whose file a row belongs to, so that it goes with that file. Empty:
    // it belongs to the practice.
    std::string_view subject_column = {};
    // The program itself keeps this list: nobody hands it in, in a file or otherwise.
    bool by_program = false;
};

// Parses one cell by its kind. Public for the tests and the fuzzers. An empty cell is the caller's
// business. Choices and references are trimmed; choices are compared without regard to case.
namespace cell {
bool parse(const ColumnInfo&, std::string_view, std::string& into, std::vector<CellProblem>&);
bool parse(const ColumnInfo&, std::string_view, CalendarDay& into, std::vector<CellProblem>&);
bool parse(const ColumnInfo&, std::string_view, bool& into, std::vector<CellProblem>&);
bool parse(const ColumnInfo&, std::string_view, Hundredths& into, std::vector<CellProblem>&);
bool parse(const ColumnInfo&, std::string_view, std::int32_t& into, std::vector<CellProblem>&);
bool parse(const ColumnInfo&, std::string_view, std::vector<std::string>& into,
           std::vector<CellProblem>&);
void refuse_empty(const ColumnInfo&, std::vector<CellProblem>&);
}  // namespace cell

inline constexpr ColumnInfo kenmerk_column{
    "kenmerk", CellKind::Text, Need::Required, {}, {},
    {"het eigen nummer van deze rij; blijft gelijk zolang het over hetzelfde gaat",
     "this row's own number; stays the same as long as it is about the same thing"},
    Kept::Plain};
inline constexpr ColumnInfo known_on_column{
    "bekend_op", CellKind::Day, Need::Optional, {}, {},
    {"de dag waarop de praktijk dit wist, als dat later was dan de dag waarop het ging gelden",
     "the day on which the practice knew this, if later than the day on which it began to hold"}};

namespace detail {

// Collects what a record describes.
template <class Record>
struct ColumnCollector {
    std::vector<ColumnInfo> columns;
    template <class Member>
    void operator()(Member Record::*, const ColumnInfo& info) {
        columns.push_back(info);
    }
};

// Fills a record from cells, in the order of description.
template <class Record>
struct CellReader {
    Record& record;
    std::span<const std::string_view> cells;
    std::vector<CellProblem>& problems;
    std::size_t next = 0;

    template <class T>
    void operator()(T Record::*member, const ColumnInfo& info) {
        const auto text = cells[next++];
        if (!text.empty())
            cell::parse(info, text, record.*member, problems);
        else if (info.need == Need::Required)
            cell::refuse_empty(info, problems);
    }
    template <class T>
    void operator()(std::optional<T> Record::*member, const ColumnInfo& info) {
        const auto text = cells[next++];
        if (text.empty()) return;
        T value{};
        if (cell::parse(info, text, value, problems)) record.*member = std::move(value);
    }
};

// The same for a stored row.
template <class Record>
struct StoredCellReader {
    CellReader<Record> reader;

    template <class Member>
    void operator()(Member Record::*member, const ColumnInfo& info) {
        if (!is_sealed(info)) return reader(member, info);
        const auto text = reader.cells[reader.next++];
        if constexpr (std::is_same_v<Member, std::string>)
            if (info.kept == Kept::SealedMarked && !text.empty())
                reader.record.*member = sealed_mark;
    }
};

void read_identity(std::span<const std::string_view> cells, RowIdentity&, std::vector<CellProblem>&);
// Drops the problems of sealed columns.
void drop_sealed(std::span<const ColumnInfo> columns, std::vector<CellProblem>&);

}  // namespace detail

template <class Record>
std::vector<ColumnInfo> columns_of() {
    detail::ColumnCollector<Record> collector;
    collector.columns = {kenmerk_column, known_on_column};
    Record::describe(collector);
    return collector.columns;
}

// Reads one row. `cells` follows columns_of<Record>(). A record may have a member
// `void check(std::vector<CellProblem>&) const` for what only several cells together can get wrong,
// such as an end before its start; it runs when every cell by itself is right.
template <class Record>
Record read_record(std::span<const std::string_view> cells, std::vector<CellProblem>& problems) {
    Record record;
    detail::read_identity(cells, record.row, problems);
    detail::CellReader<Record> reader{record, cells.subspan(2), problems};
    Record::describe(reader);
    if constexpr (requires { record.check(problems); })
        if (problems.empty()) record.check(problems);
    return record;
}

// Reads one row of which only the plain cells are there. What check() finds in a sealed column is no
// problem; what it finds in a plain one is damage, for such a row was never stored. So a check()
// that becomes stricter must let pass what was stored before it.
template <class Record>
StoredRow read_stored(std::span<const std::string_view> cells) {
    Record record;
    std::vector<CellProblem> problems;
    detail::read_identity(cells, record.row, problems);
    detail::StoredCellReader<Record> reader{{record, cells.subspan(2), problems}};
    Record::describe(reader);
    if constexpr (requires { record.check(problems); })
        if (problems.empty()) {
            record.check(problems);
            if (!problems.empty()) detail::drop_sealed(columns_of<Record>(), problems);
        }
    StoredRow stored{record.row, {}, {}};
    for (auto& problem : problems) stored.damaged.push_back(std::move(problem.column));
    if (stored.damaged.empty()) stored.facts = facts_of(record);
    return stored;
}

// Erases the type. Record has: `RowIdentity row`, a static `list` and `room` and `about`, a static
// `describe`, and a free function facts_of(const Record&) in its namespace. A record of one person's
// file has a static `subject_column` too; one that the program alone keeps a static `by_program`.
template <class Record>
ListType list_type() {
    ListType type{Record::list, Record::room, Record::about, columns_of<Record>(),
                  [](std::span<const std::string_view> cells) {
                      ReadRow result;
                      const auto record = read_record<Record>(cells, result.problems);
                      result.identity = record.row;
                      if (result.problems.empty()) result.facts = facts_of(record);
                      return result;
                  },
                  read_stored<Record>};
    if constexpr (requires { Record::subject_column; }) type.subject_column = Record::subject_column;
    if constexpr (requires { Record::by_program; }) type.by_program = Record::by_program;
    return type;
}

// The problem "ends before it starts", for a record's check().
void refuse_end_before_start(std::string_view column, CalendarDay from,
                             const std::optional<CalendarDay>& through,
                             std::vector<CellProblem>&);

// The half-open period of a first day and an included last day.
Period period_of(CalendarDay from, const std::optional<CalendarDay>& through);

}  // namespace kader::lists
