#include "toml/value.h"

#include <toml++/toml.h>

#include <algorithm>

namespace kader::toml {

namespace {

constexpr int year_first = 1900;
constexpr int year_last = 2199;

int line_of(const ::toml::source_region& region) {
    return static_cast<int>(region.begin.line);
}

Value converted(const ::toml::node& node);

Value converted_table(const ::toml::table& table) {
    Value result;
    result.kind = Value::Kind::Table;
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

void convert_day(const ::toml::date& date, Value& into) {
    // The library has already refused a date that does not exist.
    if (date.year < year_first || date.year > year_last) {
        into.text = "a date outside the years 1900 through 2199";
        return;
    }
    into.kind = Value::Kind::Day;
    into.day = day_of(date.year, date.month, date.day);
}

Value converted(const ::toml::node& node) {
    Value result;
    if (const auto* table = node.as_table()) {
        result = converted_table(*table);
    } else if (const auto* array = node.as_array()) {
        result.kind = Value::Kind::List;
        for (const auto& item : *array) result.items.push_back(converted(item));
    } else if (const auto* text = node.as_string()) {
        result.kind = Value::Kind::Text;
        result.text = text->get();
    } else if (const auto* whole = node.as_integer()) {
        result.kind = Value::Kind::Whole;
        result.whole = whole->get();
    } else if (const auto* yes = node.as_boolean()) {
        result.kind = Value::Kind::YesNo;
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

const Value* Value::find(std::string_view name) const {
    for (const auto& item : items)
        if (item.key == name) return &item;
    return nullptr;
}

std::string_view in_words(Value::Kind kind) {
    switch (kind) {
        case Value::Kind::Text:
            return "a text between quotes";
        case Value::Kind::Whole:
            return "a whole number";
        case Value::Kind::YesNo:
            return "true or false";
        case Value::Kind::Day:
            return "a day such as 2026-03-31, without quotes";
        case Value::Kind::List:
            return "a list between [ and ]";
        case Value::Kind::Table:
            return "a table";
        case Value::Kind::Other:
            break;
    }
    return "something else";
}

std::string_view in_words(const Value& value) {
    return value.kind == Value::Kind::Other ? value.text : in_words(value.kind);
}

std::variant<Value, NotToml> parse(std::string_view bytes) {
    try {
        return converted(::toml::parse(bytes));
    } catch (const ::toml::parse_error& error) {
        return NotToml{line_of(error.source()), std::string{error.description()}};
    }
}

std::optional<Value> parse(std::string_view bytes, const std::string& file, Faults& faults) {
    auto parsed = parse(bytes);
    if (auto* value = std::get_if<Value>(&parsed)) return std::move(*value);
    const auto& broken = std::get<NotToml>(parsed);
    faults.add({file, broken.line}, "this is not TOML: " + broken.reason);
    return {};
}

}  // namespace kader::toml
