#include "factors/password_strength.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <array>
#include <string>

#include "factors/common_words.h"
#include "factors/dutch_words.h"
#include "system/random.h"

namespace kader::factors {

namespace {

constexpr std::array<std::string_view, 3> around{"Kliniek Voorbeeld", "s.jansen@voorbeeld.example", "Sanne Jansen"};

}  // namespace

TEST_CASE("a listed or dictionary password is refused, in Dutch as in English") {
    for (const auto* password : {"wachtwoord123", "Welkom2024!!", "Welkom01Welkom01", "P@ssw0rd2024!", "qwertyuiop12", "schoonheidsspecialiste", "Verpleegkundige1", "arbeidsongeschiktheid",
                                 "Arbeidsongeschiktheid!", "geïnteresseerd!", "v3rz3k3r1ngs", "zomer2024zomer", "Zomer2024summer", "aaaaaaaaaaaa", "abcdefghijkl", "19801231198012",
                                 "unbelievable1", "Botox&Fillers!", "november2026!"}) {
        CAPTURE(password);
        const auto weak = password_weakness(password, around);
        REQUIRE(weak);
        CHECK(weak->nl.find("te makkelijk te raden") != std::string::npos);
        CHECK(weak->nl.find("vier woorden") != std::string::npos);
        CHECK(weak->en.find("too easy to guess") != std::string::npos);
    }
}

TEST_CASE("the practice's name, the login and one's own name are worth nothing in a password") {
    for (const auto* password : {"kliniekvoorbeeld1", "Kliniek-Voorbeeld!", "jansen-voorbeeld-2024", "sannejansen1985", "V00rb33ldKl1n13k", "s.jansen@voorbeeld.example"}) {
        CAPTURE(password);
        const auto weak = password_weakness(password, around);
        REQUIRE(weak);
        CHECK(weak->nl.find("naam van de praktijk") != std::string::npos);
    }
    // In another practice it is two words of the list.
    CHECK(password_guesses_bits("voorbeeld giraffe", {}) > password_guesses_bits("voorbeeld giraffe", around) + 10);
}

TEST_CASE("four words that do not belong together pass, and so does what a program makes") {
    for (const auto* password : {"stoel lantaarn giraffe sneeuw", "correct horse battery staple", "paardbatterijnietjejuist", "kJ8#vQ2!zLp9", "xqwfjzrtplkm"}) {
        CAPTURE(password);
        CHECK(!password_weakness(password, around));
    }
}

TEST_CASE("chance is not taken for words: of a thousand passwords of twelve letters and digits all pass") {
    constexpr std::string_view characters = "abcdefghijkmnpqrstuvwxyz23456789";
    for (int i = 0; i < 1000; ++i) {
        std::array<std::uint8_t, 12> chance{};
        system::fill_random(chance);
        std::string password;
        for (const auto byte : chance) password += characters[byte % characters.size()];
        CAPTURE(password);
        // Chance may write a word; two in the same twelve would be a reason to look.
        CHECK(password_guesses_bits(password, around) > 25);
    }
}

TEST_CASE("length is asked first, and nothing that comes from outside brings the estimate down") {
    CHECK(password_weakness("kort", around)->nl.find("minstens") != std::string::npos);
    CHECK(password_weakness("twaalftek\xff!!", around));
    for (const auto& text : {std::string{}, std::string(5000, 'a'), std::string(600, '\xff'), std::string("a\0b", 3), std::string(128, '\xc3')}) CHECK(password_guesses_bits(text, around) >= 0);
    const std::string long_name(20'000, 'n');
    const std::array<std::string_view, 2> names{long_name, ""};
    CHECK(!password_weakness("stoel lantaarn giraffe sneeuw", names));
}

TEST_CASE("the Dutch list knows its words, and hardly anything else") {
    for (const auto* word : {"verpleegkundige", "paard", "stoel", "lantaarn", "geinteresseerd", "schoonheid"}) CHECK(is_dutch_word(word));
    int mistaken = 0;
    for (int i = 0; i < 20'000; ++i) {
        std::array<std::uint8_t, 9> chance{};
        system::fill_random(chance);
        std::string text;
        for (const auto byte : chance) text += static_cast<char>('a' + byte % 26);
        mistaken += is_dutch_word(text) ? 1 : 0;
    }
    CHECK(mistaken < 20);
    for (const auto word : common_words) CHECK(word.size() >= 3);
}

}  // namespace kader::factors
