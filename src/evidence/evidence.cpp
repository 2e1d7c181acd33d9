#include "evidence/evidence.h"

#include <algorithm>


namespace kader::evidence {

using norm_book::About;
using norm_book::Condition;

Evidence::Evidence(const Model& model, std::size_t big_key)
    : m_model(model),
      m_big_key(big_key),
      m_store(model.names()),
      m_timelines(model.nodes().size()),
      m_leaf_counters(model.nodes().size()),
      m_quantifier_nodes(model.quantifiers().size()),
      m_lapse_nodes(model.quantifiers().size()),
      m_gap_kind(model.names().id(gap_explained_kind)),
      m_every_subject(model.names().id(every_subject)) {
    index();
    load(std::span<const Fact>{});
}

void Evidence::index() {
    for (std::size_t id = 0; id < m_model.nodes().size(); ++id) {
        const auto& node = m_model.nodes()[id];
        if (node.kind == Node::Kind::Exists)
            m_interests[node.match.kind].leaves.push_back(NodeId{id});
        if (node.kind == Node::Kind::Quantifier)
            m_quantifier_nodes[std::size_t(node.quantifier)] = NodeId{id};
        if (node.kind == Node::Kind::Lapse)
            m_lapse_nodes[std::size_t(node.quantifier)] = NodeId{id};
    }
    for (std::size_t at = 0; at < m_model.quantifiers().size(); ++at) {
        const auto& quantifier = m_model.quantifiers()[at];
        m_interests[quantifier.anchor.kind].anchors.push_back(int(at));
        for (std::size_t step = 0; step < quantifier.demands.size(); ++step) {
            const auto& demand = quantifier.demands[step];
            const DemandAt place{int(at), int(step)};
            if (demand.match.kind != no_name) m_interests[demand.match.kind].demands.push_back(place);
            if (demand.during) m_interests[demand.during->kind].durings.push_back(place);
            if (demand.covers != no_name) m_interests[demand.covers].covers.push_back(place);
        }
    }
}

bool Evidence::matches(const Match& match, const Fact& fact) const {
    if (match.kind != fact.kind) return false;
    if (match.subject != no_name && match.subject != fact.subject) return false;
    if (match.where.empty()) return true;
    const auto& attributes = m_store.attributes(fact.attributes);
    return std::all_of(match.where.begin(), match.where.end(), [&](const auto& wanted) {
        return std::any_of(attributes.begin(), attributes.end(), [&](const auto& attribute) {
            return attribute.first == wanted.first &&
                   std::find(wanted.second.begin(), wanted.second.end(), attribute.second) !=
                       wanted.second.end();
        });
    });
}

void Evidence::days_of(const Match& match, const Fact& fact, Spans& into) const {
    if (fact.holds.empty()) return;
    if (!match.within && !match.after && !match.number) {
        into.push_back(fact.holds);
        return;
    }
    Spans parts;
    if (match.within)
        match.within->cut(fact.holds, fact.holds.from, parts);
    else
        parts.push_back(fact.holds);
    if (match.after) {
        Spans later;
        for (const auto part : parts) match.after->cut(part, fact.holds.from, later);
        parts = std::move(later);
    }
    if (!match.number) {
        into.insert(into.end(), parts.begin(), parts.end());
    } else if (!match.number->varies()) {
        if (fact.number >= match.number->on(0)) into.insert(into.end(), parts.begin(), parts.end());
    } else {
        for (const auto part : parts)
            for (auto day = part.from; day < part.until; ++day) {
                if (fact.number < match.number->on(day)) continue;
                if (!into.empty() && into.back().until == day)
                    ++into.back().until;
                else
                    into.push_back({day, day + 1});
            }
    }
}

void Evidence::add_to_leaves(const Fact& fact, std::int32_t amount,
                             std::map<NodeId, WordRange>* touched) {
    const auto found = m_interests.find(fact.kind);
    if (found == m_interests.end()) return;
    Spans days;
    for (const auto id : found->second.leaves) {
        const auto& match = m_model.nodes()[id.index()].match;
        if (!matches(match, fact)) continue;
        days.clear();
        days_of(match, fact, days);
        for (const auto span : days) {
            m_leaf_counters[id.index()]->add(span, amount);
            if (touched) (*touched)[id].include(span);
        }
    }
}

void Evidence::count_big(const Fact& fact, std::int32_t amount) {
    if (m_big.empty()) return;
    const auto found = m_interests.find(fact.kind);
    if (found == m_interests.end()) return;
    for (const auto place : found->second.demands) {
        const auto big = m_big.find({place, fact.subject});
        if (big == m_big.end()) continue;
        const auto& match = m_model.quantifiers()[std::size_t(place.quantifier)]
                                .demands[std::size_t(place.demand)]
                                .match;
        if (!matches(match, fact)) continue;
        Spans days;
        days_of(match, fact, days);
        for (const auto span : days) big->second->add(span, amount);
    }
}

// Which subjects of which quantifiers a fact bears on, through the links that exist now. A link that
// the same change makes is found through its own fact.
void Evidence::find_judged(const Fact& fact, std::vector<Judged>& into) const {
    if (fact.kind == m_gap_kind) {
        for (std::size_t at = 0; at < m_model.quantifiers().size(); ++at) {
            const auto& quantifier = m_model.quantifiers()[at];
            if (!quantifier.look_back || quantifier.requirement != fact.relation) continue;
            if (fact.subject != m_every_subject) {
                into.push_back({int(at), fact.subject});
                continue;
            }
            for (const auto anchor : m_store.of_kind(quantifier.anchor.kind))
                into.push_back({int(at), m_store[anchor].subject});
        }
    }
    const auto found = m_interests.find(fact.kind);
    if (found == m_interests.end()) return;
    const auto& interest = found->second;
    // Under which subjects a key is looked up: itself, or whoever points at it.
    const auto through = [&](const DemandAt& place, NameId key) {
        const auto& quantifier = m_model.quantifiers()[std::size_t(place.quantifier)];
        if (quantifier.demands[std::size_t(place.demand)].about == About::Subject) {
            into.push_back({place.quantifier, key});
        } else {
            for (const auto anchor : m_store.of_relation(key, quantifier.anchor.kind))
                into.push_back({place.quantifier, m_store[anchor].subject});
        }
    };
    for (const auto quantifier : interest.anchors)
        if (matches(m_model.quantifiers()[std::size_t(quantifier)].anchor, fact))
            into.push_back({quantifier, fact.subject});
    for (const auto& place : interest.demands) {
        const auto& demand = m_model.quantifiers()[std::size_t(place.quantifier)]
                                 .demands[std::size_t(place.demand)];
        if (matches(demand.match, fact)) through(place, fact.subject);
    }
    for (const auto& place : interest.covers) through(place, fact.subject);
    for (const auto& place : interest.durings) {
        const auto& demand = m_model.quantifiers()[std::size_t(place.quantifier)]
                                 .demands[std::size_t(place.demand)];
        if (!matches(*demand.during, fact)) continue;
        for (const auto pointer : m_store.of_relation(fact.subject, demand.match.kind))
            if (matches(demand.match, m_store[pointer])) through(place, m_store[pointer].subject);
    }
}

void Evidence::load(std::span<const RecordFacts> records) {
    std::vector<Fact> facts;
    for (const auto& record : records)
        for (const auto& fact : record.facts)
            facts.push_back(m_store.stored(fact, record.record));
    load(facts);
}

void Evidence::load(std::span<const Fact> facts) {
    // The forms of attributes outlive the facts: those handed in were made by this store.
    m_store.clear();
    m_store.reserve(facts.size());
    m_big.clear();
    for (std::size_t id = 0; id < m_model.nodes().size(); ++id)
        m_leaf_counters[id] = m_model.nodes()[id].kind == Node::Kind::Exists
                                  ? std::make_unique<DayCounter>()
                                  : nullptr;
    m_quantifier_counters.clear();
    for (const auto& fact : facts) {
        m_store.add(fact);
        add_to_leaves(fact, 1, nullptr);
    }
    Work ignored;
    for (std::size_t at = 0; at < m_model.quantifiers().size(); ++at) {
        m_quantifier_counters.push_back(std::make_unique<Counters>());
        auto& counters = *m_quantifier_counters.back();
        const auto& anchor = m_model.quantifiers()[at].anchor;
        std::vector<NameId> subjects;
        for (const auto id : m_store.of_kind(anchor.kind))
            if (matches(anchor, m_store[id])) subjects.push_back(m_store[id].subject);
        std::sort(subjects.begin(), subjects.end());
        subjects.erase(std::unique(subjects.begin(), subjects.end()), subjects.end());
        for (const auto subject : subjects) {
            const auto share = judge({int(at), subject}, ignored);
            for (const auto span : share.here) counters.here.add(span, 1);
            for (const auto span : share.lacking) counters.lacking.add(span, 1);
            for (const auto span : share.lapsed) counters.lapsed.add(span, 1);
        }
    }
    for (std::size_t id = 0; id < m_model.nodes().size(); ++id) write_node(NodeId{id}, all_words);
}

Work Evidence::change(RecordId record, std::span<const NewFact> facts) {
    std::vector<Fact> stored;
    stored.reserve(facts.size());
    for (const auto& fact : facts) stored.push_back(m_store.stored(fact, record));
    return change(record, stored);
}

namespace {

// The days on which two sets of runs differ lie between the first and the last boundary that only one
// of them has.
void differ(const Spans& before, const Spans& now, DayCounter& counter, WordRange& touched) {
    if (before == now) return;
    for (const auto span : before)
        if (std::find(now.begin(), now.end(), span) == now.end()) {
            counter.add(span, -1);
            touched.include(span);
        }
    for (const auto span : now)
        if (std::find(before.begin(), before.end(), span) == before.end()) {
            counter.add(span, 1);
            touched.include(span);
        }
}

}  // namespace

Work Evidence::change(RecordId record, std::span<const Fact> facts) {
    Work work;
    const auto before = m_store.of_record(record);

    std::vector<Judged> judged;
    for (const auto& fact : before) find_judged(fact, judged);
    for (const auto& fact : facts) find_judged(fact, judged);
    std::sort(judged.begin(), judged.end());
    judged.erase(std::unique(judged.begin(), judged.end()), judged.end());
    std::vector<Contribution> shares;
    shares.reserve(judged.size());
    for (const auto& one : judged) shares.push_back(judge(one, work));

    std::map<NodeId, WordRange> touched;
    for (const auto& fact : before) {
        add_to_leaves(fact, -1, &touched);
        count_big(fact, -1);
    }
    m_store.remove(record);
    for (const auto& fact : facts) {
        m_store.add(fact);
        add_to_leaves(fact, 1, &touched);
        count_big(fact, 1);
    }

    for (std::size_t at = 0; at < judged.size(); ++at) {
        const auto now = judge(judged[at], work);
        const auto quantifier = std::size_t(judged[at].quantifier);
        auto& counters = *m_quantifier_counters[quantifier];
        WordRange here, lapsed;
        differ(shares[at].here, now.here, counters.here, here);
        differ(shares[at].lacking, now.lacking, counters.lacking, here);
        differ(shares[at].lapsed, now.lapsed, counters.lapsed, lapsed);
        if (!here.empty()) touched[m_quantifier_nodes[quantifier]].include(here);
        if (!lapsed.empty()) touched[m_lapse_nodes[quantifier]].include(lapsed);
    }
    write_above(std::move(touched), work);
    return work;
}

void Evidence::write_above(std::map<NodeId, WordRange> touched, Work& work) {
    // A part has a smaller number than what stands above it, so the smallest is always ready.
    while (!touched.empty()) {
        const auto [id, range] = *touched.begin();
        touched.erase(touched.begin());
        const auto& node = m_model.nodes()[id.index()];
        write_node(id, range);
        const bool above = node.kind == Node::Kind::All || node.kind == Node::Kind::Any ||
                           node.kind == Node::Kind::Not;
        (above ? work.above_words : work.leaf_words) += range.count();
        for (const auto parent : node.above) touched[parent].include(range);
    }
}

const Timeline& Evidence::on(NodeId node) const {
    static const Timeline never;
    const auto& kept = m_timelines[node.index()];
    return kept ? *kept : never;
}

void Evidence::write_node(NodeId id, WordRange range) {
    if (range.empty()) return;
    auto& kept = m_timelines[id.index()];
    if (kept) return write_node(id, range, *kept);
    Timeline written;
    write_node(id, range, written);
    const auto is_set = [](std::uint64_t word) { return word != 0; };
    if (std::any_of(written.words.begin() + range.first, written.words.begin() + range.last, is_set))
        kept = std::make_unique<Timeline>(written);
}

void Evidence::write_node(NodeId id, WordRange range, Timeline& into) {
    const auto& node = m_model.nodes()[id.index()];
    auto& words = into.words;
    const auto first = std::size_t(range.first), last = std::size_t(range.last);
    switch (node.kind) {
        case Node::Kind::All:
        case Node::Kind::Any:
            for (auto word = first; word < last; ++word) {
                const bool all = node.kind == Node::Kind::All;
                auto value = all ? ~std::uint64_t{0} : std::uint64_t{0};
                for (const auto part : node.parts) {
                    const auto other = on(part).words[word];
                    value = all ? value & other : value | other;
                }
                words[word] = value;
            }
            break;
        case Node::Kind::Not: {
            const auto& part = on(node.parts.front()).words;
            for (auto word = first; word < last; ++word) words[word] = ~part[word];
            break;
        }
        case Node::Kind::Exists:
        case Node::Kind::Quantifier:
        case Node::Kind::Lapse: write_leaf(id, range, into); break;
        case Node::Kind::Never: std::fill(words.begin() + range.first, words.begin() + range.last, 0);
    }
}

void Evidence::write_leaf(NodeId id, WordRange range, Timeline& timeline) {
    const auto& node = m_model.nodes()[id.index()];
    static const Threshold one{1};
    if (node.kind == Node::Kind::Exists) {
        m_leaf_counters[id.index()]->write(timeline, range, one);
        return;
    }
    const auto& counters = *m_quantifier_counters[std::size_t(node.quantifier)];
    const auto& quantifier = m_model.quantifiers()[std::size_t(node.quantifier)];
    if (node.kind == Node::Kind::Lapse) {
        counters.lapsed.write(timeline, range, one);
    } else if (!quantifier.every) {
        counters.here.write(timeline, range, quantifier.threshold);
    } else {
        Timeline lacking;
        counters.here.write(timeline, range, one);
        counters.lacking.write(lacking, range, one);
        for (auto word = std::size_t(range.first); word < std::size_t(range.last); ++word)
            timeline.words[word] &= ~lacking.words[word];
    }
}

}  // namespace kader::evidence
