#pragma once

// kader-mapping.toml: how files that are not Kader's own lists are read as lists.
//
//   [[source]]
//   file = "salon.csv"
//   list = "mensen"
//   where = { Soort = "medewerker" }                        # only these rows; a list of words may
//   too columns = { naam = "Naam medewerker", vanaf = "In dienst" }   # column of the list = of the
//   file fixed = { band = "loondienst" }                         # the same in every row values = {
//   levert_zorg = { "behandelt" = "ja" } }       # what a word in the file means kenmerk = "{Naam
//   medewerker}-{In dienst}"               # made from columns of the file
//
// A column that is not named here keeps its own name. Columns of the file are compared without
// regard to case, accents, spaces and underscores.

#include <map>
#include <span>
#include <string>
#include <variant>
#include <vector>

#include "lists/reason.h"
#include "lists/record.h"

namespace kader::lists {

inline constexpr std::string_view mapping_file_name = "kader-mapping.toml";

// All keys of these maps are folded (kernel/text.h), except those named after columns of a list.
struct SourceMapping {
    std::string file;
    std::string list;
    int line = 0;
    std::map<std::string, std::vector<std::string>> where;  // File column to folded values.
    std::map<std::string, std::string, std::less<>>
        columns;  // List column to file column, as written.
    std::map<std::string, std::string, std::less<>> fixed;  // List column to value.
    std::map<std::string, std::map<std::string, std::string>, std::less<>> values;
    std::string kenmerk;  // Template; empty if not given.
};

// Refused, with the line: broken TOML, an unknown key, list or column, a template with a brace that
// is not closed, a list given twice for the same file and the same rows.
std::variant<std::vector<SourceMapping>, Reason> parse_mapping(std::string_view toml,
                                                               std::span<const ListType> types);

// Writes a mapping for files whose name or columns are not those of a list, by likeness of the
// names. A proposal only: nothing is read by it until someone saves it as kader-mapping.toml.
struct FileHeader {
    std::string file;
    std::vector<std::string> columns;
};
std::string propose_mapping(std::span<const FileHeader> files, std::span<const ListType> types);

}  // namespace kader::lists
