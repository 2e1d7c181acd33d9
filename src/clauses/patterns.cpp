#include "clauses/patterns.h"

#include <algorithm>
#include <charconv>

#include "kernel/check.h"

namespace kader::clauses {

namespace {

constexpr std::size_t usual_gap = 8;

std::vector<std::string_view> split(std::string_view text, char at) {
    std::vector<std::string_view> parts;
    while (true) {
        const auto end = text.find(at);
        parts.push_back(text.substr(0, end));
        if (end == text.npos) return parts;
        text.remove_prefix(end + 1);
    }
}

bool is_plain(std::string_view word) {
    return !word.empty() && std::ranges::all_of(word, [](char c) { return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9'); });
}

// Two rows of alternatives with a blank between them, and no gap: `one|two words|three` reads as "one or two, then words or
// three", which is hardly ever meant. Words of a phrase are joined by `+`; `..0` says that a row is meant to follow a row.
bool has_rows_side_by_side(const Pattern& pattern) {
    bool is_behind_row = false;
    for (const auto& element : pattern) {
        const bool is_row = element.alternatives.size() > 1;
        if (is_row && is_behind_row) return true;
        is_behind_row = !element.gap && (is_row || is_behind_row);
    }
    return false;
}

}  // namespace

std::optional<WordPattern> WordPatterns::number_of(std::string_view text) {
    const auto numbered = [&](std::optional<WordPattern>& one) {
        if (!one) one = m_count++;
        return *one;
    };
    if (text == "_") return numbered(m_any);
    if (text == "#") return numbered(m_number);
    const bool begins_open = text.starts_with('*'), ends_open = text.size() > 1 && text.ends_with('*');
    if (begins_open) text.remove_prefix(1);
    if (ends_open) text.remove_suffix(1);
    if (!is_plain(text)) return {};
    auto& all = begins_open && ends_open ? m_contains : begins_open ? m_ends : ends_open ? m_begins : m_exactly;
    const auto [found, is_new] = all.try_emplace(std::string{text}, m_count);
    if (is_new) ++m_count;
    m_longest = std::max(m_longest, text.size());
    return found->second;
}

std::vector<WordPattern> WordPatterns::fitting(std::string_view word) const {
    std::vector<WordPattern> all;
    const auto add = [&](const ByText& patterns, std::string_view text) {
        if (const auto found = patterns.find(text); found != patterns.end()) all.push_back(found->second);
    };
    add(m_exactly, word);
    // A word can be as long as a whole text.
    for (std::size_t length = 1; length <= std::min(word.size(), m_longest); ++length) {
        add(m_begins, word.substr(0, length));
        add(m_ends, word.substr(word.size() - length));
    }
    for (const auto& [text, number] : m_contains)
        if (word.find(text) != word.npos) all.push_back(number);
    if (m_any) all.push_back(*m_any);
    if (m_number && word.front() >= '0' && word.front() <= '9') all.push_back(*m_number);
    return all;
}

std::optional<std::string> PatternGroups::add(const std::string& id, const std::vector<std::string>& patterns,
                                              const std::vector<std::string>& except) {
    PatternGroup group{id, {}, {}};
    for (const auto& text : patterns)
        if (auto reason = parse(text, group.patterns)) return reason;
    for (const auto& text : except)
        if (auto reason = parse(text, group.except)) return reason;
    if (!m_by_id.emplace(id, m_groups.size()).second) return "the group \"" + id + "\" is here twice";
    m_groups.push_back(std::move(group));
    return {};
}

std::optional<std::string> PatternGroups::parse(std::string_view text, std::vector<Pattern>& into) {
    Pattern pattern;
    for (const auto part : split(text, ' ')) {
        if (part.empty()) continue;
        Element element;
        if (part.starts_with("..")) {
            std::size_t most = usual_gap;
            const auto number = part.substr(2);
            if (!number.empty()) {
                const auto [end, error] = std::from_chars(number.data(), number.data() + number.size(), most);
                if (error != std::errc{} || end != number.data() + number.size() || most > SentenceMatches::words_max)
                    return "\"" + std::string{part} + "\" is no number of words";
            }
            element.gap = most;
            pattern.push_back(std::move(element));
            continue;
        }
        for (const auto one : split(part, '|')) {
            if (one.empty()) return "an alternative of \"" + std::string{part} + "\" is empty";
            Alternative alternative;
            if (one.starts_with('{') && one.ends_with('}')) {
                alternative.group = find(one.substr(1, one.size() - 2));
                if (!alternative.group) return "there is no group " + std::string{one} + " before this one";
            } else {
                for (const auto word : split(one, '+')) {
                    const auto made = m_word_patterns.number_of(word);
                    if (!made) return "\"" + std::string{one} + "\" is no word of small letters without accents";
                    alternative.phrase.push_back(*made);
                }
                element.first_words.push_back(alternative.phrase.front());
            }
            element.alternatives.push_back(std::move(alternative));
        }
        pattern.push_back(std::move(element));
    }
    if (pattern.empty()) return "a pattern is empty";
    if (has_rows_side_by_side(pattern))
        return "\"" + std::string{text} + "\" has two rows of alternatives side by side: join the words of a phrase with +, or write ..0 between the rows";
    into.push_back(std::move(pattern));
    return {};
}

std::optional<std::size_t> PatternGroups::find(std::string_view id) const {
    const auto found = m_by_id.find(id);
    return found == m_by_id.end() ? std::nullopt : std::optional{found->second};
}

SentenceMatches::SentenceMatches(const PatternGroups& groups, std::vector<std::string> words)
    : m_groups(groups), m_words(std::move(words)), m_is_present(groups.word_patterns().size()), m_found(groups.size()) {
    HALT_UNLESS(m_words.size() <= words_max);
    m_fitting.reserve(m_words.size());
    for (const auto& word : m_words)
        for (const auto one : m_fitting.emplace_back(groups.word_patterns().fitting(word))) m_is_present[one] = 1;
}

bool SentenceMatches::fits(std::size_t place, WordPattern pattern) const {
    return std::ranges::find(m_fitting[place], pattern) != m_fitting[place].end();
}

bool SentenceMatches::may_match(const Pattern& pattern) {
    const auto may_be = [&](const Element& element) {
        return element.gap || std::ranges::any_of(element.first_words, [&](WordPattern one) { return m_is_present[one] != 0; });
    };
    // First what needs no looking further.
    for (const auto& element : pattern)
        if (element.first_words.size() == element.alternatives.size() && !may_be(element)) return false;
    return std::ranges::all_of(pattern, [&](const Element& element) {
        return may_be(element) || std::ranges::any_of(element.alternatives, [&](const Alternative& one) { return one.group && has(*one.group); });
    });
}

const SentenceMatches::Matches& SentenceMatches::matches(std::size_t group) {
    if (m_found[group]) return *m_found[group];
    auto found = all(m_groups[group].patterns);
    if (!found.empty() && !m_groups[group].except.empty()) {
        const auto without = all(m_groups[group].except);
        std::erase_if(found, [&](const auto& match) {
            return std::ranges::any_of(without, [&](const auto& one) { return one.first <= match.first && match.first < one.second; });
        });
    }
    return m_found[group].emplace(std::move(found));
}

SentenceMatches::Matches SentenceMatches::all(const std::vector<Pattern>& patterns) {
    Matches found;
    std::vector<char> now(m_words.size() + 1), next(m_words.size() + 1);
    for (const auto& pattern : patterns) {
        if (!may_match(pattern)) continue;
        for (std::size_t begin = 0; begin < m_words.size(); ++begin) {
            if (!may_begin(pattern.front(), begin)) continue;
            ends(pattern, begin, now, next);
            for (auto end = begin + 1; end <= m_words.size(); ++end)
                if (now[end]) found.emplace_back(begin, end);
        }
    }
    std::ranges::sort(found);
    found.erase(std::unique(found.begin(), found.end()), found.end());
    return found;
}

bool SentenceMatches::may_begin(const Element& first, std::size_t begin) {
    return first.gap || std::ranges::any_of(first.alternatives, [&](const Alternative& one) {
        return one.group ? has(*one.group) : fits(begin, one.phrase.front());
    });
}

// Sets in `now` behind which words the pattern can end when it begins at `begin`.
void SentenceMatches::ends(const Pattern& pattern, std::size_t begin, std::vector<char>& now, std::vector<char>& next) {
    std::ranges::fill(now, 0);
    now[begin] = 1;
    const auto count = m_words.size();
    for (const auto& element : pattern) {
        std::ranges::fill(next, 0);
        bool any = false;
        for (auto place = begin; place <= count; ++place) {
            if (!now[place]) continue;
            if (element.gap) {
                for (auto end = place; end <= std::min(count, place + *element.gap); ++end) next[end] = 1;
                any = true;
                continue;
            }
            for (const auto& alternative : element.alternatives) {
                if (alternative.group) {
                    const auto& inner = matches(*alternative.group);
                    for (auto one = std::ranges::lower_bound(inner, std::pair{place, std::size_t{0}}); one != inner.end() && one->first == place; ++one) {
                        next[one->second] = 1;
                        any = true;
                    }
                    continue;
                }
                const auto& phrase = alternative.phrase;
                if (place + phrase.size() > count) continue;
                bool is_there = true;
                for (std::size_t word = 0; word < phrase.size() && is_there; ++word) is_there = this->fits(place + word, phrase[word]);
                if (is_there) {
                    next[place + phrase.size()] = 1;
                    any = true;
                }
            }
        }
        now.swap(next);
        if (!any) return;
    }
}

}  // namespace kader::clauses
