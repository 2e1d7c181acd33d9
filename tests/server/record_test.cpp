// Records over HTTP: written once, changed by who read the newest, read with a line in the log.

#include <algorithm>
#include <thread>

#include "server/document.h"

namespace kader::server_tests {

namespace {

const std::string one_record = std::string{list} + "/B1";

Headers retry(const std::string& key) { return {{"Idempotency-Key", key}}; }
Headers version(const std::string& tag) { return {{"If-Match", tag}}; }

std::string correction(const std::string& topics = "gedrag") {
    return R"({"cells":{"soort":"reflectie","onderwerpen":")" + topics + R"(","aanwezig":"P01","verslag":"ja","datum":"2026-11-19"}})";
}

// The statuses of requests that are sent by several at the same moment.
std::vector<Answer> at_once(std::size_t count, const std::function<Answer(std::size_t)>& ask) {
    std::vector<Answer> answers(count);
    std::vector<std::jthread> all;
    for (std::size_t at = 0; at < count; ++at) all.emplace_back([&, at] { answers[at] = ask(at); });
    for (auto& one : all) one.join();
    return answers;
}

std::ptrdiff_t with_status(const std::vector<Answer>& answers, int status) { return std::ranges::count(answers, status, &Answer::status); }

}  // namespace

TEST_CASE("the same act sent again is stored once and answered alike, also at the same moment and after a restart") {
    const DataFolder data;
    std::optional<Browser> before;
    {
        Served served{data.serve()};
        auto& browser = before.emplace(owner(served));
        const auto first = browser.post(list, meeting("B1"), retry("een"));
        CHECK(first.status == 201);
        CHECK(first.header("etag") == "\"1\"");
        CHECK_MESSAGE(faults(operation("addRecord"), first).empty(), first.body);
        const auto again = browser.post(list, meeting("B1"), retry("een"));
        CHECK(again.status == 201);
        CHECK(again.body == first.body);
        CHECK(again.header("etag") == first.header("etag"));
        for (const auto& other : {browser.post(list, meeting("B2"), retry("een")), browser.post("/api/records/mensen", meeting("B1"), retry("een"))}) CHECK(other.status == 422);
        CHECK(browser.post(list, meeting("B2"), retry("een")).fields() == std::vector<std::string>{"idempotency-key"});
        const auto missing = browser.post(list, meeting("B3"));
        CHECK(missing.status == 400);
        CHECK(missing.fields() == std::vector<std::string>{"idempotency-key"});
        CHECK(browser.post(list, meeting("B3"), retry(std::string(201, 'k'))).fields() == std::vector<std::string>{"idempotency-key"});
        CHECK(browser.post(list, meeting("B1"), retry("ander")).status == 409);

        const auto same = at_once(8, [&](std::size_t) { return Browser{browser}.post(list, meeting("B4"), retry("vier")); });
        CHECK(with_status(same, 201) == 8);
        for (const auto& one : same) CHECK(one.body == same.front().body);
        const auto different = at_once(8, [&](std::size_t at) { return Browser{browser}.post(list, meeting("B5"), retry("vijf " + std::to_string(at))); });
        CHECK(with_status(different, 201) == 1);
        CHECK(with_status(different, 409) == 7);
        CHECK(served.stop(SIGKILL) == -SIGKILL);
    }
    const Served served{data.serve()};
    Browser browser{served, *before};
    CHECK(browser.post(list, meeting("B1"), retry("een")).status == 201);
    CHECK(browser.post(list, meeting("B2"), retry("een")).status == 422);
    const auto counts = data.verified();
    CHECK(counts.records == 3);
    CHECK(counts.versions == 3);
}

TEST_CASE("only who read the newest version changes it, and of many at once one does") {
    const DataFolder data;
    const Served served{data.serve()};
    auto browser = owner(served);
    REQUIRE(browser.post(list, meeting("B1"), retry("een")).status == 201);
    const auto change = [&](const Headers& headers) { return browser.ask("PUT", one_record, correction(), headers); };
    const auto none = change({});
    CHECK(none.status == 428);
    CHECK(none.fields() == std::vector<std::string>{"if-match"});
    for (const auto* wrong : {"\"2\"", "*", "W/\"1\"", "1", "\"1\", \"2\"", "\"0\"", "\"\"", "\"-1\"", "\"99999999999999999999\"", "\"een\""}) {
        CAPTURE(wrong);
        const auto stale = change(version(wrong));
        CHECK(stale.status == 412);
        CHECK_MESSAGE(faults(operation("correctRecord"), stale).empty(), stale.body);
    }
    const auto first = change(version("\"1\""));
    CHECK(first.status == 200);
    CHECK(first.header("etag") == "\"2\"");
    CHECK(faults(operation("correctRecord"), first).empty());
    CHECK(change(version("\"1\"")).status == 412);
    CHECK(browser.ask("DELETE", one_record, {}, version("\"1\"")).status == 412);
    CHECK(browser.ask("DELETE", one_record).status == 428);

    const std::vector<std::string> topics{"gedrag", "complicaties", "persoonsgerichtheid", "veilig_terugkijken"};
    const auto many = at_once(4, [&](std::size_t at) { return Browser{browser}.ask("PUT", one_record, correction(topics[at] + ",incidenten"), version("\"2\"")); });
    CHECK(with_status(many, 200) == 1);
    CHECK(with_status(many, 412) == 3);
    CHECK(browser.get(one_record).header("etag") == "\"3\"");

    const auto gone = browser.ask("DELETE", one_record, {}, version("\"3\""));
    CHECK(gone.status == 204);
    CHECK(gone.body.empty());
    CHECK(browser.get(one_record).status == 404);
    CHECK(browser.ask("DELETE", one_record, {}, version("\"4\"")).status == 404);
    const auto listed = browser.get(list);
    CHECK(faults(operation("listRecords"), listed).empty());
    CHECK(listed.object().at("records").at(0).at("state") == "entered_in_error");
    // Nothing was erased: each version is there and the log speaks of each.
    CHECK(data.verified().versions == 4);
}

TEST_CASE("a refusal names the column, says why in the reader's language, and stores nothing") {
    const DataFolder data;
    const Served served{data.serve()};
    auto browser = owner(served);
    const auto wrong = R"({"kenmerk":"B1","cells":{"soort":"feest","datum":"2026-02-30","kleur":"blauw"}})";
    const auto also = R"({"kenmerk":"B1","cells":{"soort":"feest","datum":"2026-02-30"}})";
    const auto before = data.verified();
    CHECK(browser.post(list, wrong, retry("k")).fields() == std::vector<std::string>{"/cells/kleur"});
    const auto dutch = browser.post(list, also, {{"Idempotency-Key", "k"}, {"Accept-Language", "nl-NL,nl;q=0.9,en;q=0.8"}});
    const auto english = browser.post(list, also, {{"Idempotency-Key", "k"}, {"Accept-Language", "en-GB,en;q=0.9"}});
    CHECK(dutch.header("content-language") == "nl");
    CHECK(english.header("content-language") == "en");
    for (const auto& answer : {dutch, english}) {
        CHECK(answer.status == 422);
        CHECK_MESSAGE(faults(operation("addRecord"), answer).empty(), answer.body);
        for (const auto* field : {"/cells/soort", "/cells/datum"}) {
            const auto fields = answer.fields();
            CHECK_MESSAGE(std::ranges::find(fields, field) != fields.end(), answer.body);
        }
    }
    CHECK(dutch.object().at("fields") != english.object().at("fields"));
    CHECK(dutch.text("title") == "Er klopt iets niet");
    CHECK(english.text("title") == "Something is wrong");
    for (const auto* day : {"2026-02-30", "1979-12-31", "2070-01-01", "31-12-2026", "2026-1-1", "", "vandaag"}) {
        CHECK(browser.get("/api/check?on=" + std::string{day}).fields() == std::vector<std::string>{"?on"});
        CHECK(browser.get("/api/check/forecast?from=" + std::string{day}).fields() == std::vector<std::string>{"?from"});
    }
    // What could be stored and never be reached again.
    for (const auto* kenmerk : {"A/1", "A\\\\1", ".", "..", " .. "}) CHECK(browser.post(list, meeting(kenmerk), retry("k")).fields() == std::vector<std::string>{"/kenmerk"});
    CHECK(browser.get("/api/check?practice=Praktijk%20Voorbeeld").fields() == std::vector<std::string>{"?practice"});
    CHECK(browser.get("/api/session?extend=1").fields() == std::vector<std::string>{"?extend"});
    const auto after = data.verified();
    CHECK(after.records == before.records);
    CHECK(after.log_lines == before.log_lines);
}

TEST_CASE("whoever reads leaves a line in the log before a byte is given, also with HEAD") {
    const DataFolder data{{{"Praktijk Voorbeeld", "solo"}}};
    const Served served{data.serve()};
    auto browser = owner(served);
    int lines = data.verified().log_lines;
    const auto person = browser.get("/api/records/mensen").object().at("records").at(0).at("kenmerk");
    const auto target = "/api/records/mensen/" + std::string{person.as_string().c_str()};
    lines = data.verified().log_lines;
    const auto more = [&](int expected, const Answer& answer, const char* id) {
        CHECK_MESSAGE(faults(operation(id), answer).empty(), id);
        const int now = data.verified().log_lines;
        CHECK(now - lines == expected);
        lines = now;
    };
    const auto read = browser.get(target);
    CHECK(read.status == 200);
    CHECK(read.header("cache-control") == "no-store");
    CHECK(holds(read.body, "naam"));
    more(1, read, "getRecord");
    const auto head = raw(served.port(), browser.request("HEAD", target), true);
    CHECK(head.ends_with("\r\n\r\n"));
    CHECK_FALSE(holds(head, "naam"));
    CHECK(data.verified().log_lines == lines + 1);
    lines += 1;
    more(1, browser.get("/api/check?on=2026-11-21"), "getCheck");
    more(1, browser.get("/api/check?on=2026-11-21&known_on=2026-06-01"), "getCheck");
    more(1, browser.get("/api/check/forecast?from=2026-11-21"), "getForecast");
    more(0, browser.get("/api/session"), "getSession");
    // A session that is over reads nothing and writes nothing.
    Browser stranger{served};
    CHECK(stranger.get(target).status == 401);
    CHECK(data.verified().log_lines == lines);
}

TEST_CASE("without a session every address that needs one answers 401, and nothing of what it holds") {
    const DataFolder data{{{"Praktijk Voorbeeld", "solo"}}};
    const Served served{data.serve()};
    const auto known = owner(served);
    std::size_t closed = 0;
    for (const auto& one : operations()) {
        if (!one.needs_session) continue;
        ++closed;
        CAPTURE(one.method);
        CAPTURE(one.path);
        for (const auto& cookie : {std::string{}, std::string{"__Host-kader="}, "__Host-kader=" + std::string(64, 'a'), "__Host-kader=" + std::string(100, 'a'),
                                   "Kader=" + known.cookie.substr(13), known.cookie + "; " + known.cookie, known.cookie + "0", "__host-kader=" + known.cookie.substr(13)}) {
            CAPTURE(cookie.size());
            Browser stranger{served};
            const Headers with{{"Cookie", cookie}, {"X-Kader-Csrf", known.csrf}, {"Idempotency-Key", "k"}, {"If-Match", "\"1\""}};
            const auto answer = stranger.ask(one.method, one.target("mensen", "P1"), one.declared.contains("requestBody") ? "{}" : "", with);
            CHECK(answer.status == 401);
            CHECK(faults(one, answer).empty());
            // The same for what is there and what is not: who asks hears nothing of the lists.
            auto there = answer.object(), nowhere = stranger.ask(one.method, one.target("nergens", "P99"), one.declared.contains("requestBody") ? "{}" : "", with).object();
            there.erase("reference");
            nowhere.erase("reference");
            CHECK(there == nowhere);
        }
    }
    // The steps of signing in and of the first account, what a shared workstation is, and the demonstration.
    CHECK(closed == operations().size() - 10);
    CHECK(Browser{served}.get("/metrics").status == 404);
}

TEST_CASE("the records of another practice are as if they did not exist") {
    const DataFolder data{{{"Praktijk Voorbeeld", "solo"}, {"Salon Ander Voorbeeld", ""}}};
    const Served served{data.serve()};
    auto ours = owner(served, "Praktijk Voorbeeld", "ola"), theirs = owner(served, "Salon Ander Voorbeeld", "iris");
    const std::string cell = R"(,"bekend_op":"2026-11-20")";
    REQUIRE(theirs.post(list, meeting("ANDERMARKERING", cell), retry("k")).status == 201);
    REQUIRE(ours.get("/api/records/bijeenkomsten").status == 200);
    for (const auto* method : {"GET", "PUT", "DELETE"}) {
        CAPTURE(method);
        const std::string body = std::string_view{method} == "PUT" ? correction() : "";
        auto there = ours.ask(method, std::string{list} + "/ANDERMARKERING", body, version("\"1\""));
        auto nowhere = ours.ask(method, std::string{list} + "/NERGENSMARKERING", body, version("\"1\""));
        CHECK(there.status == 404);
        CHECK(there.body.size() == nowhere.body.size());
        auto one = there.object(), other = nowhere.object();
        one.erase("reference");
        other.erase("reference");
        CHECK(one == other);
    }
    for (const auto* target : {"/api/records/bijeenkomsten", "/api/check", "/api/check/forecast", "/api/session"}) CHECK_FALSE(holds(ours.get(target).body, "ANDERMARKERING"));
    // The same kenmerk and the same key of retry are each practice's own.
    CHECK(ours.post(list, meeting("ANDERMARKERING"), retry("k")).status == 201);
    CHECK(theirs.get(std::string{list} + "/ANDERMARKERING").object().at("cells").at("bekend_op") == "2026-11-20");
    CHECK(theirs.get("/api/records/mensen").object().at("records").as_array().empty());
    data.verified("Praktijk Voorbeeld");
    data.verified("Salon Ander Voorbeeld");
}

}  // namespace kader::server_tests
