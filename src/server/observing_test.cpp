#include "server/observing.h"

#include "backup/notes.h"
#include "backup/settings.h"
#include "log_review/looks.h"
#include "records/cells.h"
#include "server/house_for_tests.h"

namespace kader::server::tests {

namespace {

using security_management::Observation;
using namespace std::chrono_literals;

// A folder without settings of backups says that none are set up.
ApplicationOptions watching(const fs::path& observed = fs::temp_directory_path() / "kader-nothing-here") {
    ApplicationOptions options;
    options.observed = observed;
    options.observe_every = 20ms;
    return options;
}

struct Folder {
    fs::path path = [] {
        auto name = (fs::temp_directory_path() / "kader-observed-XXXXXX").string();
        REQUIRE(::mkdtemp(name.data()) != nullptr);
        return fs::path{name};
    }();
    ~Folder() { fs::remove_all(path); }
};

std::vector<records::Version> observations(House& house) {
    std::vector<records::Version> all;
    const auto session = house.here->reader();
    session->begin_snapshot();
    session->enter_practice(house.practice.bytes());
    records::each_newest(*session, house.practice, [&](const records::Version& each) { all.push_back(each); }, Observation::list);
    session->end_snapshot();
    return all;
}

// "reservekopie ontbreekt"
bool has(House& house, const std::string& what) {
    for (const auto& each : observations(house))
        if (each.plain.at("onderwerp") + " " + each.plain.at("uitkomst") == what && !each.plain.contains("telt_tot")) return true;
    return false;
}

// Looks until it is so: a thread of the server has to come by.
template <class Is>
bool comes(const Is& is) {
    for (int i = 0; i < 3000; ++i) {
        if (is()) return true;
        std::this_thread::sleep_for(10ms);
    }
    return false;
}

std::string state_of(House& house, std::string_view requirement) {
    std::string state;
    house.application().standings().of(house.practice)->ask([&](const check::Check& check) {
        for (const auto& question : check.on(log_review::day_of(house.clock.now())).questions)
            for (const auto& one : question.requirements)
                if (one.requirement->id == requirement) state = norm_book::word(one.state);
    });
    return state;
}

}  // namespace

TEST_CASE("a server files what it sees of itself, once, and as itself") {
    House house{watching()};
    const auto owner = house.somebody(access::Role::Owner);
    CHECK(comes([&] { return has(house, "reservekopie ontbreekt") && has(house, "programma gezien"); }));
    // The account has no second factor; the server of the test is on this machine alone.
    CHECK(comes([&] { return state_of(house, "program-second-factor") == "missing" && state_of(house, "program-connection") == "shown"; }));
    CHECK(state_of(house, "program-backup-drill") == "missing");
    const auto before = observations(house);
    const auto lines = [&] {
        std::size_t of_server = 0;
        const auto session = house.here->reader();
        session->begin_snapshot();
        session->enter_practice(house.practice.bytes());
        log_review::each_entry(*session, house.practice, 1, 10'000, [&](const audit::Entry& entry) {
            if (entry.object && entry.object->list == Observation::list) {
                CHECK(entry.actor_kind == "server");
                ++of_server;
            }
        });
        session->end_snapshot();
        return of_server;
    };
    CHECK(lines() == before.size());
    std::this_thread::sleep_for(200ms);
    CHECK(observations(house).size() == before.size());
    CHECK(lines() == before.size());
}

TEST_CASE("SR-52: a drill that failed contradicts question 22, one that passed shows its part, and one that was skipped contradicts again") {
    const Folder observed;
    backup::write_settings(backup::BackupPlaces{observed.path}, {"/elsewhere", {}});
    House house{watching(observed.path)};
    house.application();
    const auto drilled = [&](std::optional<Text> wrong) {
        backup::Notes notes;
        notes.drill.emplace();
        notes.drill->began = notes.drill->ended = house.clock.now();
        notes.drill->wrong = std::move(wrong);
        REQUIRE_FALSE(backup::note(*house.here, notes));
    };
    drilled({});
    CHECK(comes([&] { return state_of(house, "program-backup-drill") == "shown"; }));
    house.clock.pass(24h);
    drilled(Text{"kapot", "broken"});
    CHECK(comes([&] { return state_of(house, "program-backup-drill") == "contradicted"; }));
    house.clock.pass(24h);
    drilled({});
    CHECK(comes([&] { return state_of(house, "program-backup-drill") == "shown"; }));
    // A week and a day later none passed since, though backups are set up.
    CHECK(has(house, "reservekopie goed"));
    house.clock.pass(8 * 24h);
    CHECK(state_of(house, "program-backup-drill") == "shown");
    house.clock.pass(24h);
    CHECK(state_of(house, "program-backup-drill") == "contradicted");
}

TEST_CASE("a month of the log counts as reviewed once it is over and somebody looked at its list, and not by looking at another") {
    House house{watching()};
    const auto looked_at = [&](const std::string& day) {
        CHECK(house.as(house.somebody(access::Role::Owner), "GET", "/api/review?on=" + day).status == 200);
        house.clock.pass(2h);
    };
    looked_at("2026-11-18");
    CHECK(comes([&] { return has(house, "aanmeldingen goed"); }));
    CHECK_FALSE(has(house, "logcontrole goed"));
    looked_at("2026-10-18");
    CHECK(comes([&] { return has(house, "logcontrole goed"); }));
    CHECK(state_of(house, "program-log-reviewed") == "shown");
    CHECK(state_of(house, "program-dormant-accounts") == "shown");
}

TEST_CASE("nobody but the server puts in, changes or withdraws what the program saw") {
    House house{watching()};
    const auto owner = house.somebody(access::Role::Owner);
    REQUIRE(comes([&] { return has(house, "reservekopie ontbreekt"); }));
    const auto seen = observations(house);
    const auto key = [](const std::string& text) { return "Idempotency-Key: " + text + "\r\n"; };
    const std::string body = R"({"kenmerk":"zelf","cells":{"onderwerp":"herstelproef","uitkomst":"goed","vanaf":"2026-11-01"}})";
    const auto added = house.as(owner, "POST", "/api/records/waarnemingen", key("een"), body);
    CHECK_MESSAGE(added.status == 403, added.body);
    const auto& one = seen.front();
    const auto address = "/api/records/waarnemingen/" + one.kenmerk;
    const auto match = "If-Match: \"" + std::to_string(one.number) + "\"\r\n";
    CHECK(house.as(owner, "PUT", address, match, R"({"cells":{"onderwerp":"herstelproef","uitkomst":"goed","vanaf":"2026-11-01"}})").status == 403);
    CHECK(house.as(owner, "DELETE", address, match).status == 403);
    CHECK(house.as(owner, "GET", address).status == 200);
    // The server files more meanwhile; that one is as it was, and nobody's own is among them.
    bool is_there = false;
    for (const auto& other : observations(house)) {
        CHECK(other.kenmerk != "zelf");
        is_there = is_there || (other.kenmerk == one.kenmerk && other.number == one.number);
    }
    CHECK(is_there);
}

}  // namespace kader::server::tests
