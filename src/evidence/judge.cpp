// What one subject of a `some` or an `every` has and lacks, as runs of days.

#include <algorithm>

#include "evidence/evidence.h"

namespace kader::evidence {

using norm_book::About;
using norm_book::Condition;

Evidence::Contribution Evidence::judge(Judged judged, Work& work) const {
    const auto& quantifier = m_model.quantifiers()[std::size_t(judged.quantifier)];
    ++work.subjects;
    Contribution share;
    // Facts of the same subject that point at the same other thing are met by the same.
    std::optional<NameId> met_relation;
    Spans met;
    for (const auto id : m_store.of_subject(judged.subject, quantifier.anchor.kind)) {
        const auto& fact = m_store[id];
        ++work.facts_read;
        if (!matches(quantifier.anchor, fact)) continue;
        Spans days;
        days_of(quantifier.anchor, fact, days);
        settle(days);
        if (!quantifier.demands.empty() && met_relation != fact.relation) {
            met = meet(quantifier, judged.quantifier, int(quantifier.demands.size()) - 1, judged.subject,
                       fact.relation, work);
            met_relation = fact.relation;
        }
        // For `every` a day is lacking as soon as one of the subject's facts lacks; so what is
        // collected is what lacks, and for `some` what has.
        if (quantifier.every) {
            share.here.insert(share.here.end(), days.begin(), days.end());
            const auto lacking = without(days, met);
            share.lacking.insert(share.lacking.end(), lacking.begin(), lacking.end());
        } else {
            const auto has = quantifier.demands.empty() ? days : both(days, met);
            share.here.insert(share.here.end(), has.begin(), has.end());
        }
    }
    settle(share.here);
    settle(share.lacking);
    if (quantifier.look_back && !share.lacking.empty())
        share.lapsed = lapses(quantifier, judged.subject, share.lacking);
    work.runs += std::int64_t(share.here.size() + share.lacking.size() + share.lapsed.size());
    return share;
}

Spans Evidence::meet(const Quantifier& quantifier, int at, int step, NameId subject, NameId relation,
                     Work& work) const {
    const auto& demand = quantifier.demands[std::size_t(step)];
    const auto key = demand.about == About::Subject ? subject : relation;
    const auto part = [&](int which) { return meet(quantifier, at, which, subject, relation, work); };
    switch (demand.kind) {
        case Condition::Kind::All: {
            auto result = part(demand.parts.front());
            for (std::size_t next = 1; next < demand.parts.size() && !result.empty(); ++next)
                result = both(result, part(demand.parts[next]));
            return result;
        }
        case Condition::Kind::Any: {
            Spans result;
            for (const auto one : demand.parts) {
                const auto days = part(one);
                result.insert(result.end(), days.begin(), days.end());
            }
            settle(result);
            return result;
        }
        case Condition::Kind::Not: return without({all_days}, part(demand.parts.front()));
        case Condition::Kind::Exists:
        case Condition::Kind::Number: return met_by_facts(demand, {at, step}, key, work);
        case Condition::Kind::Sum: return met_by_sum(demand, key, work);
        case Condition::Kind::Never: return {};
        case Condition::Kind::Some:
        case Condition::Kind::Every: break;
    }
    detail::halt("a demand has a kind that can be met", __FILE__, __LINE__);
}

Spans Evidence::met_by_facts(const Demand& demand, DemandAt place, NameId key, Work& work) const {
    const auto facts = m_store.of_subject(key, demand.match.kind);
    Spans result;
    if (!demand.during && facts.size() > m_big_key) {
        auto& counter = m_big[{place, key}];
        if (!counter) {
            counter = std::make_unique<DayCounter>();
            for (const auto id : facts)
                if (matches(demand.match, m_store[id])) days_of(demand.match, m_store[id], result);
            for (const auto span : result) counter->add(span, 1);
            work.facts_read += std::int64_t(facts.size());
        }
        Timeline days;
        counter->write(days, all_words, Threshold{1});
        return spans_of(days);
    }
    for (const auto id : facts) {
        const auto& fact = m_store[id];
        ++work.facts_read;
        if (!matches(demand.match, fact)) continue;
        if (!demand.during) {
            days_of(demand.match, fact, result);
            continue;
        }
        Spans days, during;
        days_of(demand.match, fact, days);
        for (const auto other : m_store.of_subject(fact.relation, demand.during->kind)) {
            ++work.facts_read;
            if (matches(*demand.during, m_store[other])) days_of(*demand.during, m_store[other], during);
        }
        settle(days);
        settle(during);
        const auto together = both(days, during);
        result.insert(result.end(), together.begin(), together.end());
    }
    settle(result);
    return result;
}

Spans Evidence::met_by_sum(const Demand& demand, NameId key, Work& work) const {
    // On a day: what there is, what is asked, and how many facts there are change by so much.
    struct Step {
        DayNumber day;
        std::int64_t there, asked, facts;
    };
    std::vector<Step> steps;
    for (const auto id : m_store.of_subject(key, demand.match.kind)) {
        const auto& fact = m_store[id];
        ++work.facts_read;
        if (!matches(demand.match, fact)) continue;
        Spans days;
        days_of(demand.match, fact, days);
        for (const auto span : days) {
            steps.push_back({span.from, fact.number, 0, 1});
            steps.push_back({span.until, -std::int64_t{fact.number}, 0, -1});
        }
    }
    for (const auto id : m_store.of_subject(key, demand.covers)) {
        const auto& fact = m_store[id];
        ++work.facts_read;
        if (fact.holds.empty()) continue;
        steps.push_back({fact.holds.from, 0, fact.number, 0});
        steps.push_back({fact.holds.until, 0, -std::int64_t{fact.number}, 0});
    }
    std::sort(steps.begin(), steps.end(), [](const Step& a, const Step& b) { return a.day < b.day; });
    Spans result;
    std::int64_t there = 0, asked = 0, facts = 0;
    for (std::size_t next = 0; next < steps.size(); ++next) {
        there += steps[next].there;
        asked += steps[next].asked;
        facts += steps[next].facts;
        const auto until = next + 1 < steps.size() ? steps[next + 1].day : days_count;
        if (facts > 0 && there >= asked && steps[next].day < until) result.push_back({steps[next].day, until});
    }
    settle(result);
    return result;
}

// A gap counts from its first day until the look-back after its last day is over, or until it was
// explained and signed. An explanation covers the days it names.
Spans Evidence::lapses(const Quantifier& quantifier, NameId subject, const Spans& lacking) const {
    struct Explained {
        DaySpan days;
        DayNumber signed_on;
    };
    std::vector<Explained> explained;
    for (const auto who : {subject, m_every_subject})
        for (const auto id : m_store.of_subject(who, m_gap_kind)) {
            const auto& fact = m_store[id];
            if (fact.relation == quantifier.requirement && !fact.holds.empty())
                explained.push_back({fact.holds, DayNumber(std::max(fact.number, 0))});
        }
    Spans counting;
    for (const auto gap : lacking) {
        // Cut the gap where the set of explanations that cover it changes.
        std::vector<DayNumber> cuts = {gap.from, gap.until};
        for (const auto& one : explained)
            for (const auto day : {one.days.from, one.days.until})
                if (gap.from < day && day < gap.until) cuts.push_back(day);
        std::sort(cuts.begin(), cuts.end());
        for (std::size_t next = 0; next + 1 < cuts.size(); ++next) {
            const DaySpan piece{cuts[next], cuts[next + 1]};
            if (piece.empty()) continue;
            auto until = days_count;
            for (const auto& one : explained)
                if (one.days.holds_on(piece.from)) until = std::min(until, one.signed_on);
            quantifier.look_back->cut({piece.from, std::max(piece.from, until)}, piece.until - 1, counting);
        }
    }
    settle(counting);
    return counting;
}

}  // namespace kader::evidence
