// Why a condition holds or not on one day: read from the facts when asked, never kept.

#include <algorithm>
#include <tuple>

#include "evidence/evidence.h"
#include "kernel/limits.h"

namespace kader::evidence {

using norm_book::About;
using norm_book::Condition;

namespace {

constexpr auto shown_max = std::size_t(limits::reasons_shown_count_max);

}  // namespace

bool Evidence::counts(const Match& match, const Fact& fact, DayNumber day) const {
    if (!fact.holds.holds_on(day) || !matches(match, fact)) return false;
    Spans days;
    days_of(match, fact, days);
    return std::any_of(days.begin(), days.end(), [&](DaySpan span) { return span.holds_on(day); });
}

bool Evidence::counts_during(const Demand& demand, const Fact& fact, DayNumber day) const {
    if (!demand.during) return true;
    for (const auto other : m_store.of_subject(fact.relation, demand.during->kind))
        if (counts(*demand.during, m_store[other], day)) return true;
    return false;
}

DaySpan Evidence::run_around(const Match& match, const Fact& fact, DayNumber day) const {
    Spans days;
    days_of(match, fact, days);
    for (const auto span : days)
        if (span.holds_on(day)) return span;
    return fact.holds;
}

bool Evidence::met(const Quantifier& quantifier, int step, const Fact& anchor, DayNumber day) const {
    const auto& demand = quantifier.demands[std::size_t(step)];
    const auto key = demand.about == About::Subject ? anchor.subject : anchor.relation;
    const auto part_is_met = [&](int part) { return met(quantifier, part, anchor, day); };
    switch (demand.kind) {
        case Condition::Kind::All:
            return std::all_of(demand.parts.begin(), demand.parts.end(), part_is_met);
        case Condition::Kind::Any:
            return std::any_of(demand.parts.begin(), demand.parts.end(), part_is_met);
        case Condition::Kind::Not: return !part_is_met(demand.parts.front());
        case Condition::Kind::Exists:
        case Condition::Kind::Number: {
            for (const auto id : m_store.of_subject(key, demand.match.kind))
                if (counts(demand.match, m_store[id], day) && counts_during(demand, m_store[id], day))
                    return true;
            return false;
        }
        case Condition::Kind::Sum: {
            std::int64_t there = 0, asked = 0;
            bool any = false;
            for (const auto id : m_store.of_subject(key, demand.match.kind))
                if (counts(demand.match, m_store[id], day)) {
                    there += m_store[id].number;
                    any = true;
                }
            for (const auto id : m_store.of_subject(key, demand.covers))
                if (m_store[id].holds.holds_on(day)) asked += m_store[id].number;
            return any && there >= asked;
        }
        default: return false;
    }
}

// The record that met a demand last and the first that will, around a day on which none does.
template <class Facts>
void Evidence::note_neighbours(const Match& match, const Facts& facts, DayNumber day, Lack& lack) const {
    Spans days;
    for (const auto id : facts) {
        const auto& fact = m_store[id];
        if (!matches(match, fact)) continue;
        days.clear();
        days_of(match, fact, days);
        for (const auto span : days) {
            if (span.until <= day && (!lack.ended || span.until > *lack.ended ||
                                      (span.until == *lack.ended && fact.record < lack.last))) {
                lack.ended = span.until;
                lack.last = fact.record;
            }
            if (span.from > day && (!lack.begins || span.from < *lack.begins ||
                                    (span.from == *lack.begins && fact.record < lack.next))) {
                lack.begins = span.from;
                lack.next = fact.record;
            }
        }
    }
}

void Evidence::explain_demand(const Quantifier& quantifier, int step, const Fact& anchor,
                              DayNumber day, bool wanted, Reasons& into) const {
    const auto& demand = quantifier.demands[std::size_t(step)];
    const auto key = demand.about == About::Subject ? anchor.subject : anchor.relation;
    switch (demand.kind) {
        case Condition::Kind::All:
            for (const auto part : demand.parts)
                explain_demand(quantifier, part, anchor, day, wanted, into);
            return;
        case Condition::Kind::Any: {
            if (met(quantifier, step, anchor, day) || !wanted) {
                for (const auto part : demand.parts)
                    if (met(quantifier, part, anchor, day))
                        explain_demand(quantifier, part, anchor, day, wanted, into);
                return;
            }
            // Of the ways that are open, the one that was met until yesterday, else the first.
            auto told = demand.parts.front();
            for (const auto part : demand.parts)
                if (day > 0 && met(quantifier, part, anchor, day - 1)) told = part;
            explain_demand(quantifier, told, anchor, day, wanted, into);
            return;
        }
        case Condition::Kind::Not:
            explain_demand(quantifier, demand.parts.front(), anchor, day, !wanted, into);
            return;
        case Condition::Kind::Exists:
        case Condition::Kind::Number:
        case Condition::Kind::Sum: break;
        default: return;
    }
    const auto facts = m_store.of_subject(key, demand.match.kind);
    bool any = false;
    for (const auto id : facts) {
        const auto& fact = m_store[id];
        if (!counts(demand.match, fact, day) || !counts_during(demand, fact, day)) continue;
        any = true;
        if (!wanted) {
            if (into.lacks.size() < shown_max)
                into.lacks.push_back({.condition = demand.name,
                                      .subject = m_store.names().text(anchor.subject),
                                      .record = fact.record,
                                      .days = run_around(demand.match, fact, day),
                                      .in_the_way = true});
            continue;
        }
        into.witnesses.push_back({fact.record, run_around(demand.match, fact, day)});
        if (!demand.during) continue;
        for (const auto other : m_store.of_subject(fact.relation, demand.during->kind))
            if (counts(*demand.during, m_store[other], day))
                into.witnesses.push_back(
                    {m_store[other].record, run_around(*demand.during, m_store[other], day)});
    }
    if (demand.kind == Condition::Kind::Sum) {
        for (const auto id : m_store.of_subject(key, demand.covers))
            if (m_store[id].holds.holds_on(day))
                into.witnesses.push_back({m_store[id].record, m_store[id].holds});
        any = met(quantifier, step, anchor, day);
    }
    if (wanted && !any && into.lacks.size() < shown_max) {
        Lack lack{.condition = demand.name,
                  .subject = m_store.names().text(anchor.subject),
                  .record = anchor.record,
                  .days = run_around(quantifier.anchor, anchor, day)};
        note_neighbours(demand.match, facts, day, lack);
        into.lacks.push_back(lack);
    }
}

void Evidence::explain_leaf(const Node& node, DayNumber day, bool wanted, Reasons& into) const {
    const auto& facts = m_store.of_kind(node.match.kind);
    std::size_t found = 0;
    for (const auto id : facts) {
        const auto& fact = m_store[id];
        if (!counts(node.match, fact, day)) continue;
        if (wanted)
            into.witnesses.push_back({fact.record, run_around(node.match, fact, day)});
        else if (into.lacks.size() < shown_max)
            into.lacks.push_back({.condition = node.name,
                                  .record = fact.record,
                                  .days = run_around(node.match, fact, day),
                                  .in_the_way = true});
        if (++found == shown_max) break;
    }
    if (found == 0 && wanted && into.lacks.size() < shown_max) {
        Lack lack;
        lack.condition = node.name;
        note_neighbours(node.match, facts, day, lack);
        into.lacks.push_back(lack);
    }
}

void Evidence::explain_quantifier(NodeId id, DayNumber day, bool wanted, Reasons& into) const {
    const auto& node = m_model.nodes()[id.index()];
    const auto& quantifier = m_model.quantifiers()[std::size_t(node.quantifier)];
    const auto& counters = *m_quantifier_counters[std::size_t(node.quantifier)];
    into.subjects_total += counters.here.on(day);
    if (quantifier.every) into.lacking_total += counters.lacking.on(day);
    const auto whole = int(quantifier.demands.size()) - 1;
    std::vector<NameId> seen;
    bool anyone = false;
    for (const auto fact_id : m_store.of_kind(quantifier.anchor.kind)) {
        const auto& anchor = m_store[fact_id];
        if (!counts(quantifier.anchor, anchor, day)) continue;
        const bool has = quantifier.demands.empty() || met(quantifier, whole, anchor, day);
        anyone = true;
        // A subject that has what is asked speaks for a `some`; one that has not is no news there
        // unless the `some` as a whole fails.
        if (!quantifier.every && !has && (on(id).on(day) || !wanted)) continue;
        if (std::find(seen.begin(), seen.end(), anchor.subject) == seen.end()) {
            if (seen.size() == shown_max) continue;
            seen.push_back(anchor.subject);
        }
        if (!wanted) {
            if (has && into.lacks.size() < shown_max)
                into.lacks.push_back({.condition = node.name,
                                      .subject = m_store.names().text(anchor.subject),
                                      .record = anchor.record,
                                      .days = run_around(quantifier.anchor, anchor, day),
                                      .in_the_way = true});
            continue;
        }
        into.witnesses.push_back({anchor.record, run_around(quantifier.anchor, anchor, day)});
        if (!quantifier.demands.empty()) explain_demand(quantifier, whole, anchor, day, true, into);
    }
    if (!anyone && wanted && into.lacks.size() < shown_max) {
        Lack lack;
        lack.condition = node.name;
        note_neighbours(quantifier.anchor, m_store.of_kind(quantifier.anchor.kind), day, lack);
        into.lacks.push_back(lack);
    }
}

void Evidence::explain(NodeId id, DayNumber day, bool wanted, Reasons& into) const {
    const auto& node = m_model.nodes()[id.index()];
    switch (node.kind) {
        case Node::Kind::All:
            for (const auto part : node.parts) explain(part, day, wanted, into);
            return;
        case Node::Kind::Any: {
            if (on(id).on(day) || !wanted) {
                for (const auto part : node.parts)
                    if (on(part).on(day)) explain(part, day, wanted, into);
                return;
            }
            auto told = node.parts.front();
            for (const auto part : node.parts)
                if (day > 0 && on(part).on(day - 1)) told = part;
            explain(told, day, wanted, into);
            return;
        }
        case Node::Kind::Not: explain(node.parts.front(), day, !wanted, into); return;
        case Node::Kind::Exists: explain_leaf(node, day, wanted, into); return;
        case Node::Kind::Quantifier: explain_quantifier(id, day, wanted, into); return;
        case Node::Kind::Lapse: {
            into.lacking_total += m_quantifier_counters[std::size_t(node.quantifier)]->lapsed.on(day);
            const auto& quantifier = m_model.quantifiers()[std::size_t(node.quantifier)];
            std::vector<NameId> seen;
            Work ignored;
            for (const auto fact : m_store.of_kind(quantifier.anchor.kind)) {
                const auto subject = m_store[fact].subject;
                if (into.lacks.size() == shown_max) break;
                if (std::find(seen.begin(), seen.end(), subject) != seen.end()) continue;
                seen.push_back(subject);
                const auto share = judge({node.quantifier, subject}, ignored);
                for (const auto span : share.lapsed)
                    if (span.holds_on(day))
                        into.lacks.push_back({.condition = node.name,
                                              .subject = m_store.names().text(subject),
                                              .record = m_store[fact].record,
                                              .days = span,
                                              .ended = span.until});
            }
            return;
        }
        case Node::Kind::Never: return;
    }
}

Reasons Evidence::reasons(NodeId node, DayNumber day) const {
    Reasons reasons;
    explain(node, day, true, reasons);
    auto& witnesses = reasons.witnesses;
    // One line per record; of several of its facts, the one that ends first.
    std::sort(witnesses.begin(), witnesses.end(), [&](const Witness& a, const Witness& b) {
        const auto& left = m_store.names().text(a.record);
        const auto& right = m_store.names().text(b.record);
        return left != right ? left < right : a.days.until < b.days.until;
    });
    witnesses.erase(std::unique(witnesses.begin(), witnesses.end(),
                                [](const Witness& a, const Witness& b) { return a.record == b.record; }),
                    witnesses.end());
    const auto& names = m_store.names();
    std::sort(reasons.lacks.begin(), reasons.lacks.end(), [&](const Lack& a, const Lack& b) {
        return std::tie(a.subject, a.condition, names.text(a.record)) <
               std::tie(b.subject, b.condition, names.text(b.record));
    });
    return reasons;
}

}  // namespace kader::evidence
