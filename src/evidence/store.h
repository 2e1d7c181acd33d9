#pragma once

// The facts of one practice, found by kind, by subject and by relation. No judgement here.
//
// Not thread-safe: one owner changes it, and nobody reads meanwhile.

#include <cstdint>
#include <span>
#include <string>
#include <unordered_map>
#include <vector>

#include "evidence/day_number.h"
#include "evidence/fact.h"
#include "evidence/names.h"

namespace kader::evidence {

using FactId = std::uint32_t;
using AttributesId = std::uint32_t;
using RecordId = NameId;  // The name "bijeenkomsten:B7".

struct Fact {
    NameId kind = 0;
    AttributesId attributes = 0;
    NameId subject = 0;
    NameId relation = 0;
    std::int32_t number = 0;
    RecordId record = 0;
    DaySpan holds;
};

class Store {
public:
    explicit Store(Names& names) : m_names(names) {}

    // Turns a fact into its stored form, without storing it.
    Fact stored(const NewFact&, RecordId record);

    void add(const Fact&);
    // Takes all facts away; the forms of attributes stay.
    void clear();
    void reserve(std::size_t facts) { m_facts.reserve(facts); }

    // The facts of a record, in the order in which they came; empty for an unknown one.
    std::vector<Fact> of_record(RecordId) const;
    // Takes all facts of a record away.
    void remove(RecordId);

    const std::vector<FactId>& of_kind(NameId kind) const;
    const std::vector<FactId>& of_subject(NameId subject, NameId kind) const;
    const std::vector<FactId>& of_relation(NameId relation, NameId kind) const;

    const Fact& operator[](FactId id) const { return m_facts[id].fact; }
    std::size_t facts_count() const { return m_live; }

    // (name, value) pairs, sorted by name.
    const std::vector<std::pair<NameId, NameId>>& attributes(AttributesId id) const {
        return m_attributes[id];
    }
    std::size_t attributes_count() const { return m_attributes.size(); }
    const Names& names() const { return m_names; }

private:
    // Where a fact stands in each list, so that it can be taken out by swapping with the last.
    struct Slot {
        Fact fact;
        std::uint32_t at_kind = 0, at_subject = 0, at_relation = 0;
        bool live = false;
    };
    using Lists = std::unordered_map<std::uint64_t, std::vector<FactId>>;

    static std::uint64_t key(NameId a, NameId b) { return (std::uint64_t{a} << 32) | b; }
    AttributesId attributes_id(std::vector<std::pair<NameId, NameId>> pairs);
    void take(Lists& lists, std::uint64_t list, std::uint32_t Slot::*at, FactId id);

    Names& m_names;
    std::vector<Slot> m_facts;
    std::vector<FactId> m_free;
    std::size_t m_live = 0;
    Lists m_by_kind, m_by_subject, m_by_relation;
    std::unordered_map<RecordId, std::vector<FactId>> m_by_record;
    std::vector<std::vector<std::pair<NameId, NameId>>> m_attributes;
    std::unordered_map<std::string, AttributesId> m_attribute_ids;
};

}  // namespace kader::evidence
