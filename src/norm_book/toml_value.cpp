#include "norm_book/toml_value.h"

#include <toml++/toml.h>

#include <algorithm>

namespace kader::norm_book {

namespace {

constexpr int year_first = 1900;
constexpr int year_last = 2199;

int line_of(const toml::source_region& region) {
    return static_cast<int>(region.begin.line);
}

TomlValue converted(const toml::node& node);

TomlValue converted_table(const toml::table& table) {
    TomlValue result;
    result.kind = TomlValue::Kind::Table;
    for (const auto& [key, node] : table) {
        auto item = converted(node);
        item.key = std::string{key.str()};
        item.key_line = line_of(key.source());
        result.items.push_back(std::move(item));
    }
    std::stable_sort(result.items.begin(), result.items.end(),
                     [](const auto& a, const auto& b) { return a.key_line < b.key_line; });
    return result;
}

void convert_day(const toml::date& date, TomlValue& into) {
    // The library has already refused a date that does not exist.
    if (date.year < year_first || date.year > year_last) {
        into.text = "a date outside the years 1900 through 2199";
        return;
    }
    into.kind = TomlValue::Kind::Day;
    into.day = day_of(date.year, date.month, date.day);
}

TomlValue converted(const toml::node& node) {
    TomlValue result;
    if (const auto* table = node.as_table()) {
        result = converted_table(*table);
    } else if (const auto* array = node.as_array()) {
        result.kind = TomlValue::Kind::List;
        for (const auto& item : *array) result.items.push_back(converted(item));
    } else if (const auto* text = node.as_string()) {
        result.kind = TomlValue::Kind::Text;
        result.text = text->get();
    } else if (const auto* whole = node.as_integer()) {
        result.kind = TomlValue::Kind::Whole;
        result.whole = whole->get();
    } else if (const auto* yes = node.as_boolean()) {
        result.kind = TomlValue::Kind::YesNo;
        result.yes = yes->get();
    } else if (const auto* date = node.as_date()) {
        convert_day(date->get(), result);
    } else {
        result.text = node.is_floating_point() ? "a decimal number" : "a time";
    }
    result.line = line_of(node.source());
    return result;
}

}  // namespace

const TomlValue* TomlValue::find(std::string_view name) const {
    for (const auto& item : items)
        if (item.key == name) return &item;
    return nullptr;
}

std::string_view in_words(TomlValue::Kind kind) {
    switch (kind) {
        case TomlValue::Kind::Text:
            return "a text between quotes";
        case TomlValue::Kind::Whole:
            return "a whole number";
        case TomlValue::Kind::YesNo:
            return "true or false";
        case TomlValue::Kind::Day:
            return "a day such as 2026-03-31, without quotes";
        case TomlValue::Kind::List:
            return "a list between [ and ]";
        case TomlValue::Kind::Table:
            return "a table";
        case TomlValue::Kind::Other:
            break;
    }
    return "something else";
}

std::variant<TomlValue, Fault> parse_toml(std::string_view bytes, const std::string& file) {
    try {
        return converted(toml::parse(bytes));
    } catch (const toml::parse_error& error) {
        return Fault{{file, line_of(error.source())},
                     "this is not TOML: " + std::string{error.description()}};
    }
}

}  // namespace kader::norm_book
