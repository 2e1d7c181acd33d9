#pragma once

// A TOML file as plain values with their lines. The only place that knows the TOML library is
// value.cpp: it takes long to compile.

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "kernel/calendar.h"
#include "toml/fault.h"

namespace kader::toml {

struct Value {
    enum class Kind { Text, Whole, YesNo, Day, List, Table, Other };

    Kind kind = Kind::Other;
    int line = 0;
    std::string key;   // Inside a table: the name under which it stands.
    int key_line = 0;  // The line of that name.
    std::string text;  // Text; for Other: what it is, in words.
    std::int64_t whole = 0;
    bool yes = false;
    CalendarDay day{};
    std::vector<Value> items;  // Of a List, in order; of a Table, in order of line.

    const Value* find(std::string_view name) const;
};

// What a kind is called in a refusal: "a text between quotes".
std::string_view in_words(Value::Kind);
// The same for one value, also of a kind that is not read: "a decimal number".
std::string_view in_words(const Value&);

// The one place where a file stops being TOML, in the words of the library.
struct NotToml {
    int line = 0;
    std::string reason;
};

// The table that the whole file is. The caller has judged its size.
std::variant<Value, NotToml> parse(std::string_view bytes);
// The same; nothing, and a fault, where the file stops being TOML.
std::optional<Value> parse(std::string_view bytes, const std::string& file, Faults& faults);

}  // namespace kader::toml
