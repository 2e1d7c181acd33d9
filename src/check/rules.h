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

// An own rule that cannot count, and why. It is left out, and said.
struct RefusedRule {
    OwnRule rule;
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

    evidence::Plan plan(const std::string& parameter, evidence::Use, Reading) const;

    // The days on which the practice made this parameter or requirement its own rule.
    const evidence::Timeline& adopted(const std::string& norm) const;

    const std::vector<RefusedRule>& refused() const { return m_refused; }

private:
    struct Accepted {
        evidence::DaySpan days;
        std::optional<std::variant<Length, int>> value;
    };

    const norm_book::NormBook& m_book;
    std::map<std::string, std::vector<Accepted>> m_rules;
    std::map<std::string, evidence::Timeline> m_adopted;
    std::vector<RefusedRule> m_refused;
};

}  // namespace kader::check
