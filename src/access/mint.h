#pragma once

// For the bodies of this module only.

#include "access/grant.h"

namespace kader::access {

constexpr std::uint32_t bit(Area area) {
    return std::uint32_t{1} << static_cast<unsigned>(area);
}
inline constexpr std::uint32_t everything = (std::uint32_t{1} << area_count) - 1;

// The only maker of grants.
class Mint {
public:
    static Grant make(const subjects::PracticeId& practice, const Actor& actor, std::uint32_t reads,
                      std::uint32_t writes) {
        return Grant{practice, actor, reads, writes};
    }
};

}  // namespace kader::access
