#include "clauses/sentences.h"

#include <algorithm>
#include <array>

#include "kernel/text.h"

namespace kader::clauses {

namespace {

constexpr std::u32string_view bullets = U"-–—•*·▪●☐☑☒□■✓✔◦", needing_blank = U"-–—*";
constexpr std::u32string_view opening = U"\"'“„‘«([", closing = U"\"'”’»)]";
constexpr std::size_t heading_bytes_max = 60, heading_words_max = 8, greeting_words_max = 5, least_letters_of_an_end = 4;

bool is_one_of(std::u32string_view characters, char32_t one) { return characters.find(one) != characters.npos; }
bool is_digit(char32_t c) { return c >= U'0' && c <= U'9'; }
bool is_mark(char32_t c) { return c >= 0x300 && c <= 0x36F; }
bool is_letter(char32_t c) {
    if (c < 0x80) return (c >= U'a' && c <= U'z') || (c >= U'A' && c <= U'Z');
    if (c == 0xAA || c == 0xB5 || c == 0xBA) return true;
    if (c < 0xC0 || c == 0xD7 || c == 0xF7 || c == bad_byte || is_mark(c)) return false;
    return !(c >= 0x2000 && c <= 0x2BFF) && !(c >= 0x3000 && c <= 0x303F) && !(c >= 0xFE00 && c <= 0xFE0F) && c < 0x1F000;
}
bool is_capital(char32_t c) {
    return (c >= U'A' && c <= U'Z') || (c >= 0xC0 && c <= 0xDE && c != 0xD7) || (c >= 0x100 && c <= 0x17F && c % 2 == 0) ||
           (c >= 0x391 && c <= 0x3A9) || (c >= 0x410 && c <= 0x42F);
}
bool is_word(char32_t c) { return is_letter(c) || is_digit(c); }
bool is_blank(char32_t c) { return c == U' ' || c == U'\t' || c == U'\r' || c == 0xA0; }
bool is_space(char32_t c) { return is_blank(c) || c == U'\n'; }

// The text as characters, each with the byte where it begins.
struct Characters {
    explicit Characters(std::string_view text) {
        for (std::size_t at = 0; at < text.size();) {
            bytes.push_back(at);
            all.push_back(next_character(text, at));
        }
        bytes.push_back(text.size());
    }
    std::u32string all;
    std::vector<std::size_t> bytes;
};

std::string plain(std::u32string_view characters) {
    std::string text;
    for (const auto c : characters)
        if (c != bad_byte) append_utf8(text, c);
    return folded(text);
}

class Splitter {
public:
    Splitter(const Characters& text, const SentenceWords& words) : m_text(text.all), m_bytes(text.bytes), m_words(words) {}

    std::vector<Sentence> run() {
        make_lines();
        make_blocks();
        for (const auto& block : m_blocks) split(block);
        return std::move(m_sentences);
    }

private:
    struct Range {
        std::size_t begin = 0, end = 0;
    };
    struct Block : Range {
        bool is_item = false;
    };

    char32_t at(std::size_t place, std::size_t end) const { return place < end ? m_text[place] : U'\0'; }

    void make_lines() {
        std::size_t begin = 0;
        for (std::size_t place = 0; place <= m_text.size(); ++place)
            if (place == m_text.size() || m_text[place] == U'\n') {
                m_lines.push_back({begin, place});
                begin = place + 1;
            }
    }
    bool is_empty(std::size_t line) const {
        if (line >= m_lines.size()) return true;
        const auto [begin, end] = m_lines[line];
        return std::all_of(m_text.begin() + std::ptrdiff_t(begin), m_text.begin() + std::ptrdiff_t(end), is_space);
    }

    // Behind digits with points between them.
    std::size_t behind_number(std::size_t place, std::size_t end) const {
        const auto begin = place;
        while (is_digit(at(place, end)) || (place > begin && at(place, end) == U'.' && is_digit(at(place + 1, end)))) ++place;
        return place;
    }

    // Where the words of a line begin behind its list marker; `begin` when there is none.
    std::size_t behind_marker(Range line) const {
        auto place = line.begin;
        while (is_blank(at(place, line.end))) ++place;
        const auto first = at(place, line.end);
        if (first == U'\0') return line.begin;
        std::size_t behind = place;
        if (is_one_of(bullets, first)) {
            behind = place + 1;
            if (is_one_of(needing_blank, first) && !is_blank(at(behind, line.end))) return line.begin;
        } else if (const auto label = behind_label(place, line.end)) {
            behind = *label;
        } else if (const auto number = behind_number_or_letter(place, line.end)) {
            behind = *number;
        } else {
            return line.begin;
        }
        if (behind < line.end && !is_blank(m_text[behind])) return line.begin;
        while (is_blank(at(behind, line.end))) ++behind;
        return behind;
    }
    std::optional<std::size_t> behind_label(std::size_t place, std::size_t end) const {
        for (const auto& label : m_words.labels) {
            auto behind = place + label.size();
            if (behind >= end || m_text[behind] != U' ') continue;
            std::string text;
            for (auto one = place; one < behind; ++one)
                if (m_text[one] < 0x80) text += static_cast<char>(m_text[one] >= U'A' && m_text[one] <= U'Z' ? m_text[one] + 32 : m_text[one]);
            if (text != label) continue;
            const auto number = ++behind;
            behind = behind_number(behind, end);
            if (behind == number) continue;
            if (is_letter(at(behind, end)) && !is_letter(at(behind + 1, end))) ++behind;
            if (is_one_of(U".:)", at(behind, end))) ++behind;
            if (behind >= end || is_blank(m_text[behind])) return behind;
        }
        return {};
    }
    std::optional<std::size_t> behind_number_or_letter(std::size_t place, std::size_t end) const {
        const bool has_bracket = at(place, end) == U'(';
        const auto begin = has_bracket ? place + 1 : place;
        auto behind = behind_number(begin, end);
        if (behind > begin) {
            const auto first_point = m_text.find(U'.', begin);
            const bool has_point = first_point != m_text.npos && first_point < behind;
            if ((has_point ? first_point : behind) - begin > 2) return {};
            if (is_one_of(U".:)", at(behind, end))) return behind + 1;
            return has_point ? std::optional{behind} : std::nullopt;
        }
        while (behind < end && behind - begin < 4 && m_text[behind] < 0x80 && is_letter(m_text[behind])) ++behind;
        const auto letters = m_text.substr(begin, behind - begin);
        const bool is_roman = std::all_of(letters.begin(), letters.end(), [](char32_t c) { return is_one_of(U"ivxIVX", c); });
        if (letters.empty() || (letters.size() > 1 && !is_roman)) return {};
        if (at(behind, end) == U')' || (at(behind, end) == U'.' && !has_bracket)) return behind + 1;
        return {};
    }

    void make_blocks() {
        bool is_open = false;  // The last block goes on.
        for (std::size_t line = 0; line < m_lines.size(); ++line) {
            if (is_empty(line)) {
                is_open = false;
                continue;
            }
            const auto range = m_lines[line];
            const auto begin = behind_marker(range);
            const bool has_marker = begin > range.begin;
            const bool is_first = has_marker || !is_open;
            if (is_first)
                m_blocks.push_back({{begin, range.end}, has_marker});
            else
                m_blocks.back().end = range.end;
            is_open = !ends_block(line, {begin, range.end}, m_blocks.back().is_item, is_first);
        }
    }
    bool ends_block(std::size_t line, Range words, bool is_item, bool is_first) const {
        while (words.end > words.begin && is_space(m_text[words.end - 1])) --words.end;
        const auto last = words.end > words.begin ? m_text[words.end - 1] : U'\0';
        if (last == U':' || (is_item && last == U';') || is_empty(line + 1)) return true;
        auto next = m_lines[line + 1];
        if (behind_marker(next) > next.begin) return true;
        if (!is_first || last == U'\0') return false;
        while (is_space(m_text[next.begin])) ++next.begin;
        return is_heading(words, last, m_text[next.begin]);
    }
    bool is_heading(Range words, char32_t last, char32_t next) const {
        if (m_bytes[words.end] - m_bytes[words.begin] > heading_bytes_max) return false;
        std::size_t count = 0, last_begin = words.begin;
        for (auto place = words.begin; place < words.end; ++place)
            if (!is_space(m_text[place]) && (place == words.begin || is_space(m_text[place - 1]))) {
                ++count;
                last_begin = place;
            }
        if (count > heading_words_max) return false;
        if (!is_word(last) && last != U')' && !(last == U',' && count <= greeting_words_max)) return false;
        if (!is_capital(next) && !is_digit(next) && !is_one_of(opening, next)) return false;
        return !m_words.no_heading_end.contains(plain(std::u32string_view{m_text}.substr(last_begin, words.end - last_begin)));
    }

    // Behind the mark that ends a sentence here; nothing when it ends none.
    std::optional<std::size_t> end_at(std::size_t place, std::size_t block_end) const {
        auto behind = place + 1;
        while (is_one_of(U".!?…", at(behind, block_end)) && behind < block_end) ++behind;
        while (behind < block_end && is_one_of(closing, m_text[behind])) ++behind;
        if (behind >= block_end) return behind;
        if (!is_space(m_text[behind])) return {};
        auto next = behind;
        while (next < block_end && is_space(m_text[next])) ++next;
        if (next >= block_end) return behind;
        auto begin = place;
        while (begin > 0 && (is_word(m_text[begin - 1]) || m_text[begin - 1] == U'.')) --begin;
        const auto before = std::u32string_view{m_text}.substr(begin, place - begin);
        const auto word = plain(before);
        if (m_text[place] == U'.') {
            if (m_words.abbreviations.contains(word)) return {};
            // Initials: a letter, or letters with points between them. Not what stands behind an apostrophe, as in "don't",
            // and not the Dutch "u", with which many a sentence ends.
            bool is_initials = !before.empty() && before != U"u" && !(begin > 0 && is_one_of(U"'\u2019", m_text[begin - 1]));
            for (std::size_t one = 0; one < before.size(); ++one)
                is_initials = is_initials && (one % 2 == 0 ? is_letter(before[one]) : before[one] == U'.');
            if (is_initials && before.size() % 2 == 1) return {};
        }
        const auto c = m_text[next];
        if (is_capital(c) || is_digit(c) || is_one_of(opening, c) || is_one_of(bullets, c)) return behind;
        if (!is_word(c)) return is_one_of(U",;:)", c) ? std::nullopt : std::optional{behind};
        if (m_text[place] == U'!' || m_text[place] == U'?') return behind;
        if (before.size() >= least_letters_of_an_end && std::all_of(before.begin(), before.end(), is_letter)) return behind;
        return {};
    }

    void split(const Block& block) {
        if (!block.is_item) m_intro.reset();
        auto begin = block.begin;
        for (auto place = block.begin; place < block.end;) {
            const auto end = is_one_of(U".!?…", m_text[place]) ? end_at(place, block.end) : std::nullopt;
            if (!end) {
                ++place;
                continue;
            }
            add({begin, *end}, block.is_item);
            place = *end;
            while (place < block.end && is_space(m_text[place])) ++place;
            begin = place;
        }
        if (begin < block.end) add({begin, block.end}, block.is_item);
    }
    void add(Range range, bool in_item) {
        while (range.begin < range.end && is_space(m_text[range.begin])) ++range.begin;
        while (range.end > range.begin && is_space(m_text[range.end - 1])) --range.end;
        if (std::none_of(m_text.begin() + std::ptrdiff_t(range.begin), m_text.begin() + std::ptrdiff_t(range.end), is_word)) return;
        Sentence made{m_bytes[range.begin], m_bytes[range.end], in_item && m_intro.has_value(), {}};
        if (made.is_item)
            made.before = m_intro;
        else if (!m_sentences.empty())
            made.before = m_sentences.size() - 1;
        m_sentences.push_back(made);
        if (m_text[range.end - 1] == U':') m_intro = m_sentences.size() - 1;
    }

    const std::u32string& m_text;
    const std::vector<std::size_t>& m_bytes;
    const SentenceWords& m_words;
    std::vector<Range> m_lines;
    std::vector<Block> m_blocks;
    std::optional<std::size_t> m_intro;  // Of the list at hand.
    std::vector<Sentence> m_sentences;
};

}  // namespace

std::vector<Sentence> sentences_of(std::string_view text, const SentenceWords& words) {
    const Characters characters{text};
    return Splitter{characters, words}.run();
}

std::vector<std::string> words_of(std::string_view sentence) {
    constexpr std::array<std::pair<char32_t, std::string_view>, 4> signs = {
        {{U'€', "euro"}, {U'$', "dollar"}, {U'£', "pound"}, {U'%', "percent"}}};
    constexpr char32_t soft_hyphen = 0xAD;
    const Characters text{sentence};
    std::vector<std::string> words;
    std::string word;
    const auto finish = [&] {
        if (!word.empty()) words.push_back(folded(word));
        word.clear();
    };
    for (std::size_t place = 0; place < text.all.size(); ++place) {
        const auto c = text.all[place];
        if (c == soft_hyphen) continue;
        if (c == U'-' && !word.empty() && place + 1 < text.all.size() && text.all[place + 1] == U'\n') {
            while (place + 1 < text.all.size() && is_space(text.all[place + 1])) ++place;
            continue;
        }
        if (is_word(c) || is_mark(c)) {
            append_utf8(word, c);
            continue;
        }
        finish();
        for (const auto& [sign, name] : signs)
            if (c == sign) words.emplace_back(name);
    }
    finish();
    return words;
}

}  // namespace kader::clauses
