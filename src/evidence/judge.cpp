// What one subject of a `some` or an `every` has and lacks, day by day.

#include <algorithm>

#include "evidence/evidence.h"

namespace kader::evidence {

using norm_book::About;
using norm_book::Condition;

Evidence::Contribution Evidence::judge(Judged judged, Work& work) const {
    const auto& quantifier = m_model.quantifiers()[std::size_t(judged.quantifier)];
    ++work.subjects;
    Timeline here, having;
    bool any = false;
    // Facts of the same subject that point at the same other thing are met by the same.
    std::optional<NameId> met_relation;
    Timeline met;
    for (const auto id : m_store.of_subject(judged.subject, quantifier.anchor.kind)) {
        const auto& fact = m_store[id];
        ++work.facts_read;
        if (!matches(quantifier.anchor, fact)) continue;
        any = true;
        Timeline days;
        mark(quantifier.anchor, fact, days);
        work.judged_words += words_count;
        if (quantifier.demands.empty()) {
            met.words = days.words;
        } else if (met_relation != fact.relation) {
            met = Timeline{};
            meet(quantifier, judged.quantifier, int(quantifier.demands.size()) - 1, judged.subject,
                 fact.relation, met, work);
            met_relation = fact.relation;
        }
        for (std::size_t word = 0; word < words_count; ++word) {
            // For `every` a day is lacking as soon as one of the subject's facts lacks; so what is
            // collected is what lacks, and for `some` what has.
            const auto has = days.words[word] & met.words[word];
            here.words[word] |= days.words[word];
            having.words[word] |= quantifier.every ? days.words[word] & ~met.words[word] : has;
        }
    }
    Contribution share;
    if (!any) return share;
    if (!quantifier.every) {
        share.here = having.runs();
        return share;
    }
    share.here = here.runs();
    share.lacking = having.runs();
    if (quantifier.look_back && !share.lacking.empty())
        share.lapsed = lapses(quantifier, judged.subject, share.lacking);
    return share;
}

void Evidence::meet(const Quantifier& quantifier, int at, int step, NameId subject,
                    NameId relation, Timeline& into, Work& work) const {
    const auto& demand = quantifier.demands[std::size_t(step)];
    const auto key = demand.about == About::Subject ? subject : relation;
    work.judged_words += words_count;
    switch (demand.kind) {
        case Condition::Kind::All:
        case Condition::Kind::Any: {
            const bool all = demand.kind == Condition::Kind::All;
            bool first = true;
            for (const auto part : demand.parts) {
                Timeline other;
                meet(quantifier, at, part, subject, relation, other, work);
                for (std::size_t word = 0; word < words_count; ++word)
                    into.words[word] = first ? other.words[word]
                                       : all ? into.words[word] & other.words[word]
                                             : into.words[word] | other.words[word];
                first = false;
            }
            return;
        }
        case Condition::Kind::Not: {
            meet(quantifier, at, demand.parts.front(), subject, relation, into, work);
            for (auto& word : into.words) word = ~word;
            return;
        }
        case Condition::Kind::Exists:
        case Condition::Kind::Number: {
            const auto& facts = m_store.of_subject(key, demand.match.kind);
            if (!demand.during && facts.size() > m_big_key) {
                auto& counter = m_big[{DemandAt{at, step}, key}];
                if (!counter) {
                    counter = std::make_unique<DayCounter>();
                    std::vector<DaySpan> days;
                    for (const auto id : facts)
                        if (matches(demand.match, m_store[id])) days_of(demand.match, m_store[id], days);
                    for (const auto span : days) counter->add(span, 1);
                    work.facts_read += std::int64_t(facts.size());
                }
                counter->write(into, all_words, Threshold{1});
                return;
            }
            for (const auto id : facts) {
                const auto& fact = m_store[id];
                ++work.facts_read;
                if (!matches(demand.match, fact)) continue;
                if (!demand.during) {
                    mark(demand.match, fact, into);
                    continue;
                }
                Timeline days, during;
                mark(demand.match, fact, days);
                for (const auto other : m_store.of_subject(fact.relation, demand.during->kind)) {
                    ++work.facts_read;
                    if (matches(*demand.during, m_store[other]))
                        mark(*demand.during, m_store[other], during);
                }
                work.judged_words += 2 * words_count;
                for (std::size_t word = 0; word < words_count; ++word)
                    into.words[word] |= days.words[word] & during.words[word];
            }
            return;
        }
        case Condition::Kind::Sum: {
            // Day, what is there, what is asked, how many facts are there.
            struct Step {
                DayNumber day;
                std::int64_t there, asked, facts;
            };
            std::vector<Step> steps;
            for (const auto id : m_store.of_subject(key, demand.match.kind)) {
                const auto& fact = m_store[id];
                ++work.facts_read;
                if (!matches(demand.match, fact)) continue;
                std::vector<DaySpan> days;
                days_of(demand.match, fact, days);
                for (const auto span : days) {
                    steps.push_back({span.from, fact.number, 0, 1});
                    steps.push_back({span.until, -std::int64_t{fact.number}, 0, -1});
                }
            }
            for (const auto id : m_store.of_subject(key, demand.covers)) {
                const auto& fact = m_store[id];
                ++work.facts_read;
                steps.push_back({fact.holds.from, 0, fact.number, 0});
                steps.push_back({fact.holds.until, 0, -std::int64_t{fact.number}, 0});
            }
            std::sort(steps.begin(), steps.end(),
                      [](const Step& a, const Step& b) { return a.day < b.day; });
            std::int64_t there = 0, asked = 0, facts = 0;
            for (std::size_t next = 0; next < steps.size(); ++next) {
                there += steps[next].there;
                asked += steps[next].asked;
                facts += steps[next].facts;
                const auto until = next + 1 < steps.size() ? steps[next + 1].day : days_count;
                if (facts > 0 && there >= asked) into.set({steps[next].day, until});
            }
            return;
        }
        case Condition::Kind::Never: return;
        case Condition::Kind::Some:
        case Condition::Kind::Every: break;
    }
    detail::halt("a demand has a kind that can be met", __FILE__, __LINE__);
}

// A gap counts from its first day until the look-back after its last day is over, or until it was
// explained and signed. An explanation covers the days it names.
std::vector<DaySpan> Evidence::lapses(const Quantifier& quantifier, NameId subject,
                                      const std::vector<DaySpan>& lacking) const {
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
    Timeline counting;
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
            std::vector<DaySpan> days;
            quantifier.look_back->cut({piece.from, std::max(piece.from, until)}, piece.until - 1, days);
            for (const auto span : days) counting.set(span);
        }
    }
    return counting.runs();
}

}  // namespace kader::evidence
