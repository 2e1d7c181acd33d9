#include "factors/password_strength.h"

#include <zxcvbn.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <string>
#include <vector>

#include "factors/common_words.h"
#include "factors/dutch_words.h"
#include "vault/password.h"

namespace kader::factors {

namespace {

constexpr double known_word_bits = 1, year_bits = 6.6, day_bits = 15.4, row_bits = 4, disguise_bits = 1;
constexpr std::size_t known_word_letters_min = 3, part_letters_max = 32;

bool is_digit(char c) { return c >= '0' && c <= '9'; }
bool is_letter(char c) { return c >= 'a' && c <= 'z'; }
bool is_all(std::string_view part, bool (*is)(char)) { return std::ranges::all_of(part, is); }

// "Kliniek Voorbeeld", "s.jansen@voorbeeld.example": each word of them, and all together.
std::vector<std::string> words_of(std::span<const std::string_view> known) {
    std::vector<std::string> words;
    const auto keep = [&](const std::string& word) {
        if (word.size() >= known_word_letters_min && word.size() <= part_letters_max) words.push_back(word);
    };
    for (const auto text : known) {
        std::string word, together;
        for (const char c : folded(text) + "_") {
            if (is_letter(c) || is_digit(c)) {
                word += c;
                together += c;
                continue;
            }
            keep(word);
            word.clear();
        }
        keep(together);
    }
    std::ranges::sort(words);
    words.erase(std::unique(words.begin(), words.end()), words.end());
    return words;
}

// Without its disguise: p@ssw0rd. `one`: what stands for a 1.
std::string undisguised(std::string_view part, char one) {
    constexpr std::string_view worn = "034578@$!|1", meant = "oeastbasil";
    std::string plain{part};
    for (char& c : plain) {
        const auto at = worn.find(c);
        if (at != std::string_view::npos) c = at < meant.size() ? meant[at] : one;
    }
    return plain;
}

int number(std::string_view digits) {
    int value = 0;
    for (const char c : digits) value = value * 10 + (c - '0');
    return value;
}
bool is_year(std::string_view digits) { return number(digits) >= 1900 && number(digits) <= 2099; }
bool is_day(std::string_view four) {
    const int one = number(four.substr(0, 2)), other = number(four.substr(2));
    return one >= 1 && other >= 1 && std::min(one, other) <= 12 && std::max(one, other) <= 31;
}

// aaaa, abcd, 9876.
bool is_row(std::string_view part) {
    const int step = part[1] - part[0];
    if (step < -1 || step > 1 || !(is_all(part, is_digit) || is_all(part, is_letter) || step == 0)) return false;
    for (std::size_t i = 2; i < part.size(); ++i)
        if (part[i] - part[i - 1] != step) return false;
    return true;
}

struct Guesser {
    std::string text;  // Folded.
    std::vector<std::string> known;

    double word_bits(std::string_view word) const {
        if (std::ranges::binary_search(known, word)) return known_word_bits;
        if (std::ranges::find(common_words, word) != common_words.end()) return common_word_bits;
        if (is_all(word, is_letter) && is_dutch_word(word)) return dutch_word_bits;
        return std::numeric_limits<double>::infinity();
    }

    static double character_bits(char c) {
        if (is_digit(c)) return std::log2(10);
        if (is_letter(c)) return std::log2(26);
        // What people add when a sign is asked for.
        return std::string_view{"!?._-@#"}.find(c) != std::string_view::npos ? 3 : 5;
    }

    // What stands from `from`, as one thing that a guesser has on a list.
    double part_bits(std::size_t from, std::size_t length) const {
        const auto part = std::string_view{text}.substr(from, length);
        if (length == 1) return character_bits(part[0]);
        double least = word_bits(part);
        if (!is_all(part, is_letter))
            for (const char one : {'i', 'l'}) least = std::min(least, word_bits(undisguised(part, one)) + disguise_bits);
        if (length >= 3 && is_row(part)) least = std::min(least, row_bits + std::log2(length));
        if (length >= 3 && text.substr(0, from).find(part) != std::string::npos) least = std::min(least, 2 + std::log2(from));
        if (length == 4 && is_all(part, is_digit) && is_year(part)) least = std::min(least, year_bits);
        if (length == 8 && is_all(part, is_digit) &&
            ((is_day(part.substr(0, 4)) && is_year(part.substr(4))) || (is_year(part.substr(0, 4)) && is_day(part.substr(4)))))
            least = std::min(least, day_bits);
        return least;
    }
};

// What the library sees in the text: leaked passwords, English words, rows of keys, dates.
struct Seen {
    double bits = 0;
    struct Part {
        std::size_t from = 0, length = 0;
        double bits = 0;
    };
    std::vector<Part> parts;
};

Seen seen_by_library(const Guesser& guesser) {
    std::vector<const char*> known;
    for (const auto& word : guesser.known) known.push_back(word.c_str());
    known.push_back(nullptr);
    ZxcMatch_t* matches = nullptr;
    Seen seen{ZxcvbnMatch(guesser.text.c_str(), known.data(), &matches), {}};
    for (const auto* match = matches; match != nullptr; match = match->Next)
        if (match->Begin >= 0 && match->Length > 0 && (match->Type & ~MULTIPLE_MATCH) != BRUTE_MATCH && (match->Type & ~MULTIPLE_MATCH) != LONG_PWD_MATCH)
            seen.parts.push_back({static_cast<std::size_t>(match->Begin), static_cast<std::size_t>(match->Length), match->Entrpy});
    ZxcvbnFreeInfo(matches);
    return seen;
}

std::string counted_part(std::string_view password) {
    std::size_t at = 0;
    for (std::size_t count = 0; at < password.size() && count < vault::password_characters_max; ++count) next_character(password, at);
    return folded(password.substr(0, at));
}

}  // namespace

double password_guesses_bits(std::string_view password, std::span<const std::string_view> known) {
    const Guesser guesser{counted_part(password), words_of(known)};
    const auto seen = seen_by_library(guesser);
    const auto size = guesser.text.size();
    // The cheapest way to put the text together, up to each place.
    std::vector<double> cheapest(size + 1, std::numeric_limits<double>::infinity());
    cheapest[0] = 0;
    for (std::size_t from = 0; from < size; ++from) {
        for (std::size_t length = 1; length <= std::min(part_letters_max, size - from); ++length)
            cheapest[from + length] = std::min(cheapest[from + length], cheapest[from] + guesser.part_bits(from, length));
        for (const auto& part : seen.parts)
            if (part.from == from && from + part.length <= size) cheapest[from + part.length] = std::min(cheapest[from + part.length], cheapest[from] + part.bits);
    }
    return std::min(seen.bits, cheapest[size]);
}

std::optional<Text> password_weakness(std::string_view password, std::span<const std::string_view> known) {
    if (auto refused = vault::password_refusal(password)) return refused;
    if (password_guesses_bits(password, known) >= password_guesses_bits_min) return {};
    const auto text = undisguised(folded(password), 'i');
    const auto plain = folded(password);
    for (const auto& word : words_of(known))
        if (text.find(word) != std::string::npos || plain.find(word) != std::string::npos)
            return Text{"In dit wachtwoord staat uw naam, uw inlognaam of de naam van de praktijk, en de rest is te makkelijk te raden. Kies vier woorden die niets met "
                        "elkaar te maken hebben, of laat een wachtwoordprogramma er een maken.",
                        "This password holds your name, your login or the name of the practice, and the rest is too easy to guess. Choose four words that have nothing "
                        "to do with each other, or let a password program make one."};
    return Text{"Dit wachtwoord is te makkelijk te raden: het lijkt op een bekend wachtwoord, een woord, een datum of een rij toetsen. Kies vier woorden die niets met "
                "elkaar te maken hebben, of laat een wachtwoordprogramma er een maken.",
                "This password is too easy to guess: it looks like a known password, a word, a date or a row of keys. Choose four words that have nothing to do with "
                "each other, or let a password program make one."};
}

}  // namespace kader::factors
