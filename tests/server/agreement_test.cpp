// The folder, the stored practice and the page give the same answers.

#include "server/document.h"

namespace kader::server_tests {

namespace {

struct Example {
    std::string folder, practice, login;
};
const std::vector<Example> examples{{"kliniek", "Kliniek Voorbeeld", "kliniek"}, {"solo", "Praktijk Solo Voorbeeld", "solo"}, {"salon", "Salon Voorbeeld", "salon"}};

// How many rows were read and refused is of the lists, and not of what is stored; all else is the answer.
json::object without_rows(json::object answer) {
    answer.erase("rows");
    return answer;
}

json::object asked(const char* command, const std::vector<std::string>& whom, const std::vector<std::string>& when) {
    std::vector<std::string> words{command};
    words.insert(words.end(), whom.begin(), whom.end());
    words.insert(words.end(), when.begin(), when.end());
    words.insert(words.end(), {"--format", "json"});
    return cli_tests::parsed(cli_tests::run(words));
}

// The first difference, to be read by who has to find it.
std::string difference(const json::value& one, const json::value& other, const std::string& at = {}) {
    if (one == other) return {};
    if (one.is_object() && other.is_object()) {
        for (const auto& member : one.as_object()) {
            const std::string name{member.key().data(), member.key().size()};
            const auto* same = other.as_object().if_contains(member.key());
            if (!same) return at + "/" + name + " is missing";
            if (const auto found = difference(member.value(), *same, at + "/" + name); !found.empty()) return found;
        }
    } else if (one.is_array() && other.is_array() && one.as_array().size() == other.as_array().size()) {
        for (std::size_t i = 0; i < one.as_array().size(); ++i)
            if (const auto found = difference(one.as_array()[i], other.as_array()[i], at + "/" + std::to_string(i)); !found.empty()) return found;
    }
    return at + ": " + json::serialize(one).substr(0, 200) + " and " + json::serialize(other).substr(0, 200);
}

}  // namespace

TEST_CASE("folder, stored practice and page agree in every state, day, reason and kenmerk, for each example and on each day" * doctest::test_suite("slow")) {
    std::vector<std::pair<std::string, std::string>> practices;
    for (const auto& one : examples) practices.emplace_back(one.practice, one.folder);
    const DataFolder data{practices};
    // What a server files about itself, a folder does not have.
    auto words = data.serve();
    words.insert(words.end(), {"--look-every", "3600"});
    const Served served{words};
    for (const auto& one : examples) {
        CAPTURE(one.folder);
        auto browser = owner(served, one.practice, one.login);
        const std::vector<std::string> folder{(fs::path{KADER_SOURCE_DIR} / "examples" / one.folder).string()};
        const std::vector<std::string> stored{"--data", data.path(), "--practice", one.practice};
        for (const std::string on : {"2026-11-21", "2025-03-01", "2027-06-30"}) {
            CAPTURE(on);
            const auto from_folder = asked("check", folder, {"--on", on}), from_data = asked("check", stored, {"--on", on});
            const auto answer = browser.get("/api/check?on=" + on);
            REQUIRE(answer.status == 200);
            const auto shape = faults(operation("getCheck"), answer);
            CHECK_MESSAGE(shape.empty(), (shape.empty() ? "" : shape.front()));
            const auto page = answer.object();
            CHECK(difference(without_rows(from_folder), without_rows(from_data)) == "");
            CHECK(difference(from_data, page) == "");
            CHECK(from_folder.at("rows").at("read") == page.at("rows").at("read"));
            CHECK(page.at("questions").as_array().size() == 22);
            CHECK(holds(answer.body, "\"kenmerk\""));

            const auto coming = asked("forecast", folder, {"--on", on}), coming_data = asked("forecast", stored, {"--on", on});
            const auto forecast = browser.get("/api/check/forecast?from=" + on);
            CHECK(faults(operation("getForecast"), forecast).empty());
            CHECK(difference(coming, coming_data) == "");
            CHECK(difference(coming_data, forecast.object()) == "");
        }
        // What was known on another day; and a forecast to a day of one's own choice.
        const auto known = browser.get("/api/check?on=2026-11-21&known_on=2026-06-30").object();
        CHECK(difference(without_rows(asked("check", folder, {"--on", "2026-11-21", "--known-on", "2026-06-30"})), without_rows(known)) == "");
        CHECK(difference(asked("forecast", folder, {"--on", "2026-11-21", "--until", "2028-01-01"}),
                         browser.get("/api/check/forecast?from=2026-11-21&through=2028-01-01").object()) == "");
        // Without a day it is today, which the session names.
        CHECK(browser.get("/api/check").object().at("on") == browser.get("/api/session").object().at("today"));
    }
}

TEST_CASE("what is entered on the page is what the command line answers from at once") {
    const DataFolder data{{{"Praktijk Voorbeeld", "solo"}}};
    const Served served{data.serve()};
    auto browser = owner(served);
    const std::vector<std::string> stored{"--data", data.path()};
    const auto agree = [&] { return difference(asked("check", stored, {"--on", "2026-11-21"}), browser.get("/api/check?on=2026-11-21").object()); };
    const auto before = browser.get("/api/check?on=2026-11-21").body;
    CHECK(agree() == "");
    const auto records = browser.get("/api/records/bijeenkomsten").object();
    for (const auto& record : records.at("records").as_array())
        CHECK(browser.ask("DELETE", "/api/records/bijeenkomsten/" + std::string{record.at("kenmerk").as_string().c_str()}, {}, {{"If-Match", "\"1\""}}).status == 204);
    CHECK(browser.get("/api/check?on=2026-11-21").body != before);
    CHECK(agree() == "");
    CHECK(browser.post("/api/records/bijeenkomsten", meeting("NIEUW"), {{"Idempotency-Key", "k"}}).status == 201);
    CHECK(agree() == "");
}

}  // namespace kader::server_tests
