#include "standing/people.h"

namespace kader::standing {

bool People::set(const std::string& kenmerk, const std::optional<Match>& match) {
    const auto before = m_match_of.find(kenmerk);
    if (before == m_match_of.end() ? !match : match == before->second) return false;
    bool changed = false;
    if (before != m_match_of.end()) {
        const auto human = m_humans.find(before->second);
        changed = human->second.size() > 1;
        human->second.erase(kenmerk);
        if (human->second.empty()) m_humans.erase(human);
        m_match_of.erase(before);
    }
    if (match) {
        auto& human = m_humans[*match];
        human.insert(kenmerk);
        changed |= human.size() > 1;
        m_match_of.emplace(kenmerk, *match);
    }
    return changed;
}

lists::Aliases People::aliases() const {
    lists::Aliases aliases;
    for (const auto& [match, kenmerken] : m_humans)
        for (const auto& kenmerk : kenmerken)
            if (kenmerk != *kenmerken.begin()) aliases.emplace(kenmerk, *kenmerken.begin());
    return aliases;
}

}  // namespace kader::standing
