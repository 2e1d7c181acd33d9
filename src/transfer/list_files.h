#pragma once

// The lists of an export: one CSV file for each list that has a row, as `kader check` reads them.

#include <filesystem>
#include <map>
#include <memory>
#include <optional>
#include <span>
#include <string>

#include "lists/record.h"
#include "lists/spreadsheet_cell.h"
#include "records/version.h"
#include "transfer/export_files.h"

namespace kader::transfer {

class ListFiles {
public:
    // Makes its files in this folder, which exists.
    ListFiles(std::filesystem::path folder, std::span<const lists::ListType> types)
        : m_folder(std::move(folder)), m_types(types) {}

    // A newest version with its sealed part opened. One that was entered in error, and one of a list that
    // this Kader does not know, is in no list.
    void add(const records::Version&);
    // By name without the folder.
    std::map<std::string, FileSum> finish();

private:
    struct File {
        const lists::ListType* type = nullptr;
        std::unique_ptr<FileWriter> writer;
    };
    File& file_of(const lists::ListType&);

    std::filesystem::path m_folder;
    std::span<const lists::ListType> m_types;
    std::map<std::string, File> m_files;
    lists::CsvLine m_line;
};

}  // namespace kader::transfer
