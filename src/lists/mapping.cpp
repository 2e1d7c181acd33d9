#include "lists/mapping.h"

#include <algorithm>

#include "kernel/text.h"
#include "toml/value.h"

namespace kader::lists {

namespace {

using toml::Value;

// Carries the first refusal out of the depth of a document.
class Reader {
public:
    explicit Reader(std::span<const ListType> types) : m_types(types) {}

    std::vector<SourceMapping> sources;
    std::optional<Reason> refused;

    void read(const Value& document) {
        for (const auto& entry : document.items) {
            if (entry.key != "source" || entry.kind != Value::Kind::List)
                return refuse(
                    entry, "\"" + shortened(entry.key) + "\" hoort hier niet; alleen [[source]]",
                    "\"" + shortened(entry.key) + "\" does not belong here; only [[source]]");
            for (const auto& table : entry.items) {
                if (table.kind != Value::Kind::Table)
                    return refuse(table, "source moet [[source]] zijn",
                                  "source must be [[source]]");
                read_source(table);
                if (refused) return;
            }
        }
    }

private:
    void refuse(const Value& where, const std::string& nl, const std::string& en) {
        if (refused) return;
        const auto line = std::to_string(where.line);
        refused = Reason{std::string{mapping_file_name} + " regel " + line + ": " + nl,
                         std::string{mapping_file_name} + " line " + line + ": " + en};
    }

    std::string text_of(const Value& node) {
        if (node.kind == Value::Kind::Text) return node.text;
        refuse(node, "hier moet tekst tussen aanhalingstekens staan",
               "this must be text in quotes");
        return {};
    }

    // The entries of a table; none, and a refusal, for anything else.
    std::span<const Value> entries_of(const Value& node) {
        if (node.kind == Value::Kind::Table) return node.items;
        refuse(node, "hier moet { naam = \"waarde\" } staan", "this must be { name = \"value\" }");
        return {};
    }

    // The column as the list writes it; refuses another.
    std::string column_of(const ListType& type, const Value& node, std::string_view name) {
        for (const auto& column : type.columns)
            if (folded(column.name) == folded(name)) return std::string{column.name};
        refuse(
            node,
            "de lijst " + std::string{type.name} + " heeft geen kolom \"" + shortened(name) + "\"",
            "the list " + std::string{type.name} + " has no column \"" + shortened(name) + "\"");
        return {};
    }

    const ListType* type_of(const Value& table) {
        const auto* node = table.find("list");
        if (!node) {
            refuse(table, "list ontbreekt", "list is missing");
            return nullptr;
        }
        const auto name = folded(text_of(*node));
        for (const auto& type : m_types)
            if (folded(type.name) == name) return &type;
        refuse(*node, "er is geen lijst \"" + shortened(name) + "\"",
               "there is no list \"" + shortened(name) + "\"");
        return nullptr;
    }

    void read_source(const Value& table) {
        const auto* type = type_of(table);
        if (!type) return;
        SourceMapping source;
        source.list = type->name;
        source.line = table.line;
        for (const auto& node : table.items) {
            const auto& key = node.key;
            if (key == "file") {
                source.file = text_of(node);
                if (source.file.find('/') != std::string::npos)
                    refuse(node, "noem alleen de naam van een bestand in deze map",
                           "give only the name of a file in this folder");
            } else if (key == "list") {
            } else if (key == "kenmerk") {
                source.kenmerk = text_of(node);
                check_template(node, source.kenmerk);
            } else if (key == "where") {
                read_where(node, source);
            } else if (key == "columns") {
                read_pairs(*type, node, source.columns);
            } else if (key == "fixed") {
                read_pairs(*type, node, source.fixed);
            } else if (key == "values") {
                read_values(*type, node, source);
            } else {
                refuse(node, "\"" + shortened(key) + "\" is hier onbekend",
                       "\"" + shortened(key) + "\" is not known here");
            }
            if (refused) return;
        }
        if (source.file.empty()) return refuse(table, "file ontbreekt", "file is missing");
        for (const auto& other : sources)
            if (folded(other.file) == folded(source.file) && other.list == source.list &&
                other.where == source.where)
                return refuse(table, "dit bestand wordt al als deze lijst gelezen",
                              "this file is already read as this list");
        sources.push_back(std::move(source));
    }

    void check_template(const Value& node, std::string_view text) {
        bool open = false;
        for (const char c : text) {
            if (c == '{' || c == '}') {
                if (open == (c == '{')) break;
                open = !open;
            }
        }
        const auto opened = std::ranges::count(text, '{');
        if (text.empty() || open || opened != std::ranges::count(text, '}'))
            refuse(node, "schrijf het kenmerk als \"{Kolom}-{Kolom}\"",
                   "write the kenmerk as \"{Column}-{Column}\"");
        else if (opened == 0)
            refuse(node,
                   "dit kenmerk noemt geen kolom tussen { en }, dus elke rij zou hetzelfde heten",
                   "this kenmerk names no column between { and }, so all rows would be called the "
                   "same");
    }

    void read_where(const Value& node, SourceMapping& source) {
        for (const auto& entry : entries_of(node)) {
            auto& words = source.where[folded(entry.key)];
            if (entry.kind == Value::Kind::List)
                for (const auto& one : entry.items) words.push_back(folded(text_of(one)));
            else
                words.push_back(folded(text_of(entry)));
        }
    }

    void read_pairs(const ListType& type, const Value& node,
                    std::map<std::string, std::string, std::less<>>& into) {
        for (const auto& entry : entries_of(node))
            into[column_of(type, entry, entry.key)] = text_of(entry);
    }

    void read_values(const ListType& type, const Value& node, SourceMapping& source) {
        for (const auto& words : entries_of(node)) {
            const auto column = column_of(type, words, words.key);
            for (const auto& pair : entries_of(words))
                source.values[column][folded(pair.key)] = text_of(pair);
        }
    }

    std::span<const ListType> m_types;
};

}  // namespace

std::variant<std::vector<SourceMapping>, Reason> parse_mapping(std::string_view text,
                                                               std::span<const ListType> types) {
    const auto parsed = toml::parse(text);
    if (const auto* broken = std::get_if<toml::NotToml>(&parsed)) {
        const auto line = std::to_string(broken->line);
        const std::string detail = shortened(broken->reason);
        return Reason{std::string{mapping_file_name} + " regel " + line +
                          ": dit is geen goede TOML (" + detail + ")",
                      std::string{mapping_file_name} + " line " + line +
                          ": this is not right TOML (" + detail + ")"};
    }
    Reader reader{types};
    reader.read(std::get<Value>(parsed));
    if (reader.refused) return *std::move(reader.refused);
    return std::move(reader.sources);
}

}  // namespace kader::lists
