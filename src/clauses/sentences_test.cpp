#include <doctest/doctest.h>

#include "clauses/sentences.h"

using namespace kader::clauses;

namespace {

SentenceWords words() { return {{"art", "b.v", "bijv", "dhr"}, {"de", "van"}, {"artikel", "art."}}; }

std::vector<std::string> split(std::string_view text) {
    std::vector<std::string> made;
    for (const auto& one : sentences_of(text, words())) made.emplace_back(text.substr(one.begin, one.end - one.begin));
    return made;
}
using Texts = std::vector<std::string>;

}  // namespace

TEST_CASE("a sentence ends where people end it, and its span is exact") {
    CHECK(split("Een. Twee! Drie? Vier") == Texts{"Een.", "Twee!", "Drie?", "Vier"});
    CHECK(split("  U zwijgt.  \n\n Wij betalen. ") == Texts{"U zwijgt.", "Wij betalen."});
    CHECK(split("Volgens art. 5 betaalt dhr. Jansen € 10.000 boete. Dat is veel.") == Texts{"Volgens art. 5 betaalt dhr. Jansen € 10.000 boete.", "Dat is veel."});
    CHECK(split("De kliniek (Proef b.v. te Demostad) betaalt. Daarna niets.") == Texts{"De kliniek (Proef b.v. te Demostad) betaalt.", "Daarna niets."});
    CHECK(split("Hij zei: \"Zwijg.\" Toen ging hij.") == Texts{"Hij zei: \"Zwijg.\"", "Toen ging hij."});
    CHECK(split("Dit is een zin\ndie op de volgende regel verdergaat. En nog een.") == Texts{"Dit is een zin\ndie op de volgende regel verdergaat.", "En nog een."});
    CHECK(split("Tell us, or don't. You choose. Ask J. Jansen.") == Texts{"Tell us, or don't.", "You choose.", "Ask J. Jansen."});
    CHECK(split("Wij zijn er voor u. Bel ons. Vraag naar U. Jansen.") == Texts{"Wij zijn er voor u.", "Bel ons.", "Vraag naar U. Jansen."});
    CHECK(split("").empty());
    CHECK(split(" \n . \n - \n").empty());
}

TEST_CASE("an item of a list is a sentence without its bullet, and knows what introduces it") {
    const std::string_view text = "De cliënt verklaart:\n- te zwijgen;\n- niet te klagen.\n\nDit is alles.";
    const auto all = sentences_of(text, words());
    CHECK(split(text) == Texts{"De cliënt verklaart:", "te zwijgen;", "niet te klagen.", "Dit is alles."});
    REQUIRE(all.size() == 4);
    CHECK(all[1].is_item);
    CHECK(all[1].before == 0);
    CHECK(all[2].before == 0);
    CHECK_FALSE(all[3].is_item);
    CHECK(all[3].before == 2);
    CHECK(split("1.1 U zwijgt.\n1.2 U betaalt.\na) Eerst.\n(b) Dan.\niv. Slot.\nArtikel 7. Geheim.") ==
          Texts{"U zwijgt.", "U betaalt.", "Eerst.", "Dan.", "Slot.", "Geheim."});
    CHECK(split("2026 was een jaar.\n-geen bullet") == Texts{"2026 was een jaar.", "-geen bullet"});
}

TEST_CASE("a heading is a sentence of its own, unless it goes on") {
    CHECK(split("Geheimhouding\nU zwijgt over alles.") == Texts{"Geheimhouding", "U zwijgt over alles."});
    CHECK(split("De kosten van de\nBehandeling zijn hoog.") == Texts{"De kosten van de\nBehandeling zijn hoog."});
}

TEST_CASE("words are compared without capitals, accents and the breaks of lines") {
    CHECK(words_of("Cliënt, BEHANDELING; 10%") == Texts{"client", "behandeling", "10", "percent"});
    CHECK(words_of("geheim-\n  houding € 500") == Texts{"geheimhouding", "euro", "500"});
    CHECK(words_of("zwijg-plicht") == Texts{"zwijg", "plicht"});
    CHECK(words_of("ge\xC2\xADheim don't") == Texts{"geheim", "don", "t"});
    CHECK(words_of("\xFF\xFE zwijg \xC3") == Texts{"zwijg"});
    CHECK(words_of("") == Texts{});
}

TEST_CASE("any bytes have sentences whose spans lie in order inside the text") {
    std::uint32_t state = 7;
    for (int round = 0; round < 300; ++round) {
        std::string text;
        for (int at = 0; at < 200; ++at) {
            state = state * 1664525 + 1013904223;
            static constexpr std::string_view common = "aB.\n -:;(1)\xC3\xA9!?\t\"";
            text += (state >> 24) % 4 == 0 ? static_cast<char>(state >> 16) : common[(state >> 16) % common.size()];
        }
        std::size_t end = 0;
        for (const auto& one : sentences_of(text, words())) {
            CHECK(one.begin >= end);
            CHECK(one.begin < one.end);
            CHECK(one.end <= text.size());
            end = one.end;
            (void)words_of(std::string_view{text}.substr(one.begin, one.end - one.begin));
        }
    }
}
