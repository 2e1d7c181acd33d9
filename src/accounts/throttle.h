#pragma once

// The one brake on guessing, for everything with which somebody proves who they are. For each login, known or not: from
// the sixth wrong password in a row a wait that doubles; and five wrong codes (of an app, from paper, a PIN) in a
// quarter of an hour, because codes are short. It lives in memory of fixed size and keeps no login, so that names that do not exist cost and show
// the same as those that do; when it is full, who waits longest stays and the others make room.
//
// Who signed in from an address before waits there for their own mistakes only, so a stranger elsewhere who
// keeps guessing keeps nobody out. And an address with very many failures waits as well, whatever the names;
// but not an address of this machine, behind which a proxy may stand with everybody.

#include <array>
#include <chrono>
#include <cstdint>
#include <mutex>
#include <optional>
#include <string_view>

#include "vault/keys.h"

namespace kader::accounts {

enum class Guess {
    Password,
    Code,
    Passkey,  // Cannot be guessed: only its address counts.
};

// Any thread.
class Throttle {
public:
    using Time = std::chrono::steady_clock::time_point;

    static constexpr int free_failures = 5;
    static constexpr std::chrono::seconds first_wait{30};
    static constexpr std::chrono::seconds longest_wait{15 * 60};
    static constexpr int codes = 5;
    static constexpr std::chrono::seconds codes_time{15 * 60};
    // Of an address: so many failures at once, and then one each time this is past.
    static constexpr int address_failures = 60;
    static constexpr std::chrono::seconds address_pause{6};

    Throttle() : m_key(vault::Key::random()) {}

    // How long this login has to wait at this address; nothing when it may try.
    std::optional<std::chrono::seconds> wait(Guess, std::string_view login, std::string_view address, Time now) const;
    void failed(Guess, std::string_view login, std::string_view address, Time now);
    // All of it was right: whoever it is begins anew, also with what was counted before it was known to be right.
    void succeeded(std::string_view login, std::string_view address, Time now);

private:
    static constexpr std::size_t sets = 1024, ways = 4;
    struct Slot {
        std::uint64_t tag = 0;  // 0: free.
        int failures = 0;
        Time last{}, until{};  // Of codes: `last` is when the first of them was.
    };
    using Table = std::array<std::array<Slot, ways>, sets>;
    struct Place {
        std::size_t set;
        std::uint64_t tag;
    };
    Place place_of(char kind, std::string_view one, std::string_view other = {}) const;
    static const Slot* find(const Table&, const Place&);
    // The slot that is there, or a new one in the place of who matters least.
    static Slot& slot_at(Table&, const Place&);
    // A login has no address here unless it signed in at it; then its failures count there.
    const Slot* slot_of(Guess, std::string_view login, std::string_view address) const;
    static void count_password(Slot&, Time now);
    static void count_code(Slot&, Time now);

    vault::Key m_key;  // Of this run alone: what is here means nothing elsewhere.
    mutable std::mutex m_mutex;
    Table m_logins, m_addresses;
    Table m_known;  // A login with an address it signed in from: only who knows a password gets in here.
};

}  // namespace kader::accounts
