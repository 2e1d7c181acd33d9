#pragma once

// From a text to its sentences and the words in them, as norms/clauses/README.md describes. Pure; any thread.

#include <cstddef>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace kader::clauses {

// The words that decide where a sentence ends; from norms/clauses/rules.toml, folded.
struct SentenceWords {
    std::set<std::string, std::less<>> abbreviations;   // After which a point ends nothing: "art", "b.v".
    std::set<std::string, std::less<>> no_heading_end;  // A line that ends in one of these goes on.
    std::vector<std::string> labels;                    // Before a number: "artikel".
};

struct Sentence {
    std::size_t begin = 0, end = 0;     // Bytes of the text, without white space at either end.
    bool is_item = false;               // Of a list that a sentence ending in ':' introduces.
    std::optional<std::size_t> before;  // That sentence; else the one directly before.
};

// Of valid UTF-8; bytes that are none count as letters of no word.
std::vector<Sentence> sentences_of(std::string_view text, const SentenceWords&);

// Lower case, without accents; a word broken at the end of a line is whole again; signs of money are words.
std::vector<std::string> words_of(std::string_view sentence);

}  // namespace kader::clauses
