#pragma once

// Typed access to a table of a TOML file. It remembers which keys were asked for, so that
// afterwards every other key is refused, together with the list of keys that would have been
// understood.
//
// A getter that finds something wrong adds a fault and returns an empty value: the caller reads on.

#include <array>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "kernel/text.h"
#include "toml/value.h"

namespace kader::toml {

class TableReader {
public:
    // `value` must outlive the reader. A value that is no table gives a fault and reads as an empty
    // one.
    TableReader(const Value& value, std::string file, Faults& faults);

    bool is_table() const { return m_is_table; }
    bool has(std::string_view key);
    // The raw value; nothing if absent.
    const Value* find(std::string_view key);

    std::string text(std::string_view key);           // Required; not empty.
    std::string optional_text(std::string_view key);  // Not empty if it is there.
    std::string possibly_empty_text(std::string_view key);
    Text both(const std::string& stem);           // <stem>_nl and <stem>_en, required.
    Text optional_both(const std::string& stem);  // Both or neither.
    int whole(std::string_view key, int fallback = 0);
    std::optional<int> optional_whole(std::string_view key);  // From 0.
    std::optional<int> optional_whole(std::string_view key, int least, int most);
    bool yes_no(std::string_view key);
    std::optional<bool> optional_yes_no(std::string_view key);
    CalendarDay day(std::string_view key);
    std::optional<CalendarDay> optional_day(std::string_view key);
    std::vector<std::string> texts(std::string_view key);           // Required, one or more.
    std::vector<std::string> optional_texts(std::string_view key);  // None if absent.

    // One word of a closed list. `word(value)` says which word means that value; after a refusal
    // the first value stands.
    template <class E, std::size_t N>
    E choice(std::string_view key, const std::array<E, N>& values) {
        return optional_choice(key, values, true).value_or(values[0]);
    }
    template <class E, std::size_t N>
    std::optional<E> optional_choice(std::string_view key, const std::array<E, N>& values,
                                     bool required = false) {
        const auto* found = typed(key, Value::Kind::Text, required);
        if (found == nullptr) return {};
        for (const auto value : values)
            if (found->text == word(value)) return value;
        std::vector<std::string> words;
        for (const auto value : values) words.emplace_back(word(value));
        refuse_word(*found, words);
        return {};
    }

    // [[key]]: the tables of a list; empty if absent.
    std::vector<TableReader> tables(std::string_view key);
    // [key], or key = { … }.
    std::optional<TableReader> optional_table(std::string_view key);

    // Call once at the end.
    void refuse_other_keys();

    void refuse(std::string reason) { m_faults->add(position(), std::move(reason)); }
    void refuse_at(std::string_view key, std::string reason);
    Position position() const { return {m_file, m_value->line}; }
    Position position_of(std::string_view key) const;
    const std::string& file() const { return m_file; }
    const Value& value() const { return *m_value; }
    Faults& faults() { return *m_faults; }

private:
    const Value* typed(std::string_view key, Value::Kind kind, bool required);
    std::vector<std::string> texts_in(const Value&, std::string_view key);
    void refuse_word(const Value&, const std::vector<std::string>& words);

    const Value* m_value;
    bool m_is_table;
    std::string m_file;
    Faults* m_faults;
    std::vector<std::string> m_asked;
};

// True if there is nothing but white space.
bool is_blank(std::string_view text);

}  // namespace kader::toml
