#pragma once

// A folder of lists, as a practice keeps it.
//
// Reading never costs a good row for a bad one. What is wrong or worth knowing is told with file,
// row (as Excel shows it) and column, in Dutch and in English.

#include <filesystem>
#include <functional>

#include "lists/list_table.h"

namespace kader::lists {

struct Progress {
    std::string_view file;
    std::size_t bytes_done = 0;  // Over all files of the folder.
    std::size_t bytes_total = 0;
    std::size_t rows = 0;
};
using ProgressCallback = std::function<void(const Progress&)>;

// What one row is worth.
struct FactRow {
    std::string_view list;
    std::string kenmerk;
    std::optional<CalendarDay> known_on;
    std::vector<facts::NewFact> facts;
    std::uint16_t file = 0;  // In FolderFacts::files.
    std::uint32_t row = 0;   // As Excel shows it.
};

// Everything a folder says. `rejects` and `notices` are all there is to tell about it.
struct FolderFacts {
    std::vector<FactRow> rows;
    std::vector<std::string> files;
    std::vector<Reject> rejects;
    std::vector<Notice> notices;
    std::size_t rows_rejected = 0;
};

// A value: a copy shares the bytes of the files, so changing a copy is a cheap "what if".
class ListFolder {
public:
    explicit ListFolder(std::span<const ListType> types);

    // Reads every list in the folder. An empty folder is read as well: everything is missing.
    // Refused: no such folder, too many files, a kader-mapping.toml that is not right.
    static std::variant<ListFolder, Reason> read(const std::filesystem::path& folder,
                                                 std::span<const ListType> types,
                                                 const ProgressCallback& progress = {});

    // Adds rows from CSV text, as if it were a file of that name. Refused: an unknown list, text
    // that is no list. Rows that are refused are in findings().
    std::optional<Reason> add_text(std::string_view list, std::string csv, std::string file);
    std::optional<Reason> add_file(std::string_view list, const std::filesystem::path& file);
    // Replaces one cell. Refused: no such list, row or column; the kenmerk; a value with which the
    // row would be refused. Then nothing changes.
    std::optional<Reason> set(std::string_view list, std::string_view kenmerk,
                              std::string_view column, std::string_view value);
    std::optional<Reason> remove(std::string_view list, std::string_view kenmerk);

    // In the order of the files. The row holds during the call only.
    void for_each_row(std::string_view list, const std::function<void(const RawRow&)>& visit) const;
    std::size_t count_rows(std::string_view list) const;
    // Whether a file was read as this list, were it without a single row.
    bool has_list(std::string_view list) const;

    // Derives the facts of all rows as they are now. Two rows that are one human, by name and day
    // of birth, give facts about the one with the smallest kenmerk.
    FolderFacts facts() const;

    // What reading gave, without what only all rows together can tell.
    const Findings& findings() const { return m_findings; }
    std::span<const ListType> types() const { return *m_types; }
    // Files whose name or columns are not those of a list: for propose_mapping.
    std::span<const FileHeader> puzzling_files() const { return m_puzzling; }

private:
    friend class FolderReading;

    std::optional<Reason> add(std::string_view list, std::variant<CsvText, Reason> content,
                              std::string file);
    ListTable* table_of(std::string_view list);
    const ListTable* table_of(std::string_view list) const;
    std::shared_ptr<const std::vector<ListType>> m_types;
    std::vector<ListTable> m_tables;  // One for each type, in the same order.
    Findings m_findings;
    std::vector<FileHeader> m_puzzling;
};

// A folder in one step.
std::variant<FolderFacts, Reason> read_folder(const std::filesystem::path& folder,
                                              std::span<const ListType> types,
                                              const ProgressCallback& progress = {});

}  // namespace kader::lists
