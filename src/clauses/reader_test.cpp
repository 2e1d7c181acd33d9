#include <doctest/doctest.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <map>
#include <set>
#include <sstream>

#include "clauses/reader.h"
#include "norm_book/norm_rows.h"
#include "norm_book/small_norms.h"

using namespace kader;
using namespace kader::clauses;
namespace fs = std::filesystem;

namespace {

std::string text_of_faults(const std::variant<Reader, std::vector<toml::Fault>>& loaded) {
    std::string all;
    if (const auto* faults = std::get_if<std::vector<toml::Fault>>(&loaded))
        for (const auto& fault : *faults) all += text_of(fault) + "\n";
    return all;
}

const Reader& reader() {
    static const Reader one = [] {
        const auto files = norm_book::read_norm_files(std::string{KADER_SOURCE_DIR} + "/norms").value();
        auto loaded = Reader::load(files, norm_book::small::book_of({norm_book::small::real("sources.toml")}));
        INFO(text_of_faults(loaded));
        REQUIRE(std::holds_alternative<Reader>(loaded));
        return std::get<Reader>(std::move(loaded));
    }();
    return one;
}

struct Counts {
    int passages = 0, harmless = 0, found = 0, missed = 0, wrongly = 0, right_kind = 0;
    double precision() const { return double(found) / std::max(1, found + wrongly); }
    double recall() const { return double(found) / std::max(1, found + missed); }
    std::string text() const {
        std::ostringstream out;
        out << passages << " passages, " << harmless << " harmless; precision " << precision() << ", recall " << recall() << ", kind right "
            << double(right_kind) / std::max(1, found);
        return out.str();
    }
};

// Reads every passage of a folder, and compares the marked sentences, to the byte.
Counts measure(const std::string& folder) {
    Counts counts;
    std::vector<fs::path> paths;
    for (const auto& entry : fs::directory_iterator{fs::path{KADER_SOURCE_DIR} / "tests/clauses" / folder})
        if (entry.path().extension() == ".toml") paths.push_back(entry.path());
    std::ranges::sort(paths);
    toml::Faults faults;
    for (const auto& path : paths) {
        std::ifstream file{path, std::ios::binary};
        std::ostringstream bytes;
        bytes << file.rdbuf();
        const auto content = toml::parse(bytes.str(), path.filename().string(), faults);
        REQUIRE(content);
        toml::TableReader whole{*content, path.filename().string(), faults};
        for (auto& passage : whole.tables("passage")) {
            const auto text = passage.text("text");
            std::map<std::size_t, std::pair<std::size_t, std::string>> expected;
            for (auto& mark : passage.tables("marks")) {
                const auto sentence = mark.text("sentence");
                const auto at = text.find(sentence);
                REQUIRE(at != std::string::npos);
                expected[at] = {at + sentence.size(), mark.text("kind")};
            }
            ++counts.passages;
            if (expected.empty()) ++counts.harmless;
            for (const auto& mark : reader().read(text).marks) {
                const auto found = expected.find(mark.begin);
                if (found == expected.end() || found->second.first != mark.end) {
                    ++counts.wrongly;
                    continue;
                }
                ++counts.found;
                if (found->second.second == mark.kind) ++counts.right_kind;
                expected.erase(found);
            }
            counts.missed += static_cast<int>(expected.size());
        }
    }
    CHECK(faults.empty());
    return counts;
}

std::vector<std::string> marked(std::string_view text) {
    std::vector<std::string> sentences;
    for (const auto& mark : reader().read(text).marks) sentences.emplace_back(text.substr(mark.begin, mark.end - mark.begin));
    return sentences;
}
using Texts = std::vector<std::string>;

}  // namespace

TEST_CASE("the passages for making are read as they were meant") {
    const auto counts = measure("making");
    MESSAGE("making: " << counts.text());
    CHECK(counts.passages >= 720);
    CHECK(counts.harmless * 2 >= counts.passages);
    CHECK(counts.precision() >= 0.97);
    CHECK(counts.recall() >= 0.94);
}

TEST_CASE("the passages for measuring, which no rule was made on, are read well") {
    const auto counts = measure("measuring");
    MESSAGE("measuring: " << counts.text());
    CHECK(counts.passages >= 120);
    CHECK(counts.harmless * 2 >= counts.passages);
    // The goal is 0.95 and 0.95. What is reached is held, so that it only gets better.
    CHECK(counts.precision() >= 0.87);
    CHECK(counts.recall() >= 0.79);
}

TEST_CASE("a sentence that forbids to speak is marked whole, and the ones around it are not") {
    const std::string text = "De behandeling kost € 900. U mag met niemand praten over wat er bij de behandeling is gebeurd. Betaal binnen 14 dagen.";
    CHECK(marked(text) == Texts{"U mag met niemand praten over wat er bij de behandeling is gebeurd."});
    CHECK(marked("You may not post a negative review about the clinic.") == Texts{"You may not post a negative review about the clinic."});
    CHECK(marked("De arts heeft beroepsgeheim en vertelt niets aan anderen.").empty());
}

TEST_CASE("a text in a language that the reader does not know is named as such, and not as harmless") {
    CHECK_FALSE(reader().read("Hasta, tedavi sonucu hakkında hiç kimseyle konuşamaz.").is_known_language);
    CHECK_FALSE(reader().read("").is_known_language);
    CHECK(reader().read("Het is de bedoeling.").is_known_language);
}

TEST_CASE("a sentence of a thousand words is read to its end") {
    std::string text = "U verklaart dat";
    for (int word = 0; word < 1000; ++word) text += " gewoon";
    text += ", en dat u met niemand mag praten over wat er bij de behandeling is gebeurd.";
    CHECK(marked(text) == Texts{text});
}

TEST_CASE("a very long text is read as far as it is read, and says so") {
    std::string text;
    while (text.size() <= Reader::text_bytes_max) text += "Dit is een gewone zin over de behandeling en de kosten daarvan. ";
    text = text.substr(0, 60'000);
    CHECK_FALSE(reader().read(text).is_cut);
    CHECK(reader().read(text).sentences > 900);
    CHECK(reader().read(std::string(Reader::text_bytes_max + 1, 'a')).is_cut);
}

TEST_CASE("what the law says follows from the day of signing and the other party") {
    const auto id = [](std::string_view party, std::optional<CalendarDay> day) { return reader().holding(party, day)->id; };
    CHECK(id("care-provider", day_of(2023, 6, 30)) != id("care-provider", day_of(2023, 7, 1)));
    CHECK(id("care-provider", day_of(2023, 7, 1)) == id("care-provider", day_of(2030, 1, 1)));
    CHECK(id("care-provider", {}) != id("care-provider", day_of(2030, 1, 1)));
    for (const auto* party : {"care-provider", "intermediary", "foreign", "unknown"})
        for (const auto day : {std::optional<CalendarDay>{}, std::optional{day_of(2000, 1, 1)}, std::optional{day_of(2023, 7, 1)}})
            CHECK(reader().holding(party, day) != nullptr);
    CHECK(reader().holding("nobody", {}) == nullptr);
}

TEST_CASE("data with a fault are refused, with the row and the reason") {
    const auto files = norm_book::read_norm_files(std::string{KADER_SOURCE_DIR} + "/norms").value();
    const auto book = norm_book::small::book_of({norm_book::small::real("sources.toml")});
    const auto spoiled = [&](const std::string& file, const std::string& was, const std::string& now) {
        auto copy = files;
        for (auto& one : copy)
            if (one.path == file) {
                REQUIRE(one.bytes.find(was) != std::string::npos);
                one.bytes.replace(one.bytes.find(was), was.size(), now);
            }
        return text_of_faults(Reader::load(copy, book));
    };
    CHECK(spoiled("clauses/rules.toml", "{neg-nl}", "{nobody}").find("there is no group {nobody} before this one") != std::string::npos);
    // Slips of the pen that would go unseen.
    const auto group = [&](const std::string& pattern) {
        return spoiled("clauses/rules.toml", "[[rule]]\n", "[[group]]\nid = \"new\"\npatterns = [\"" + pattern + "\"]\n\n[[rule]]\n");
    };
    CHECK(group("one|two words|three").find("two rows of alternatives side by side") != std::string::npos);
    CHECK(group("one|two and words|three").find("two rows of alternatives side by side") != std::string::npos);
    CHECK(group("{neg nl}").find("is no word of small letters") != std::string::npos);
    CHECK(group("one||three").find("an alternative of \"one||three\" is empty") != std::string::npos);
    CHECK(group("one|two ..0 words|three").find("nothing uses the group \"new\"") != std::string::npos);
    CHECK(spoiled("clauses/rules.toml", "kind = \"penalty\"", "kind = \"fine\"").find("not in the order of precedence") != std::string::npos);
    CHECK(spoiled("clauses/rules.toml", "sureness = \"sure\"", "sureness = \"perhaps\"").find("perhaps") != std::string::npos);
    CHECK(spoiled("clauses/clauses.toml", "id = \"penalty\"", "id = \"fine\"").find("is not explained") != std::string::npos);
    CHECK(spoiled("clauses/clauses.toml", "counterparty = [", "counterparty = [\"nobody\", ").find("there is no counterparty \"nobody\"") != std::string::npos);
}
