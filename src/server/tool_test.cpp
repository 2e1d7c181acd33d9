// What the command line asks of a server that has the data.

#include <sys/stat.h>
#include <unistd.h>

#include <condition_variable>
#include <fstream>
#include <thread>

#include "server/house_for_tests.h"
#include "server/tool_types.h"
#include "transfer/archive.h"
#include "transfer/import.h"

namespace kader::server::tests {

namespace {

ApplicationOptions own_user() {
    ApplicationOptions options;
    options.user_number = ::getuid();
    return options;
}

std::string practice_of(const std::string& encoded) { return "?practice=" + encoded; }
const std::string here = practice_of("Praktijk%20Voorbeeld");

std::string request(std::string_view path, const std::string& query, const std::string& body) {
    return "POST " + std::string{path} + query + " HTTP/1.1\r\nHost: x\r\nConnection: close\r\n" + House::json_type() +
           "Content-Length: " + std::to_string(body.size()) + "\r\n\r\n" + body;
}

class Local {
public:
    explicit Local(House& house) : m_client((house.application(), house.folder() / "data" / "kader.sock")) {}
    void send(std::string_view path, const std::string& query, const std::string& body) { m_client.send(request(path, query, body)); }
    Answer receive() { return parsed(m_client.receive(std::chrono::minutes{1})); }

private:
    http::RawClient m_client;
};

Answer post(House& house, std::string_view path, const std::string& query, const std::string& body) {
    Local local{house};
    local.send(path, query, body);
    return local.receive();
}

lists::ListFolder read(const fs::path& folder) { return std::get<lists::ListFolder>(lists::ListFolder::read(folder, check::record_types())); }
fs::path example(const std::string& name) { return fs::path{KADER_SOURCE_DIR} / "examples" / name; }
std::string digest_of(const fs::path& folder) { return vault::hex(transfer::look_at(read(folder)).digest); }
std::string import_body(const fs::path& folder, const std::string& digest, bool withdraw = false) {
    return wire::text_of(wire::write(ImportRequest{folder.string(), digest, withdraw}));
}
std::string import_body(const fs::path& folder) { return import_body(folder, digest_of(folder)); }

// What was done, without that the program started and stopped.
std::vector<std::string> acts(House& house) {
    std::vector<std::string> all;
    audit::verify(*house.here->reader(), house.here->keyring(), house.practice, [&](const audit::Entry& entry) {
        if (!entry.act.starts_with("program.")) all.push_back(entry.act);
    });
    return all;
}

}  // namespace

TEST_CASE("the local socket works for the user who started the server and for no other, whatever its mode") {
    auto options = own_user();
    ++options.user_number;
    House house{options};
    house.application();
    REQUIRE(::chmod((house.folder() / "data" / "kader.sock").c_str(), 0666) == 0);
    for (const auto path : {tools_import, tools_restore, tools_export, tools_practices}) CHECK(post(house, path, here, "{}").status == 403);
    const auto refused = post(house, tools_practices, {}, R"({"name":"Nog een Voorbeeld"})");
    CHECK(refused.status == 403);
    CHECK(refused.json().at("detail").as_string().starts_with("Dit mag alleen de gebruiker"));
    CHECK(subjects::practices(*house.here->reader()).size() == 2);

    House own{own_user()};
    CHECK(post(own, tools_practices, {}, R"({"name":"Nog een Voorbeeld"})").status == 200);
    CHECK(subjects::practices(*own.here->reader()).size() == 3);
}

TEST_CASE("over the network there is nothing at the addresses of the tools, not even for an owner") {
    House house{own_user()};
    const auto who = house.somebody(access::Role::Owner);
    for (const auto path : {tools_import, tools_restore, tools_export, tools_practices}) {
        CHECK(house.as(who, "POST", std::string{path}, {}, "{}").status == 404);
        CHECK(openapi_text().find(path) == std::string::npos);
    }
}

TEST_CASE("a folder that the server takes in is stored once, and the check over HTTP knows it at once") {
    for (const std::string name : {"kliniek", "solo", "salon"}) {
        CAPTURE(name);
        House house{own_user()};
        const auto who = house.somebody(access::Role::Reader);
        const auto rows = [&] { return house.as(who, "GET", "/api/check?on=2026-11-21").json().at("rows").at("read").as_int64(); };
        CHECK(rows() == 0);
        const auto folder = read(example(name));
        const auto seen = transfer::look_at(folder);
        const auto planned = transfer::plan_import(*house.here, access::operator_grant(house.practice, 1), folder, {});
        REQUIRE(planned);

        const auto answer = post(house, tools_import, here, import_body(example(name)));
        REQUIRE_MESSAGE(answer.status == 200, answer.body);
        wire::Complaints complaints;
        const auto report = wire::read<ImportAnswer>(answer.body, complaints);
        REQUIRE(report);
        CHECK(report->added == static_cast<std::int64_t>(seen.rows));
        CHECK(report->changes.size() == planned->changes.size());
        for (std::size_t at = 0; at < report->changes.size(); ++at) CHECK(report->changes[at].record == planned->changes[at].record);
        CHECK(rows() == static_cast<std::int64_t>(seen.rows));

        const auto again = post(house, tools_import, here, import_body(example(name))).json();
        CHECK(again.at("added") == 0);
        CHECK(again.at("unchanged") == static_cast<std::int64_t>(seen.rows));
        CHECK(again.at("changes").as_array().empty());
    }
}

TEST_CASE("who asks and who stores must see the same folder, or nothing is stored") {
    House house{own_user()};
    const auto folder = house.folder() / "lijsten";
    fs::copy(example("solo"), folder);
    const auto digest = digest_of(folder);
    const auto refused = [&](const std::string& body) {
        const auto answer = post(house, tools_import, here, body);
        CHECK(answer.status == 409);
        CHECK(answer.json().at("detail").as_string().find("iets anders") != std::string::npos);
    };
    refused(import_body(example("salon"), digest));
    refused(import_body(house.folder() / "nergens", digest));
    // One row more; one list without rows more; one row that is refused more.
    const auto file = [&](const char* name) { return std::ofstream{folder / name, std::ios::app}; };
    file("bijeenkomsten.csv") << "B99;intervisie;2026-03-01;gedrag;P1;map 7\n";
    refused(import_body(folder, digest));
    const auto second = digest_of(folder);
    file("leveranciers.csv") << "kenmerk;naam\n";
    CHECK(digest_of(folder) != second);
    const auto third = digest_of(folder);
    file("bijeenkomsten.csv") << "B98;intervisie;2026-02-31;gedrag;P1;map 7\n";
    CHECK(digest_of(folder) != third);
    refused(import_body(folder, third));
    CHECK(post(house, tools_import, here, import_body(folder, "x")).fields() == std::vector<std::string>{"/digest"});
    CHECK(post(house, tools_import, here, import_body("examples/solo", digest)).fields() == std::vector<std::string>{"/folder"});
    CHECK(post(house, tools_import, {}, import_body(folder)).status == 422);
    CHECK(post(house, tools_import, practice_of("Nergens"), import_body(folder)).status == 404);
    CHECK(acts(house) == std::vector<std::string>{"practice.create"});
    CHECK(post(house, tools_import, here, import_body(folder)).status == 200);
}

TEST_CASE("a second import into a practice is refused while the first one runs, and others are served meanwhile") {
    House house{own_user()};
    Local first{house};
    {
        HeldWriter held{house};
        first.send(tools_import, here, import_body(example("solo")));
        wait_for_queue(house);
        const auto second = post(house, tools_import, here, import_body(example("solo")));
        CHECK(second.status == 409);
        CHECK(second.json().at("detail").as_string().starts_with("Er loopt al een import"));
        CHECK(house.ask("GET", "/health").status == 200);
        CHECK(house.ask("GET", "/api/demo").status == 404);
        // The neighbour waits for the writer only.
        Local neighbour{house};
        neighbour.send(tools_import, practice_of("Salon%20Ander%20Voorbeeld"), import_body(example("salon")));
        held.let_go();
        CHECK(neighbour.receive().status == 200);
    }
    CHECK(first.receive().status == 200);
    CHECK(post(house, tools_import, here, import_body(example("solo"))).status == 200);
}

TEST_CASE("a server that stops ends an import between two units and says so; the same folder goes on from there") {
    auto options = own_user();
    options.stop_time = std::chrono::minutes{1};
    House house{options};
    Local client{house};
    std::thread stopping;
    {
        HeldWriter held{house};
        client.send(tools_import, here, import_body(example("kliniek")));
        wait_for_queue(house);
        stopping = std::thread{[&] { house.application().stop(); }};
        // Jobs are told before the door closes.
        const auto is_open = [&] {
            try {
                http::RawClient{house.application().port()};
                return true;
            } catch (const std::runtime_error&) {
                return false;
            }
        };
        for (int i = 0; i < 6000 && is_open(); ++i) std::this_thread::sleep_for(std::chrono::milliseconds{10});
        CHECK_FALSE(is_open());
    }
    const auto answer = client.receive();
    stopping.join();
    CHECK(answer.status == 503);
    CHECK(answer.json().at("detail").as_string().starts_with("Kader stopt"));
    CHECK(acts(house) == std::vector<std::string>{"practice.create", "import.begin"});

    const auto folder = read(example("kliniek"));
    const auto resumed = transfer::run_import(*house.here, access::operator_grant(house.practice, 1), folder, {});
    REQUIRE(resumed);
    CHECK(resumed->resumed);
    CHECK(resumed->done_before + resumed->added == resumed->rows);
}

TEST_CASE("a practice made through the socket can be entered at once, by a token that no log shows") {
    House house{own_user()};
    const auto made = post(house, tools_practices, {}, R"({"name":" Praktijk Nieuw "})");
    REQUIRE(made.status == 200);
    const std::string address{made.json().at("way_in").as_string()};
    const auto start = "http://" + house.host() + "/app/beginnen?token=";
    REQUIRE(address.starts_with(start));
    const auto token = address.substr(start.size());
    const auto log = house.logged("/local/practices");
    CHECK(log.find("/local/practices") != std::string::npos);
    CHECK(log.find(token) == std::string::npos);
    const auto in = house.ask("POST", "/api/setup", house.own() + House::json_type(),
                              R"({"token":")" + token + R"(","name":"Ola Voorbeeld","login":"ola","password":"een lang wachtwoord"})");
    REQUIRE_MESSAGE(in.status == 200, in.body);
    CHECK(in.json().at("practice").at("name") == "Praktijk Nieuw");
    CHECK(post(house, tools_practices, {}, R"({"name":"praktijk nieuw"})").status == 409);
    CHECK(post(house, tools_practices, {}, R"({"name":"  "})").status == 422);
}

TEST_CASE("an export is made and put back by the server, and is refused when it is not the one that was seen") {
    House house{own_user()};
    REQUIRE(post(house, tools_import, here, import_body(example("solo"))).status == 200);
    const auto into = house.folder() / "uit";
    const auto made = post(house, tools_export, here, R"({"into":")" + into.string() + "\"}");
    REQUIRE_MESSAGE(made.status == 200, made.body);
    CHECK(made.json().at("way_in").is_null());
    CHECK(post(house, tools_export, here, R"({"into":")" + into.string() + "\"}").status == 409);

    House elsewhere{own_user()};
    const auto digest = vault::hex(*transfer::export_digest(into));
    const auto body = [&](const std::string& with) { return wire::text_of(wire::write(RestoreRequest{into.string(), with, "Elders Voorbeeld"})); };
    CHECK(post(elsewhere, tools_restore, {}, body(std::string(64, '0'))).status == 409);
    CHECK(subjects::practices(*elsewhere.here->reader()).size() == 2);
    const auto back = post(elsewhere, tools_restore, {}, body(digest));
    REQUIRE_MESSAGE(back.status == 200, back.body);
    CHECK(back.json().at("practice") == "Elders Voorbeeld");
    CHECK(back.json().at("records") == made.json().at("records"));
    CHECK(back.json().at("way_in").as_string().find("/app/beginnen?token=") != std::string::npos);
    CHECK(post(elsewhere, tools_restore, {}, body(digest)).status == 409);
}

TEST_CASE("jobs of one name follow each other, too many at once are refused, and a job may ask for the next") {
    std::mutex mutex;
    std::condition_variable changed;
    bool go_on = false;
    int begun = 0, answered = 0;
    ToolJobs jobs;
    const auto work = [&] {
        std::unique_lock lock{mutex};
        ++begun;
        changed.notify_all();
        changed.wait(lock, [&] { return go_on; });
    };
    const auto answer = [&] {
        const std::lock_guard lock{mutex};
        ++answered;
        changed.notify_all();
    };
    CHECK(jobs.run("a", work, answer) == ToolJobs::Taken::Yes);
    CHECK(jobs.run("a", work, answer) == ToolJobs::Taken::Busy);
    CHECK(jobs.run("b", work, answer) == ToolJobs::Taken::Yes);
    {
        // Both threads are at work: who comes now waits, and nobody is taken up meanwhile.
        std::unique_lock lock{mutex};
        changed.wait(lock, [&] { return begun == 2; });
    }
    int taken = 2;
    while (taken < 100 && jobs.run("b" + std::to_string(taken), work, answer) == ToolJobs::Taken::Yes) ++taken;
    CHECK(taken < 100);
    CHECK(jobs.run("another", work, answer) == ToolJobs::Taken::Full);
    ToolJobs::Taken next = ToolJobs::Taken::Full;
    {
        std::unique_lock lock{mutex};
        go_on = true;
        changed.notify_all();
        changed.wait(lock, [&] { return answered == taken; });
    }
    CHECK(jobs.run("another", work, [&] {
        next = jobs.run("another", [] {}, answer);
        answer();
    }) == ToolJobs::Taken::Yes);
    std::unique_lock lock{mutex};
    changed.wait(lock, [&] { return answered == taken + 2; });
    CHECK(next == ToolJobs::Taken::Yes);
}

}  // namespace kader::server::tests
