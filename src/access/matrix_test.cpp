// Every cell of who may do what, against the table that people read.

#include "access/matrix_for_tests.h"

#include <map>
#include <set>

#include "access/decision.h"

namespace kader::access {

namespace {

const CalendarDay today = day_of(2026, 11, 22);
const subjects::ActorId me{UuidBytes{7}};

// What may be so of one person and one record, and the letters of the table that it makes true.
struct Situation {
    std::string_view name, letters;
    Question question;
};

std::vector<Situation> situations() {
    static const Relation holds = appointment_relation(today), over = appointment_relation(today - Days{91});
    static const auto every = [] {
        std::vector<Compartment> all;
        for (int at = 0; at < compartment_count; ++at) all.push_back(static_cast<Compartment>(at));
        return all;
    }();
    const Compartment only[] = {Compartment::Quality};
    const Period now{today - Days{3}, today + Days{3}}, before{today - Days{9}, today};
    return {
        {"nothing else", "", {}},
        {"a relation", "R", {.relations = {&holds, 1}}},
        {"a relation that is over", "", {.relations = {&over, 1}}},
        {"an open order", "O", {.order = Order{now}}},
        {"a closed order", "", {.order = Order{now, today}}},
        {"an order that is over", "", {.order = Order{before}}},
        {"their own", "o", {.is_own = true}},
        {"linked", "L", {.link = ComplaintLink{today}}},
        {"linked to a closed complaint", "", {.link = ComplaintLink{today - Days{5}, today}}},
        {"in scope", "S", {.scope = Scope::of_review(every, now)}},
        {"a scope of something else", "", {.scope = Scope::of_review(only, now)}},
        {"a scope that is over", "-ext", {.scope = Scope::of_review(every, before)}},
        {"a mandate", "M", {.mandate = Scope::of(every, now)}},
        {"a mandate that is over", "", {.mandate = Scope::of(every, before)}},
        {"in the sample", "A", {.is_in_sample = true}},
        {"emergency access", "B", {.is_break_glass = true}},
    };
}

bool expected(const std::string& cell, const Situation& at, Role role, Membership membership, Action action, bool is_fresh) {
    if (membership != Membership::Active || (action == Action::Manage && !is_fresh)) return false;
    if (at.letters == "-ext" && role == Role::ExternalReviewer) return false;
    return cell == "x" || (!at.letters.empty() && at.letters != "-ext" && cell.find(at.letters) != std::string::npos);
}

}  // namespace

TEST_CASE("R10: every part, act, role, relation and state of membership is decided as the table that people read says") {
    std::map<std::string, MatrixLine> lines;
    std::set<std::string> known;
    for (auto& line : matrix_lines("part")) {
        REQUIRE(line.words.size() == 3);
        REQUIRE(line.has_cells);
        const auto key = line.words[1] + " " + line.words[2];
        INFO(key);
        CHECK(lines.emplace(key, std::move(line)).second);
    }
    int cells = 0, differ = 0, allowed = 0;
    std::string which;
    for (int at = 0; at < part_count; ++at)
        for (const auto action : actions) {
            const auto part = static_cast<Part>(at);
            const auto key = std::string{word(part)} + " " + std::string{word(action)};
            known.insert(key);
            const auto line = lines.find(key);
            for (const auto& situation : situations())
                for (const auto role : roles)
                    for (const auto membership : memberships)
                        for (const bool is_fresh : {false, true}) {
                            auto asked = situation.question;
                            asked.membership = membership, asked.role = role, asked.part = part, asked.action = action;
                            asked.day = today, asked.actor = me, asked.is_fresh = is_fresh, asked.last_day = today;
                            const std::string cell = line == lines.end() ? "." : line->second.cells[static_cast<std::size_t>(role)];
                            const auto decided = decide(asked);
                            ++cells;
                            allowed += decided.allowed ? 1 : 0;
                            CHECK_FALSE(decided.rule.empty());
                            if (decided.allowed == expected(cell, situation, role, membership, action, is_fresh)) continue;
                            if (++differ <= 20)
                                which += "\n" + key + ", " + std::string{word(role)} + ", " + std::string{situation.name} + ", " + std::string{word(membership)} +
                                         ": the table says " + cell + ", the program " + (decided.allowed ? "yes" : "no") + " by " + std::string{decided.rule};
                        }
        }
    CHECK_MESSAGE(differ == 0, differ << " cells differ" << which);
    CHECK(cells >= 250'000);
    CHECK(allowed > 2'000);
    for (const auto& one : lines) CHECK_MESSAGE(known.contains(one.first), "the table has a line for what does not exist: " << one.first);
}

TEST_CASE("what a role may do in an area is what the table gives it without asking for anything else") {
    for (const auto role : roles) {
        const auto grant = staff_grant({}, me, role, "local");
        for (int at = 0; at < area_count; ++at)
            for (const auto act : {Act::Read, Act::Write}) {
                const auto area = static_cast<Area>(at);
                CAPTURE(word(role));
                CAPTURE(word(area));
                const auto decided = decide({.membership = Membership::Active, .role = role, .part = part_of(area), .action = action_of(area, act),
                                             .day = today, .actor = me, .is_fresh = true, .last_day = today});
                CHECK(grant.may(area, act) == decided.allowed);
                CHECK(decide(grant, area, act).allowed == decided.allowed);
            }
    }
}

}  // namespace kader::access
