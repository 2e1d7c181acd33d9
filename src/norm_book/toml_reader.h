#pragma once

// Typed access to a table of a norm file. It remembers which keys were asked for, so that
// afterwards every other key is refused, together with the list of keys that would have been
// understood.
//
// A getter that finds something wrong adds a fault and returns an empty value: the caller reads on.

#include <array>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "norm_book/norm_book.h"
#include "norm_book/toml_value.h"

namespace kader::norm_book {

class TableReader {
public:
    // `value` must outlive the reader. A value that is no table gives a fault and reads as an empty
    // one.
    TableReader(const TomlValue& value, std::string file, Faults& faults);

    bool is_table() const { return m_is_table; }
    bool has(std::string_view key);
    // The raw value; nothing if absent.
    const TomlValue* find(std::string_view key);

    std::string text(std::string_view key);           // Required; not empty.
    std::string optional_text(std::string_view key);  // Not empty if it is there.
    std::string possibly_empty_text(std::string_view key);
    Text both(const std::string& stem);  // <stem>_nl and <stem>_en, required.
    int whole(std::string_view key, int fallback = 0);
    std::optional<int> optional_whole(std::string_view key);
    bool yes_no(std::string_view key);
    std::optional<bool> optional_yes_no(std::string_view key);
    CalendarDay day(std::string_view key);
    std::optional<CalendarDay> optional_day(std::string_view key);
    std::vector<std::string> texts(std::string_view key);  // Required, one or more.

    // One word of a closed list: `choices` are pairs of word and value.
    template <class E, std::size_t N>
    E choice(std::string_view key, const std::array<E, N>& values) {
        return optional_choice(key, values, true).value_or(values[0]);
    }
    template <class E, std::size_t N>
    std::optional<E> optional_choice(std::string_view key, const std::array<E, N>& values,
                                     bool required = false) {
        const auto* found = typed(key, TomlValue::Kind::Text, required);
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

    // Call once at the end.
    void refuse_other_keys();

    void refuse(std::string reason) { m_faults->add(position(), std::move(reason)); }
    void refuse_at(std::string_view key, std::string reason);
    Position position() const { return {m_file, m_value->line}; }
    Position position_of(std::string_view key) const;
    const std::string& file() const { return m_file; }
    const TomlValue& value() const { return *m_value; }
    Faults& faults() { return *m_faults; }

private:
    const TomlValue* typed(std::string_view key, TomlValue::Kind kind, bool required);
    void refuse_word(const TomlValue&, const std::vector<std::string>& words);

    const TomlValue* m_value;
    bool m_is_table;
    std::string m_file;
    Faults* m_faults;
    std::vector<std::string> m_asked;
};

// True if there is nothing but white space.
bool is_blank(std::string_view text);

}  // namespace kader::norm_book
