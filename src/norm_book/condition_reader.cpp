#include "norm_book/condition_reader.h"

#include <array>

#include "kernel/limits.h"

namespace kader::norm_book {

namespace {

using Kind = Condition::Kind;

struct NodeKey {
    std::string_view key;
    Kind kind;
};
constexpr std::array node_keys = {NodeKey{"all", Kind::All},       NodeKey{"any", Kind::Any},
                                  NodeKey{"not", Kind::Not},       NodeKey{"exists", Kind::Exists},
                                  NodeKey{"some", Kind::Some},     NodeKey{"every", Kind::Every},
                                  NodeKey{"number", Kind::Number}, NodeKey{"sum", Kind::Sum}};

std::vector<std::string> node_words() {
    std::vector<std::string> words;
    for (const auto& node : node_keys) words.emplace_back(node.key);
    words.emplace_back("document");
    words.emplace_back("read");
    return words;
}

Condition exists(std::string fact, std::vector<AttributeIs> where, std::string name,
                 Position position) {
    Condition node;
    node.kind = Kind::Exists;
    node.fact = std::move(fact);
    node.where = std::move(where);
    node.name = std::move(name);
    node.position = std::move(position);
    return node;
}

}  // namespace

Condition ConditionReader::read(const toml::Value& value, const std::string& file) {
    auto condition = read_node(TableReader{value, file, m_faults}, {});
    name_nodes(condition);
    return condition;
}

Condition ConditionReader::read_node(TableReader table, Place place) {
    if (++place.depth > limits::norm_condition_depth_max) {
        table.refuse("this condition is nested deeper than " +
                     std::to_string(limits::norm_condition_depth_max) + " levels; split it");
        return {};
    }
    if (!table.is_table()) return {};
    std::vector<std::string> present;
    for (const auto& word : node_words())
        if (table.value().find(word) != nullptr) present.push_back(word);
    if (present.size() != 1) {
        const auto allowed = listed(node_words());
        table.refuse(present.empty()
                         ? "this is no condition; it must have one of the keys " + allowed
                         : "this condition has " + listed(present) +
                               "; it must have exactly one of these, so join them with `all`");
        return {};
    }
    const auto& key = present.front();
    Condition node;
    if (key == "document") {
        if (place.has_of != nullptr) table.refuse("`document` cannot stand inside `has`");
        node = read_document(table);
    } else if (key == "read") {
        node = read_read(table, place);
    } else {
        for (const auto& known : node_keys)
            if (known.key == key)
                node = known.kind == Kind::All || known.kind == Kind::Any || known.kind == Kind::Not
                           ? read_parts(table, key, known.kind, place)
                           : read_leaf(table, key, known.kind, place);
    }
    if (const auto name = table.optional_text("name"); !name.empty()) node.name = name;
    node.position = table.position();
    table.refuse_other_keys();
    return node;
}

Condition ConditionReader::read_parts(TableReader& table, std::string_view key, Kind kind,
                                      Place place) {
    Condition node;
    node.kind = kind;
    const auto* value = table.find(key);
    if (kind == Kind::Not) {
        node.parts.push_back(read_node(TableReader{*value, table.file(), m_faults}, place));
        return node;
    }
    if (value->kind != toml::Value::Kind::List || value->items.size() < 2) {
        table.refuse_at(key, "`" + std::string{key} + "` must be a list of two or more conditions");
        return node;
    }
    for (const auto& item : value->items)
        node.parts.push_back(read_node(TableReader{item, table.file(), m_faults}, place));
    return node;
}

Condition ConditionReader::read_leaf(TableReader& table, std::string_view key, Kind kind,
                                     Place place) {
    Condition node;
    node.kind = kind;
    const bool in_has = place.has_of != nullptr;
    if (in_has && kind != Kind::Exists && kind != Kind::Sum)
        table.refuse_at(key, "`" + std::string{key} +
                                 "` cannot stand inside `has`; there only exists, sum, "
                                 "all, any and not can");
    if (!in_has && kind == Kind::Sum) table.refuse_at(key, "`sum` can stand only inside `has`");
    const auto* offered = fact(table, key);
    if (offered != nullptr) node.fact = offered->name;
    node.where = read_where(table, offered);
    if (kind == Kind::Sum) {
        const auto* covered = fact(table, "covers");
        if (covered != nullptr) node.covers = covered->name;
        for (const auto* counted : {offered, covered})
            if (counted != nullptr && counted->number.empty())
                table.refuse("facts of kind " + std::string{counted->name} +
                             " carry no number to add up");
    } else {
        read_days(table, node);
    }
    if (kind == Kind::Number && offered != nullptr && offered->number.empty())
        table.refuse_at(key, "facts of kind " + std::string{offered->name} + " carry no number");
    if (kind == Kind::Some || kind == Kind::Number) read_count(table, node);
    if (kind == Kind::Exists || kind == Kind::Sum) {
        read_about(table, node, place);
        if (!in_has) return node;
        // A fact under another kind of key can never be found there.
        const auto& looked_under =
            node.about == About::Relation ? place.has_of->relation : place.has_of->subject;
        if (node.about == About::Relation && looked_under.empty() && !place.has_of->name.empty())
            table.refuse("`about` cannot be \"relation\" here: facts of kind " +
                         std::string{place.has_of->name} + " point at nothing else");
        else if (offered != nullptr && !looked_under.empty() && offered->subject != looked_under)
            table.refuse_at(key, "facts of kind " + std::string{offered->name} + " are about a " +
                                     std::string{offered->subject} +
                                     ", but here one looks under a " + std::string{looked_under});
        return node;
    }
    if (kind == Kind::Every && !table.has("has"))
        table.refuse("`every` needs `has`: what each subject must have");
    if (kind != Kind::Number)
        if (const auto* has = table.find("has")) {
            static const facts::FactKind unknown{};
            node.parts.push_back(read_node(TableReader{*has, table.file(), m_faults},
                                           {offered == nullptr ? &unknown : offered, place.depth}));
        }
    return node;
}

void ConditionReader::read_about(TableReader& table, Condition& node, const Place& place) {
    if (place.has_of == nullptr || node.kind == Kind::Sum) {
        for (const auto* key : {"about", "during"})
            if (table.value().find(key) != nullptr) {
                table.find(key);
                table.refuse_at(
                    key, std::string{"`"} + key + "` can stand only with an `exists` inside `has`");
            }
        return;
    }
    if (table.has("about")) {
        const auto about = table.text("about");
        if (about == "relation")
            node.about = About::Relation;
        else if (about != "subject")
            table.refuse_at("about", "`about` must be \"subject\" or \"relation\"");
    }
    const auto* during = table.find("during");
    if (during == nullptr) return;
    const auto known = m_facts.find(node.fact);
    static const facts::FactKind unknown{};
    TableReader inner{*during, table.file(), m_faults};
    if (inner.value().find("exists") == nullptr) {
        inner.refuse("`during` must be an `exists`");
        return;
    }
    auto condition = read_leaf(inner, "exists", Kind::Exists, {&unknown, place.depth + 1});
    if (const auto name = inner.optional_text("name"); !name.empty()) condition.name = name;
    condition.position = inner.position();
    inner.refuse_other_keys();
    if (condition.about != About::Subject || condition.during)
        inner.refuse(
            "`during` looks under the relation of the fact around it; leave `about` and `during` "
            "out");
    const auto inner_fact = m_facts.find(condition.fact);
    if (known != m_facts.end() && inner_fact != m_facts.end() &&
        known->second.relation != inner_fact->second.subject)
        inner.refuse("facts of kind " + condition.fact + " are about a " +
                     std::string{inner_fact->second.subject} + ", but " + node.fact +
                     " points at " +
                     (known->second.relation.empty() ? "nothing else"
                                                     : "a " + std::string{known->second.relation}));
    node.during = std::make_shared<const Condition>(std::move(condition));
}

void ConditionReader::read_count(TableReader& table, Condition& node) {
    node.at_least = table.optional_whole("at_least");
    node.more_than = read_parameter(table, "more_than", false);
    const bool both =
        table.value().find("at_least") != nullptr && table.value().find("more_than") != nullptr;
    const bool none = !table.has("at_least") && !table.has("more_than");
    if (both) table.refuse("`at_least` and `more_than` cannot stand together; choose one");
    if (node.at_least == 0)
        table.refuse_at("at_least", "`at_least = 0` holds without any record; leave it out");
    if (none && node.kind == Kind::Number) table.refuse("`number` needs `at_least` or `more_than`");
    if (none && node.kind == Kind::Some) node.at_least = 1;
}

Condition ConditionReader::read_document(TableReader& table) {
    Condition node;
    node.kind = Kind::Some;
    node.at_least = 1;
    node.fact = "documents.version";
    if (m_facts.find(node.fact) == m_facts.end())
        table.refuse("`document` needs the fact documents.version, which no room offers");
    const auto* type = document(table, "document");
    if (type == nullptr) return node;
    if (type->elements.empty())
        table.refuse("the document type " + type->id +
                     " names no element, and good dates alone show nothing; "
                     "name in norms/documents what it must hold at least");
    node.name = "document-" + type->id;
    node.where = {{"type", {type->id}}};
    Condition all;
    all.kind = Kind::All;
    all.name = "document-" + type->id + "-complete";
    all.position = table.position();
    all.parts.push_back(
        exists("documents.version", {{"accessible", {"ja"}}}, "accessible", table.position()));
    all.parts.push_back(exists("staff.works", {}, "owner-works", table.position()));
    all.parts.back().about = About::Relation;
    for (const auto& element : type->elements)
        all.parts.push_back(exists("documents.passage", {{"element", {element.id}}},
                                   "element-" + element.id, table.position()));
    node.parts.push_back(std::move(all));
    return node;
}

Condition ConditionReader::read_read(TableReader& table, const Place& place) {
    Condition node;
    node.kind = Kind::Every;
    if (place.has_of != nullptr) table.refuse("`read` cannot stand inside `has`");
    const auto* type = document(table, "read");
    const auto* by = fact(table, "by");
    if (by != nullptr) {
        node.fact = by->name;
        const auto read = m_facts.find("documents.read");
        if (read == m_facts.end() || read->second.subject != by->subject)
            table.refuse_at("by",
                            "`by` must be a kind of fact about a person, such as staff.works");
    }
    node.where = read_where(table, by);
    read_days(table, node);
    if (type == nullptr) return node;
    node.name = "everyone-read-" + type->id;
    auto in_force = exists("documents.version", {{"type", {type->id}}},
                           "version-in-force-" + type->id, table.position());
    auto confirmed = exists("documents.read", {}, "read-" + type->id, table.position());
    confirmed.during = std::make_shared<const Condition>(std::move(in_force));
    node.parts.push_back(std::move(confirmed));
    return node;
}

}  // namespace kader::norm_book
