#pragma once

// Texts that occur often, each kept once and named by a number.

#include <cstdint>
#include <deque>
#include <optional>
#include <string>
#include <string_view>

#include <boost/unordered/unordered_flat_map.hpp>

#include "kernel/ids.h"

namespace kader::evidence {

using NameId = Id<struct NameTag>;

inline constexpr NameId no_name{};  // The empty text.

class Names {
public:
    Names() { id(""); }  // Becomes no_name.

    NameId id(std::string_view text) {
        if (const auto found = m_ids.find(text); found != m_ids.end()) return found->second;
        const auto& kept = m_texts.emplace_back(text);
        const NameId number{m_texts.size() - 1};
        m_ids.emplace(kept, number);
        return number;
    }
    std::optional<NameId> find(std::string_view text) const {
        const auto found = m_ids.find(text);
        if (found == m_ids.end()) return {};
        return found->second;
    }
    const std::string& text(NameId id) const { return m_texts[id.index()]; }

private:
    std::deque<std::string> m_texts;  // Never moves what the map points at.
    boost::unordered_flat_map<std::string_view, NameId, std::hash<std::string_view>> m_ids;
};

}  // namespace kader::evidence
