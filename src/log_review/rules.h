#pragma once

// The ten rules of the monthly review, and three about emergency access and about who can judge: pure functions over
// looks, facts and terms.

#include <array>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "kernel/text.h"
#include "log_review/facts.h"
#include "log_review/looks.h"
#include "log_review/terms.h"

namespace kader::log_review {

enum class Rule : std::uint8_t {
    NoRelation,
    SameNameOrAddress,
    OwnFile,
    WellKnown,
    OutsideHours,
    ManyFiles,
    OpenedBriefly,
    AfterContractEnd,
    SearchWithoutOpening,
    ExportVolume,
    BreakGlass,
    BreakGlassOften,
    NoOutsideEye,
};
inline constexpr std::size_t rule_count = 13;

struct RuleRow {
    Rule rule;
    std::string_view word;  // Stored; never reuse one.
    std::string_view nl, en;
};
const RuleRow& row_of(Rule);
std::optional<Rule> parse_rule(std::string_view word);

struct Finding {
    Rule rule = Rule::NoRelation;
    subjects::ActorId actor;
    std::optional<subjects::SubjectId> subject;
    std::int64_t first_seq = 0, last_seq = 0;  // Lines of the log.
    std::int64_t count = 0;                    // Of what it counts: looks, files, rows.
    system::Instant at{};                      // Of the first.
    std::string mark;                          // The same for the same finding, however often it is found.
};

struct Found {
    std::vector<Finding> findings;        // By rule, then by moment.
    std::array<bool, rule_count> applied{};  // False: a fact that the rule needs was not known of anything it looked at.
};
Found find(std::span<const Look>, const Facts&, const Terms& = {});

}  // namespace kader::log_review
