#include "transfer/list_files.h"

#include <algorithm>

#include "records/cells.h"

namespace kader::transfer {

ListFiles::File& ListFiles::file_of(const lists::ListType& type) {
    const auto name = std::string{type.name} + ".csv";
    auto& file = m_files[name];
    if (file.writer) return file;
    file = {&type, std::make_unique<FileWriter>(m_folder / name)};
    // Without this mark Excel reads é as two letters.
    file.writer->write("\xEF\xBB\xBF");
    for (const auto& column : type.columns) m_line.add(column.name);
    file.writer->write(m_line.take());
    return file;
}

void ListFiles::add(const records::Version& version) {
    if (version.state != records::State::Present) return;
    const auto type = std::ranges::find(m_types, version.list, &lists::ListType::name);
    if (type == m_types.end()) return;
    HALT_UNLESS(version.sealed);
    auto& writer = *file_of(*type).writer;
    const auto cells = records::whole_cells(version.plain, *version.sealed);
    for (const auto cell : records::row_of(*type, version.kenmerk, cells)) m_line.add(cell);
    writer.write(m_line.take());
}

std::map<std::string, FileSum> ListFiles::finish() {
    std::map<std::string, FileSum> sums;
    for (auto& [name, file] : m_files) sums.emplace(name, file.writer->finish());
    return sums;
}

}  // namespace kader::transfer
