#include "lists/together.h"

#include <algorithm>
#include <utility>

#include "lists/cell_scan.h"
#include "kernel/text.h"

namespace kader::lists {

namespace {

constexpr std::size_t notices_per_column_max = limits::list_rejects_shown_count_max;

std::optional<std::size_t> column_at(const ListType& type, std::string_view name) {
    for (std::size_t i = 0; i < type.columns.size(); ++i)
        if (type.columns[i].name == name) return i;
    return {};
}

const ListTable* table_named(std::span<const ListTable> tables, std::string_view name) {
    const auto found =
        std::ranges::find(tables, name, [](const ListTable& table) { return table.type().name; });
    return found == tables.end() ? nullptr : &*found;
}

// The references of one column.
struct Column {
    std::size_t place;
    const ColumnInfo* info;
    const ListTable* target;
    std::string last;  // Rows one after another often name the same.
    struct Missing {
        std::uint32_t row;
        std::string file;
        std::size_t count = 0;
    };
    std::map<std::string, Missing, std::less<>> missing;
    std::size_t more = 0;

    void look_up(std::string_view kenmerk, const RawRow& row) {
        if (kenmerk == last) return;
        if (target->find(kenmerk)) {
            last = kenmerk;
            return;
        }
        auto found = missing.find(kenmerk);
        if (found == missing.end() && missing.size() >= notices_per_column_max) {
            ++more;
            return;
        }
        if (found == missing.end())
            found = missing.emplace(kenmerk, Missing{row.number, std::string{row.file}}).first;
        ++found->second.count;
    }
};

void tell(const ListTable& table, const Column& column, std::vector<Notice>& notices) {
    const std::string name{column.info->name};
    const std::string target{column.info->refers_to};
    const std::string list{table.type().name};
    for (const auto& [kenmerk, missing] : column.missing) {
        const auto rows = std::to_string(missing.count);
        notices.push_back({Notice::Kind::PointsAtNothing,
                           list,
                           missing.file,
                           missing.row,
                           {name + " \"" + shortened(kenmerk) + "\" staat niet in " + target +
                                " (rijen: " + rows + ")",
                            name + " \"" + shortened(kenmerk) + "\" is not in " + target +
                                " (rows: " + rows + ")"}});
    }
    if (column.more > 0) {
        const auto count = std::to_string(column.more);
        notices.push_back(
            {Notice::Kind::PointsAtNothing,
             list,
             {},
             0,
             {"nog " + count + " verwijzingen in " + name + " staan niet in " + target,
              count + " more references in " + name + " are not in " + target}});
    }
}

}  // namespace

std::string human_of(std::string_view name, CalendarDay born) {
    return folded(name).append("|").append(iso_text(born));
}

Aliases same_people(std::span<const ListTable> tables, std::vector<Notice>& notices) {
    Aliases aliases;
    const auto* people = table_named(tables, people_list);
    if (!people) return aliases;
    const auto name = column_at(people->type(), people_name_column);
    const auto born = column_at(people->type(), people_born_column);
    if (!name || !born) return aliases;
    struct Human {
        std::string smallest;
        std::size_t rows = 0;
    };
    std::map<std::string, Human> humans;
    std::vector<Human*> of_row(people->size(), nullptr);
    ListTable::Cursor rows{*people};
    for (std::uint32_t i = 0; i < people->size(); ++i) {
        if (people->is_removed(i)) continue;
        const auto row = rows.at(i);
        CalendarDay day{};
        if (row.cells[*born].empty() || cell::scan_day(row.cells[*born], day) != cell::Fault::None)
            continue;
        auto& human = humans[human_of(row.cells[*name], day)];
        if (human.rows++ == 0 || row.kenmerk < human.smallest) human.smallest = row.kenmerk;
        of_row[i] = &human;
    }
    for (std::uint32_t i = 0; i < people->size(); ++i) {
        if (!of_row[i] || of_row[i]->rows == 1) continue;
        const auto row = rows.at(i);
        const auto& smallest = of_row[i]->smallest;
        if (row.kenmerk == smallest) continue;
        aliases.emplace(row.kenmerk, smallest);
        const auto one = shortened(smallest), two = shortened(row.kenmerk);
        notices.push_back(
            {Notice::Kind::SamePersonTwice,
             std::string{people_list},
             std::string{row.file},
             row.number,
             {two + " is dezelfde persoon als " + one +
                  " (zelfde naam en geboortedatum) en telt samen met die rij als één mens",
              two + " is the same person as " + one +
                  " (same name and day of birth) and counts with that row as one human"}});
    }
    return aliases;
}

AliasedCells::AliasedCells(const ListType& type, const Aliases& aliases)
    : m_type(type), m_aliases(aliases), m_cells(type.columns.size()) {
    if (aliases.empty()) return;
    if (type.name == people_list) m_places.push_back(0);
    for (std::size_t i = 0; i < type.columns.size(); ++i)
        if (type.columns[i].refers_to == people_list) m_places.push_back(i);
}

std::span<const std::string_view> AliasedCells::of(std::span<const std::string_view> cells) {
    if (m_places.empty()) return cells;
    std::ranges::copy(cells, m_cells.begin());
    m_made.clear();
    for (const auto place : m_places) {
        const bool several = m_type.columns[place].kind == CellKind::References;
        std::string changed;
        auto rest = cells[place];
        while (!rest.empty()) {
            const auto part = several ? cell::next_part(rest) : std::exchange(rest, {});
            if (part.empty()) break;
            if (!changed.empty()) changed += ',';
            const auto found = m_aliases.find(part);
            changed += found == m_aliases.end() ? part : std::string_view{found->second};
        }
        m_cells[place] = m_made.emplace_back(std::move(changed));
    }
    return m_cells;
}

void rewrite_keys(std::vector<facts::NewFact>& facts, const Aliases& aliases) {
    if (aliases.empty()) return;
    const auto rewrite = [&](std::string& key) {
        if (!key.starts_with(people_key)) return;
        const auto found = aliases.find(std::string_view{key}.substr(people_key.size()));
        if (found != aliases.end()) key = std::string{people_key} + found->second;
    };
    for (auto& fact : facts) {
        rewrite(fact.subject);
        rewrite(fact.relation);
    }
}

void notice_dead_references(std::span<const ListTable> tables, std::vector<Notice>& notices) {
    for (const auto& table : tables) {
        std::vector<Column> columns;
        for (std::size_t i = 0; i < table.type().columns.size(); ++i) {
            const auto& info = table.type().columns[i];
            if (info.refers_to.empty()) continue;
            if (const auto* target = table_named(tables, info.refers_to))
                columns.push_back({i, &info, target, {}, {}, 0});
        }
        if (columns.empty()) continue;
        ListTable::Cursor rows{table};
        for (std::uint32_t i = 0; i < table.size(); ++i) {
            if (table.is_removed(i)) continue;
            const auto row = rows.at(i);
            for (auto& column : columns) {
                auto rest = row.cells[column.place];
                if (column.info->kind == CellKind::Reference) {
                    if (!rest.empty()) column.look_up(rest, row);
                    continue;
                }
                for (auto part = cell::next_part(rest); !part.empty(); part = cell::next_part(rest))
                    column.look_up(part, row);
            }
        }
        for (const auto& column : columns) tell(table, column, notices);
    }
}

}  // namespace kader::lists
