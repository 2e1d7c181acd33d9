#pragma once

// How many requests without the right become lines of the log: the first at once, those that follow within a minute
// from the same person for the same thing as one line with their number. So nobody fills the log, or hides in it what
// else they did, by asking a thousand times.

#include <map>
#include <mutex>
#include <optional>
#include <string>
#include <tuple>
#include <vector>

#include "access/grant.h"
#include "system/clock.h"

namespace kader::server {

class RefusedLines {
public:
    static constexpr std::chrono::minutes together{1};
    // Sources that are counted at once; whoever comes beyond that gets a line each time.
    static constexpr std::size_t sources_max = 4096;

    struct Source {
        access::Grant grant;
        std::string rule, compartment, operation;
    };
    struct More {
        Source source;
        std::int64_t count = 0;
    };

    // Whether this one is a line by itself; else it is counted. Any thread.
    bool is_line(const Source&, system::Instant now);
    // Those whose minute is over, or all, with what was counted since their first; they are forgotten. Any thread.
    std::vector<More> over(std::optional<system::Instant> now);

private:
    using Key = std::tuple<subjects::PracticeId, subjects::ActorId, std::string, std::string>;
    struct Counted {
        Source source;
        system::Instant began{};
        std::int64_t count = 0;
    };
    static bool is_over(const Counted&, system::Instant now);

    std::mutex m_mutex;
    std::map<Key, Counted> m_counted;
};

}  // namespace kader::server
