#include "lists/folder.h"

#include <algorithm>

#include "lists/cell_scan.h"
#include "lists/folder_reading.h"
#include "kernel/text.h"
#include "lists/together.h"

namespace kader::lists {

namespace {

Reason no_such_list(std::string_view list) {
    const auto name = '"' + shortened(list) + '"';
    return {"er is geen lijst " + name, "there is no list " + name};
}

Reason no_such_row(std::string_view list, std::string_view kenmerk) {
    const auto row = '"' + shortened(kenmerk) + '"';
    return {"in " + shortened(list) + " staat geen rij met kenmerk " + row,
            "there is no row with kenmerk " + row + " in " + shortened(list)};
}

}  // namespace

ListFolder::ListFolder(std::span<const ListType> types)
    : m_types(std::make_shared<const std::vector<ListType>>(types.begin(), types.end())) {
    const auto refers_to = [](std::string_view list) {
        return [list](const ListType& type) {
            return std::ranges::find(type.columns, list, &ColumnInfo::refers_to) !=
                   type.columns.end();
        };
    };
    for (const auto& type : *m_types)
        m_tables.emplace_back(type, std::ranges::any_of(*m_types, refers_to(type.name))
                                        ? ListTable::LookedUp::Yes
                                        : ListTable::LookedUp::No);
}

ListTable* ListFolder::table_of(std::string_view list) {
    const auto wanted = folded(list);
    const auto found = std::ranges::find_if(
        m_tables, [&](const ListTable& table) { return folded(table.type().name) == wanted; });
    return found == m_tables.end() ? nullptr : &*found;
}

const ListTable* ListFolder::table_of(std::string_view list) const {
    return const_cast<ListFolder*>(this)->table_of(list);
}

std::variant<ListFolder, Reason> ListFolder::read(const std::filesystem::path& folder,
                                                  std::span<const ListType> types,
                                                  const ProgressCallback& progress) {
    ListFolder result{types};
    FolderReading reading{result, progress};
    if (auto refused = reading.run(folder)) return *std::move(refused);
    return result;
}

std::optional<Reason> ListFolder::add(std::string_view list, std::variant<CsvText, Reason> content,
                                      std::string file) {
    auto* table = table_of(list);
    if (!table) return no_such_list(list);
    if (auto* refused = std::get_if<Reason>(&content)) return std::move(*refused);
    FolderReading reading{*this, {}};
    reading.read_as_it_is(
        *table, reading.source_of(std::get<CsvText>(std::move(content)), std::move(file)));
    return {};
}

std::optional<Reason> ListFolder::add_text(std::string_view list, std::string csv,
                                           std::string file) {
    return add(list, csv_text_of(std::move(csv)), std::move(file));
}

std::optional<Reason> ListFolder::add_file(std::string_view list,
                                           const std::filesystem::path& file) {
    return add(list, read_csv_text(file), file.filename().string());
}

std::optional<Reason> ListFolder::set(std::string_view list, std::string_view kenmerk,
                                      std::string_view column, std::string_view value) {
    auto* table = table_of(list);
    if (!table) return no_such_list(list);
    const auto row = table->find(trimmed(kenmerk));
    if (!row) return no_such_row(list, kenmerk);
    const auto& type = table->type();
    const auto info = std::ranges::find(type.columns, folded(column),
                                        [](const ColumnInfo& each) { return folded(each.name); });
    if (info == type.columns.end())
        return Reason{
            "de lijst " + std::string{type.name} + " heeft geen kolom \"" + shortened(column) + '"',
            "the list " + std::string{type.name} + " has no column \"" + shortened(column) + '"'};
    if (info == type.columns.begin())
        return Reason{"een kenmerk verandert niet: verwijder de rij en voeg een andere toe",
                      "a kenmerk does not change: remove the row and add another"};
    ListTable::Cursor cursor{*table};
    const auto old = cursor.at(*row);
    std::vector<std::string> cells(old.cells.begin(), old.cells.end());
    cells[static_cast<std::size_t>(info - type.columns.begin())] = trimmed(value);
    const std::vector<std::string_view> views(cells.begin(), cells.end());
    const auto read = type.read(views);
    if (!read.problems.empty()) {
        const auto& problem = read.problems.front();
        return Reason{problem.column + ": " + problem.nl, problem.column + ": " + problem.en};
    }
    table->replace(*row, std::move(cells));
    return {};
}

std::optional<Reason> ListFolder::remove(std::string_view list, std::string_view kenmerk) {
    auto* table = table_of(list);
    if (!table) return no_such_list(list);
    const auto row = table->find(trimmed(kenmerk));
    if (!row) return no_such_row(list, kenmerk);
    table->remove(*row);
    return {};
}

void ListFolder::for_each_row(std::string_view list,
                              const std::function<void(const RawRow&)>& visit) const {
    const auto* table = table_of(list);
    if (!table) return;
    ListTable::Cursor cursor{*table};
    for (std::uint32_t row = 0; row < table->size(); ++row)
        if (!table->is_removed(row)) visit(cursor.at(row));
}

std::size_t ListFolder::count_rows(std::string_view list) const {
    std::size_t count = 0;
    if (const auto* table = table_of(list))
        for (std::uint32_t row = 0; row < table->size(); ++row)
            count += table->is_removed(row) ? 0 : 1;
    return count;
}

bool ListFolder::has_list(std::string_view list) const {
    const auto* table = table_of(list);
    return table && table->has_source();
}

FolderFacts ListFolder::facts() const {
    FolderFacts result{{}, {}, m_findings.rejects, m_findings.notices, m_findings.rows_rejected};
    for (const auto& table : m_tables) {
        const std::string name{table.type().name};
        const bool refused =
            std::ranges::find(m_findings.rejects, name, &Reject::list) != m_findings.rejects.end();
        if (!table.has_source() && !refused && !table.type().by_program)
            result.notices.push_back(
                {Notice::Kind::MissingList,
                 name,
                 {},
                 0,
                 {"de lijst " + name + " ontbreekt", "the list " + name + " is missing"}});
    }
    const auto aliases = same_people(m_tables, result.notices);
    notice_dead_references(m_tables, result.notices);
    std::size_t rows = 0;
    for (const auto& table : m_tables) rows += table.size();
    result.rows.reserve(rows);
    for (const auto& table : m_tables) {
        ListTable::Cursor cursor{table};
        AliasedCells aliased{table.type(), aliases};
        for (std::uint32_t i = 0; i < table.size(); ++i) {
            if (table.is_removed(i)) continue;
            const auto row = cursor.at(i);
            auto read = table.type().read(aliased.of(row.cells));
            if (!read.problems.empty()) ++result.rows_rejected;
            for (auto& problem : read.problems)
                if (result.rejects.size() <
                    m_findings.rejects.size() + limits::list_rejects_kept_count_max)
                    result.rejects.push_back({std::string{row.list},
                                              std::string{row.file},
                                              row.number,
                                              std::move(problem.column),
                                              shortened(row.kenmerk),
                                              {std::move(problem.nl), std::move(problem.en)}});
            if (!read.problems.empty()) continue;
            rewrite_keys(read.facts, aliases);
            if (result.files.empty() || result.files.back() != row.file)
                result.files.emplace_back(row.file);
            result.rows.push_back({table.type().name, std::string{row.kenmerk},
                                   read.identity.known_on, std::move(read.facts),
                                   static_cast<std::uint16_t>(result.files.size() - 1),
                                   row.number});
        }
    }
    return result;
}

std::variant<FolderFacts, Reason> read_folder(const std::filesystem::path& folder,
                                              std::span<const ListType> types,
                                              const ProgressCallback& progress) {
    auto read = ListFolder::read(folder, types, progress);
    if (auto* refused = std::get_if<Reason>(&read)) return std::move(*refused);
    return std::get<ListFolder>(read).facts();
}

}  // namespace kader::lists
