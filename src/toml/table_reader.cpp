#include "toml/table_reader.h"

#include <algorithm>
#include <limits>

namespace kader::toml {

namespace {

const Value empty_table = [] {
    Value value;
    value.kind = Value::Kind::Table;
    return value;
}();

std::string ticked(std::string_view key) {
    return "`" + std::string{key} + "`";
}

}  // namespace

bool is_blank(std::string_view text) {
    return text.find_first_not_of(" \t\r\n") == std::string_view::npos;
}

TableReader::TableReader(const Value& value, std::string file, Faults& faults)
    : m_value{&value},
      m_is_table{value.kind == Value::Kind::Table},
      m_file{std::move(file)},
      m_faults{&faults} {
    if (m_is_table) return;
    refuse("here belongs a table, not " + std::string{in_words(value.kind)});
    m_value = &empty_table;
}

bool TableReader::has(std::string_view key) {
    return find(key) != nullptr;
}

const Value* TableReader::find(std::string_view key) {
    if (std::find(m_asked.begin(), m_asked.end(), key) == m_asked.end()) m_asked.emplace_back(key);
    return m_value->find(key);
}

const Value* TableReader::typed(std::string_view key, Value::Kind kind, bool required) {
    const auto* found = find(key);
    if (found == nullptr) {
        if (required)
            refuse(ticked(key) + " is missing here; it must be " + std::string{in_words(kind)});
        return nullptr;
    }
    if (found->kind == kind) return found;
    m_faults->add({m_file, found->line}, ticked(key) + " must be " + std::string{in_words(kind)} +
                                             ", not " + std::string{in_words(*found)});
    return nullptr;
}

std::string TableReader::text(std::string_view key) {
    const auto* found = typed(key, Value::Kind::Text, true);
    if (found == nullptr) return {};
    if (is_blank(found->text))
        m_faults->add({m_file, found->line}, ticked(key) + " is empty; write the text");
    return found->text;
}

std::string TableReader::optional_text(std::string_view key) {
    return has(key) ? text(key) : std::string{};
}

std::string TableReader::possibly_empty_text(std::string_view key) {
    const auto* found = typed(key, Value::Kind::Text, false);
    return found == nullptr ? std::string{} : found->text;
}

Text TableReader::both(const std::string& stem) {
    return {text(stem + "_nl"), text(stem + "_en")};
}

Text TableReader::optional_both(const std::string& stem) {
    const bool has_nl = has(stem + "_nl");
    return has(stem + "_en") || has_nl ? both(stem) : Text{};
}

std::optional<int> TableReader::optional_whole(std::string_view key) {
    return optional_whole(key, 0, std::numeric_limits<int>::max());
}

std::optional<int> TableReader::optional_whole(std::string_view key, int least, int most) {
    const auto* found = typed(key, Value::Kind::Whole, false);
    if (found == nullptr) return {};
    if (least <= found->whole && found->whole <= most) return static_cast<int>(found->whole);
    const bool has_end = most < std::numeric_limits<int>::max();
    m_faults->add({m_file, found->line},
                  ticked(key) + " must be " + (has_end ? "" : "a whole number ") + "from " +
                      std::to_string(least) + (has_end ? " through " + std::to_string(most) : ""));
    return {};
}

int TableReader::whole(std::string_view key, int fallback) {
    if (!has(key)) typed(key, Value::Kind::Whole, true);
    return optional_whole(key).value_or(fallback);
}

std::optional<bool> TableReader::optional_yes_no(std::string_view key) {
    const auto* found = typed(key, Value::Kind::YesNo, false);
    return found == nullptr ? std::optional<bool>{} : found->yes;
}

bool TableReader::yes_no(std::string_view key) {
    const auto* found = typed(key, Value::Kind::YesNo, true);
    return found != nullptr && found->yes;
}

std::optional<CalendarDay> TableReader::optional_day(std::string_view key) {
    const auto* found = typed(key, Value::Kind::Day, false);
    return found == nullptr ? std::optional<CalendarDay>{} : found->day;
}

CalendarDay TableReader::day(std::string_view key) {
    const auto* found = typed(key, Value::Kind::Day, true);
    return found == nullptr ? CalendarDay{} : found->day;
}

std::vector<std::string> TableReader::texts(std::string_view key) {
    const auto* found = typed(key, Value::Kind::List, true);
    if (found == nullptr) return {};
    if (found->items.empty())
        m_faults->add({m_file, found->line}, ticked(key) + " is an empty list");
    return texts_in(*found, key);
}

std::vector<std::string> TableReader::optional_texts(std::string_view key) {
    const auto* found = typed(key, Value::Kind::List, false);
    return found == nullptr ? std::vector<std::string>{} : texts_in(*found, key);
}

std::vector<std::string> TableReader::texts_in(const Value& list, std::string_view key) {
    std::vector<std::string> result;
    for (const auto& item : list.items) {
        if (item.kind == Value::Kind::Text && !is_blank(item.text))
            result.push_back(item.text);
        else
            m_faults->add({m_file, item.line},
                          ticked(key) + " must hold texts between quotes only");
    }
    return result;
}

std::vector<TableReader> TableReader::tables(std::string_view key) {
    std::vector<TableReader> result;
    const auto* found = typed(key, Value::Kind::List, false);
    if (found == nullptr) return result;
    for (const auto& item : found->items) result.emplace_back(item, m_file, *m_faults);
    return result;
}

std::optional<TableReader> TableReader::optional_table(std::string_view key) {
    const auto* found = typed(key, Value::Kind::Table, false);
    if (found == nullptr) return {};
    return TableReader{*found, m_file, *m_faults};
}

void TableReader::refuse_other_keys() {
    for (const auto& item : m_value->items) {
        if (std::find(m_asked.begin(), m_asked.end(), item.key) != m_asked.end()) continue;
        m_faults->add(
            {m_file, item.key_line},
            "unknown key " + ticked(item.key) + "; the keys allowed here are " + listed(m_asked));
    }
}

void TableReader::refuse_at(std::string_view key, std::string reason) {
    m_faults->add(position_of(key), std::move(reason));
}

Position TableReader::position_of(std::string_view key) const {
    const auto* found = m_value->find(key);
    return {m_file, found == nullptr ? m_value->line : found->line};
}

void TableReader::refuse_word(const Value& found, const std::vector<std::string>& words) {
    m_faults->add({m_file, found.line}, ticked(found.key) + " is \"" + found.text +
                                            "\"; it must be one of " + listed(words));
}

}  // namespace kader::toml
