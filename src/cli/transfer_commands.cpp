// import and export: a practice from lists or an export, and into one.

#include <algorithm>
#include <cstring>
#include <map>
#include <ostream>
#include <tuple>

#include "cli/loading.h"
#include "cli/stored_data.h"
#include "kernel/limits.h"
#include "lists/spreadsheet_cell.h"
#include "transfer/archive.h"
#include "transfer/archive_check.h"
#include "transfer/import.h"

namespace kader::cli {

namespace {

using transfer::ImportChange;
using transfer::ImportReport;
using What = ImportChange::What;

// The disk says no in the middle of a command.
int print_disk_refusal(const Common& common, const system::FileError& error, std::ostream& err) {
    err << say(common.language, "Lezen of schrijven lukt niet; kijk of u daar rechten hebt en of er ruimte is: ",
               "Reading or writing fails; see whether you have the right to and whether there is room: ")
        << harmless(error.what()) << " (" << std::strerror(error.code()) << ")\n";
    return Exit::Broken;
}

std::string rows(const Common& common, std::size_t count) {
    const bool one = count == 1;
    return std::to_string(count) +
           std::string{say(common.language, one ? " rij" : " rijen", one ? " row" : " rows")};
}

// ---- What an import did, or would do ----

class ImportText {
public:
    ImportText(const Common& common, const ImportCommandOptions& options, const ImportReport& report,
               std::size_t refused, std::ostream& out)
        : m_common(common), m_options(options), m_report(report), m_refused(refused), m_out(out) {}

    void print(const std::string& practice) {
        m_out << harmless(practice) << "\n";
        line("gelezen", "read", m_report.rows + m_refused, "");
        line("geweigerd", "refused", m_refused,
             m_refused == 0 ? "" : word(" (hierboven staat waarom)", " (above it says why)"));
        const auto [lists, lists_count] = by_list(What::Add);
        line("nieuw", "new", m_report.added,
             lists_count == 0 || lists_count > lists_beside_max ? "" : " (" + lists + ")");
        line("gecorrigeerd", "corrected", m_report.corrected, "");
        if (m_options.withdraw_missing) line("ingetrokken", "withdrawn", m_report.withdrawn, "");
        line("ongewijzigd", "unchanged", m_report.unchanged, "");
        line("niet meer in de map", "no longer in the folder", m_report.missing, "");
        if (lists_count > lists_beside_max)
            m_out << word("Nieuw, per lijst:\n", "New, in each list:\n") << wrapped(lists, 2);
        each(What::Correct, "Gecorrigeerd, met de kolommen die anders zijn:", "Corrected, with the columns that differ:");
        each(What::Withdraw, "Ingetrokken, want niet meer in de map:", "Withdrawn, since no longer in the folder:");
        each(What::Missing, missing_nl(), missing_en());
        if (m_report.resumed)
            m_out << word("Een eerdere import van deze map brak af na ", "An earlier import of this folder broke off after ")
                  << rows(m_common, m_report.done_before) << word("; deze ging daar verder.\n", "; this one went on from there.\n");
        if (m_options.dry_run)
            m_out << word("Dit was een proef: er is niets veranderd.\n", "This was a dry run: nothing was changed.\n");
    }

private:
    std::string word(std::string_view nl, std::string_view en) const { return std::string{say(m_common.language, nl, en)}; }

    void line(std::string_view nl, std::string_view en, std::size_t count, const std::string& more) {
        const auto name = say(m_common.language, nl, en);
        const auto number = std::to_string(count);
        constexpr std::size_t name_width = 24, number_width = 7;
        m_out << "  " << name << std::string(name_width - width_of(name), ' ')
              << std::string(number_width - std::min(number_width, number.size()), ' ') << number << more << "\n";
    }

    // "mensen 12, scholing 30", and how many lists; nothing when not every change was kept.
    std::pair<std::string, std::size_t> by_list(What what) const {
        if (m_report.changes.size() == limits::import_changes_kept_count_max) return {};
        std::vector<std::pair<std::string, std::size_t>> counts;
        for (const auto& change : m_report.changes) {
            if (change.what != what) continue;
            const auto list = change.record.substr(0, change.record.find(':'));
            if (counts.empty() || counts.back().first != list) counts.emplace_back(list, 0);
            ++counts.back().second;
        }
        std::string text;
        // Where lines are broken, a number stays beside its list.
        const auto* space = counts.size() > lists_beside_max ? "\u00A0" : " ";
        for (const auto& [list, count] : counts) text += (text.empty() ? "" : ", ") + list + space + std::to_string(count);
        return {text, counts.size()};
    }

    std::size_t count_of(What what) const {
        switch (what) {
            case What::Add: return m_report.added;
            case What::Correct: return m_report.corrected;
            case What::Withdraw: return m_report.withdrawn;
            case What::Missing: return m_report.missing;
        }
        return 0;
    }

    void each(What what, std::string_view nl, std::string_view en) {
        if (count_of(what) == 0) return;
        m_out << say(m_common.language, nl, en) << "\n";
        std::size_t shown = 0;
        for (const auto& change : m_report.changes) {
            if (change.what != what) continue;
            if (shown++ == limits::list_rejects_shown_count_max) break;
            m_out << "  " << harmless(record_text(change.record));
            for (const auto& column : change.columns)
                m_out << (&column == &change.columns.front() ? ": " : ", ") << column;
            m_out << "\n";
        }
        if (count_of(what) > limits::list_rejects_shown_count_max)
            m_out << "  " << word("en nog ", "and ") << rows(m_common, count_of(what) - limits::list_rejects_shown_count_max)
                  << word("\n", " more\n");
    }

    std::string_view missing_nl() const {
        return m_options.withdraw_missing
                   ? "Niet meer in de map, en niet ingetrokken (de lijst ontbreekt, of er is een rij in geweigerd):"
                   : "Niet meer in de map; het blijft staan (met --withdraw-missing trekt u het in):";
    }
    std::string_view missing_en() const {
        return m_options.withdraw_missing
                   ? "No longer in the folder, and not withdrawn (its list is missing, or a row in it was refused):"
                   : "No longer in the folder; it stays (with --withdraw-missing you withdraw it):";
    }

    static constexpr std::size_t lists_beside_max = 3;  // More are told below.
    const Common& m_common;
    const ImportCommandOptions& m_options;
    const ImportReport& m_report;
    std::size_t m_refused;
    std::ostream& m_out;
};

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
        err << "\r[" << std::string(full, '#') << std::string(width - full, ' ') << "] " << rows(common, done) << "  "
            << std::flush;
    };
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
    const auto here = options.dry_run ? open_data_to_read(common, options.stored.data, err, code)
                                      : open_data(common, options.stored.data, err, code);
    if (!here) return code;
    const auto practice = practice_of(common, *here, options.stored.practice, err, code);
    if (!practice) return code;
    const auto grant = access::operator_grant(practice->id, common.user_number);
    const transfer::ImportOptions how{options.withdraw_missing, common.language};
    bool drawn = false;
    const auto report = options.dry_run
                            ? transfer::plan_import(*here, grant, *folder, how)
                            : transfer::run_import(*here, grant, *folder, how, progress_on(common, err, drawn));
    if (drawn) err << "\r" << std::string(60, ' ') << "\r" << std::flush;
    if (!report) return print_refusal(report.error(), err);
    for (const auto& reject : report->refused) {
        err << harmless(reject.file) << say(common.language, ", rij ", ", row ") << reject.row << ": "
            << harmless(say(common.language, reject.reason.nl, reject.reason.en)) << "\n";
        found.rejects.push_back(reject);
    }
    ImportText{common, options, *report, found.rows_rejected + report->refused.size(), out}.print(practice->name);
    if (options.rejects.empty()) return Exit::Done;
    std::ranges::stable_sort(found.rejects, {}, [](const lists::Reject& reject) { return std::tie(reject.file, reject.row); });
    write_rejects(common, options.rejects, found.rejects);
    out << say(common.language, "De geweigerde rijen staan in ", "The refused rows are in ")
        << harmless(options.rejects.string()) << "\n";
    return Exit::Done;
}

void print_whole(const Common& common, const transfer::ArchiveReport& report, std::ostream& out) {
    out << "  " << report.records << say(common.language, " gegevens, ", " records, ") << report.versions
        << say(common.language, " versies, ", " versions, ") << report.audit_entries
        << say(common.language, " regels in het logboek\n", " lines in the audit log\n");
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
    const auto here = open_data(common, options.stored.data, err, code);
    if (!here) return code;
    std::optional<std::string> name;
    if (!options.stored.practice.empty()) name = options.stored.practice;
    const auto restored = transfer::import_practice(*here, access::operator_actor(common.user_number), options.folder,
                                                    name, common.language);
    if (!restored) return print_refusal(restored.error(), err);
    out << say(common.language, "De praktijk is teruggezet: ", "The practice was put back: ") << harmless(restored->practice) << "\n";
    print_whole(common, *restored, out);
    return Exit::Done;
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
        const auto here = open_data(common, options.stored.data, err, code);
        if (!here) return code;
        const auto practice = practice_of(common, *here, options.stored.practice, err, code);
        if (!practice) return code;
        const auto grant = access::operator_grant(practice->id, common.user_number);
        const auto made = transfer::export_practice(*here, grant, options.into, common.language);
        if (!made) return print_refusal(made.error(), err);
        out << harmless(made->practice) << say(common.language, " staat nu in ", " is now in ")
            << harmless(options.into.string()) << "\n";
        print_whole(common, *made, out);
        out << say(common.language,
                   "Let op: in deze map is alles leesbaar, ook namen. Bewaar hem als een dossier en gooi hem weg als u hem niet meer nodig hebt.\n",
                   "Note: in this folder everything can be read, names as well. Keep it like a dossier and remove it when you no longer need it.\n");
        return Exit::Done;
    } catch (const system::FileError& error) {
        return print_disk_refusal(common, error, err);
    }
}

}  // namespace kader::cli
