#include "lists/folder_reading.h"

#include <algorithm>
#include <array>

#include "kernel/limits.h"
#include "kernel/text.h"

namespace kader::lists {

namespace {

// The name of a list in a file name: "Anders aangetoond.CSV" is anders_aangetoond.
std::string stem_of(std::string_view file) {
    return folded(file.substr(0, file.rfind('.')));
}

std::string ending_of(std::string_view file) {
    const auto point = file.rfind('.');
    return point == std::string_view::npos ? std::string{} : folded(file.substr(point + 1));
}

// What systems and spreadsheets leave behind by themselves.
bool is_left_behind(std::string_view name) {
    constexpr std::array left = {"thumbs.db", "desktop.ini"};
    return name.starts_with('.') || name.starts_with("~$") ||
           std::ranges::find(left, folded(name)) != left.end();
}

}  // namespace

void FolderReading::notice(Notice::Kind kind, std::string_view list, std::string_view file,
                           Reason reason) {
    m_into.m_findings.notices.push_back(
        {kind, std::string{list}, std::string{file}, 0, std::move(reason)});
}

std::optional<Reason> FolderReading::find_files(const std::filesystem::path& folder) {
    namespace fs = std::filesystem;
    std::error_code error;
    const auto shown = '"' + shortened(folder.string()) + '"';
    if (!fs::exists(folder, error))
        return Reason{"de map " + shown + " is er niet", "the folder " + shown + " is not there"};
    if (!fs::is_directory(folder, error))
        return Reason{shown + " is geen map", shown + " is not a folder"};
    for (fs::directory_iterator at{folder, error}, end; !error && at != end; at.increment(error)) {
        std::error_code of_file;
        const auto name = at->path().filename().string();
        if (is_left_behind(name) || name == mapping_file_name) continue;
        if (at->is_directory(of_file)) {
            notice(Notice::Kind::UnknownFile, {}, name,
                   {"een map binnen deze map wordt niet gelezen",
                    "a folder within this folder is not read"});
            continue;
        }
        const auto bytes = at->is_regular_file(of_file) ? at->file_size(of_file) : 0;
        m_files.push_back({at->path(), name, of_file ? 0 : bytes});
        m_bytes_total += m_files.back().bytes;
        if (m_files.size() > limits::folder_files_count_max) {
            const auto most = std::to_string(limits::folder_files_count_max);
            return Reason{"in deze map staan meer dan " + most +
                              " bestanden; wijs de map met alleen de lijsten aan",
                          "this folder holds more than " + most +
                              " files; point at the folder with only the lists"};
        }
    }
    if (error)
        return Reason{"de map " + shown + " kan niet worden gelezen (" + error.message() + ")",
                      "the folder " + shown + " cannot be read (" + error.message() + ")"};
    std::ranges::sort(m_files, {}, &File::name);
    return {};
}

std::optional<Reason> FolderReading::read_mapping(const std::filesystem::path& folder) {
    std::error_code error;
    const auto path = folder / mapping_file_name;
    if (!std::filesystem::exists(path, error)) return {};
    auto bytes = read_bytes(path, limits::list_mapping_bytes_max);
    if (const auto* refused = std::get_if<Reason>(&bytes)) {
        const auto name = std::string{mapping_file_name} + ": ";
        return Reason{name + refused->nl, name + refused->en};
    }
    auto mappings = parse_mapping(std::get<std::string>(bytes), m_into.types());
    if (auto* refused = std::get_if<Reason>(&mappings)) return std::move(*refused);
    m_mappings = std::get<std::vector<SourceMapping>>(std::move(mappings));
    return {};
}

std::optional<Reason> FolderReading::run(const std::filesystem::path& folder) {
    if (auto refused = find_files(folder)) return refused;
    if (auto refused = read_mapping(folder)) return refused;
    for (const auto& file : m_files) {
        read_file(file);
        m_bytes_before += file.bytes;
    }
    for (const auto& mapping : m_mappings)
        if (std::ranges::none_of(m_files, [&](const File& file) {
                return folded(file.name) == folded(mapping.file);
            }))
            notice(Notice::Kind::MappedFileMissing, mapping.list, mapping.file,
                   {std::string{mapping_file_name} + " noemt dit bestand, maar het is er niet",
                    std::string{mapping_file_name} + " names this file, but it is not there"});
    if (m_unknown_count > limits::list_rejects_shown_count_max) {
        const auto more = std::to_string(m_unknown_count - limits::list_rejects_shown_count_max);
        notice(Notice::Kind::UnknownFile, {}, {},
               {"nog " + more + " bestanden zijn geen lijst", more + " more files are not lists"});
    }
    if (m_lists_count == 0)
        notice(
            Notice::Kind::NoLists, {}, {},
            {"in deze map staat geen enkele lijst; een lijst is een CSV-bestand zoals mensen.csv",
             "there is not a single list in this folder; a list is a CSV file such as mensen.csv"});
    return {};
}

void FolderReading::notice_unknown(const File& file) {
    if (++m_unknown_count > limits::list_rejects_shown_count_max) return;
    if (m_into.table_of(stem_of(file.name)))
        notice(Notice::Kind::UnknownFile, stem_of(file.name), file.name,
               {"dit is geen CSV-bestand; bewaar de lijst als CSV",
                "this is not a CSV file; save the list as CSV"});
    else
        notice(Notice::Kind::UnknownFile, {}, file.name,
               {"geen lijst heeft deze naam; het bestand is niet gelezen",
                "no list has this name; the file was not read"});
}

// What the program saw of itself is no evidence when it comes from a file, whoever wrote that.
bool FolderReading::refuse_by_program(const File& file, const ListTable* table,
                                      std::span<const SourceMapping* const> mappings) {
    const ListTable* refused = nullptr;
    if (mappings.empty() && table->type().by_program) refused = table;
    for (const auto* mapping : mappings)
        if (const auto* mapped = m_into.table_of(mapping->list); mapped->type().by_program)
            refused = mapped;
    if (!refused) return false;
    m_into.m_findings.rejects.push_back(
        {std::string{refused->type().name}, file.name, 0, {}, {},
         {"deze lijst houdt Kader zelf bij en leest Kader niet uit een bestand",
          "Kader keeps this list itself and does not read it from a file"}});
    return true;
}

void FolderReading::read_file(const File& file) {
    std::vector<const SourceMapping*> mappings;
    for (const auto& mapping : m_mappings)
        if (folded(mapping.file) == folded(file.name)) mappings.push_back(&mapping);
    const bool is_csv = ending_of(file.name) == "csv";
    auto* table = is_csv ? m_into.table_of(stem_of(file.name)) : nullptr;
    if (mappings.empty() && !table) {
        notice_unknown(file);
        // Only its header is of use, for a proposal.
        if (is_csv)
            if (auto content = read_csv_text(file.path);
                auto* text = std::get_if<CsvText>(&content))
                m_into.m_puzzling.push_back({file.name, csv_header_of(text->text).cells});
        return;
    }
    if (refuse_by_program(file, table, mappings)) return;
    if (m_progress)
        m_progress({file.name, m_bytes_before, m_bytes_total, m_into.m_findings.rows_read});
    auto content = read_csv_text(file.path);
    if (auto* refused = std::get_if<Reason>(&content)) {
        const std::string list{mappings.empty() ? table->type().name : mappings.front()->list};
        m_into.m_findings.rejects.push_back({list, file.name, 0, {}, {}, std::move(*refused)});
        return;
    }
    const auto source = source_of(std::get<CsvText>(std::move(content)), file.name);
    ++m_lists_count;
    if (mappings.empty())
        read_as_it_is(*table, source);
    else
        read_mapped(source, mappings);
}

std::shared_ptr<const Source> FolderReading::source_of(CsvText content, std::string file) {
    auto source = std::make_shared<Source>();
    source->file = std::move(file);
    source->content = std::move(content);
    source->header = csv_header_of(source->content.text);
    return source;
}

bool FolderReading::read_with(ListTable& table, const std::shared_ptr<const Source>& source,
                              RowPlan plan) {
    const auto refuse = [&](Reason reason) {
        m_into.m_findings.rejects.push_back({std::string{table.type().name},
                                             source->file,
                                             source->header.row_number,
                                             {},
                                             {},
                                             std::move(reason)});
        m_into.m_puzzling.push_back({source->file, source->header.cells});
        return false;
    };
    if (source->header.cells.empty())
        return refuse({"er staat geen rij met kolomnamen in",
                       "there is no row with the names of columns in it"});
    if (plan.refused()) return refuse(*plan.refused());
    const auto before = m_bytes_before;
    table.read(
        source, std::move(plan), m_into.m_findings, [&](std::size_t offset, std::size_t rows) {
            if (m_progress)
                m_progress(
                    {source->file, std::min(m_bytes_total, before + offset), m_bytes_total, rows});
        });
    return true;
}

void FolderReading::read_as_it_is(ListTable& table, const std::shared_ptr<const Source>& source) {
    RowPlan plan{table.type(), source->header, nullptr};
    const auto used = plan.used();
    if (!read_with(table, source, std::move(plan))) return;
    if (std::ranges::find(used, false) == used.end()) return;
    notice_unused(table.type().name, *source, used);
    m_into.m_puzzling.push_back({source->file, source->header.cells});
}

void FolderReading::read_mapped(const std::shared_ptr<const Source>& source,
                                std::span<const SourceMapping* const> mappings) {
    std::vector<bool> used(source->header.cells.size(), false);
    std::vector<RowPlan> plans;
    bool all_read = true;
    for (const auto* mapping : mappings) {
        auto* table = m_into.table_of(mapping->list);
        plans.emplace_back(table->type(), source->header, mapping);
        for (std::size_t i = 0; i < used.size(); ++i) used[i] = used[i] || plans.back().used()[i];
        all_read &= read_with(*table, source, plans.back());
    }
    if (!all_read) return;
    notice_unused(mappings.size() == 1 ? mappings.front()->list : std::string_view{}, *source,
                  used);
    notice_rows_of_no_list(*source, plans);
}

void FolderReading::notice_unused(std::string_view list, const Source& source,
                                  const std::vector<bool>& used) {
    for (std::size_t i = 0; i < used.size(); ++i) {
        const auto name = shortened(source.header.cells[i]);
        if (used[i] || name.empty()) continue;
        notice(Notice::Kind::UnknownColumn, list, source.file,
               {"de kolom \"" + name + "\" is onbekend en niet gelezen",
                "the column \"" + name + "\" is not known and was not read"});
    }
}

void FolderReading::notice_rows_of_no_list(const Source& source, std::span<const RowPlan> plans) {
    CsvRows rows{source.content.text, source.header.separator, source.header.cells.size()};
    rows.seek(source.header.body_offset, source.header.row_number + 1);
    std::size_t count = 0;
    std::uint32_t first = 0;
    while (rows.next()) {
        if (rows.flaw() != CsvRows::Flaw::None) continue;
        if (std::ranges::any_of(plans,
                                [&](const RowPlan& plan) { return plan.takes(rows.cells()); }))
            continue;
        if (count++ == 0) first = rows.row_number();
    }
    if (count == 0) return;
    const auto shown = std::to_string(count);
    m_into.m_findings.notices.push_back({Notice::Kind::RowsOfNoList,
                                         {},
                                         source.file,
                                         first,
                                         {"rijen die bij geen enkele lijst horen: " + shown,
                                          "rows that belong to no list: " + shown}});
}

}  // namespace kader::lists
