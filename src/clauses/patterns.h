#pragma once

// Groups of patterns over the words of a sentence: which stretches of words say a thing. Read from
// norms/clauses/rules.toml; norms/clauses/README.md says what the notation means.

#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace kader::clauses {

// One word of a pattern: a word that has to be there, or how it begins or ends. Each different one has a number, so that
// the words of a text are compared once with all of them and not again by each pattern.
using WordPattern = std::uint32_t;

class WordPatterns {
public:
    // Of "woord", "woor*", "*oord", "*oor*", "_" or "#". Nothing: no word of small letters without accents.
    std::optional<WordPattern> number_of(std::string_view text);
    // Those that a word fits, each once.
    std::vector<WordPattern> fitting(std::string_view word) const;
    std::size_t size() const { return m_count; }

private:
    struct Hash {
        using is_transparent = void;
        std::size_t operator()(std::string_view text) const { return std::hash<std::string_view>{}(text); }
    };
    using ByText = std::unordered_map<std::string, WordPattern, Hash, std::equal_to<>>;
    ByText m_exactly, m_begins, m_ends, m_contains;
    std::optional<WordPattern> m_any, m_number;
    WordPattern m_count = 0;
    std::size_t m_longest = 0;  // Of their texts.
};

struct Alternative {
    std::optional<std::size_t> group;  // A match of that group, or
    std::vector<WordPattern> phrase;   // these words in a row.
};

struct Element {
    std::optional<std::size_t> gap;  // So many words at most, or
    std::vector<Alternative> alternatives;
    std::vector<WordPattern> first_words;  // Of the alternatives that are words.
};

using Pattern = std::vector<Element>;

struct PatternGroup {
    std::string id;
    std::vector<Pattern> patterns;
    std::vector<Pattern> except;  // A match that begins inside one of these is none.
};

class PatternGroups {
public:
    // Nothing: added. Else why not, such as a group that does not stand before it.
    std::optional<std::string> add(const std::string& id, const std::vector<std::string>& patterns,
                                   const std::vector<std::string>& except);
    std::optional<std::size_t> find(std::string_view id) const;
    const PatternGroup& operator[](std::size_t at) const { return m_groups[at]; }
    std::size_t size() const { return m_groups.size(); }
    const WordPatterns& word_patterns() const { return m_word_patterns; }

private:
    std::optional<std::string> parse(std::string_view text, std::vector<Pattern>& into);
    WordPatterns m_word_patterns;
    std::vector<PatternGroup> m_groups;
    std::map<std::string, std::size_t, std::less<>> m_by_id;
};

// The words of one sentence, or of one piece of it, and what was found in them so far. At most words_max of them.
class SentenceMatches {
public:
    static constexpr std::size_t words_max = 400;
    SentenceMatches(const PatternGroups& groups, std::vector<std::string> words);
    bool has(std::size_t group) { return !matches(group).empty(); }
    const std::vector<std::string>& words() const { return m_words; }

private:
    // From which word to behind which; by the first.
    using Matches = std::vector<std::pair<std::size_t, std::size_t>>;
    const Matches& matches(std::size_t group);
    Matches all(const std::vector<Pattern>&);
    // Whether each of its elements can be anywhere in the sentence: most patterns end here.
    bool may_match(const Pattern&);
    bool may_begin(const Element& first, std::size_t begin);
    bool fits(std::size_t place, WordPattern) const;
    void ends(const Pattern&, std::size_t begin, std::vector<char>& now, std::vector<char>& next);

    const PatternGroups& m_groups;
    std::vector<std::string> m_words;
    std::vector<std::vector<WordPattern>> m_fitting;  // Of each word.
    std::vector<char> m_is_present;                   // By word pattern: whether some word fits it.
    std::vector<std::optional<Matches>> m_found;
};

}  // namespace kader::clauses
