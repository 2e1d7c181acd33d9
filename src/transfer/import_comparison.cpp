#include "transfer/import_comparison.h"

#include "kernel/limits.h"
#include "records/cells.h"

namespace kader::transfer {

namespace {

using What = ImportChange::What;

std::string_view cell_of(const records::Cells& cells, std::string_view column) {
    const auto found = cells.find(column);
    return found == cells.end() ? std::string_view{} : std::string_view{found->second};
}

}  // namespace

std::string record_name(std::string_view list, std::string_view kenmerk) {
    return std::string{list} + ':' + std::string{kenmerk};
}

Result<std::optional<ImportChange>> compare(storage::Session& session, const records::Keeping& keeping,
                                            const subjects::PracticeId& practice, const records::Draft& draft) {
    const auto newest = records::find_newest(session, practice, draft.type->name, draft.kenmerk);
    ImportChange change{What::Add, record_name(draft.type->name, draft.kenmerk), {}};
    if (!newest || newest->state != records::State::Present) return std::optional{std::move(change)};

    change.what = What::Correct;
    const auto sealed = records::find_sealed(session, practice, newest->record, newest->number);
    auto opened = records::open_sealed(session, keeping, practice, *newest, sealed);
    if (!opened && opened.error().code != Code::Invalid) return std::move(opened).error();
    // What is damaged is written again as the row says it.
    const auto stored = opened ? records::whole_cells(newest->plain, opened->sealed) : records::Cells{};
    for (const auto& column : draft.type->columns)
        if (cell_of(stored, column.name) != cell_of(draft.cells, column.name))
            change.columns.emplace_back(column.name);
    if (opened && change.columns.empty()) return std::optional<ImportChange>{};
    return std::optional{std::move(change)};
}

MissingRecords find_missing(storage::Session& session, const subjects::PracticeId& practice,
                            const lists::ListFolder& folder, bool withdraw_missing) {
    MissingRecords missing;
    for (const auto& type : folder.types()) {
        const ListMembers members{folder, type};
        auto& where = withdraw_missing && members.is_whole() ? missing.to_withdraw : missing.staying;
        const auto look = [&](const records::Version& version) {
            if (version.state != records::State::Present || members.holds(version.kenmerk)) return;
            where.push_back({&type, version.record, version.number, record_name(version.list, version.kenmerk)});
        };
        records::each_newest(session, practice, look, type.name);
    }
    return missing;
}

void note(ImportReport& report, ImportChange change) {
    switch (change.what) {
        case What::Add: ++report.added; break;
        case What::Correct: ++report.corrected; break;
        case What::Withdraw: ++report.withdrawn; break;
        case What::Missing: ++report.missing; break;
    }
    if (report.changes.size() < limits::import_changes_kept_count_max) report.changes.push_back(std::move(change));
}

}  // namespace kader::transfer
