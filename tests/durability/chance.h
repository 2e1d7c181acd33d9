#pragma once

// Chance that can be had again: the same seed gives the same numbers on every machine.

#include <cstdint>
#include <cstdlib>
#include <random>
#include <string_view>

namespace kader::durability {

class Chance {
public:
    explicit Chance(std::uint64_t seed) : m_numbers(seed) {}
    // 0 up to and without `below`.
    std::uint64_t below(std::uint64_t below) { return below == 0 ? 0 : m_numbers() % below; }
    bool percent(unsigned percent) { return m_numbers() % 100 < percent; }

private:
    std::mt19937_64 m_numbers;
};

// KADER_TEST_SEED, or a new one. The test prints it, so that a failure can be had again.
inline std::uint64_t test_seed() {
    if (const char* text = std::getenv("KADER_TEST_SEED")) return std::strtoull(text, nullptr, 10);
    return std::random_device{}() % 1'000'000;
}

inline bool long_tests() {
    const char* const size = std::getenv("KADER_TEST_SIZE");
    return size != nullptr && std::string_view{size} == "long";
}

}  // namespace kader::durability
