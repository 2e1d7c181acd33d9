#pragma once

// Pairs of numbers of the same minute: ours, and that of a raw probe.

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <string>
#include <vector>

#include "http_load.h"

namespace kader::benchmarks {

inline Load checked(Load load, std::size_t asked) {
    if (load.answered == asked) return load;
    std::printf("%zu of %zu were answered well; another answer: %s\n", load.answered, asked, load.unexpected.c_str());
    std::exit(EXIT_FAILURE);
}

inline double median(std::vector<double> all) {
    std::ranges::sort(all);
    return all[all.size() / 2];
}

struct Pair {
    double own = 0, probe = 0;
};

inline void say(const std::string& name, const std::vector<Pair>& pairs, double asked) {
    std::vector<double> own, probe, ratios;
    for (const auto& one : pairs) {
        own.push_back(one.own);
        probe.push_back(one.probe);
        ratios.push_back(one.own / one.probe);
    }
    std::printf("%-32s %8.0f /s   probe %8.0f /s   ratio %6.2f (asked: %.1f)\n", name.c_str(), median(own), median(probe), median(ratios), asked);
    std::fflush(stdout);
}

inline std::string microseconds(double seconds, std::size_t count) {
    return std::to_string(static_cast<int>(1e6 * seconds / static_cast<double>(count))) + " µs";
}

}  // namespace kader::benchmarks
