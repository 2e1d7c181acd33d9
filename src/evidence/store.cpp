#include "evidence/store.h"

#include <algorithm>

namespace kader::evidence {

namespace {
const std::vector<FactId> nothing;
}

AttributesId Store::attributes_id(std::vector<std::pair<NameId, NameId>> pairs) {
    std::sort(pairs.begin(), pairs.end());
    std::string bytes(reinterpret_cast<const char*>(pairs.data()), pairs.size() * sizeof(pairs[0]));
    const auto [found, fresh] =
        m_attribute_ids.emplace(std::move(bytes), AttributesId{m_attributes.size()});
    if (fresh) m_attributes.push_back(std::move(pairs));
    return found->second;
}

Fact Store::stored(const NewFact& fact, RecordId record) {
    std::vector<std::pair<NameId, NameId>> pairs;
    pairs.reserve(fact.attributes.size());
    for (const auto& attribute : fact.attributes)
        pairs.emplace_back(m_names.id(attribute.name), m_names.id(attribute.value));
    return {m_names.id(fact.kind),     attributes_id(std::move(pairs)),
            m_names.id(fact.subject),  m_names.id(fact.relation),
            fact.number,               record,
            span_of(fact.holds)};
}

void Store::reserve(std::size_t facts) {
    m_facts.reserve(facts);
    m_by_subject.reserve(facts);
    m_by_record.reserve(facts / 2);
}

void Store::link(Heads& heads, std::uint64_t list, FactId Slot::*next, FactId Slot::*before, FactId id) {
    auto& head = heads[list];
    m_facts[id.index()].*next = head.first;
    m_facts[id.index()].*before = none;
    if (head.first != none) m_facts[head.first.index()].*before = id;
    head.first = id;
    ++head.size;
}

void Store::unlink(Heads& heads, std::uint64_t list, FactId Slot::*next, FactId Slot::*before, FactId id) {
    const auto head = heads.find(list);
    HALT_UNLESS(head != heads.end() && head->second.size > 0);
    const auto after = m_facts[id.index()].*next, ahead = m_facts[id.index()].*before;
    if (after != none) m_facts[after.index()].*before = ahead;
    if (ahead != none)
        m_facts[ahead.index()].*next = after;
    else
        head->second.first = after;
    if (--head->second.size == 0) heads.erase(head);
}

void Store::add(const Fact& fact) {
    FactId id;
    if (m_free.empty()) {
        id = FactId{m_facts.size()};
        m_facts.emplace_back();
    } else {
        id = m_free.back();
        m_free.pop_back();
    }
    auto& slot = m_facts[id.index()];
    slot.fact = fact;
    slot.live = true;
    auto& kind = m_by_kind[fact.kind];
    slot.at_kind = std::uint32_t(kind.size());
    kind.push_back(id);
    link(m_by_subject, key(fact.subject, fact.kind), &Slot::next_of_subject, &Slot::before_in_subject, id);
    if (fact.relation != no_name)
        link(m_by_relation, key(fact.relation, fact.kind), &Slot::next_of_relation, &Slot::before_in_relation, id);
    const auto [record, fresh] = m_by_record.try_emplace(fact.record, none);
    m_facts[id.index()].next_of_record = record->second;
    record->second = id;
    ++m_live;
}

void Store::clear() {
    m_facts.clear();
    m_free.clear();
    m_live = 0;
    m_by_kind.clear();
    m_by_subject.clear();
    m_by_relation.clear();
    m_by_record.clear();
}

std::vector<Fact> Store::of_record(RecordId record) const {
    std::vector<Fact> result;
    if (const auto found = m_by_record.find(record); found != m_by_record.end())
        for (auto id = found->second; id != none; id = m_facts[id.index()].next_of_record)
            result.push_back(m_facts[id.index()].fact);
    return result;
}

void Store::remove(RecordId record) {
    const auto found = m_by_record.find(record);
    if (found == m_by_record.end()) return;
    for (auto id = found->second; id != none; id = m_facts[id.index()].next_of_record) {
        auto& slot = m_facts[id.index()];
        HALT_UNLESS(slot.live);
        auto& kind = m_by_kind.find(slot.fact.kind)->second;
        kind[slot.at_kind] = kind.back();
        m_facts[kind[slot.at_kind].index()].at_kind = slot.at_kind;
        kind.pop_back();
        unlink(m_by_subject, key(slot.fact.subject, slot.fact.kind), &Slot::next_of_subject,
               &Slot::before_in_subject, id);
        if (slot.fact.relation != no_name)
            unlink(m_by_relation, key(slot.fact.relation, slot.fact.kind), &Slot::next_of_relation,
                   &Slot::before_in_relation, id);
        slot.live = false;
        m_free.push_back(id);
        --m_live;
    }
    m_by_record.erase(found);
}

const std::vector<FactId>& Store::of_kind(NameId kind) const {
    const auto found = m_by_kind.find(kind);
    return found == m_by_kind.end() ? nothing : found->second;
}

Store::Range Store::of_subject(NameId subject, NameId kind) const {
    const auto found = m_by_subject.find(key(subject, kind));
    const auto head = found == m_by_subject.end() ? Head{} : found->second;
    return {m_facts, &Slot::next_of_subject, head.first, head.size};
}

Store::Range Store::of_relation(NameId relation, NameId kind) const {
    const auto found = m_by_relation.find(key(relation, kind));
    const auto head = found == m_by_relation.end() ? Head{} : found->second;
    return {m_facts, &Slot::next_of_relation, head.first, head.size};
}

}  // namespace kader::evidence
