#pragma once

// A TOML file as plain values with their lines. The only place that knows the TOML library is
// toml_value.cpp: it takes long to compile.

#include <cstdint>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "kernel/calendar.h"
#include "norm_book/faults.h"

namespace kader::norm_book {

struct TomlValue {
    enum class Kind { Text, Whole, YesNo, Day, List, Table, Other };

    Kind kind = Kind::Other;
    int line = 0;
    std::string key;   // Inside a table: the name under which it stands.
    int key_line = 0;  // The line of that name.
    std::string text;  // Text; for Other: what it is, in words.
    std::int64_t whole = 0;
    bool yes = false;
    CalendarDay day{};
    std::vector<TomlValue> items;  // Of a List, in order; of a Table, in order of line.

    const TomlValue* find(std::string_view name) const;
};

// What a kind is called in a refusal: "a text between quotes".
std::string_view in_words(TomlValue::Kind);

// The table that the whole file is, or the one place where it stops being TOML.
std::variant<TomlValue, Fault> parse_toml(std::string_view bytes, const std::string& file);

}  // namespace kader::norm_book
