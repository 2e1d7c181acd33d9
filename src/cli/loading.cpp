#include "cli/loading.h"

#include <algorithm>
#include <ostream>
#include <tuple>

#include "check/record_types.h"
#include "cli/stored_data.h"
#include "kernel/limits.h"
#include "standing/standing.h"

namespace kader::cli {

std::optional<norm_book::NormBook> load_norms(const Common& common, std::ostream& err) {
    auto loaded = norm_book::NormBook::load(common.norms, check::fact_kinds());
    if (auto* book = std::get_if<norm_book::NormBook>(&loaded)) return std::move(*book);
    for (const auto& fault : std::get<std::vector<norm_book::Fault>>(loaded))
        err << norm_book::text_of(fault) << "\n";
    return {};
}

std::optional<lists::ListFolder> load_folder(const Common& common, const std::filesystem::path& folder,
                                             std::ostream& err) {
    bool drawn = false;
    const auto draw = [&](const lists::Progress& progress) {
        constexpr std::size_t quick_enough = 4 * limits::MiB;
        if (!common.progress || progress.bytes_total < quick_enough) return;
        drawn = true;
        constexpr std::size_t width = 30;
        const auto full = width * progress.bytes_done / progress.bytes_total;
        err << "\r[" << std::string(full, '#') << std::string(width - full, ' ') << "] " << progress.rows
            << say(common.language, " rijen  ", " rows  ") << std::flush;
    };
    auto read = lists::ListFolder::read(folder, check::record_types(), draw);
    if (drawn) err << "\r" << std::string(60, ' ') << "\r" << std::flush;
    if (auto* lists = std::get_if<lists::ListFolder>(&read)) return std::move(*lists);
    const auto& reason = std::get<lists::Reason>(read);
    err << harmless(folder.string()) << ": " << harmless(say(common.language, reason.nl, reason.en)) << "\n";
    return {};
}

std::vector<check::Record> records_of(const lists::FolderFacts& folder) {
    std::vector<check::Record> records;
    records.reserve(folder.rows.size());
    for (const auto& row : folder.rows)
        records.push_back({std::string{row.list} + ":" + row.kenmerk, row.known_on, row.facts});
    return records;
}

namespace {

std::optional<CheckInput> load_stored(const Common& common, const CheckOptions& options, std::ostream& err, int& code) {
    const auto here = open_data_to_read(common, options.stored.data, err, code);
    if (!here) return {};
    const auto practice = practice_of(common, *here, options.stored.practice, err, code);
    if (!practice) return {};
    auto loaded = standing::load(*here->reader(), practice->id, options.known_on);
    std::size_t shown = 0;
    for (const auto& [record, column] : loaded.damaged) {
        if (shown++ == limits::list_rejects_shown_count_max) break;
        err << harmless(record_text(record)) << (column.empty() ? "" : ", ") << harmless(column) << ": "
            << say(common.language, "dit is beschadigd en telt niet mee; voer kader verify uit\n",
                   "this is damaged and does not count; run kader verify\n");
    }
    return CheckInput{std::move(loaded.records), {loaded.present, 0, {}}, {}};
}

}  // namespace

std::optional<CheckInput> load_input(const Common& common, const CheckOptions& options, std::ostream& err, int& code) {
    if (!options.stored.data.empty()) return load_stored(common, options, err, code);
    const auto folder = load_folder(common, options.folder, err);
    if (!folder) {
        code = Exit::Wrong;
        return {};
    }
    auto facts = folder->facts();
    print_findings(common, facts, err);
    return CheckInput{records_of(facts), {facts.rows.size(), facts.rows_rejected, std::move(facts.rejects)}, options.known_on};
}

void print_findings(const Common& common, const lists::FolderFacts& folder, std::ostream& err) {
    const auto say_it = [&](std::string_view nl, std::string_view en) { return say(common.language, nl, en); };
    auto rejects = folder.rejects;
    std::stable_sort(rejects.begin(), rejects.end(), [](const lists::Reject& a, const lists::Reject& b) {
        return std::tie(a.file, a.row) < std::tie(b.file, b.row);
    });
    std::size_t shown = 0;
    for (const auto& reject : rejects) {
        if (shown++ == limits::list_rejects_shown_count_max) break;
        err << harmless(reject.file);
        if (reject.row != 0) err << say_it(", rij ", ", row ") << reject.row;
        if (!reject.column.empty()) err << say_it(", kolom ", ", column ") << harmless(reject.column);
        err << ": " << harmless(say_it(reject.reason.nl, reject.reason.en)) << "\n";
    }
    if (folder.rows_rejected > 0)
        err << folder.rows_rejected
            << say_it(folder.rows_rejected == 1 ? " rij is geweigerd en telt niet mee; alle andere wel.\n"
                                                : " rijen zijn geweigerd en tellen niet mee; alle andere wel.\n",
                      folder.rows_rejected == 1 ? " row was refused and does not count; all others do.\n"
                                                : " rows were refused and do not count; all others do.\n");
    shown = 0;
    for (const auto& notice : folder.notices) {
        // A list that is not there is told by the answers themselves.
        if (notice.kind == lists::Notice::Kind::MissingList) continue;
        if (shown++ == limits::list_rejects_shown_count_max) break;
        err << say_it("Let op: ", "Note: ");
        if (!notice.file.empty()) err << harmless(notice.file) << ": ";
        err << harmless(say_it(notice.reason.nl, notice.reason.en)) << "\n";
    }
}

void print_refused(const Common& common, const check::Check& check, std::ostream& err) {
    for (const auto& refused : check.refused())
        err << say(common.language, "Let op: ", "Note: ") << harmless(record_text(refused.record)) << ": "
            << harmless(refused.reason.in(common.language)) << "\n";
}

}  // namespace kader::cli
