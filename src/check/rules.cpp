#include "check/rules.h"

#include <algorithm>

namespace kader::check {

using facts::DayNumber;
using facts::days_count;
using facts::DaySpan;
using evidence::Plan;
using evidence::PlanSegment;
using evidence::Use;
using norm_book::Certainty;
using norm_book::Parameter;

namespace {

DaySpan span_of(const norm_book::Validity& validity) {
    return facts::span_of({validity.from.value_or(facts::first_day()), validity.until});
}

const evidence::Timeline no_days;

// Why an own rule can never count; nothing when it can, on some day of its period.
std::optional<norm_book::Text> problem_of(const Parameter& parameter, const OwnRule& rule) {
    std::vector<CalendarDay> days = {rule.holds.from};
    for (const auto& value : parameter.values)
        if (value.validity.from && rule.holds.holds_on(*value.validity.from)) days.push_back(*value.validity.from);
    std::optional<Code> code;
    for (const auto day : days) {
        const auto value = norm_book::stricter_value(parameter, rule.value, day);
        if (value) return {};
        if (!code || *code == Code::NotFound) code = value.error().code;
    }
    const auto own = "\"" + rule.value + "\"";
    switch (*code) {
        case Code::NotFound:
            return norm_book::Text{"deze norm heeft in die tijd geen waarde", "this norm has no value at that time"};
        case Code::RefusedByNorm:
            return norm_book::Text{"de waarde " + own + " kan niet: een eigen regel mag alleen strenger zijn",
                                   "the value " + own + " is refused: an own rule may only be stricter"};
        default:
            return norm_book::Text{"de waarde " + own + " is niet te lezen of niet te vergelijken met de norm",
                                   "the value " + own + " cannot be read, or not be compared with the norm"};
    }
}

}  // namespace

Rules::Rules(const norm_book::NormBook& book, std::vector<OwnRule> rules) : m_book(book) {
    for (auto& rule : rules) {
        const auto refuse = [&](std::string nl, std::string en) {
            m_refused.push_back({rule.record, {std::move(nl), std::move(en)}});
        };
        const auto* parameter = book.parameter(rule.norm);
        if (!parameter && !book.requirement(rule.norm)) {
            refuse("de norm \"" + rule.norm + "\" bestaat niet", "there is no norm \"" + rule.norm + "\"");
            continue;
        }
        if (!rule.value.empty() && !parameter) {
            refuse("deze eis heeft geen waarde; laat de kolom waarde leeg om hem over te nemen",
                   "this requirement has no value; leave the column waarde empty to adopt it");
            continue;
        }
        if (parameter) {
            if (const auto problem = problem_of(*parameter, rule)) {
                m_refused.push_back({rule.record, *problem});
                continue;
            }
        }
        const Accepted accepted{facts::span_of(rule.holds), rule.value, rule.record};
        m_adopted[rule.norm].set(accepted.days);
        m_rules[rule.norm].push_back(accepted);
    }
}

const evidence::Timeline& Rules::adopted(const std::string& norm) const {
    const auto found = m_adopted.find(norm);
    return found == m_adopted.end() ? no_days : found->second;
}

std::vector<Rules::InForce> Rules::in_force(const std::string& norm, DayNumber day) const {
    std::vector<InForce> result;
    if (const auto found = m_rules.find(norm); found != m_rules.end())
        for (const auto& rule : found->second)
            if (rule.days.holds_on(day)) result.push_back({rule.record, rule.days});
    return result;
}

std::vector<Rules::InForce> Rules::turning(const std::string& norm, DayNumber day) const {
    std::vector<InForce> result;
    if (const auto found = m_rules.find(norm); found != m_rules.end())
        for (const auto& rule : found->second)
            if (rule.days.from == day || rule.days.until == day) result.push_back({rule.record, rule.days});
    return result;
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
        const auto* value = parameter->on(facts::day_at(segment.days.from));
        const Accepted* rule = nullptr;
        if (own != m_rules.end())
            for (const auto& one : own->second)
                if (one.days.holds_on(segment.days.from)) rule = &one;
        std::optional<std::variant<Length, int>> in_force;
        if (value) in_force = value->value;
        if (value && rule && !rule->value.empty())
            if (const auto stricter =
                    norm_book::stricter_value(*parameter, rule->value, facts::day_at(segment.days.from)))
                in_force = *stricter;
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
