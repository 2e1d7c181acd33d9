#include "clauses/reader.h"

#include <algorithm>
#include <array>
#include <tuple>

namespace kader::clauses {

namespace {

constexpr std::array<std::string_view, 5> dutch_words = {"de", "het", "een", "en", "van"};
constexpr std::array<std::string_view, 4> english_words = {"the", "and", "of", "to"};

bool holds_function_word(const std::vector<std::string>& words) {
    return std::ranges::any_of(words, [](const std::string& word) {
        return std::ranges::find(dutch_words, word) != dutch_words.end() || std::ranges::find(english_words, word) != english_words.end();
    });
}

}  // namespace

// One sentence among the others, as a rule sees it.
struct Reader::Sight {
    SentenceMatches* sentence = nullptr;
    SentenceMatches* before = nullptr;  // The context; null: none.
    bool is_item = false;
    std::size_t since_mark = 0;  // Sentences since the last marked one, which is 1 for the next; 0: none was marked.
};

bool Reader::holds(const Rule& rule, Sight& sight) {
    if (rule.needs_item && !sight.is_item) return false;
    if (rule.after_mark != 0 && (sight.since_mark == 0 || sight.since_mark > rule.after_mark)) return false;
    const auto in_sentence = [&](std::size_t group) { return sight.sentence->has(group); };
    const auto in_context = [&](std::size_t group) { return sight.before && sight.before->has(group); };
    return std::ranges::all_of(rule.all, in_sentence) && std::ranges::none_of(rule.none, in_sentence) &&
           std::ranges::all_of(rule.context, in_context) && std::ranges::none_of(rule.context_none, in_context);
}

Reading Reader::read(std::string_view text) const {
    Reading reading;
    if (text.size() > text_bytes_max) {
        reading.is_cut = true;
        text = text.substr(0, text_bytes_max);
    }
    const auto sentences = sentences_of(text, m_words);
    reading.sentences = sentences.size();
    // A sentence longer than the patterns look is read in pieces.
    std::vector<std::vector<SentenceMatches>> matches(sentences.size());
    for (std::size_t at = 0; at < sentences.size(); ++at) {
        const auto words = words_of(text.substr(sentences[at].begin, sentences[at].end - sentences[at].begin));
        reading.is_known_language = reading.is_known_language || holds_function_word(words);
        for (std::size_t begin = 0; begin == 0 || begin < words.size(); begin += SentenceMatches::words_max) {
            const auto end = std::min(words.size(), begin + SentenceMatches::words_max);
            matches[at].emplace_back(m_groups, std::vector(words.begin() + std::ptrdiff_t(begin), words.begin() + std::ptrdiff_t(end)));
        }
    }
    std::optional<std::size_t> last_mark;
    for (std::size_t at = 0; at < sentences.size(); ++at) {
        const auto& sentence = sentences[at];
        const Rule* best = nullptr;
        for (auto& piece : matches[at]) {
            Sight sight{&piece, sentence.before ? &matches[*sentence.before].back() : nullptr, sentence.is_item, last_mark ? at - *last_mark : 0};
            bool is_exempt = false;
            for (const auto& exemption : m_exemptions) {
                if (!holds(exemption, sight)) continue;
                is_exempt = true;
                const auto& name = exemption.legitimate;
                if (!name.empty() && std::ranges::find(reading.legitimate, name) == reading.legitimate.end()) reading.legitimate.push_back(name);
            }
            if (is_exempt) continue;
            for (const auto& rule : m_rules)
                if ((!best || std::tuple{rule.kind, rule.sureness} < std::tuple{best->kind, best->sureness}) && holds(rule, sight)) best = &rule;
        }
        if (!best) continue;
        last_mark = at;
        reading.marks.push_back({sentence.begin, sentence.end, m_precedence[best->kind], best->id, best->sureness, best->why});
    }
    for (const auto& party : m_counterparties) {
        const auto& groups = party.second;
        const bool is_it = std::ranges::any_of(matches, [&](auto& pieces) {
            return std::ranges::any_of(pieces, [&](SentenceMatches& one) {
                return std::ranges::all_of(groups, [&](std::size_t group) { return one.has(group); });
            });
        });
        if (!is_it) continue;
        reading.counterparty = party.first;
        break;
    }
    return reading;
}

const Holding* Reader::holding(std::string_view counterparty, std::optional<CalendarDay> signed_on) const {
    for (const auto& one : m_holdings) {
        if (std::ranges::find(one.counterparties, counterparty) == one.counterparties.end()) continue;
        const bool is_unbounded = !one.signed_from && !one.signed_until;
        if (!signed_on ? one.signed_unknown || is_unbounded
                       : !one.signed_unknown && (!one.signed_from || *one.signed_from <= *signed_on) && (!one.signed_until || *signed_on < *one.signed_until))
            return &one;
    }
    return nullptr;
}

std::string_view word(Sureness sureness) {
    constexpr std::array<std::string_view, 3> words = {"sure", "likely", "possible"};
    return words[static_cast<std::size_t>(sureness)];
}

}  // namespace kader::clauses
