// Intervals and thresholds: norms/parameters.

#include "norm_book/closed_lists.h"
#include "norm_book/loader.h"

namespace kader::norm_book {

namespace {

bool overlap(const Validity& a, const Validity& b) {
    const bool a_starts_before_b_ends = !a.from || !b.until || *a.from < *b.until;
    const bool b_starts_before_a_ends = !b.from || !a.until || *b.from < *a.until;
    return a_starts_before_b_ends && b_starts_before_a_ends;
}

}  // namespace

void Loader::load_parameters() {
    for (const auto* source : files_below("parameters/")) {
        TableReader whole{source->content, source->name, m_faults};
        for (auto& row : whole.tables("parameter")) load_parameter(row);
        whole.refuse_other_keys();
    }
}

void Loader::load_parameter(TableReader row) {
    Parameter parameter;
    parameter.position = row.position();
    parameter.id = read_id(row);
    parameter.title = row.both("title");
    parameter.explain = row.both("explain");
    parameter.stricter = row.choice("stricter", stricter_ways);
    parameter.last_checked = row.optional_day("last_checked");
    for (auto& value : row.tables("value")) {
        parameter.values.push_back(read_value(value));
        value.refuse_other_keys();
    }
    row.refuse_other_keys();
    if (parameter.values.empty())
        row.refuse(
            "this parameter has no value; add [[parameter.value]] with from, value, certainty and "
            "sources");
    check_values(parameter);
    std::stable_sort(parameter.values.begin(), parameter.values.end(),
                     [](const auto& a, const auto& b) {
                         return a.validity.from.value_or(CalendarDay::min()) <
                                b.validity.from.value_or(CalendarDay::min());
                     });
    m_book.m_parameters.push_back(std::move(parameter));
}

ParameterValue Loader::read_value(TableReader& row) {
    ParameterValue result;
    result.position = row.position();
    result.certainty = row.choice("certainty", certainties);
    result.validity = read_validity(row, result.certainty);
    result.sources = read_sources(row);
    const auto* value = row.find("value");
    if (value == nullptr) {
        row.refuse(
            "`value` is missing; write a length such as \"3 months\" or a number such as 12");
    } else if (value->kind == toml::Value::Kind::Whole) {
        result.value = row.whole("value");
    } else if (value->kind != toml::Value::Kind::Text) {
        row.refuse_at("value",
                      "`value` must be a length such as \"3 months\" or a whole number, not " +
                          std::string{in_words(*value)});
    } else if (const auto length = parse_length(value->text); length) {
        result.value = *length;
    } else {
        row.refuse_at("value",
                      "\"" + value->text +
                          "\" is no length of time; write it like \"3 months\", \"60 days\"");
    }
    return result;
}

void Loader::check_values(const Parameter& parameter) {
    for (std::size_t i = 0; i < parameter.values.size(); ++i) {
        const auto& value = parameter.values[i];
        if (value.value.index() != parameter.values.front().value.index())
            m_faults.add(value.position, "the values of " + parameter.id +
                                             " must all be lengths or all be numbers");
        for (std::size_t k = 0; k < i; ++k)
            if (overlap(value.validity, parameter.values[k].validity))
                m_faults.add(value.position, "this value of " + parameter.id +
                                                 " holds on days on which the value at line " +
                                                 std::to_string(parameter.values[k].position.line) +
                                                 " holds too; give the earlier one a `through`");
    }
    const bool of_length = parameter.stricter == Parameter::Stricter::Shorter ||
                           parameter.stricter == Parameter::Stricter::Longer;
    for (const auto& value : parameter.values)
        if (std::holds_alternative<Length>(value.value) != of_length) {
            m_faults.add(parameter.position,
                         "the values of " + parameter.id +
                             (of_length ? " are numbers, so `stricter` must be lower or higher"
                                        : " are lengths, so `stricter` must be shorter or longer"));
            return;
        }
}

}  // namespace kader::norm_book
