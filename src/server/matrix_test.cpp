// Every route, every role, every state of a member: what people read in tests/matrix, what a route asks for, and what
// the gate of a served house does.

#include <algorithm>
#include <map>
#include <set>

#include "access/matrix_for_tests.h"
#include "audit/log.h"
#include "server/house_for_tests.h"

namespace kader::server::tests {

namespace {

using access::MatrixLine;

// Stands in what is kept about people and meetings, and may stand in no refusal.
constexpr std::string_view marker = "Merktekenzeldzaam";

struct RouteLine {
    std::string method, pattern, room, word;
    bool steps_up = false;
    MatrixLine line;
    std::string name() const { return method + " " + pattern + (room.empty() ? "" : " " + room); }
};

std::vector<RouteLine> route_lines() {
    std::vector<RouteLine> all;
    for (auto& line : access::matrix_lines("route")) {
        REQUIRE(line.words.size() >= 3);
        RouteLine one{line.words[1], line.words[2], {}, {}, false, line};
        for (std::size_t at = 3; at < line.words.size(); ++at) {
            const auto& text = line.words[at];
            if (text == "step-up")
                one.steps_up = true;
            else
                (line.has_cells ? one.room : one.word) = text;
        }
        all.push_back(std::move(one));
    }
    return all;
}

std::string_view word_of(Policy::Kind kind) {
    switch (kind) {
        case Policy::Kind::Public:
            return "public";
        case Policy::Kind::AnySession:
            return "session";
        case Policy::Kind::Enrolling:
            return "enrolling";
        case Policy::Kind::SignedIn:
            return "signed-in";
        case Policy::Kind::Tools:
            return "tools";
        case Policy::Kind::None:
        case Policy::Kind::Rights:
        case Policy::Kind::List:
        case Policy::Kind::Part:
            return {};
    }
    return {};
}

std::string list_of(const std::string& room) {
    if (room == "staff") return "mensen";
    if (room == "activities") return "bijeenkomsten";
    for (const auto& type : check::record_types())
        if (type.room == room) return std::string{type.name};
    FAIL("no list in " << room);
    return {};
}

access::Area area_of_word(const std::string& word) {
    for (int at = 0; at < access::area_count; ++at)
        if (access::word(static_cast<access::Area>(at)) == word) return static_cast<access::Area>(at);
    FAIL("no area " << word);
    return {};
}

// What a role is told by the policy of a route alone, right after a second factor.
access::Decision decision_of(const Policy& policy, const std::string& room, access::Role role) {
    const auto grant = access::staff_grant({}, subjects::ActorId{UuidBytes{1}}, role, "local");
    if (policy.kind() == Policy::Kind::Part) {
        access::Question asked;
        asked.part = policy.part();
        asked.action = policy.action();
        asked.is_fresh = true;
        return access::decide(grant, asked);
    }
    return access::decide(grant, policy.kind() == Policy::Kind::List ? area_of_word(room) : policy.area(), policy.act());
}

class MatrixHouse : public House {
public:
    MatrixHouse() {
        server::House nowhere;
        for (const auto& endpoint : all_endpoints(nowhere))
            if (endpoint.has_body) m_bodies.insert(std::string{http::word(endpoint.declared.method)} + " " + std::string{endpoint.declared.pattern});
    }
    accounts::Begun suspended(access::Role role) {
        auto begun = somebody(role);
        REQUIRE(!application().accounts().suspend(access::operator_grant(practice, 1), begun.who.account));
        return begun;
    }
    void plant() {
        const auto owner = somebody(access::Role::Owner);
        const std::string text{marker};
        const auto person = as(owner, "POST", "/api/records/mensen", "Idempotency-Key: een\r\n",
                               R"({"kenmerk":"P1","cells":{"naam":")" + text + R"(","beroep":"arts","functie":"arts","band":"eigenaar","levert_zorg":"ja","vanaf":"2024-01-01"}})");
        REQUIRE_MESSAGE(person.status == 201, person.body);
        const auto meeting = as(owner, "POST", "/api/records/bijeenkomsten", "Idempotency-Key: twee\r\n",
                                R"({"kenmerk":"B1","cells":{"soort":"reflectie","onderwerpen":"complicaties","aanwezig":"P1","verslag":")" + text + R"(","datum":"2026-11-20"}})");
        REQUIRE_MESSAGE(meeting.status == 201, meeting.body);
        REQUIRE(as(owner, "GET", "/api/records/bijeenkomsten/B1").body.find(text) != std::string::npos);
    }
    Answer knock(const accounts::Begun& who, const RouteLine& line) {
        auto path = line.pattern;
        const auto put = [&](std::string_view hole, const std::string& with) {
            if (const auto at = path.find(hole); at != std::string::npos) path.replace(at, hole.size(), with);
        };
        if (!line.room.empty()) put("{list}", list_of(line.room));
        put("{kenmerk}", line.room == "activities" ? "B1" : "P1");
        for (std::size_t open = 0; (open = path.find('{')) != std::string::npos;) path.replace(open, path.find('}') - open + 1, "x");
        return as(who, line.method, path, "If-Match: \"1\"\r\nIdempotency-Key: k\r\n", m_bodies.contains(line.method + " " + line.pattern) ? "{}" : "");
    }
    std::vector<audit::Entry> entries() {
        std::vector<audit::Entry> all;
        const auto session = here->reader();
        session->begin_snapshot();
        session->enter_practice(practice.bytes());
        CHECK(!audit::verify(*session, here->keyring(), practice, [&](const audit::Entry& entry) { all.push_back(entry); }).wrong);
        session->end_snapshot();
        return all;
    }

private:
    std::set<std::string> m_bodies;  // Routes that take one.
};

bool holds_marker(const Answer& answer) {
    const auto has = [](const std::string& text) { return text.find(marker) != std::string::npos; };
    return has(answer.body) || std::ranges::any_of(answer.headers, [&](const auto& one) { return has(one.second); });
}

}  // namespace

TEST_CASE("R01: every route is in the table that people read, and asks for what stands there") {
    const auto lines = route_lines();
    std::set<std::string> seen, known;
    server::House nowhere;
    int cells = 0;
    for (const auto& endpoint : all_endpoints(nowhere)) {
        const auto name = std::string{http::word(endpoint.declared.method)} + " " + std::string{endpoint.declared.pattern};
        CAPTURE(name);
        known.insert(name);
        int found = 0;
        for (const auto& line : lines) {
            if (line.method + " " + line.pattern != name) continue;
            ++found;
            CHECK(seen.insert(line.name()).second);
            const auto& policy = endpoint.policy;
            CHECK(std::string_view{line.word} == word_of(policy.kind()));
            CHECK(line.line.has_cells == word_of(policy.kind()).empty());
            if (policy.kind() != Policy::Kind::Enrolling) CHECK(line.steps_up == policy.steps_up());
            if (!line.line.has_cells) continue;
            for (const auto role : access::roles) {
                const auto& cell = line.line.cells[static_cast<std::size_t>(role)];
                const auto decision = decision_of(policy, line.room, role);
                ++cells;
                CHECK_MESSAGE(decision.allowed == (cell == "x"), line.name() << ", " << access::word(role) << ": the table says " << cell << ", the route "
                                                                             << decision.allowed << " by " << decision.rule);
            }
        }
        const bool is_list = endpoint.policy.kind() == Policy::Kind::List;
        CHECK_MESSAGE(found == (is_list ? 8 : 1), name << " stands in the table " << found << " times");
    }
    for (const auto& line : lines) CHECK_MESSAGE(known.contains(line.method + " " + line.pattern), line.name() << " is in the table, and no route");
    CHECK(cells > 600);
}

TEST_CASE("R07, R08, R09: at every route the gate lets in whom the table names, and a refusal does nothing and holds nothing") {
    const auto lines = route_lines();
    MatrixHouse house;
    // Clients and who acts for them have no account. Who is locked is tried in account_test.cpp, invited or ended in roles_test.cpp.
    std::vector<access::Role> staff;
    for (const auto role : access::roles)
        if (access::is_staff(role)) staff.push_back(role);
    std::map<std::string_view, std::map<access::Role, accounts::Begun>> members;
    for (const auto role : staff) members["over"].emplace(role, house.somebody(role));
    house.clock.pass(std::chrono::hours{11});
    for (const auto role : staff) {
        members["active"].emplace(role, house.somebody(role));
        members["suspended"].emplace(role, house.suspended(role));
    }
    house.plant();
    const auto before = house.entries().size();
    // Refusals of one person for one thing within a minute are one line.
    std::set<std::string> noted;
    int asked = 0;
    const auto refused = [&](std::string_view state, const RouteLine& line, access::Role role, int status) {
        const auto answer = house.knock(members[state].at(role), line);
        ++asked;
        CHECK_MESSAGE(answer.status == status, line.name() << ", " << state << " " << access::word(role) << ": " << answer.status << ", not " << status);
        CHECK_MESSAGE(!holds_marker(answer), line.name() << " holds what it refuses");
    };
    for (const auto& line : lines) {
        if (line.word == "public") continue;
        const int gone = line.word == "tools" ? 404 : 401;
        for (const auto role : staff) {
            refused("over", line, role, gone);
            refused("suspended", line, role, gone);
            if (!line.line.has_cells) continue;
            // Nobody here gave a second factor a moment ago, so what asks for it is open to none.
            const bool may = line.line.cells[static_cast<std::size_t>(role)] == "x";
            if (!line.steps_up && may) continue;
            refused("active", line, role, 403);
            if (!may && !line.steps_up) noted.insert(std::string{access::word(role)} + " " + line.method + " " + line.pattern);
        }
    }
    // Each refusal of a member is a line with its rule, and nothing else was written.
    for (int tries = 0; tries < 500 && house.entries().size() < before + noted.size(); ++tries) std::this_thread::sleep_for(std::chrono::milliseconds{20});
    const auto after = house.entries();
    CHECK(after.size() == before + noted.size());
    for (std::size_t at = before; at < after.size(); ++at) {
        CHECK(after[at].act == "request.refused");
        CHECK(!after[at].basis.empty());
        CHECK(!after[at].compartment.empty());
    }
    int let_in = 0;
    for (const auto& line : lines)
        for (const auto role : staff) {
            if (!line.line.has_cells || line.steps_up || line.line.cells[static_cast<std::size_t>(role)] != "x" || line.method == "DELETE") continue;
            const auto status = house.knock(members["active"].at(role), line).status;
            ++let_in;
            CHECK_MESSAGE((status == 200 || status == 404 || status == 422), line.name() << ", " << access::word(role) << ": " << status);
        }
    CHECK(asked > 3'000);
    CHECK(let_in > 200);
}

}  // namespace kader::server::tests
