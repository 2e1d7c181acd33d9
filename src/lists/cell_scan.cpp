#include "lists/cell_scan.h"

#include <algorithm>
#include <array>
#include <limits>

#include "kernel/text.h"

namespace kader::lists::cell {

namespace {

constexpr char lower(char c) {
    return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
}

bool equal_without_case(std::string_view a, std::string_view b) {
    return std::ranges::equal(a, b, {}, lower, lower);
}

bool looks_scientific(std::string_view text) {
    const auto e = text.find_first_of("eE");
    return e != std::string_view::npos && e > 0 && is_digit(text[0]) && e + 1 < text.size() &&
           (text[e + 1] == '+' || is_digit(text[e + 1]));
}

// The digits before the decimals, in the Dutch way: 1250 or 1.250.
Fault scan_integer(std::string_view text, std::int64_t& into) {
    into = 0;
    if (text.empty()) return Fault::NotANumber;
    const auto first_point = text.find('.');
    if (first_point == 0 || (first_point != std::string_view::npos && first_point > 3))
        return Fault::NotANumber;
    std::size_t since_point = 0;
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (text[i] == '.') {
            if (i != first_point && since_point != 3) return Fault::NotANumber;
            since_point = 0;
            continue;
        }
        if (!is_digit(text[i])) return Fault::NotANumber;
        ++since_point;
        into = into * 10 + (text[i] - '0');
        if (into > std::numeric_limits<std::int32_t>::max()) return Fault::TooLarge;
    }
    if (first_point != std::string_view::npos && since_point != 3) return Fault::NotANumber;
    return Fault::None;
}

constexpr std::array yes_words = {"ja", "j", "yes", "y", "x", "1", "waar", "true"};
constexpr std::array no_words = {"nee", "n", "no", "0", "onwaar", "false"};

}  // namespace

bool is_formula(std::string_view text) {
    if (text.empty()) return false;
    const auto first = text.front();
    if (first == '=') return true;
    if (first != '+' && first != '-' && first != '@') return false;
    // What may follow a sign: a number, a date, a telephone number; or nothing, since a lone dash
    // is how people write "none".
    return !std::ranges::all_of(text.substr(1), [](char c) {
        return is_digit(c) || c == ' ' || c == '.' || c == ',' || c == '-' || c == '/' ||
               c == '(' || c == ')' || c == ':';
    });
}

Fault scan_yes_no(std::string_view text, bool& into) {
    into = true;
    for (const std::string_view word : yes_words)
        if (equal_without_case(text, word)) return Fault::None;
    into = false;
    for (const std::string_view word : no_words)
        if (equal_without_case(text, word)) return Fault::None;
    return Fault::NotYesNo;
}

Fault scan_hundredths(std::string_view text, std::int32_t& into) {
    if (looks_scientific(text)) return Fault::Scientific;
    if (text.starts_with('-')) return Fault::Negative;
    if (text.starts_with('+')) text.remove_prefix(1);
    auto mark = text.find(',');
    if (mark == std::string_view::npos) {
        // One point is a decimal point, unless three digits follow it.
        mark = text.find('.');
        if (mark != std::string_view::npos &&
            (text.find('.', mark + 1) != std::string_view::npos || text.size() - mark == 4))
            mark = std::string_view::npos;
    }
    std::int64_t whole = 0;
    std::int64_t decimals = 0;
    if (mark != std::string_view::npos) {
        const auto tail = text.substr(mark + 1);
        if (tail.empty() || !std::ranges::all_of(tail, is_digit)) return Fault::NotANumber;
        if (tail.size() > 2) return Fault::TooManyDecimals;
        decimals = (tail[0] - '0') * 10 + (tail.size() == 2 ? tail[1] - '0' : 0);
        text = text.substr(0, mark);
    }
    if (const auto fault = scan_integer(text, whole); fault != Fault::None) return fault;
    const auto value = whole * 100 + decimals;
    if (value > std::numeric_limits<std::int32_t>::max()) return Fault::TooLarge;
    into = static_cast<std::int32_t>(value);
    return Fault::None;
}

Fault scan_whole(std::string_view text, std::int32_t& into) {
    if (looks_scientific(text)) return Fault::Scientific;
    if (text.starts_with('-')) return Fault::Negative;
    std::int64_t value = 0;
    const auto fault = scan_integer(text, value);
    if (fault == Fault::NotANumber) {
        std::int32_t hundredths = 0;
        return scan_hundredths(text, hundredths) == Fault::None ? Fault::NotWhole : fault;
    }
    if (fault == Fault::None) into = static_cast<std::int32_t>(value);
    return fault;
}

Fault scan_choice(const ColumnInfo& info, std::string_view text, std::size_t& into) {
    for (std::size_t i = 0; i < info.choices.size(); ++i)
        if (info.choices[i] == text) return into = i, Fault::None;
    const auto word = folded(text);
    for (std::size_t i = 0; i < info.choices.size(); ++i)
        if (folded(info.choices[i]) == word) return into = i, Fault::None;
    return Fault::NotAChoice;
}

Fault scan_text(const ColumnInfo& info, std::string_view text, Searched searched) {
    if (is_formula(text)) return Fault::Formula;
    if (searched == Searched::CleanFile) return Fault::None;
    for (std::size_t at = 0; at < text.size();) {
        const auto c = next_character(text, at);
        if (c == bad_byte) return Fault::BadBytes;
        if (is_control(c)) return Fault::Control;
    }
    const bool one_line = info.kind != CellKind::Text || info.name == kenmerk_column.name;
    if (one_line && text.find_first_of("\r\n") != std::string_view::npos) return Fault::LineBreak;
    return Fault::None;
}

Fault scan_number_of_register(CellKind kind, std::string_view text) {
    std::size_t digits = 0;
    if (looks_scientific(text)) return Fault::Scientific;
    bool others = false;
    for (const char c : text) {
        if (is_digit(c))
            ++digits;
        else if (c != ' ' && c != '.')
            others = true;
    }
    if (kind == CellKind::KvkNumber) return others || digits != 8 ? Fault::KvkDigits : Fault::None;
    if (kind == CellKind::EstablishmentNumber)
        return others || digits != 12 ? Fault::EstablishmentDigits : Fault::None;
    if (!others && digits == 10) return Fault::BigTenDigits;
    return others || digits != 11 ? Fault::BigDigits : Fault::None;
}

std::string_view next_part(std::string_view& rest) {
    while (!rest.empty()) {
        const auto end = std::min(rest.find_first_of(",;|"), rest.size());
        const auto part = trimmed(rest.substr(0, end));
        rest.remove_prefix(std::min(end + 1, rest.size()));
        if (!part.empty()) return part;
    }
    return {};
}

Fault fault_of(const ColumnInfo& info, std::string_view text, Searched searched) {
    CalendarDay day{};
    bool yes = false;
    std::int32_t number = 0;
    std::size_t place = 0;
    auto fault = Fault::None;
    switch (info.kind) {
        case CellKind::Text:
        case CellKind::Reference:
            return scan_text(info, text, searched);
        case CellKind::Day:
        case CellKind::LastDay:
            fault = scan_day(text, day);
            break;
        case CellKind::YesNo:
            fault = scan_yes_no(text, yes);
            break;
        case CellKind::Choice:
            fault = scan_choice(info, text, place);
            break;
        case CellKind::Choices:
        case CellKind::References: {
            if (is_formula(text)) return Fault::Formula;
            bool any = false;
            for (auto rest = text; fault == Fault::None;) {
                const auto part = next_part(rest);
                if (part.empty()) break;
                any = true;
                fault = info.kind == CellKind::Choices && !info.choices.empty()
                            ? scan_choice(info, part, place)
                            : scan_text(info, part, searched);
            }
            if (!any) return Fault::Empty;
            break;
        }
        case CellKind::Hundredths:
            fault = scan_hundredths(text, number);
            break;
        case CellKind::Whole:
            fault = scan_whole(text, number);
            break;
        case CellKind::KvkNumber:
        case CellKind::EstablishmentNumber:
        case CellKind::BigNumber:
            fault = scan_number_of_register(info.kind, text);
            break;
    }
    // Whatever is wrong with it as a day or a number: a formula is told as a formula.
    if (fault != Fault::None && is_formula(text)) return Fault::Formula;
    return fault;
}

}  // namespace kader::lists::cell
