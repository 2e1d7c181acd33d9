#include "decoding/outcome.h"

#include <doctest/doctest.h>

#include <set>

using namespace kader;
using namespace kader::decoding;

TEST_CASE("each refusal says in both languages what is the matter, and what to do") {
    std::set<std::string> dutch, english;
    for (int refusal = 0; refusal < refusals_count; ++refusal)
        for (const auto kind : {Kind::Pdf, Kind::Docx, Kind::OldOffice, Kind::Picture}) {
            CAPTURE(refusal);
            const Outcome outcome{static_cast<Refusal>(refusal), kind, {}, {}, 0};
            const auto on_page = words_of(outcome), in_terminal = words_of(outcome, Door::CommandLine);
            for (const auto& text : {on_page.nl, on_page.en, in_terminal.nl, in_terminal.en}) {
                CHECK(text.size() > 60);
                CHECK(text.ends_with("."));
                CHECK(text.find_first_of("{}") == text.npos);
            }
            CHECK(in_terminal.nl.find("plak die hier") == std::string::npos);
            if (kind == Kind::Pdf) dutch.insert(on_page.nl), english.insert(on_page.en);
        }
    CHECK(dutch.size() == refusals_count);
    CHECK(english.size() == refusals_count);
    CHECK(words_of({Refusal::OtherKind, Kind::OldOffice, {}, {}, 0}).nl.starts_with("Dit is een oud Office-bestand (zoals .doc)."));
    CHECK(words_of({Refusal::TooLarge, Kind::Pdf, {}, {}, 0}).nl.find("50 MB zijn en 1000 bladzijden") != std::string::npos);
    CHECK(words_of({Refusal::NoText, Kind::Pdf, {}, {}, 0}).nl != words_of({Refusal::NoText, Kind::Docx, {}, {}, 0}).nl);
}

TEST_CASE("each thing to know has its own sentence, and nothing to know has none") {
    CHECK(words_of(Notes{}).empty());
    CHECK(words_of(Notes{12, 0, false, false, false}).empty());
    const auto all = words_of(Notes{12, 3, true, true, true});
    REQUIRE(all.size() == 4);
    CHECK(all[0].nl.starts_with("Op 3 van de 12 bladzijden"));
    for (const auto& one : all) CHECK(one.nl != one.en);
}
