#pragma once

// What rows of norms/ have in common, for the modules that read files of their own.

#include <string>
#include <string_view>
#include <vector>

#include "norm_book/norm_book.h"
#include "toml/table_reader.h"

namespace kader::norm_book {

// One file of norms/, parsed. `name` is as refusals call it: "norms/treatments.toml".
struct ParsedFile {
    std::string path;
    std::string name;
    toml::Value content;
};
// The *.toml files whose path is `start`.toml or lies in the folder `start`, in order of path. A file that cannot
// be parsed gives a fault.
std::vector<ParsedFile> parse_below(const std::vector<NormFile>&, std::string_view start, toml::Faults&);

// sources = [{ code = "…", article = "…" }], one or more, each known to the book.
std::vector<Source> read_sources(toml::TableReader&, const NormBook&, std::string_view key = "sources");
// A certainty that must be there.
Certainty read_certainty(toml::TableReader&, std::string_view key = "certainty");

}  // namespace kader::norm_book
