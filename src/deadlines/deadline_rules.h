#pragma once

// norms/holidays.toml, norms/deadlines/ and their worked cases, read and checked. This is the only
// part of deadlines/ that touches files. The result is immutable and may be read from any thread.

#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "deadlines/deadline.h"
#include "deadlines/deadline_rule.h"
#include "deadlines/holiday_calendar.h"

namespace kader::deadlines {

// A worked example by hand: norms/cases/deadlines/.
struct DeadlineCase {
    std::string rule;
    std::string from;  // A day or an instant, as parse_event reads it.
    std::string because;
    // What is expected, by the name of the field: "safe_due" is "2026-04-13". "refused" is "yes",
    // "applies" is "yes" or "no".
    std::vector<std::pair<std::string, std::string>> expected;
    Position position;
};

// What other files must know for a rule to be accepted. An empty list is not checked.
struct KnownNames {
    std::vector<std::string> source_codes;
    std::vector<std::string> fact_kinds;
};

class DeadlineRules {
public:
    // Every fault of every file is collected; rules with a fault are not given. Refused are: an
    // unknown key, a value without a source, a missing `from`, overlapping periods, a kind and a
    // method that do not go together, an unknown rule in `extends`, and a value without a case.
    static std::variant<DeadlineRules, std::vector<Fault>> load(const std::filesystem::path& norms,
                                                                const KnownNames& known);

    const std::vector<DeadlineRule>& rules() const { return m_rules; }  // By file, then place.
    const std::vector<DeadlineCase>& cases() const { return m_cases; }
    const HolidayCalendar& calendar() const { return m_calendar; }
    // Nothing: no rule with this id.
    const DeadlineRule* rule(std::string_view id) const;

    // As deadline_of in deadline.h. Also NotFound: no rule with this id.
    Result<Deadline> deadline_of(std::string_view id, const Event&,
                                 Language language_of_refusal) const;

private:
    friend class DeadlineLoader;
    std::vector<DeadlineRule> m_rules;
    std::vector<DeadlineCase> m_cases;
    HolidayCalendar m_calendar;
};

}  // namespace kader::deadlines
