#pragma once

// What the writer of these tests writes: records of which every word follows from a number, so that
// whoever finds one can tell whether it is whole.

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "records/record_store.h"

namespace kader::durability {

inline constexpr std::string_view practice_name = "Proefpraktijk De Stroomstoring";

// One write that was, or is to be, acknowledged.
struct Write {
    std::uint32_t run = 0;      // From 1: each start of the writer has its own.
    std::uint32_t number = 0;   // Within the run, from 1; below 2^24.
    std::uint32_t version = 1;  // Below 256.
    std::uint64_t receipt() const;
    static Write of_receipt(std::uint64_t);
    friend auto operator<=>(const Write&, const Write&) = default;
};

// Receipts of what comes before the records.
inline constexpr std::uint64_t receipt_created = 1;   // The folder was made.
inline constexpr std::uint64_t receipt_practice = 2;  // The practice was added.
inline bool is_record(std::uint64_t receipt) {
    return receipt > receipt_practice;
}

records::Draft draft_of(const Write&);
// Which record it is; nothing when this load did not write it.
std::optional<Write> parse_kenmerk(std::string_view);

}  // namespace kader::durability
