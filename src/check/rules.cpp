#include "check/rules.h"

#include <algorithm>

namespace kader::check {

using evidence::DayNumber;
using evidence::days_count;
using evidence::DaySpan;
using evidence::Plan;
using evidence::PlanSegment;
using evidence::Use;
using norm_book::Certainty;
using norm_book::Parameter;

namespace {

DaySpan span_of(const norm_book::Validity& validity) {
    return evidence::span_of({validity.from.value_or(evidence::first_day()), validity.until});
}

const evidence::Timeline no_days;

}  // namespace

Rules::Rules(const norm_book::NormBook& book, std::vector<OwnRule> rules) : m_book(book) {
    for (auto& rule : rules) {
        const auto* parameter = book.parameter(rule.norm);
        if (!parameter && !book.requirement(rule.norm)) {
            m_refused.push_back({rule,
                                 {"de norm \"" + rule.norm + "\" bestaat niet",
                                  "there is no norm \"" + rule.norm + "\""}});
            continue;
        }
        Accepted accepted{evidence::span_of(rule.holds), {}};
        if (!rule.value.empty()) {
            if (!parameter) {
                m_refused.push_back({rule,
                                     {"deze eis heeft geen waarde; laat de kolom waarde leeg om hem over te nemen",
                                      "this requirement has no value; leave the column empty to adopt it"}});
                continue;
            }
            auto value = norm_book::stricter_value(*parameter, rule.value, rule.holds.from);
            if (!value) {
                m_refused.push_back({rule,
                                     {"de waarde \"" + rule.value + "\" kan niet: een eigen regel mag alleen strenger zijn",
                                      "the value \"" + rule.value + "\" is refused: an own rule may only be stricter"}});
                continue;
            }
            accepted.value = *value;
        }
        m_adopted[rule.norm].set(accepted.days);
        m_rules[rule.norm].push_back(accepted);
    }
}

const evidence::Timeline& Rules::adopted(const std::string& norm) const {
    const auto found = m_adopted.find(norm);
    return found == m_adopted.end() ? no_days : found->second;
}

Plan Rules::plan(const std::string& id, Use use, Reading reading) const {
    const auto* parameter = m_book.parameter(id);
    HALT_UNLESS(parameter != nullptr);  // The loader checked every name.

    std::vector<DayNumber> cuts = {0, days_count};
    for (const auto& value : parameter->values) {
        cuts.push_back(span_of(value.validity).from);
        cuts.push_back(span_of(value.validity).until);
    }
    const auto own = m_rules.find(id);
    if (own != m_rules.end())
        for (const auto& rule : own->second) {
            cuts.push_back(rule.days.from);
            cuts.push_back(rule.days.until);
        }
    std::sort(cuts.begin(), cuts.end());
    cuts.erase(std::unique(cuts.begin(), cuts.end()), cuts.end());

    Plan plan;
    for (std::size_t at = 0; at + 1 < cuts.size(); ++at) {
        PlanSegment segment{{cuts[at], cuts[at + 1]}, {}, {}};
        const auto* value = parameter->on(evidence::day_at(segment.days.from));
        const Accepted* rule = nullptr;
        if (own != m_rules.end())
            for (const auto& one : own->second)
                if (one.days.holds_on(segment.days.from)) rule = &one;
        std::optional<std::variant<Length, int>> in_force;
        if (value) in_force = value->value;
        if (rule && rule->value) in_force = rule->value;
        // A date that is only assumed does not make a sourced value unsure of itself; it shows.
        const bool confirmed = rule || (value && value->certainty != Certainty::Assumed);
        const bool decides =
            confirmed || reading == Reading::Nominal || use == Use::AfterInSelection || use == Use::LookBack;
        if (in_force && decides) {
            if (const auto* length = std::get_if<Length>(&*in_force)) segment.length = *length;
            if (const auto* count = std::get_if<int>(&*in_force)) segment.count = *count;
        } else if (use == Use::AfterInSelection) {
            segment.length = Length{0, Length::Unit::Days};  // No norm, no grace.
        }
        plan.segments.push_back(segment);
    }
    return plan;
}

}  // namespace kader::check
