#pragma once

// Who is the same human as whom, among stored people: by their match, without opening a name.

#include <array>
#include <map>
#include <optional>
#include <set>
#include <string>

#include "lists/together.h"

namespace kader::standing {

class People {
public:
    using Match = std::array<std::uint8_t, 16>;

    // A person as they are now; without a match, also for someone who is gone, nobody else's.
    // True: aliases() changed.
    bool set(const std::string& kenmerk, const std::optional<Match>& match);

    // From each other kenmerk of a human to the smallest.
    lists::Aliases aliases() const;

private:
    std::map<std::string, Match, std::less<>> m_match_of;
    std::map<Match, std::set<std::string>> m_humans;
};

}  // namespace kader::standing
