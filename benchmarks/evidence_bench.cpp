// How long the evidence takes, beside a raw probe of the same minute (copying memory): facts per
// second from scratch, and the time of single changes at 1,000, 1,000,000 and 10,000,000 facts.
//
//   build/release/benchmarks/kader_evidence_bench [FACTS ...]

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <cstring>

#include "evidence/large_practice.h"

using namespace kader;
using namespace kader::evidence;

namespace {

double seconds_since(std::chrono::steady_clock::time_point start) {
    return std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
}

double memory_gigabytes_per_second() {
    std::vector<char> from(64 << 20, 'a'), into(64 << 20);
    double best = 1e9;
    for (int round = 0; round < 5; ++round) {
        const auto start = std::chrono::steady_clock::now();
        std::memcpy(into.data(), from.data(), from.size());
        best = std::min(best, seconds_since(start));
    }
    return double(from.size()) / best / 1e9;
}

void measure(int count) {
    Names names;
    Model model{names};
    model.add(large::whole(), large::plan_of, "r", "back");
    model.complete();
    Evidence evidence{model};
    const auto facts = large::facts(evidence.store(), names, count);
    const auto start = std::chrono::steady_clock::now();
    evidence.load(facts);
    const auto loading = seconds_since(start);
    std::printf("%9d facts: from scratch %.2f s, %.2f million facts/s\n", count, loading, count / loading / 1e6);

    const auto times = [&](const char* what, auto&& change) {
        std::vector<double> each;
        for (int round = 0; round < 2000; ++round) {
            const auto begun = std::chrono::steady_clock::now();
            change(round);
            each.push_back(seconds_since(begun) * 1e6);
        }
        std::sort(each.begin(), each.end());
        std::printf("          %-34s p50 %7.1f us, p99 %7.1f us\n", what, each[each.size() / 2], each[each.size() * 99 / 100]);
    };
    const auto meeting = names.id("bijeenkomsten:new"), joiner = names.id("mensen:new"), leaver = names.id("mensen:7");
    times("a plain record (meeting)", [&](int round) {
        const std::vector<NewFact> facts_now{large::meeting(day_of(2023, 11, 21) + Days{round % 300})};
        evidence.change(meeting, facts_now);
    });
    times("a joiner, back-dated three years", [&](int round) {
        const std::vector<NewFact> facts_now{large::works(-1, day_of(2023, 11, 21) + Days{round % 300})};
        evidence.change(joiner, facts_now);
    });
    times("a leaver who owns a document", [&](int round) {
        const std::vector<NewFact> facts_now{large::works(7, day_of(2015, 1, 8), day_of(2023, 11, 21) + Days{round % 300})};
        evidence.change(leaver, facts_now);
    });
}

}  // namespace

int main(int argc, char** argv) {
    std::printf("raw probe: memcpy %.1f GB/s\n", memory_gigabytes_per_second());
    if (argc < 2)
        for (const int count : {1000, 1'000'000, 10'000'000}) measure(count);
    for (int at = 1; at < argc; ++at) measure(std::atoi(argv[at]));
}
