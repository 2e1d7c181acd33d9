#pragma once

// What a cell holds, without a single allocation when it is right.
//
// The one place that knows how each kind of cell is written. cell::parse (record.h) and the reader
// of whole lists both stand on it, so a row that the reader passes is a row that a record can read.
// All functions are pure.

#include <cstdint>
#include <string_view>

#include "lists/reason.h"
#include "lists/record.h"

namespace kader::lists::cell {

constexpr bool is_digit(char c) {
    return c >= '0' && c <= '9';
}

enum class Fault : std::uint8_t {
    None,
    Empty,
    Formula,
    Control,    // A character that cannot be printed.
    BadBytes,   // Neither UTF-8 nor Windows-1252.
    LineBreak,  // In a kenmerk or a reference.
    NotADay,
    NoSuchDay,       // 30-02-2026
    YearOutOfRange,  // Before 1900 or after 2199.
    ShortYear,       // 5-1-26
    DayNumber,       // 46027: the cell was not a date for Excel.
    TimeZone,        // Elsewhere it may be another day.
    NotYesNo,
    NotAChoice,
    NotANumber,
    Negative,
    TooManyDecimals,
    TooLarge,
    NotWhole,
    Scientific,  // 1,23E+11: Excel cut the number short.
    KvkDigits,
    EstablishmentDigits,
    BigDigits,
    BigTenDigits,  // Excel drops a leading zero.
};

// A file that holds no control character anywhere need not be searched again cell by cell.
enum class Searched { NotYet, CleanFile };

bool is_formula(std::string_view text);

// Days as parse_day knows them, and also 2026/03/31, and with a time of day behind it, which is
// dropped. fuzz/date_fuzz.cpp holds this and parse_day together.
Fault scan_day(std::string_view text, CalendarDay& into);
Fault scan_yes_no(std::string_view text, bool& into);
// A point before three digits is a thousands point, since there are at most two decimals.
Fault scan_hundredths(std::string_view text, std::int32_t& into);
Fault scan_whole(std::string_view text, std::int32_t& into);
// The place of the word in info.choices.
Fault scan_choice(const ColumnInfo& info, std::string_view text, std::size_t& into);
Fault scan_text(const ColumnInfo& info, std::string_view text, Searched);
// Kvk, establishment and BIG numbers; spaces and points are allowed between the digits.
Fault scan_number_of_register(CellKind kind, std::string_view text);

// Takes the next part off a cell with several words, without spaces; empty at the end.
std::string_view next_part(std::string_view& rest);

// The first thing wrong with a trimmed cell that is not empty, whatever its kind.
Fault fault_of(const ColumnInfo& info, std::string_view text, Searched);

// What to say of it. `text` is shortened and made harmless.
Reason reason_of(Fault fault, const ColumnInfo& info, std::string_view text);

}  // namespace kader::lists::cell
