// `kader instruments gap`: a second edition made by hand, with ten changes: all ten and no others.

#include <doctest/doctest.h>

#include <boost/json.hpp>

#include <algorithm>
#include <set>

#include "cli/program.h"

using namespace kader::cli_tests;

namespace json = boost::json;

namespace {

// The norms as they would be after ten changes.
class SecondEdition {
public:
    SecondEdition() {
        copy_norms(path());
        // A requirement weighs less, another asks for something else, a third says it otherwise.
        replace("requirements/q06.toml", "equipment-inspected", "weight = \"must\"", "weight = \"should\"");
        replace("requirements/q06.toml", "quality-system-works", "kind = [\"kwaliteit\", \"visitatie\"]", "kind = [\"visitatie\"]");
        replace("requirements/q06.toml", "quality-system-document", "title_nl = \"Het kwaliteitssysteem staat op papier\"", "title_nl = \"Het systeem staat op papier\"");
        // An interval is shorter.
        replace("parameters/q06.toml", "quality-activity-interval", "value = \"12 months\"", "value = \"6 months\"");
        // A document must hold something with another name.
        replace("documents/q04.toml", "beleid_voorbehouden_handelingen", "id = \"scholing\"", "id = \"bijscholing\"");
        // A question is put in other words.
        replace("questions.toml", "number = 6", "title_en = \"Does a quality system", "title_en = \"Does your quality system");
        // A treatment is of another category, one is new, one is gone.
        replace("treatments.toml", "botulinum-cosmetic", "category = 1", "category = 2");
        replace("treatments.toml", "id = \"electric-epilation\"", "id = \"electric-epilation\"\ncode = \"EPIL-EL\"", "id = \"electric-epilation-new\"\ncode = \"EPIL-EL-2\"");
        // A term waits for another record.
        replace("deadlines/complaints.toml", "dispute-ruling-6m", "record = \"", "record = \"published.");
    }
    fs::path path() const { return m_folder.path() / "norms"; }

private:
    // The first `was` after `row`.
    void replace(const std::string& file, const std::string& row, const std::string& was, const std::string& now) {
        auto bytes = bytes_of(path() / file);
        CAPTURE(file);
        CAPTURE(row);
        const auto at = bytes.find(row);
        REQUIRE(at != std::string::npos);
        const auto place = bytes.find(was, at);
        REQUIRE(place != std::string::npos);
        bytes.replace(place, was.size(), now);
        write(path() / file, bytes);
    }
    ScratchFolder m_folder;
};

json::value gap(const SecondEdition& second, std::vector<std::string> more = {}) {
    std::vector<std::string> words{"instruments", "gap", KADER_SOURCE_DIR "/norms"};
    words.insert(words.end(), more.begin(), more.end());
    for (const auto& word : {std::string{"--norms"}, second.path().string(), std::string{"--format"}, std::string{"json"}}) words.push_back(word);
    const auto outcome = run(words);
    REQUIRE_MESSAGE(outcome.code == 0, outcome.err.substr(0, 2000));
    return json::parse(outcome.out);
}

std::string text(const json::value& value) { return std::string{value.as_string()}; }

std::set<std::string> texts(const json::value& list) {
    std::set<std::string> made;
    for (const auto& one : list.as_array()) made.insert(text(one));
    return made;
}

}  // namespace

TEST_CASE("between two editions with ten changes the gap report names all ten and no others") {
    const SecondEdition second;
    const auto answer = gap(second);
    std::set<std::string> found;
    for (const auto& one : answer.at("changes").as_array()) {
        auto line = text(one.at("what")) + " " + text(one.at("of")) + " " + text(one.at("id"));
        for (const auto& part : one.at("parts").as_array()) line += " " + text(part);
        found.insert(line);
    }
    CHECK(found == std::set<std::string>{
                       "changed requirement equipment-inspected weight",
                       "changed requirement quality-system-works condition",
                       "changed requirement quality-system-document texts",
                       "changed parameter quality-activity-interval value",
                       "changed document beleid_voorbehouden_handelingen element",
                       "changed question 6 texts",
                       "changed treatment botulinum-cosmetic category",
                       "added treatment electric-epilation-new",
                       "withdrawn treatment electric-epilation",
                       "changed rule dispute-ruling-6m stop",
                   });
    for (const auto& one : answer.at("changes").as_array()) {
        const auto id = text(one.at("id"));
        CAPTURE(id);
        if (id == "quality-activity-interval") CHECK(texts(one.at("requirements")) == std::set<std::string>{"quality-system-works"});
        if (id == "quality-system-document") CHECK(texts(one.at("documents")) == std::set<std::string>{"kwaliteitssysteem"});
        if (id == "beleid_voorbehouden_handelingen") CHECK(!texts(one.at("requirements")).empty());
        if (id == "equipment-inspected") CHECK(one.at("questions") == json::array{6});
    }
    // The other way round the same rows differ, and nothing between an edition and itself.
    const auto same = run({"instruments", "gap", second.path().string(), "--norms", second.path().string()});
    CHECK(same.code == 0);
    CHECK(same.out == "Er is niets veranderd aan wat gevraagd wordt.\n");
}

TEST_CASE("for a practice the gap report tells what each touched question was and becomes") {
    const SecondEdition second;
    const std::string clinic = KADER_SOURCE_DIR "/examples/kliniek";
    const auto practice = gap(second, {clinic, "--on", "2026-11-21"}).at("practice");
    CHECK(practice.at("on") == "2026-11-21");
    const auto states = [](const std::string& norms, const std::string& folder) {
        const auto outcome = run({"check", folder, "--on", "2026-11-21", "--norms", norms, "--format", "json"});
        REQUIRE(outcome.code == 0);
        return json::parse(outcome.out);
    };
    const auto before = states(KADER_SOURCE_DIR "/norms", clinic), after = states(second.path().string(), clinic);
    const auto state_of = [](const json::value& answers, std::int64_t question) {
        for (const auto& one : answers.at("questions").as_array())
            if (one.at("number") == question) return text(one.at("state"));
        return std::string{"none"};
    };
    REQUIRE(!practice.at("questions").as_array().empty());
    for (const auto& one : practice.at("questions").as_array()) {
        const auto number = one.at("question").as_int64();
        CAPTURE(number);
        CHECK(text(one.at("before")) == state_of(before, number));
        CHECK(text(one.at("after")) == state_of(after, number));
    }
    CHECK(practice.at("requirements").as_array().size() >= 4);
    const auto told = run({"instruments", "gap", KADER_SOURCE_DIR "/norms", clinic, "--on", "2026-11-21", "--norms", second.path().string(), "--lang", "en"});
    CHECK(holds(told.out, "10 changes"));
    CHECK(holds(told.out, "What this does to the practice on 21 November 2026"));
    CHECK(holds(told.out, "question 6: "));
}

TEST_CASE("an older edition that is refused, or is not there, ends with what is wrong in it") {
    const ScratchFolder empty;
    const auto outcome = run({"instruments", "gap", empty.path().string()});
    CHECK(outcome.code == 2);
    CHECK(outcome.out.empty());
    CHECK(!outcome.err.empty());
}
