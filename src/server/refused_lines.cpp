#include "server/refused_lines.h"

namespace kader::server {

// A clock that was set back makes nobody wait for the minute to come again.
bool RefusedLines::is_over(const Counted& counted, system::Instant now) {
    return now < counted.began || now - counted.began >= together;
}

bool RefusedLines::is_line(const Source& source, system::Instant now) {
    const auto& actor = source.grant.actor();
    const std::lock_guard lock{m_mutex};
    const Key key{source.grant.practice(), actor.id, actor.workstation, source.operation};
    const auto known = m_counted.find(key);
    if (known != m_counted.end() && (!is_over(known->second, now) || known->second.count > 0)) {
        ++known->second.count;
        return false;
    }
    if (known != m_counted.end()) m_counted.erase(known);
    if (m_counted.size() < sources_max) m_counted.emplace(key, Counted{source, now});
    return true;
}

std::vector<RefusedLines::More> RefusedLines::over(std::optional<system::Instant> now) {
    std::vector<More> all;
    const std::lock_guard lock{m_mutex};
    for (auto at = m_counted.begin(); at != m_counted.end();) {
        if (now && !is_over(at->second, *now)) {
            ++at;
            continue;
        }
        if (at->second.count > 0) all.push_back({std::move(at->second.source), at->second.count});
        at = m_counted.erase(at);
    }
    return all;
}

}  // namespace kader::server
