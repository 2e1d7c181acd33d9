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
        m_attribute_ids.emplace(std::move(bytes), AttributesId(m_attributes.size()));
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

void Store::add(const Fact& fact) {
    FactId id;
    if (m_free.empty()) {
        id = FactId(m_facts.size());
        m_facts.emplace_back();
    } else {
        id = m_free.back();
        m_free.pop_back();
    }
    auto& slot = m_facts[id];
    slot.fact = fact;
    slot.live = true;
    const auto put = [&](Lists& lists, std::uint64_t list, std::uint32_t Slot::*at) {
        auto& ids = lists[list];
        slot.*at = std::uint32_t(ids.size());
        ids.push_back(id);
    };
    put(m_by_kind, fact.kind, &Slot::at_kind);
    put(m_by_subject, key(fact.subject, fact.kind), &Slot::at_subject);
    if (fact.relation != 0) put(m_by_relation, key(fact.relation, fact.kind), &Slot::at_relation);
    m_by_record[fact.record].push_back(id);
    ++m_live;
}

void Store::take(Lists& lists, std::uint64_t list, std::uint32_t Slot::*at, FactId id) {
    const auto found = lists.find(list);
    HALT_UNLESS(found != lists.end());
    auto& ids = found->second;
    const auto place = m_facts[id].*at;
    HALT_UNLESS(place < ids.size() && ids[place] == id);
    ids[place] = ids.back();
    m_facts[ids[place]].*at = place;
    ids.pop_back();
    if (ids.empty()) lists.erase(found);
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
        for (const auto id : found->second) result.push_back(m_facts[id].fact);
    return result;
}

void Store::remove(RecordId record) {
    const auto found = m_by_record.find(record);
    if (found == m_by_record.end()) return;
    for (const auto id : found->second) {
        auto& slot = m_facts[id];
        HALT_UNLESS(slot.live);
        take(m_by_kind, slot.fact.kind, &Slot::at_kind, id);
        take(m_by_subject, key(slot.fact.subject, slot.fact.kind), &Slot::at_subject, id);
        if (slot.fact.relation != 0)
            take(m_by_relation, key(slot.fact.relation, slot.fact.kind), &Slot::at_relation, id);
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

const std::vector<FactId>& Store::of_subject(NameId subject, NameId kind) const {
    const auto found = m_by_subject.find(key(subject, kind));
    return found == m_by_subject.end() ? nothing : found->second;
}

const std::vector<FactId>& Store::of_relation(NameId relation, NameId kind) const {
    const auto found = m_by_relation.find(key(relation, kind));
    return found == m_by_relation.end() ? nothing : found->second;
}

}  // namespace kader::evidence
