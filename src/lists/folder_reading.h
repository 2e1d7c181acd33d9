#pragma once

// Finds the lists in a folder and reads them into a ListFolder. Private to lists/.

#include "lists/folder.h"

namespace kader::lists {

class FolderReading {
public:
    FolderReading(ListFolder& into, ProgressCallback progress)
        : m_into(into), m_progress(std::move(progress)) {}

    std::optional<Reason> run(const std::filesystem::path& folder);

    static std::shared_ptr<const Source> source_of(CsvText content, std::string file);
    // A file that has the columns of the list under their own names.
    void read_as_it_is(ListTable& table, const std::shared_ptr<const Source>& source);

private:
    struct File {
        std::filesystem::path path;
        std::string name;
        std::size_t bytes = 0;
    };

    std::optional<Reason> find_files(const std::filesystem::path& folder);
    std::optional<Reason> read_mapping(const std::filesystem::path& folder);
    void read_file(const File& file);
    bool refuse_by_program(const File& file, const ListTable* table,
                           std::span<const SourceMapping* const> mappings);
    void read_mapped(const std::shared_ptr<const Source>& source,
                     std::span<const SourceMapping* const> mappings);
    bool read_with(ListTable& table, const std::shared_ptr<const Source>& source, RowPlan plan);
    void notice_unused(std::string_view list, const Source& source, const std::vector<bool>& used);
    void notice_rows_of_no_list(const Source& source, std::span<const RowPlan> plans);
    void notice_unknown(const File& file);
    void notice(Notice::Kind kind, std::string_view list, std::string_view file, Reason reason);

    ListFolder& m_into;
    ProgressCallback m_progress;
    std::vector<File> m_files;
    std::vector<SourceMapping> m_mappings;
    std::size_t m_bytes_before = 0;
    std::size_t m_bytes_total = 0;
    std::size_t m_lists_count = 0;
    std::size_t m_unknown_count = 0;
};

}  // namespace kader::lists
