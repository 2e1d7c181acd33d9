// A practice's own value of a norm: it may only be stricter.

#include <charconv>

#include "norm_book/norm_book.h"

namespace kader::norm_book {

namespace {

using Value = std::variant<Length, int>;

std::string trimmed(std::string_view text) {
    const auto first = text.find_first_not_of(" \t");
    if (first == std::string_view::npos) return {};
    return std::string{text.substr(first, text.find_last_not_of(" \t") - first + 1)};
}

struct DutchUnit {
    std::string_view nl;
    std::string_view en;
};
constexpr DutchUnit dutch_units[] = {{"dag", "days"},
                                     {"dagen", "days"},
                                     {"weken", "weeks"},
                                     {"maand", "months"},
                                     {"maanden", "months"},
                                     {"jaar", "years"},
                                     {"jaren", "years"},
                                     {"werkdag", "working days"},
                                     {"werkdagen", "working days"},
                                     {"uur", "hours"},
                                     {"uren", "hours"}};

// "2 Maanden" in the words that parse_length knows.
std::string in_english(std::string_view text) {
    const auto space = text.find(' ');
    if (space == std::string_view::npos) return std::string{text};
    std::string unit;
    for (const char letter : trimmed(text.substr(space)))
        unit += letter >= 'A' && letter <= 'Z' ? static_cast<char>(letter - 'A' + 'a') : letter;
    for (const auto& known : dutch_units)
        if (known.nl == unit) unit = known.en;
    return std::string{text.substr(0, space)} + " " + unit;
}

std::optional<int> number_in(std::string_view text) {
    int value = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (error != std::errc{} || end != text.data() + text.size() || value < 0) return {};
    return value;
}

// Negative: `own` is shorter or lower; 0: the same. Nothing: these units cannot be compared.
std::optional<int> compared(const Value& own, const Value& norm, CalendarDay on) {
    const auto sign = [](auto a, auto b) { return a < b ? -1 : a > b ? 1 : 0; };
    if (const auto* count = std::get_if<int>(&own)) return sign(*count, std::get<int>(norm));
    const auto& own_length = std::get<Length>(own);
    const auto& norm_length = std::get<Length>(norm);
    if (own_length.unit == norm_length.unit) return sign(own_length.count, norm_length.count);
    if (!is_calendar(own_length) || !is_calendar(norm_length)) return {};
    return sign(plus(on, own_length), plus(on, norm_length));
}

std::string text_of(const Value& value) {
    if (const auto* count = std::get_if<int>(&value)) return std::to_string(*count);
    return english_text(std::get<Length>(value));
}

// Longer than any term of law; keeps the arithmetic on days inside the calendar.
constexpr int own_years_max = 200;

bool is_sane(const Length& length) {
    using enum Length::Unit;
    if (length.count <= 0) return false;
    switch (length.unit) {
        case Years:
            return length.count <= own_years_max;
        case Months:
            return length.count <= own_years_max * 12;
        case Weeks:
            return length.count <= own_years_max * 53;
        case Days:
        case WorkingDays:
            return length.count <= own_years_max * 366;
        case Hours:
            return length.count <= own_years_max * 366 * 24;
    }
    return false;
}

}  // namespace

Result<Value> stricter_value(const Parameter& parameter, std::string_view text, CalendarDay on) {
    const auto* norm = parameter.on(on);
    if (norm == nullptr)
        return Error{Code::NotFound, parameter.id + " has no value on " + iso_text(on),
                     parameter.id};
    const auto own_text = trimmed(text);
    if (own_text.empty()) return norm->value;

    Value own;
    if (std::holds_alternative<int>(norm->value)) {
        const auto number = number_in(own_text);
        if (!number)
            return Error{Code::Invalid,
                         parameter.id + " is a number, such as " + text_of(norm->value),
                         parameter.id};
        own = *number;
    } else {
        const auto length = parse_length(in_english(own_text));
        if (!length || !is_sane(*length))
            return Error{Code::Invalid,
                         parameter.id + " is a length of time, such as " + text_of(norm->value),
                         parameter.id};
        own = *length;
    }
    const auto order = compared(own, norm->value, on);
    if (!order)
        return Error{Code::Invalid,
                     text_of(own) + " cannot be compared with " + text_of(norm->value) +
                         "; use the unit of the norm",
                     parameter.id};
    const bool wants_less = parameter.stricter == Parameter::Stricter::Shorter ||
                            parameter.stricter == Parameter::Stricter::Lower;
    if (wants_less ? *order > 0 : *order < 0)
        return Error{Code::RefusedByNorm,
                     text_of(own) + " is looser than the norm, " + text_of(norm->value) +
                         "; an own value may only be " + std::string{word(parameter.stricter)},
                     parameter.id};
    return own;
}

}  // namespace kader::norm_book
