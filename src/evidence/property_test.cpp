// Incremental = from scratch = day by day, after every step of a random practice.
//
// KADER_TEST_SIZE=quick runs 2,000 practices, =long 1,000,000 plus practices over the full span;
// otherwise 100,000. A failure prints the seed; KADER_TEST_SEED=<seed> runs that one alone.

#include <doctest/doctest.h>

#include <cstdlib>
#include <map>

#include "evidence/evidence.h"
#include "evidence/random_practice.h"

using namespace kader;
using namespace kader::evidence;
using namespace kader::evidence::oracle;

namespace {

std::string environment(const char* name) {
    const auto* value = std::getenv(name);
    return value ? value : "";
}

// One practice; the first difference, or an empty text.
std::string live(std::uint64_t seed, CalendarDay first, int days, int records) {
    RandomPractice practice{seed, first, days};
    const auto condition = practice.condition();
    Names names;
    Model model{names};
    const auto plan_of = [&](const std::string& parameter, Use) { return practice.plan(parameter); };
    const auto node = model.add(condition, plan_of, "r", "back");
    const auto lapses = model.lapses_of(node);
    model.complete();
    // Every second practice keeps counters for keys with more than one fact, so that those are tested
    // as hard as the reading of facts.
    Evidence live_one{model, seed % 2 == 0 ? 1 : limits::key_facts_before_counter_count};
    Evidence scratch{model};
    const bool lapse_at_top = condition.kind == Condition::Kind::Every && lapses.size() == 1;

    std::map<std::string, std::vector<NewFact>> now;
    // Most practices are small, some are not.
    const int steps = std::min(practice.pick(2, records), practice.pick(2, records));
    for (int step = 0; step < steps; ++step) {
        // A new record, a correction, or a withdrawal.
        const auto name = "L:" + std::to_string(practice.pick(0, records / 2));
        std::vector<NewFact> facts;
        if (now.count(name) == 0 || practice.pick(0, 2) != 0) facts = practice.record_facts();
        if (facts.empty()) now.erase(name);
        else now[name] = facts;
        live_one.change(names.id(name), facts);

        std::vector<Evidence::RecordFacts> all;
        std::vector<Held> held;
        for (const auto& [record, its] : now) {
            all.push_back({names.id(record), its});
            for (const auto& fact : its) held.push_back({record, fact});
        }
        scratch.load(all);
        const auto where = " seed " + std::to_string(seed) + " step " + std::to_string(step);
        for (std::size_t id = 0; id < model.nodes().size(); ++id)
            if (!(live_one.on(NodeId{id}) == scratch.on(NodeId{id})))
                return "incremental differs from scratch at node " + std::to_string(id) + where;
        Oracle oracle{held, practice.parameters(), days + 70};
        for (int day = 0; day < days + 70; ++day) {
            const auto on = first + Days{day};
            if (on < first_day() || on > day_at(days_count - 1)) continue;
            if (oracle.holds(condition, on) != live_one.on(node).on(number_of(on)))
                return "the condition differs from its meaning on " + iso_text(on) + where;
            if (lapse_at_top && oracle.lapsed(condition, "r", "back", first, on) !=
                                    live_one.on(lapses[0]).on(number_of(on)))
                return "the look-back differs from its meaning on " + iso_text(on) + where;
        }
    }
    return {};
}

void live_many(std::uint64_t from, int count, CalendarDay first, int days, int records) {
    for (int at = 0; at < count; ++at) {
        const auto difference = live(from + std::uint64_t(at), first, days, records);
        REQUIRE_MESSAGE(difference.empty(), difference);
        if (at % 20000 == 19999) MESSAGE("practices that agree: " << (at + 1));
    }
}

}  // namespace

TEST_CASE("after every step the incremental answer is the one from scratch and the one day by day") {
    if (const auto seed = environment("KADER_TEST_SEED"); !seed.empty()) {
        live_many(std::stoull(seed), 1, day_of(2025, 1, 15), 400, 25);
        return;
    }
    const auto size = environment("KADER_TEST_SIZE");
    const int count = size == "quick" ? 2'000 : size == "long" ? 1'000'000 : 100'000;
    live_many(1, count, day_of(2025, 1, 15), 400, 25);
    if (size == "long") live_many(9'000'000, 200, day_of(1980, 1, 3), 32'000, 25);
}

TEST_CASE("a practice whose records lie around the first and the last day is right too") {
    live_many(50'000'000, 100, day_of(2069, 1, 1), 200, 12);
    live_many(60'000'000, 100, day_of(1980, 1, 3), 200, 12);
}
