#pragma once

// A TOML file as plain values with their lines, and a strict way to read its tables: what is asked
// for must be there, and what is not asked for may not. The TOML library stays inside
// toml_reader.cpp.

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

#include "deadlines/holiday_calendar.h"
#include "kernel/calendar.h"

namespace kader::deadlines {

struct TomlValue {
    enum class Type { Text, Number, Flag, Day, List, Table, Other };
    Type type = Type::Other;
    int line = 0;
    std::string text;
    std::int64_t number = 0;
    bool flag = false;
    CalendarDay day{};
    std::vector<TomlValue> items;
    std::vector<std::pair<std::string, TomlValue>> entries;
};

// The whole file as one table. `name` is the file's name in a fault.
std::variant<TomlValue, Fault> read_toml_text(std::string_view content, const std::string& name);
// Also a fault: a file that cannot be read, or larger than limits::norm_file_bytes_max.
std::variant<TomlValue, Fault> read_toml_file(const std::filesystem::path&,
                                              const std::string& name);

// Reads one table and collects what is wrong with it.
class TableReader {
public:
    TableReader(const TomlValue& table, std::string file, std::vector<Fault>& faults);

    int line() const { return m_table.line; }
    Position position() const { return {m_file, m_table.line}; }
    bool has(std::string_view key) const;

    // Required; when it is missing or of another type there is a fault and an empty value.
    std::string text(std::string_view key);
    std::optional<CalendarDay> day(std::string_view key);
    // Optional; another type is a fault.
    std::optional<std::string> maybe_text(std::string_view key);
    std::optional<CalendarDay> maybe_day(std::string_view key);
    std::optional<std::int64_t> maybe_number(std::string_view key);
    std::optional<bool> maybe_flag(std::string_view key);
    std::vector<std::string> maybe_texts(std::string_view key);
    // `<key>_nl` and `<key>_en`; both, or neither when `required` is false.
    Text both(const std::string& key, bool required);
    // A table inside, or null.
    const TomlValue* maybe_table(std::string_view key);
    // The tables of an array of tables.
    std::vector<const TomlValue*> tables(std::string_view key);
    // Whatever is there, for a key that may be of more than one type. Null when absent.
    const TomlValue* any(std::string_view key);

    // The line of a key, or of the table.
    int line_of(std::string_view key) const;
    void fault(std::string reason) { fault_at(m_table.line, std::move(reason)); }
    void fault_on(std::string_view key, std::string reason) {
        fault_at(line_of(key), std::move(reason));
    }

    // Says a fault for each key that nobody asked for.
    void finish();

private:
    const TomlValue* take(std::string_view key);
    const TomlValue* take(std::string_view key, TomlValue::Type type, const char* expected);
    void fault_at(int line, std::string reason);

    const TomlValue& m_table;
    std::string m_file;
    std::vector<Fault>& m_faults;
    std::vector<std::string> m_asked;
};

// The parts that every row of norms/ has.
std::optional<Certainty> parse_certainty(std::string_view word);
Certainty read_certainty(TableReader&, std::string_view key);
// `sources = [{code, article}]`: at least one, or a fault.
std::vector<Source> read_sources(TableReader&, const std::string& file, std::vector<Fault>& faults);
// `from`, `through`, `from_certainty`. A missing `from` is a fault; "unknown" holds on every day
// and is assumed.
Validity read_validity(TableReader&, Certainty of_value);

}  // namespace kader::deadlines
