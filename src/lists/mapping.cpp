#include "lists/mapping.h"

#define TOML_EXCEPTIONS 0
#include <toml++/toml.h>

#include <algorithm>

#include "lists/text.h"

namespace kader::lists {

namespace {

// Carries the first refusal out of the depth of a document.
class Reader {
public:
    explicit Reader(std::span<const ListType> types) : m_types(types) {}

    std::vector<SourceMapping> sources;
    std::optional<Reason> refused;

    void read(const toml::table& document) {
        for (const auto& [key, node] : document) {
            if (key.str() != "source" || !node.is_array())
                return refuse(node, "\"" + shortened(key.str()) + "\" hoort hier niet; alleen [[source]]",
                              "\"" + shortened(key.str()) + "\" does not belong here; only [[source]]");
            for (const auto& element : *node.as_array()) {
                const auto* table = element.as_table();
                if (!table) return refuse(element, "source moet [[source]] zijn", "source must be [[source]]");
                read_source(*table);
                if (refused) return;
            }
        }
    }

private:
    void refuse(const toml::node& where, const std::string& nl, const std::string& en) {
        if (refused) return;
        const auto line = std::to_string(where.source().begin.line);
        refused = Reason{std::string{mapping_file_name} + " regel " + line + ": " + nl,
                         std::string{mapping_file_name} + " line " + line + ": " + en};
    }

    std::string text_of(const toml::node& node) {
        if (const auto* text = node.as_string()) return text->get();
        refuse(node, "hier moet tekst tussen aanhalingstekens staan", "this must be text in quotes");
        return {};
    }

    const toml::table* table_of(const toml::node& node) {
        if (const auto* table = node.as_table()) return table;
        refuse(node, "hier moet { naam = \"waarde\" } staan", "this must be { name = \"value\" }");
        return nullptr;
    }

    // The column as the list writes it; refuses another.
    std::string column_of(const ListType& type, const toml::node& node, std::string_view name) {
        for (const auto& column : type.columns)
            if (folded(column.name) == folded(name)) return std::string{column.name};
        refuse(node, "de lijst " + std::string{type.name} + " heeft geen kolom \"" + shortened(name) + "\"",
               "the list " + std::string{type.name} + " has no column \"" + shortened(name) + "\"");
        return {};
    }

    const ListType* type_of(const toml::table& table) {
        const auto* node = table.get("list");
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

    void read_source(const toml::table& table) {
        const auto* type = type_of(table);
        if (!type) return;
        SourceMapping source;
        source.list = type->name;
        source.line = static_cast<int>(table.source().begin.line);
        for (const auto& [key, node] : table) {
            if (key.str() == "file") {
                source.file = text_of(node);
                if (source.file.find('/') != std::string::npos)
                    refuse(node, "noem alleen de naam van een bestand in deze map",
                           "give only the name of a file in this folder");
            } else if (key.str() == "list") {
            } else if (key.str() == "kenmerk") {
                source.kenmerk = text_of(node);
                check_template(node, source.kenmerk);
            } else if (key.str() == "where") {
                read_where(node, source);
            } else if (key.str() == "columns") {
                read_pairs(*type, node, source.columns);
            } else if (key.str() == "fixed") {
                read_pairs(*type, node, source.fixed);
            } else if (key.str() == "values") {
                read_values(*type, node, source);
            } else {
                refuse(node, "\"" + shortened(key.str()) + "\" is hier onbekend",
                       "\"" + shortened(key.str()) + "\" is not known here");
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

    void check_template(const toml::node& node, std::string_view text) {
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
            refuse(node, "dit kenmerk noemt geen kolom tussen { en }, dus elke rij zou hetzelfde heten",
                   "this kenmerk names no column between { and }, so all rows would be called the same");
    }

    void read_where(const toml::node& node, SourceMapping& source) {
        const auto* table = table_of(node);
        if (!table) return;
        for (const auto& [key, value] : *table) {
            auto& words = source.where[folded(key.str())];
            if (const auto* several = value.as_array())
                for (const auto& one : *several) words.push_back(folded(text_of(one)));
            else
                words.push_back(folded(text_of(value)));
        }
    }

    void read_pairs(const ListType& type, const toml::node& node,
                    std::map<std::string, std::string, std::less<>>& into) {
        const auto* table = table_of(node);
        if (!table) return;
        for (const auto& [key, value] : *table) into[column_of(type, value, key.str())] = text_of(value);
    }

    void read_values(const ListType& type, const toml::node& node, SourceMapping& source) {
        const auto* table = table_of(node);
        if (!table) return;
        for (const auto& [key, words] : *table) {
            const auto column = column_of(type, words, key.str());
            const auto* pairs = table_of(words);
            if (!pairs) return;
            for (const auto& [from, to] : *pairs) source.values[column][folded(from.str())] = text_of(to);
        }
    }

    std::span<const ListType> m_types;
};

}  // namespace

std::variant<std::vector<SourceMapping>, Reason> parse_mapping(std::string_view text,
                                                               std::span<const ListType> types) {
    const auto parsed = toml::parse(text, mapping_file_name);
    if (!parsed) {
        const auto line = std::to_string(parsed.error().source().begin.line);
        const std::string detail = shortened(parsed.error().description());
        return Reason{std::string{mapping_file_name} + " regel " + line + ": dit is geen goede TOML (" + detail + ")",
                      std::string{mapping_file_name} + " line " + line + ": this is not right TOML (" + detail + ")"};
    }
    Reader reader{types};
    reader.read(parsed.table());
    if (reader.refused) return *std::move(reader.refused);
    return std::move(reader.sources);
}

}  // namespace kader::lists
