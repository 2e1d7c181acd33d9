#pragma once

// The facts of one practice, found by kind, by subject and by relation. No judgement here.
//
// Not thread-safe: one owner changes it, and nobody reads meanwhile.

#include <cstdint>
#include <span>
#include <string>
#include <unordered_map>
#include <vector>

#include <boost/unordered/unordered_flat_map.hpp>

#include "evidence/days.h"
#include "evidence/names.h"

namespace kader::evidence {

using FactId = Id<struct FactTag>;
using AttributesId = Id<struct AttributesTag>;
using RecordId = NameId;  // The name "bijeenkomsten:B7".

struct Fact {
    NameId kind;
    AttributesId attributes;
    NameId subject;
    NameId relation;  // no_name: none.
    std::int32_t number = 0;
    RecordId record;
    DaySpan holds;
};

class Store {
    struct Slot;

public:
    // The facts under a key, in no order that means anything. Holds until the next change.
    class Range {
    public:
        class Iterator {
        public:
            Iterator(const std::vector<Slot>& slots, FactId Slot::*next, FactId at)
                : m_slots(&slots), m_next(next), m_at(at) {}
            FactId operator*() const { return m_at; }
            Iterator& operator++() {
                m_at = (*m_slots)[m_at.index()].*m_next;
                return *this;
            }
            bool operator!=(const Iterator& other) const { return m_at != other.m_at; }

        private:
            const std::vector<Slot>* m_slots;
            FactId Slot::*m_next;
            FactId m_at;
        };

        Range(const std::vector<Slot>& slots, FactId Slot::*next, FactId first, std::size_t size)
            : m_slots(slots), m_next(next), m_first(first), m_size(size) {}
        Iterator begin() const { return {m_slots, m_next, m_first}; }
        Iterator end() const { return {m_slots, m_next, none}; }
        std::size_t size() const { return m_size; }

    private:
        const std::vector<Slot>& m_slots;
        FactId Slot::*m_next;
        FactId m_first;
        std::size_t m_size;
    };

    explicit Store(Names& names) : m_names(names) {}

    // Turns a fact into its stored form, without storing it.
    Fact stored(const NewFact&, RecordId record);

    void add(const Fact&);
    // Takes all facts away; the forms of attributes stay.
    void clear();
    void reserve(std::size_t facts);

    // The facts of a record; empty for an unknown one.
    std::vector<Fact> of_record(RecordId) const;
    // Takes all facts of a record away.
    void remove(RecordId);

    const std::vector<FactId>& of_kind(NameId kind) const;
    Range of_subject(NameId subject, NameId kind) const;
    Range of_relation(NameId relation, NameId kind) const;

    const Fact& operator[](FactId id) const { return m_facts[id.index()].fact; }
    std::size_t facts_count() const { return m_live; }

    // (name, value) pairs, sorted by name.
    const std::vector<std::pair<NameId, NameId>>& attributes(AttributesId id) const {
        return m_attributes[id.index()];
    }
    const Names& names() const { return m_names; }

private:
    static constexpr FactId none{~std::uint32_t{0}};

    // The neighbours of a fact in the list of its subject, of its relation and of its record.
    struct Slot {
        Fact fact;
        std::uint32_t at_kind = 0;
        FactId next_of_subject = none, before_in_subject = none;
        FactId next_of_relation = none, before_in_relation = none;
        FactId next_of_record = none;
        bool live = false;
    };
    struct Head {
        FactId first = none;
        std::uint32_t size = 0;
    };
    using Heads = boost::unordered_flat_map<std::uint64_t, Head>;

    static std::uint64_t key(NameId a, NameId b) { return (std::uint64_t{a.number()} << 32) | b.number(); }
    AttributesId attributes_id(std::vector<std::pair<NameId, NameId>> pairs);
    void link(Heads& heads, std::uint64_t list, FactId Slot::*next, FactId Slot::*before, FactId id);
    void unlink(Heads& heads, std::uint64_t list, FactId Slot::*next, FactId Slot::*before, FactId id);

    Names& m_names;
    std::vector<Slot> m_facts;
    std::vector<FactId> m_free;
    std::size_t m_live = 0;
    boost::unordered_flat_map<NameId, std::vector<FactId>> m_by_kind;
    Heads m_by_subject, m_by_relation;
    boost::unordered_flat_map<RecordId, FactId> m_by_record;
    std::vector<std::vector<std::pair<NameId, NameId>>> m_attributes;
    std::unordered_map<std::string, AttributesId> m_attribute_ids;
};

}  // namespace kader::evidence
