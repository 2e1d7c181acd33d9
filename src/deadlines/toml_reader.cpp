#include "deadlines/toml_reader.h"

#include <toml++/toml.h>

#include <algorithm>
#include <fstream>
#include <sstream>

#include "kernel/limits.h"

namespace kader::deadlines {

namespace {

TomlValue plain(const toml::node& node) {
    TomlValue value;
    value.line = int(node.source().begin.line);
    if (const auto* text = node.as_string()) {
        value.type = TomlValue::Type::Text;
        value.text = text->get();
    } else if (const auto* number = node.as_integer()) {
        value.type = TomlValue::Type::Number;
        value.number = number->get();
    } else if (const auto* flag = node.as_boolean()) {
        value.type = TomlValue::Type::Flag;
        value.flag = flag->get();
    } else if (const auto* date = node.as_date()) {
        const auto parts = date->get();
        if (parts.year >= 1900 && parts.year <= 2199) {
            value.type = TomlValue::Type::Day;
            value.day = day_of(parts.year, parts.month, parts.day);
        }
    } else if (const auto* list = node.as_array()) {
        value.type = TomlValue::Type::List;
        for (const auto& item : *list) value.items.push_back(plain(item));
    } else if (const auto* table = node.as_table()) {
        value.type = TomlValue::Type::Table;
        for (const auto& [key, item] : *table)
            value.entries.emplace_back(std::string{key.str()}, plain(item));
    }
    return value;
}

}  // namespace

std::variant<TomlValue, Fault> read_toml_text(std::string_view content, const std::string& name) {
    if (content.size() > limits::norm_file_bytes_max)
        return Fault{{name, 0}, "the file is too large"};
    try {
        return plain(toml::parse(content, name));
    } catch (const toml::parse_error& error) {
        return Fault{{name, int(error.source().begin.line)}, std::string{error.description()}};
    }
}

std::variant<TomlValue, Fault> read_toml_file(const std::filesystem::path& path,
                                              const std::string& name) {
    std::error_code code;
    const auto size = std::filesystem::file_size(path, code);
    if (code) return Fault{{name, 0}, "the file cannot be read"};
    if (size > limits::norm_file_bytes_max) return Fault{{name, 0}, "the file is too large"};
    std::ifstream file{path, std::ios::binary};
    std::ostringstream content;
    content << file.rdbuf();
    if (!file) return Fault{{name, 0}, "the file cannot be read"};
    return read_toml_text(content.str(), name);
}

TableReader::TableReader(const TomlValue& table, std::string file, std::vector<Fault>& faults)
    : m_table(table), m_file(std::move(file)), m_faults(faults) {}

bool TableReader::has(std::string_view key) const {
    return std::any_of(m_table.entries.begin(), m_table.entries.end(),
                       [&](const auto& entry) { return entry.first == key; });
}

const TomlValue* TableReader::take(std::string_view key) {
    m_asked.emplace_back(key);
    for (const auto& [name, value] : m_table.entries)
        if (name == key) return &value;
    return nullptr;
}

const TomlValue* TableReader::take(std::string_view key, TomlValue::Type type,
                                   const char* expected) {
    const auto* value = take(key);
    if (!value || value->type == type) return value;
    fault_at(value->line, "`" + std::string{key} + "` must be " + expected);
    return nullptr;
}

std::string TableReader::text(std::string_view key) {
    if (!has(key)) fault("`" + std::string{key} + "` is missing");
    auto value = maybe_text(key);
    if (value && value->empty()) fault_on(key, "`" + std::string{key} + "` is empty");
    return value ? *value : std::string{};
}

std::optional<CalendarDay> TableReader::day(std::string_view key) {
    if (!has(key)) fault("`" + std::string{key} + "` is missing");
    return maybe_day(key);
}

std::optional<std::string> TableReader::maybe_text(std::string_view key) {
    const auto* value = take(key, TomlValue::Type::Text, "a text");
    if (!value) return {};
    return value->text;
}

std::optional<CalendarDay> TableReader::maybe_day(std::string_view key) {
    const auto* value = take(key, TomlValue::Type::Day, "a date from 1900 through 2199");
    if (!value) return {};
    return value->day;
}

std::optional<std::int64_t> TableReader::maybe_number(std::string_view key) {
    const auto* value = take(key, TomlValue::Type::Number, "a whole number");
    if (!value) return {};
    return value->number;
}

std::optional<bool> TableReader::maybe_flag(std::string_view key) {
    const auto* value = take(key, TomlValue::Type::Flag, "true or false");
    if (!value) return {};
    return value->flag;
}

std::vector<std::string> TableReader::maybe_texts(std::string_view key) {
    const auto* value = take(key, TomlValue::Type::List, "a list of texts");
    std::vector<std::string> texts;
    if (!value) return texts;
    for (const auto& item : value->items) {
        if (item.type == TomlValue::Type::Text)
            texts.push_back(item.text);
        else
            fault_at(item.line, "`" + std::string{key} + "` must be a list of texts");
    }
    return texts;
}

Text TableReader::both(const std::string& key, bool required) {
    const auto nl = key + "_nl", en = key + "_en";
    if (!required && !has(nl) && !has(en)) {
        m_asked.push_back(nl);
        m_asked.push_back(en);
        return {};
    }
    return {text(nl), text(en)};
}

const TomlValue* TableReader::maybe_table(std::string_view key) {
    return take(key, TomlValue::Type::Table, "a table");
}

std::vector<const TomlValue*> TableReader::tables(std::string_view key) {
    std::vector<const TomlValue*> result;
    const auto* value = take(key, TomlValue::Type::List, "a list of tables");
    if (!value) return result;
    for (const auto& item : value->items) {
        if (item.type == TomlValue::Type::Table)
            result.push_back(&item);
        else
            fault_at(item.line, "`" + std::string{key} + "` must be a list of tables");
    }
    return result;
}

const TomlValue* TableReader::any(std::string_view key) {
    return take(key);
}

int TableReader::line_of(std::string_view key) const {
    for (const auto& [name, value] : m_table.entries)
        if (name == key) return value.line;
    return m_table.line;
}

void TableReader::fault_at(int line, std::string reason) {
    m_faults.push_back({{m_file, line}, std::move(reason)});
}

void TableReader::finish() {
    for (const auto& [name, value] : m_table.entries)
        if (std::find(m_asked.begin(), m_asked.end(), name) == m_asked.end())
            fault_at(value.line, "`" + name + "` is not a known key");
}

std::optional<Certainty> parse_certainty(std::string_view word) {
    if (word == "sourced") return Certainty::Sourced;
    if (word == "sourced-2nd") return Certainty::SourcedSecond;
    if (word == "assumed") return Certainty::Assumed;
    return {};
}

Certainty read_certainty(TableReader& row, std::string_view key) {
    const auto word = row.text(key);
    const auto certainty = parse_certainty(word);
    if (!certainty && !word.empty())
        row.fault_on(key, "`" + std::string{key} + "` must be sourced, sourced-2nd or assumed");
    return certainty.value_or(Certainty::Assumed);
}

std::vector<Source> read_sources(TableReader& row, const std::string& file,
                                 std::vector<Fault>& faults) {
    std::vector<Source> sources;
    for (const auto* table : row.tables("sources")) {
        TableReader source{*table, file, faults};
        sources.push_back({source.text("code"), source.maybe_text("article").value_or("")});
        source.finish();
    }
    if (sources.empty()) row.fault("it has no source");
    return sources;
}

Validity read_validity(TableReader& row, Certainty of_value) {
    Validity validity;
    validity.date_certainty = of_value;
    if (!row.has("from")) {
        row.fault("`from` is missing (write \"unknown\" when the date is not known)");
    } else if (const auto* from = row.any("from"); from->type == TomlValue::Type::Day) {
        validity.from = from->day;
    } else if (from->type == TomlValue::Type::Text && from->text == "unknown") {
        validity.date_certainty = Certainty::Assumed;
        if (row.has("from_certainty"))
            row.fault_on("from_certainty", "an unknown date has no certainty of its own");
    } else {
        row.fault_on("from", "`from` must be a date from 1900 through 2199, or \"unknown\"");
    }
    if (row.has("from_certainty")) validity.date_certainty = read_certainty(row, "from_certainty");
    if (const auto through = row.maybe_day("through")) {
        validity.until = *through + Days{1};
        if (validity.from && *through < *validity.from)
            row.fault_on("through", "`through` lies before `from`");
    }
    return validity;
}

}  // namespace kader::deadlines
