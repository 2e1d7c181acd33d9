// Every route and every role: what people read in tests/matrix, and what a route asks for.

#include <set>

#include "access/matrix_for_tests.h"
#include "server/house_for_tests.h"

namespace kader::server::tests {

namespace {

using access::MatrixLine;

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

}  // namespace kader::server::tests
