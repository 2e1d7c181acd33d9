#pragma once

// The real rules of norms/, for the tests beside this file.

#include <doctest/doctest.h>

#include "deadlines/deadline_rules.h"

namespace kader::deadlines {

inline const DeadlineRules& rules_of_norms() {
    static const auto loaded = [] {
        auto answer = DeadlineRules::load(std::filesystem::path{KADER_SOURCE_DIR} / "norms", {});
        if (const auto* faults = std::get_if<std::vector<Fault>>(&answer))
            for (const auto& fault : *faults)
                MESSAGE(fault.position.file, ":", fault.position.line, ": ", fault.reason);
        REQUIRE(std::holds_alternative<DeadlineRules>(answer));
        return std::get<DeadlineRules>(std::move(answer));
    }();
    return loaded;
}

}  // namespace kader::deadlines
