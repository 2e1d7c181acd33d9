#pragma once

// The brake on guessing passwords. For each login, known or not: from the sixth failure in a row a wait that
// doubles. It lives in memory of fixed size and keeps no login, so that names that do not exist cost and show
// the same as those that do; when it is full the oldest entry makes room.

#include <array>
#include <chrono>
#include <cstdint>
#include <mutex>
#include <optional>
#include <string_view>

#include "vault/keys.h"

namespace kader::accounts {

class Throttle {
public:
    using Time = std::chrono::steady_clock::time_point;

    static constexpr int free_failures = 5;
    static constexpr std::chrono::seconds first_wait{30};
    static constexpr std::chrono::seconds longest_wait{15 * 60};

    Throttle() : m_key(vault::Key::random()) {}

    // How long this login has to wait; nothing when it may try.
    std::optional<std::chrono::seconds> wait(std::string_view login, Time now) const;
    void failed(std::string_view login, Time now);
    void succeeded(std::string_view login);

private:
    static constexpr std::size_t sets = 1024, ways = 4;
    struct Slot {
        std::uint64_t tag = 0;  // 0: free.
        int failures = 0;
        Time last{}, until{};
    };
    struct Place {
        std::size_t set;
        std::uint64_t tag;
    };
    Place place_of(std::string_view login) const;
    const Slot* find(const Place&) const;

    vault::Key m_key;  // Of this run alone: what is here means nothing elsewhere.
    mutable std::mutex m_mutex;
    std::array<std::array<Slot, ways>, sets> m_slots;
};

}  // namespace kader::accounts
