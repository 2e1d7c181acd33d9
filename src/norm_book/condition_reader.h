#pragma once

// Reads a condition out of a norm file: the vocabulary of condition.h, and the two short forms
// `document` and `read`, which are expanded here. Internal to norm_book.

#include <string>
#include <string_view>
#include <vector>

#include "norm_book/loader.h"

namespace kader::norm_book {

class ConditionReader {
public:
    ConditionReader(const FactIndex& facts, const NormBook& book, Faults& faults)
        : m_facts{facts}, m_book{book}, m_faults{faults} {}

    Condition read(const toml::Value& value, const std::string& file);

private:
    // Where a node stands: within which fact's `has`, if any, and how deep.
    struct Place {
        const facts::FactKind* has_of = nullptr;
        int depth = 0;
    };

    Condition read_node(TableReader, Place);
    Condition read_parts(TableReader&, std::string_view key, Condition::Kind, Place);
    Condition read_leaf(TableReader&, std::string_view key, Condition::Kind, Place);
    void read_about(TableReader&, Condition&, const Place&);
    void read_count(TableReader&, Condition&);
    Condition read_document(TableReader&);
    Condition read_read(TableReader&, const Place&);

    const facts::FactKind* fact(TableReader&, std::string_view key);
    const DocumentType* document(TableReader&, std::string_view key);
    std::vector<AttributeIs> read_where(TableReader&, const facts::FactKind*);
    void read_days(TableReader&, Condition&);
    std::string read_parameter(TableReader&, std::string_view key, bool length);

    const FactIndex& m_facts;
    const NormBook& m_book;
    Faults& m_faults;
};

// True if the condition would hold for a practice without a single record.
bool holds_without_records(const Condition&);

// True if some node is an `every`.
bool holds_an_every(const Condition&);

// Gives each node without a name one that says what it asks, and makes names unique in the tree.
void name_nodes(Condition&);

}  // namespace kader::norm_book
