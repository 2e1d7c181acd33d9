#include "cli/import_text.h"

#include <algorithm>
#include <ostream>

#include "kernel/limits.h"

namespace kader::cli {

namespace {

using transfer::ImportChange;
using transfer::ImportReport;
using What = ImportChange::What;

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
                  << rows_text(m_common.language, m_report.done_before) << word("; deze ging daar verder.\n", "; this one went on from there.\n");
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
            m_out << "  " << word("en nog ", "and ") << rows_text(m_common.language, count_of(what) - limits::list_rejects_shown_count_max)
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

}  // namespace

std::string rows_text(Language language, std::size_t count) {
    const bool one = count == 1;
    return std::to_string(count) + std::string{say(language, one ? " rij" : " rijen", one ? " row" : " rows")};
}

void print_import(const Common& common, const ImportCommandOptions& options, const transfer::ImportReport& report,
                  std::size_t refused, const std::string& practice, std::ostream& out) {
    ImportText{common, options, report, refused, out}.print(practice);
}

}  // namespace kader::cli
