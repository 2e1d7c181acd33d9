// What the routes answer: the check, records, files, and bodies that somebody made wrong on purpose.

#include <fstream>

#include "server/house_for_tests.h"
#include "transfer/import.h"

namespace kader::server::tests {

namespace {

using access::Role;

std::string read(const fs::path& file) {
    std::ifstream in{file, std::ios::binary};
    return {std::istreambuf_iterator<char>{in}, {}};
}

void take_in(House& house, const subjects::PracticeId& practice, const std::string& example) {
    auto folder = lists::ListFolder::read(fs::path{KADER_SOURCE_DIR} / "examples" / example, check::record_types());
    REQUIRE(transfer::run_import(*house.here, access::operator_grant(practice, 1), std::get<lists::ListFolder>(folder), {}));
}

std::string meeting(const std::string& kenmerk, const std::string& more = {}) {
    return R"({"kenmerk":")" + kenmerk + R"(","cells":{"soort":"reflectie","onderwerpen":"complicaties","aanwezig":"P01","verslag":"ja","datum":"2026-11-20")" + more + "}}";
}

}  // namespace

TEST_CASE("the document that is kept is the one that the endpoints make") {
    const auto kept = read(fs::path{KADER_SOURCE_DIR} / "docs" / "openapi.json");
    CHECK_MESSAGE(kept == openapi_text(), "kader openapi > docs/openapi.json");
}

TEST_CASE("the check over HTTP is what the stored practice answers, byte for byte, for every example") {
    for (const std::string example : {"kliniek", "solo", "salon"}) {
        CAPTURE(example);
        House house;
        take_in(house, house.practice, example);
        const auto who = house.somebody(Role::Reader);
        const auto on = day_of(2026, 11, 21);
        for (const auto& known : {std::optional<CalendarDay>{}, std::optional{day_of(2026, 6, 1)}}) {
            const auto loaded = standing::load(*house.here->reader(), house.practice, known);
            const check::Check check{norms(), loaded.records};
            const auto text = wire::text_of(wire::write(answers::answer_of(check, check.on(on), norms(), {loaded.present, 0, {}}, known)));
            const auto answer = house.as(who, "GET", "/api/check?on=2026-11-21" + (known ? "&known_on=" + iso_text(*known) : std::string{}));
            CHECK(answer.status == 200);
            CHECK(answer.body == text);
            if (known) continue;
            const auto forecast = house.as(who, "GET", "/api/check/forecast?from=2026-11-21&through=2027-11-21");
            CHECK(forecast.body == wire::text_of(wire::write(answers::answer_of(check.forecast(on, day_of(2027, 11, 21)), on, day_of(2027, 11, 21), norms()))));
        }
    }
}

TEST_CASE("a record that is added, corrected and withdrawn changes the answers at once") {
    House house;
    const auto who = house.somebody(Role::Owner);
    const auto rows = [&] { return house.as(who, "GET", "/api/check").json().at("rows").at("read").as_int64(); };
    CHECK(rows() == 0);
    const auto added = house.as(who, "POST", "/api/records/bijeenkomsten", "Idempotency-Key: een\r\n", meeting("B1"));
    CHECK_MESSAGE(added.status == 201, added.body);
    CHECK(added.headers.at("etag") == "\"1\"");
    CHECK(rows() == 1);
    const auto got = house.as(who, "GET", "/api/records/bijeenkomsten/B1");
    CHECK(got.status == 200);
    CHECK(got.headers.at("etag") == "\"1\"");
    CHECK(got.headers.at("cache-control") == "no-store");
    CHECK(got.json().at("cells").at("datum") == "2026-11-20");
    const std::string correction = R"({"cells":{"soort":"reflectie","onderwerpen":"complicaties","aanwezig":"P01","verslag":"ja","datum":"2026-11-19"}})";
    CHECK(house.as(who, "PUT", "/api/records/bijeenkomsten/B1", {}, correction).status == 428);
    CHECK(house.as(who, "PUT", "/api/records/bijeenkomsten/B1", "If-Match: \"7\"\r\n", correction).status == 412);
    CHECK(house.as(who, "PUT", "/api/records/bijeenkomsten/B1", "If-Match: *\r\n", correction).status == 412);
    CHECK(house.as(who, "PUT", "/api/records/bijeenkomsten/B2", "If-Match: \"1\"\r\n", correction).status == 404);
    const auto corrected = house.as(who, "PUT", "/api/records/bijeenkomsten/B1", "If-Match: \"1\"\r\n", correction);
    CHECK(corrected.status == 200);
    CHECK(corrected.headers.at("etag") == "\"2\"");
    CHECK(house.as(who, "DELETE", "/api/records/bijeenkomsten/B1").status == 428);
    CHECK(house.as(who, "DELETE", "/api/records/bijeenkomsten/B1", "If-Match: \"1\"\r\n").status == 412);
    CHECK(house.as(who, "DELETE", "/api/records/bijeenkomsten/B1", "If-Match: \"2\"\r\n").status == 204);
    CHECK(rows() == 0);
    CHECK(house.as(who, "GET", "/api/records/bijeenkomsten/B1").status == 404);
    CHECK(house.as(who, "GET", "/api/records/bijeenkomsten").json().at("records").at(0).at("state") == "entered_in_error");
    // The neighbour has nothing to do with it.
    const auto neighbour = house.somebody(Role::Owner, house.other);
    CHECK(house.as(neighbour, "GET", "/api/records/bijeenkomsten").json().at("records").as_array().empty());
    std::string acts;
    audit::verify(*house.here->reader(), house.here->keyring(), house.practice, [&](const audit::Entry& entry) { acts += entry.act + " "; });
    for (const auto* act : {"check.read", "record.add", "record.read", "record.correct", "record.withdraw"})
        CHECK_MESSAGE(acts.find(act) != std::string::npos, acts);
}

TEST_CASE("the same request twice is one record and one answer; its key for another request is refused") {
    House house;
    const auto who = house.somebody(Role::Owner);
    const auto post = [&](const std::string& key, const std::string& body) {
        return house.as(who, "POST", "/api/records/bijeenkomsten", key.empty() ? "" : "Idempotency-Key: " + key + "\r\n", body);
    };
    const auto first = post("sleutel", meeting("B1")), again = post("sleutel", meeting("B1"));
    CHECK(first.status == 201);
    CHECK(again.status == 201);
    CHECK(first.body == again.body);
    CHECK(house.as(who, "GET", "/api/records/bijeenkomsten").json().at("records").as_array().size() == 1);
    const auto other = post("sleutel", meeting("B2"));
    CHECK(other.status == 422);
    CHECK(other.fields() == std::vector<std::string>{"idempotency-key"});
    CHECK(post("ander", meeting("B1")).status == 409);
    CHECK(post("", meeting("B3")).status == 400);
    // A key is of whoever chose it.
    const auto colleague = house.somebody(Role::Owner);
    CHECK(house.as(colleague, "POST", "/api/records/bijeenkomsten", "Idempotency-Key: sleutel\r\n", meeting("B4")).status == 201);
}

TEST_CASE("whatever is wrong with a body, its field is named and the server goes on") {
    House house;
    const auto who = house.somebody(Role::Owner);
    const auto post = [&](const std::string& body, const std::string& more = {}) {
        return house.as(who, "POST", "/api/records/bijeenkomsten", "Idempotency-Key: k\r\n" + more, body);
    };
    const auto named = [&](const std::string& body, const std::string& field) {
        const auto answer = post(body);
        CAPTURE(body.substr(0, 80));
        CHECK(answer.status == 422);
        CHECK(answer.headers.at("content-type") == "application/problem+json");
        const auto fields = answer.fields();
        CHECK_MESSAGE(std::ranges::find(fields, field) != fields.end(), answer.body);
        CHECK(answer.json().at("reference").as_string().size() == 16);
    };
    named("", "");
    named("[]", "");
    named("{", "");
    named(meeting("B1", R"(,"datum":"2026-11-21")"), "/datum");
    named(R"({"kenmerk":"B1","kenmerk":"B2","cells":{}})", "/kenmerk");
    named(R"({"kenmerk":1,"cells":{}})", "/kenmerk");
    named(R"({"kenmerk":"B1","cells":[]})", "/cells");
    named(R"({"kenmerk":"B1"})", "/cells");
    named(R"({"kenmerk":"B1","cells":{},"more":true})", "/more");
    named(R"({"kenmerk":"B1","cells":{"datum":20261120}})", "/cells/datum");
    named(meeting("B1", R"(,"kleur":"blauw")"), "/cells/kleur");
    named(R"({"kenmerk":"B1","cells":{"soort":"reflectie","datum":"2026-02-30"}})", "/cells/datum");
    named(R"({"kenmerk":"","cells":{}})", "/kenmerk");
    named(R"({"kenmerk":"a\u0000b","cells":{}})", "/kenmerk");
    named(meeting("B1", R"(,"a":)" + std::string(40, '[') + std::string(40, ']')), "");
    CHECK(post(meeting("B1", R"(,"x":")" + std::string(70'000, 'x') + "\"")).status == 413);
    CHECK(post(meeting("B1"), "Content-Encoding: gzip\r\n").status == 415);
    CHECK(house.as(who, "GET", "/api/records/bijeenkomsten/B%00").status == 400);
    CHECK(house.as(who, "GET", "/api/check?on=2026-13-01").fields() == std::vector<std::string>{"?on"});
    CHECK(house.as(who, "GET", "/api/check?on=1970-01-01").fields() == std::vector<std::string>{"?on"});
    CHECK(house.as(who, "GET", "/api/check?on=2026-01-01&on=2026-01-02").fields() == std::vector<std::string>{"?on"});
    CHECK(house.as(who, "GET", "/api/check?op=2026-01-01").fields() == std::vector<std::string>{"?op"});
    CHECK(house.as(who, "GET", "/api/check/forecast?from=2026-02-01&through=2026-01-01").fields() == std::vector<std::string>{"?through"});
    CHECK(post(meeting("B1")).status == 201);
    CHECK(house.as(who, "GET", "/api/check", "Accept-Language: en\r\n").status == 200);
    CHECK(house.ask("GET", "/api/check", "Accept-Language: en-GB,en\r\n").json().at("title") == "You are not signed in");
}

TEST_CASE("files come with their kind and a tag, and a page that is no file is the first page") {
    const auto web = fs::temp_directory_path() / ("kader-web-" + std::to_string(::getpid()));
    fs::create_directories(web / "assets");
    std::ofstream{web / "index.html"} << "<!doctype html>";
    std::ofstream{web / "assets" / "app-1234.js"} << "let a;";
    std::ofstream{web / "assets" / "app-1234.js.gz"} << "packed";
    ApplicationOptions options;
    options.web = web;
    {
        House house{options};
        const auto page = house.ask("GET", "/app/");
        CHECK(page.status == 200);
        CHECK(page.headers.at("content-type") == "text/html; charset=utf-8");
        CHECK(page.headers.at("cache-control") == "no-cache");
        CHECK(house.ask("GET", "/app/kwaliteitscheck?vraag=7").body == page.body);
        CHECK(house.ask("GET", "/app/", "If-None-Match: " + page.headers.at("etag") + "\r\n").status == 304);
        const auto script = house.ask("GET", "/app/assets/app-1234.js");
        CHECK(script.body == "let a;");
        CHECK(script.headers.at("cache-control").find("immutable") != std::string::npos);
        const auto packed = house.ask("GET", "/app/assets/app-1234.js", "Accept-Encoding: gzip, br\r\n");
        CHECK(packed.body == "packed");
        CHECK(packed.headers.at("content-encoding") == "gzip");
        CHECK(house.ask("GET", "/app/assets/none.js").status == 404);
        CHECK(house.ask("GET", "/app/../data/root.key").status == 400);
    }
    fs::remove_all(web);
}

TEST_CASE("only the practices asked for last are kept in memory, and each is in step with its commits") {
    House house;
    Standings standings{norms(), house.here->database(), 1};
    CHECK(standings.of(house.practice)->present() == 0);
    const auto first = standings.of(house.practice);
    CHECK(standings.of(house.practice) == first);
    standings.of(house.other);
    CHECK(standings.count() == 1);
    CHECK(standings.of(house.practice) != first);
}

}  // namespace kader::server::tests
