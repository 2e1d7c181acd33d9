#pragma once

// The acts that only some professions may perform, grouped as the practice registers them
// (Wet BIG art. 36). `overig` is any other.

#include <array>
#include <string_view>

namespace kader::practice {

inline constexpr std::array<std::string_view, 6> acts = {"injectie", "heelkundig",    "punctie",
                                                         "narcose",  "voorschrijven", "overig"};

}  // namespace kader::practice
