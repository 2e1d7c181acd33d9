#pragma once

// Which values of the norms hold for one practice: the norm rows in force, what the practice adopted,
// and its own stricter values (list `regels`).

#include <map>
#include <string>
#include <vector>

#include "evidence/plan.h"
#include "evidence/timeline.h"
#include "norm_book/norm_book.h"

namespace kader::check {

// An own rule of the practice, as the list `regels` gives it.
struct OwnRule {
    std::string norm;   // A parameter's or a requirement's id.
    std::string value;  // Empty: adopted as it stands.
    Period holds;
    std::string record;  // "regels:R1"
};

// A record that cannot count, and why. It is left out, and said.
struct Refused {
    std::string record;
    norm_book::Text reason;
};

// Two ways to read an interval that is assumed and not adopted.
enum class Reading {
    Decisive,  // It decides nothing: the sourced demand itself does.
    Nominal,   // As if it were confirmed; the difference is what we call unconfirmed.
};

class Rules {
public:
    Rules(const norm_book::NormBook& book, std::vector<OwnRule> rules);

    // An own value counts on the days on which it is stricter than the norm of that day; a norm that
    // became stricter since overtakes it.
    evidence::Plan plan(const std::string& parameter, evidence::Use, Reading) const;

    // The days on which the practice made this parameter or requirement its own rule.
    const evidence::Timeline& adopted(const std::string& norm) const;

    // An own rule in force on a day: its record and the days on which it holds.
    struct InForce {
        std::string record;
        facts::DaySpan days;
    };
    std::vector<InForce> in_force(const std::string& norm, facts::DayNumber day) const;
    // The own rules that begin or end on this day.
    std::vector<InForce> turning(const std::string& norm, facts::DayNumber day) const;

    const std::vector<Refused>& refused() const { return m_refused; }

private:
    struct Accepted {
        facts::DaySpan days;
        std::string value;  // Empty: as it stands.
        std::string record;
    };

    const norm_book::NormBook& m_book;
    std::map<std::string, std::vector<Accepted>> m_rules;
    std::map<std::string, evidence::Timeline> m_adopted;
    std::vector<Refused> m_refused;
};

}  // namespace kader::check
