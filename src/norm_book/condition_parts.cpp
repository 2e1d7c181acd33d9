// The parts that several kinds of condition share, and what can be said of a whole tree.

#include <algorithm>
#include <set>

#include "norm_book/condition_reader.h"

namespace kader::norm_book {

namespace {

using Kind = Condition::Kind;

std::string_view word_of(Kind kind) {
    switch (kind) {
        case Kind::All:
            return "all";
        case Kind::Any:
            return "any";
        case Kind::Not:
            return "not";
        case Kind::Exists:
            return "exists";
        case Kind::Some:
            return "some";
        case Kind::Every:
            return "every";
        case Kind::Number:
            return "number";
        case Kind::Sum:
            return "sum";
        case Kind::Never:
            return "never";
    }
    return {};
}

std::string described(const Condition& node) {
    std::string name{word_of(node.kind)};
    if (!node.fact.empty()) name += " " + node.fact;
    for (const auto& attribute : node.where) {
        name += " " + attribute.name + "=";
        for (std::size_t i = 0; i < attribute.values.size(); ++i)
            name += (i == 0 ? "" : "|") + attribute.values[i];
    }
    if (!node.within.empty()) name += " within " + node.within;
    if (!node.after.empty()) name += " after " + node.after;
    return name;
}

void name_node(Condition& node, std::set<std::string>& taken) {
    if (node.name.empty()) node.name = described(node);
    const auto base = node.name;
    for (int number = 2; !taken.insert(node.name).second; ++number)
        node.name = base + " #" + std::to_string(number);
    for (auto& part : node.parts) name_node(part, taken);
    if (!node.during) return;
    auto during = *node.during;
    name_node(during, taken);
    node.during = std::make_shared<const Condition>(std::move(during));
}

}  // namespace

bool holds_without_records(const Condition& node) {
    switch (node.kind) {
        case Kind::All:
            return std::all_of(node.parts.begin(), node.parts.end(), holds_without_records);
        case Kind::Any:
            return std::any_of(node.parts.begin(), node.parts.end(), holds_without_records);
        case Kind::Not:
            return !node.parts.empty() && !holds_without_records(node.parts.front());
        default:
            // Each of these asks for at least one fact.
            return false;
    }
}

bool holds_an_every(const Condition& node) {
    return node.kind == Kind::Every ||
           std::any_of(node.parts.begin(), node.parts.end(), holds_an_every);
}

void name_nodes(Condition& condition) {
    std::set<std::string> taken;
    name_node(condition, taken);
}

const facts::FactKind* ConditionReader::fact(TableReader& table, std::string_view key) {
    const auto name = table.text(key);
    if (name.empty()) return nullptr;
    const auto found = m_facts.find(name);
    if (found != m_facts.end()) return &found->second;
    const auto room = name.substr(0, name.find('.') + 1);
    std::vector<std::string> offered;
    for (const auto& [known, kind] : m_facts)
        if (!room.empty() && known.starts_with(room)) offered.push_back(known);
    table.refuse_at(key,
                    "no room offers the fact \"" + name + "\"" +
                        (offered.empty() ? "; a fact is written as room.kind, such as staff.works"
                                         : "; this room offers " + listed(offered)));
    return nullptr;
}

const DocumentType* ConditionReader::document(TableReader& table, std::string_view key) {
    const auto id = table.text(key);
    if (id.empty()) return nullptr;
    const auto* type = m_book.document(id);
    if (type == nullptr)
        table.refuse_at(key, "there is no document type \"" + id + "\" in norms/documents");
    return type;
}

std::vector<AttributeIs> ConditionReader::read_where(TableReader& table,
                                                     const facts::FactKind* kind) {
    std::vector<AttributeIs> result;
    const auto* where = table.find("where");
    if (where == nullptr) return result;
    if (where->kind != toml::Value::Kind::Table || where->items.empty()) {
        table.refuse_at("where", "`where` must be a table such as { kind = \"melding\" }");
        return result;
    }
    TableReader inner{*where, table.file(), m_faults};
    for (const auto& item : where->items) {
        AttributeIs attribute{item.key, {}};
        if (item.kind == toml::Value::Kind::List)
            attribute.values = inner.texts(item.key);
        else
            attribute.values = {inner.text(item.key)};
        if (kind != nullptr && std::find(kind->attributes.begin(), kind->attributes.end(),
                                         item.key) == kind->attributes.end()) {
            const std::vector<std::string> known{kind->attributes.begin(), kind->attributes.end()};
            m_faults.add({table.file(), item.key_line},
                         "facts of kind " + std::string{kind->name} + " have no attribute \"" +
                             item.key + "\"; " +
                             (known.empty() ? "they have none" : "they have " + listed(known)));
        }
        result.push_back(std::move(attribute));
    }
    return result;
}

void ConditionReader::read_days(TableReader& table, Condition& node) {
    node.within = read_parameter(table, "within", true);
    node.after = read_parameter(table, "after", true);
}

std::string ConditionReader::read_parameter(TableReader& table, std::string_view key, bool length) {
    if (!table.has(key)) return {};
    const auto id = table.text(key);
    if (id.empty()) return {};
    const auto* parameter = m_book.parameter(id);
    if (parameter == nullptr) {
        table.refuse_at(key, "there is no parameter \"" + id + "\" in norms/parameters");
        return {};
    }
    for (const auto& value : parameter->values) {
        const auto* found = std::get_if<Length>(&value.value);
        if ((found != nullptr) != length)
            table.refuse_at(key, "`" + std::string{key} + "` needs " +
                                     (length ? "a length of time, but " + id + " is a number"
                                             : "a number, but " + id + " is a length of time"));
        else if (found != nullptr && !is_calendar(*found))
            table.refuse_at(key, "`" + std::string{key} +
                                     "` needs days, weeks, months or years, but " + id + " is " +
                                     english_text(*found));
        else
            continue;
        break;
    }
    return id;
}

}  // namespace kader::norm_book
