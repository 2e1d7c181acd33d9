// What a change costs does not grow with the practice: counted words, not time.
//
// Compared are 1,000 facts and 1,000,000 and 10,000,000; with KADER_TEST_SIZE=quick only 100,000.

#include <doctest/doctest.h>

#include <cstdlib>

#include "evidence/large_practice.h"

using namespace kader;
using namespace kader::evidence;

namespace {

struct Costs {
    std::vector<std::pair<std::string, Work>> steps;
};

// The worst record there is: back-dated three years, in the largest `every`, the recurring condition
// and the head count; then corrected, then withdrawn; then someone leaves.
Costs costs_at(int count) {
    Names names;
    Model model{names};
    model.add(large::whole(), large::plan_of, "r", "back");
    model.complete();
    Evidence evidence{model};
    const auto facts = large::facts(evidence.store(), names, count);
    evidence.load(facts);
    REQUIRE(evidence.store().facts_count() == std::size_t(count));

    Costs costs;
    const auto back_dated = day_of(2023, 11, 21);
    const auto change = [&](const std::string& what, const std::string& record, std::vector<NewFact> now) {
        costs.steps.emplace_back(what, evidence.change(names.id(record), now));
    };
    change("a joiner who is registered", "registraties:new", {{"registered", "person:-1", {}, {}, 0, {back_dated, {}}}});
    change("the joiner starts, without vetting", "mensen:new", {large::works(-1, back_dated)});
    change("the joiner, vetted late", "vergewissen:new", {{"vetted", "person:-1", {}, {}, 0, {back_dated + Days{90}, {}}}});
    change("the joiner, corrected", "mensen:new", {large::works(-1, back_dated + Days{30})});
    change("a meeting", "bijeenkomsten:new", {large::meeting(back_dated)});
    change("the meeting, corrected", "bijeenkomsten:new", {large::meeting(back_dated + Days{10})});
    change("the meeting, withdrawn", "bijeenkomsten:new", {});
    change("a leaver who owns a document", "mensen:7", {large::works(7, day_of(2015, 1, 8), back_dated)});
    change("the joiner, withdrawn", "mensen:new", {});
    return costs;
}

}  // namespace

TEST_CASE("a new, corrected or withdrawn record touches as many words in a large practice as in a small one") {
    const auto* size = std::getenv("KADER_TEST_SIZE");
    std::vector<int> counts = {1'000'000, 10'000'000};
    if (size && std::string{size} == "quick") counts = {100'000};
    const auto small = costs_at(1000);
    for (const int count : counts) {
        const auto large = costs_at(count);
        for (std::size_t at = 0; at < small.steps.size(); ++at) {
            const auto few = small.steps[at].second.words(), many = large.steps[at].second.words();
            INFO(small.steps[at].first << ": " << few << " words at 1,000 facts, " << many << " at " << count);
            CHECK((few > 0 || small.steps[at].first == "a joiner who is registered"));
            CHECK(many * 10 <= few * 11);
            CHECK(few * 10 <= many * 11);
            CHECK(small.steps[at].second.facts_read == large.steps[at].second.facts_read);
            CHECK(small.steps[at].second.runs == large.steps[at].second.runs);
        }
    }
}
