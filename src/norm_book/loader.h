#pragma once

// Builds a NormBook out of files and collects what is wrong with them. Internal to norm_book.

#include <map>
#include <set>
#include <string>
#include <vector>

#include "norm_book/norm_book.h"
#include "norm_book/story.h"
#include "toml/table_reader.h"

namespace kader::norm_book {

using toml::Faults;
using toml::listed;

// What the rooms offer, by name.
using FactIndex = std::map<std::string, facts::FactKind, std::less<>>;

class Loader {
public:
    Loader(std::vector<NormFile> files, const std::vector<facts::FactKind>& facts,
           Extent extent);

    std::variant<NormBook, std::vector<Fault>> load();

private:
    struct File {
        std::string path;  // Below norms/.
        std::string name;  // As refusals call it: "norms/" and the path.
        toml::Value content;
    };

    // A parsed file whose path starts like this; in order of path.
    std::vector<const File*> files_below(std::string_view start) const;
    const File* file(std::string_view path);
    void parse_files();

    // load_sources.cpp: what other rows refer to.
    void load_sources();
    void load_questions();
    void load_documents();
    void load_glossary();
    void load_truth_table();

    // load_parameters.cpp
    void load_parameters();
    void load_parameter(TableReader);
    ParameterValue read_value(TableReader&);
    void check_values(const Parameter&);

    // load_requirements.cpp
    void load_requirements();
    void load_requirement(TableReader);
    void check_look_back(Requirement&, TableReader&);
    void load_scope();

    // lint.cpp: what can only be seen over the whole.
    void check_questions();
    void check_deadline_ids();
    void check_stories(const std::vector<Story>&);
    void check_worked_cases(const std::vector<Story>&);

    std::vector<Source> read_sources(TableReader&);
    Validity read_validity(TableReader&, Certainty fallback);
    std::string read_id(TableReader&);
    Condition read_condition(const toml::Value&, const std::string& file);
    // One that may not hold for a practice without records.
    Condition read_showing_condition(const toml::Value&, const std::string& file);

    Extent m_extent;
    std::vector<NormFile> m_raw;
    FactIndex m_facts;
    Faults m_faults;
    std::vector<File> m_files;
    std::map<std::string, Position> m_ids;
    NormBook m_book;
};

// "kader-norms-1:…" of these files, in any order.
std::string edition_of(std::vector<NormFile> files);

// A *.toml or README.md whose name, and whose folders' names, do not start with a dot.
bool is_norm_file(std::string_view path);

}  // namespace kader::norm_book
