// Makes the filter of dutch_words.h, when Kader is built:  kader_dutch_words_maker WORD_LIST INTO

#include <cstdlib>
#include <fstream>
#include <string>
#include <vector>

#include "factors/dutch_words.h"
#include "kernel/text.h"

int main(int count, char** arguments) {
    namespace words = kader::factors::dutch_words;
    if (count != 3) return EXIT_FAILURE;
    std::ifstream list{arguments[1]};
    std::vector<std::uint64_t> bits(words::bits_count / 64);
    std::size_t taken = 0;
    for (std::string line; std::getline(list, line);) {
        const auto word = kader::folded(line);
        if (word.size() < kader::factors::dutch_word_letters_min || word.size() > kader::factors::dutch_word_letters_max) continue;
        if (word.find_first_not_of("abcdefghijklmnopqrstuvwxyz") != std::string::npos) continue;
        for (const auto place : words::places_of(word)) bits[place / 64] |= std::uint64_t{1} << (place % 64);
        ++taken;
    }
    // Another list than we think, or a file cut off.
    if (taken < 200'000 || taken > 500'000) return EXIT_FAILURE;
    std::ofstream into{arguments[2]};
    into << "#include \"factors/dutch_words.h\"\n\nconst std::array<std::uint64_t, kader::factors::dutch_words::bits_count / 64> "
            "kader::factors::dutch_words::bits{\n";
    for (std::size_t i = 0; i < bits.size(); ++i) into << bits[i] << (i % 8 == 7 ? "U,\n" : "U,");
    into << "};\n";
    return into.flush() ? EXIT_SUCCESS : EXIT_FAILURE;
}
