// import and export: a practice from lists or an export, and into one.

#include <algorithm>
#include <cstring>
#include <ostream>
#include <tuple>

#include "cli/import_text.h"
#include "cli/loading.h"
#include "cli/server_client.h"
#include "cli/stored_data.h"
#include "lists/spreadsheet_cell.h"
#include "server/tool_types.h"
#include "transfer/archive.h"
#include "transfer/archive_check.h"
#include "transfer/import.h"

namespace kader::cli {

namespace {

namespace fs = std::filesystem;

// The disk says no in the middle of a command.
int print_disk_refusal(const Common& common, const system::FileError& error, std::ostream& err) {
    err << say(common.language, "Lezen of schrijven lukt niet; kijk of u daar rechten hebt en of er ruimte is: ",
               "Reading or writing fails; see whether you have the right to and whether there is room: ")
        << harmless(error.what()) << " (" << std::strerror(error.code()) << ")\n";
    return Exit::Broken;
}

// The refused rows as a list: file, row, column, reason. No cells: those stand in the file itself.
void write_rejects(const Common& common, const std::filesystem::path& file, const std::vector<lists::Reject>& rejects) {
    const auto dutch = common.language == Language::Dutch;
    lists::CsvLine line;
    for (const auto* name : {dutch ? "bestand" : "file", dutch ? "rij" : "row", dutch ? "kolom" : "column",
                             dutch ? "reden" : "reason"})
        line.add(name);
    auto text = "\xEF\xBB\xBF" + line.take();
    for (const auto& reject : rejects) {
        line.add(reject.file);
        line.add(reject.row == 0 ? std::string{} : std::to_string(reject.row));
        line.add(reject.column);
        line.add(say(common.language, reject.reason.nl, reject.reason.en));
        text += line.take();
    }
    system::write_file_durably(file, {reinterpret_cast<const std::uint8_t*>(text.data()), text.size()},
                               system::FileAccess::OwnerOnly);
}

transfer::ImportProgress progress_on(const Common& common, std::ostream& err, bool& drawn) {
    return [&common, &err, &drawn](std::size_t done, std::size_t total) {
        constexpr std::size_t quick_enough = 5'000;
        if (!common.progress || total < quick_enough) return;
        drawn = true;
        constexpr std::size_t width = 30;
        const auto full = width * done / total;
        err << "\r[" << std::string(full, '#') << std::string(width - full, ' ') << "] " << rows_text(common.language, done) << "  "
            << std::flush;
    };
}

// The practice that a command speaks of, where a server has the data. Nothing: as practice_of().
std::optional<subjects::Practice> practice_there(const Common& common, const StoredPractice& stored, std::ostream& err, int& code) {
    const auto here = open_data_to_read(common, stored.data, err, code);
    if (!here) return {};
    return practice_of(common, *here, stored.practice, err, code);
}

transfer::ImportReport report_of(const server::ImportAnswer& answer, transfer::FolderSeen seen) {
    const auto count = [](std::int64_t number) { return static_cast<std::size_t>(number); };
    transfer::ImportReport report;
    report.rows = seen.rows;
    report.refused = std::move(seen.too_large);
    report.unchanged = count(answer.unchanged);
    report.added = count(answer.added);
    report.corrected = count(answer.corrected);
    report.withdrawn = count(answer.withdrawn);
    report.missing = count(answer.missing);
    report.resumed = answer.resumed;
    report.done_before = count(answer.done_before);
    for (const auto& change : answer.changes) {
        const auto what = std::ranges::find(server::change_words, change.what) - server::change_words.begin();
        report.changes.push_back({static_cast<transfer::ImportChange::What>(what), change.record, change.columns});
    }
    return report;
}

struct Imported {
    std::string practice;
    transfer::ImportReport report;
};

Result<transfer::ImportReport> import_by_server(const Common& common, const ImportCommandOptions& options, const ServerClient& server,
                                                const std::string& practice, const lists::ListFolder& folder) {
    auto seen = transfer::look_at(folder);
    const server::ImportRequest request{fs::absolute(options.folder).string(), vault::hex(seen.digest), options.withdraw_missing};
    KADER_TRY(answer, server.ask<server::ImportAnswer>(server::tools_import, practice, request, common.language));
    return report_of(answer, std::move(seen));
}

// Nothing: as practice_of().
std::optional<Imported> take_in(const Common& common, const ImportCommandOptions& options, const lists::ListFolder& folder,
                                std::ostream& err, int& code) {
    auto opened = options.dry_run ? OpenedToWrite{open_data_to_read(common, options.stored.data, err, code), {}}
                                  : open_to_write(common, options.stored.data, err, code);
    if (!opened) return {};
    const auto practice = opened.here ? practice_of(common, *opened.here, options.stored.practice, err, code)
                                      : practice_there(common, options.stored, err, code);
    if (!practice) return {};
    const auto grant = access::operator_grant(practice->id, common.user_number);
    const transfer::ImportOptions how{options.withdraw_missing, common.language, {}};
    bool drawn = false;
    auto report = opened.server ? import_by_server(common, options, *opened.server, practice->name, folder)
                  : options.dry_run
                      ? transfer::plan_import(*opened.here, grant, folder, how)
                      : transfer::run_import(*opened.here, grant, folder, how, progress_on(common, err, drawn));
    if (drawn) err << "\r" << std::string(60, ' ') << "\r" << std::flush;
    if (report) return Imported{practice->name, *std::move(report)};
    code = print_refusal(report.error(), err);
    return {};
}

int import_lists(const Common& common, const ImportCommandOptions& options, std::ostream& out, std::ostream& err) {
    const auto folder = load_folder(common, options.folder, err);
    if (!folder) return Exit::Wrong;
    lists::FolderFacts found;
    {
        auto facts = folder->facts();
        found.rejects = std::move(facts.rejects);
        found.notices = std::move(facts.notices);
        found.rows_rejected = facts.rows_rejected;
    }
    print_findings(common, found, err);
    const auto has_list = [&](const lists::ListType& type) { return folder->has_list(type.name); };
    if (std::ranges::none_of(folder->types(), has_list)) return Exit::Wrong;

    int code = Exit::Done;
    const auto imported = take_in(common, options, *folder, err, code);
    if (!imported) return code;
    const auto& report = imported->report;
    for (const auto& reject : report.refused) {
        err << harmless(reject.file) << say(common.language, ", rij ", ", row ") << reject.row << ": "
            << harmless(say(common.language, reject.reason.nl, reject.reason.en)) << "\n";
        found.rejects.push_back(reject);
    }
    print_import(common, options, report, found.rows_rejected + report.refused.size(), imported->practice, out);
    if (options.rejects.empty()) return Exit::Done;
    std::ranges::stable_sort(found.rejects, {}, [](const lists::Reject& reject) { return std::tie(reject.file, reject.row); });
    write_rejects(common, options.rejects, found.rejects);
    out << say(common.language, "De geweigerde rijen staan in ", "The refused rows are in ")
        << harmless(options.rejects.string()) << "\n";
    return Exit::Done;
}

// Of an export that was made or put back; `way_in` only by a server, which can let somebody in at once.
struct Moved {
    transfer::ArchiveReport report;
    std::optional<std::string> way_in = {};
};

Moved moved_of(server::ArchiveAnswer answer) {
    const auto count = [](std::int64_t number) { return static_cast<std::size_t>(number); };
    return {{std::move(answer.practice), {}, count(answer.records), count(answer.versions), count(answer.audit_entries)}, std::move(answer.way_in)};
}

Result<Moved> moved_of(Result<transfer::ArchiveReport> made) {
    if (!made) return std::move(made).error();
    return Moved{*std::move(made)};
}

void print_whole(const Common& common, const transfer::ArchiveReport& report, std::ostream& out) {
    out << "  " << report.records << say(common.language, " gegevens, ", " records, ") << report.versions
        << say(common.language, " versies, ", " versions, ") << report.audit_entries
        << say(common.language, " regels in het logboek\n", " lines in the audit log\n");
}

Result<Moved> restore_by_server(const Common& common, const fs::path& folder, const std::optional<std::string>& name, const ServerClient& server) {
    KADER_TRY(seen, transfer::export_digest(folder, common.language));
    const server::RestoreRequest request{fs::absolute(folder).string(), vault::hex(seen), name};
    KADER_TRY(answer, server.ask<server::ArchiveAnswer>(server::tools_restore, {}, request, common.language));
    return moved_of(std::move(answer));
}

int import_export(const Common& common, const ImportCommandOptions& options, std::ostream& out, std::ostream& err) {
    if (options.withdraw_missing || !options.rejects.empty()) {
        err << say(common.language, "Deze map is een export: die komt in zijn geheel terug. --withdraw-missing en --rejects horen bij lijsten.\n",
                   "This folder is an export: it comes back as a whole. --withdraw-missing and --rejects are for lists.\n");
        return Exit::Wrong;
    }
    if (options.dry_run) {
        const auto checked = transfer::check_export(options.folder, common.language);
        if (!checked) return print_refusal(checked.error(), err);
        out << say(common.language, "De export is in orde: ", "The export is in order: ")
            << harmless(checked->practice.name) << "\n"
            << say(common.language, "Dit was een proef: er is niets veranderd.\n", "This was a dry run: nothing was changed.\n");
        return Exit::Done;
    }
    int code = Exit::Done;
    auto opened = open_to_write(common, options.stored.data, err, code);
    if (!opened) return code;
    std::optional<std::string> name;
    if (!options.stored.practice.empty()) name = options.stored.practice;
    const auto restored = opened.server ? restore_by_server(common, options.folder, name, *opened.server)
                                        : moved_of(transfer::import_practice(*opened.here, access::operator_actor(common.user_number),
                                                                             options.folder, name, common.language));
    if (!restored) return print_refusal(restored.error(), err);
    const auto& report = restored->report;
    out << say(common.language, "De praktijk is teruggezet: ", "The practice was put back: ") << harmless(report.practice) << "\n";
    print_whole(common, report, out);
    if (restored->way_in) out << way_in_text(common.language, report.practice, *restored->way_in) << "\n";
    return Exit::Done;
}

// A server may see other folders than whoever asks, such as one with a place of its own for temporary files.
Error not_seen_here(Language language) {
    return {Code::Unavailable, std::string{say(language,
                                               "De server heeft de export gemaakt, maar hier is hij niet te zien. Kies een map die de server ook ziet.",
                                               "The server made the export, but it cannot be seen here. Choose a folder that the server sees as well.")}};
}

Result<Moved> export_by_server(const Common& common, const fs::path& into, const std::string& practice, const ServerClient& server) {
    KADER_TRY(answer, server.ask<server::ArchiveAnswer>(server::tools_export, practice, server::ExportRequest{fs::absolute(into).string()},
                                                        common.language));
    if (!transfer::is_export(into)) return not_seen_here(common.language);
    return moved_of(std::move(answer));
}

}  // namespace

int import_command(const Common& common, const ImportCommandOptions& options, std::ostream& out, std::ostream& err) {
    try {
        return transfer::is_export(options.folder) ? import_export(common, options, out, err)
                                                   : import_lists(common, options, out, err);
    } catch (const system::FileError& error) {
        return print_disk_refusal(common, error, err);
    }
}

int export_command(const Common& common, const ExportCommandOptions& options, std::ostream& out, std::ostream& err) {
    try {
        int code = Exit::Done;
        auto opened = open_to_write(common, options.stored.data, err, code);
        if (!opened) return code;
        const auto practice = opened.here ? practice_of(common, *opened.here, options.stored.practice, err, code)
                                          : practice_there(common, options.stored, err, code);
        if (!practice) return code;
        const auto made =
            opened.server ? export_by_server(common, options.into, practice->name, *opened.server)
                          : moved_of(transfer::export_practice(*opened.here, access::operator_grant(practice->id, common.user_number),
                                                               options.into, common.language));
        if (!made) return print_refusal(made.error(), err);
        out << harmless(made->report.practice) << say(common.language, " staat nu in ", " is now in ")
            << harmless(options.into.string()) << "\n";
        print_whole(common, made->report, out);
        out << say(common.language,
                   "Let op: in deze map is alles leesbaar, ook namen. Bewaar hem als een dossier en gooi hem weg als u hem niet meer nodig hebt.\n",
                   "Note: in this folder everything can be read, names as well. Keep it like a dossier and remove it when you no longer need it.\n");
        return Exit::Done;
    } catch (const system::FileError& error) {
        return print_disk_refusal(common, error, err);
    }
}

}  // namespace kader::cli
