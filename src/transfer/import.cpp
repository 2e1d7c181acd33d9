#include "transfer/import.h"

#include "transfer/import_comparison.h"
#include "transfer/import_journal.h"
#include "transfer/import_rows.h"
#include "transfer/snapshot.h"

namespace kader::transfer {

namespace {

using access::Act;
using access::Area;
using What = ImportChange::What;

// So many rows are made ready at a time; a unit takes as many of them as its time allows.
constexpr std::size_t chunk_rows_count = 1000;

records::Keeping keeping_of(installation::Installation& installation) {
    return {installation.keys(), installation.keyring(), installation.log()};
}

Error stopped(Language language) {
    return {Code::Unavailable,
            language == Language::Dutch
                ? "Kader stopt, en de import dus ook. Wat al is overgenomen blijft; neem straks dezelfde map over, dan gaat de import daar verder."
                : "Kader stops, and so does the import. What was taken over stays; take in the same folder later, and the import goes on from there."};
}

void note_all(ImportReport& report, What what, const std::vector<MissingRecord>& records) {
    for (const auto& record : records) note(report, {what, record.name, {}});
}

class Import {
public:
    Import(installation::Installation& installation, const access::Grant& grant, const lists::ListFolder& folder,
           const ImportOptions& options, const ImportProgress& progress)
        : m_installation(installation),
          m_grant(grant),
          m_folder(folder),
          m_options(options),
          m_progress(progress),
          m_keeping(keeping_of(installation)),
          m_rows(folder) {
        m_report.rows = m_rows.count();
        m_report.refused = m_rows.too_large();
    }

    Result<ImportReport> run() {
        if (auto refused = begin()) return *std::move(refused);
        if (auto refused = apply_rows()) return *std::move(refused);
        if (auto refused = settle_missing()) return *std::move(refused);
        if (auto refused = finish()) return *std::move(refused);
        return std::move(m_report);
    }

private:
    using Work = std::function<std::optional<Error>(storage::Unit&)>;

    std::optional<Error> write(const Work& work) {
        if (is_stopping(m_options.stopping)) return stopped(m_options.language);
        ++m_report.units;
        return m_installation.writer().write(m_grant.practice().bytes(), work, storage::Kind::Bulk);
    }

    void append(storage::Unit& unit, audit::Act act, std::int64_t count) {
        audit::Line line;
        line.act = act;
        line.object = audit::Object{"import", m_run.id.text()};
        line.count = count;
        m_installation.log().append(unit, m_grant, line);
    }

    std::optional<Error> begin() {
        const auto refused = write([&](storage::Unit& unit) -> std::optional<Error> {
            const auto broken = find_broken_run(unit.session(), m_grant.practice(), m_rows.content_hash());
            m_report.resumed = broken.has_value();
            m_run = broken ? *broken : begin_run(unit, m_rows.content_hash(), m_rows.count());
            constexpr audit::Act resume = "import.resume", begin = "import.begin";
            append(unit, broken ? resume : begin, m_run.rows_total - m_run.rows_done);
            return {};
        });
        m_report.done_before = static_cast<std::size_t>(m_run.rows_done);
        return refused;
    }

    std::optional<Error> apply_rows() {
        std::optional<Error> refused;
        std::vector<records::Draft> chunk;
        const auto apply = [&] {
            refused = apply_chunk(chunk);
            chunk.clear();
            return !refused;
        };
        m_rows.each(m_report.done_before, [&](const records::Draft& draft) {
            chunk.push_back(draft);
            chunk.back().language = m_options.language;
            return chunk.size() < chunk_rows_count || apply();
        });
        if (!refused && !chunk.empty()) apply();
        return refused;
    }

    // In as many units as it takes.
    std::optional<Error> apply_chunk(const std::vector<records::Draft>& chunk) {
        for (std::size_t at = 0; at < chunk.size();) {
            auto next = m_run;
            std::size_t end = at;
            std::vector<ImportChange> changes;
            const auto work = [&](storage::Unit& unit) -> std::optional<Error> {
                next = m_run;
                changes.clear();
                for (end = at; end < chunk.size() && (end == at || !unit.is_time_up()); ++end)
                    if (auto refused = apply_row(unit, chunk[end], next, changes)) return refused;
                store_run(unit, next);
                return {};
            };
            if (auto refused = write(work)) return refused;
            m_run = next;
            m_report.unchanged += end - at - changes.size();
            at = end;
            for (auto& change : changes) note(m_report, std::move(change));
            if (m_progress) m_progress(static_cast<std::size_t>(m_run.rows_done), m_report.rows);
        }
        return {};
    }

    std::optional<Error> apply_row(storage::Unit& unit, const records::Draft& draft, ImportRun& run,
                                   std::vector<ImportChange>& changes) {
        KADER_TRY(change, compare(unit.session(), m_keeping, m_grant.practice(), draft));
        ++run.rows_done;
        if (!change) return {};
        ++(change->what == What::Add ? run.added : run.corrected);
        changes.push_back(*std::move(change));
        const auto written = records::put(unit, m_keeping, m_grant, draft);
        if (!written) return written.error();
        return {};
    }

    std::optional<Error> settle_missing() {
        auto missing = [&] {
            const Snapshot snapshot{m_installation.reader(), m_grant.practice()};
            return find_missing(snapshot.session(), m_grant.practice(), m_folder, m_options.withdraw_missing);
        }();
        note_all(m_report, What::Missing, missing.staying);
        return withdraw(missing.to_withdraw);
    }

    std::optional<Error> withdraw(const std::vector<MissingRecord>& records) {
        for (std::size_t at = 0; at < records.size();) {
            auto next = m_run;
            std::size_t end = at;
            std::vector<ImportChange> changes;
            const auto work = [&](storage::Unit& unit) -> std::optional<Error> {
                next = m_run;
                changes.clear();
                for (end = at; end < records.size() && (end == at || !unit.is_time_up()); ++end) {
                    const auto& record = records[end];
                    const auto written = records::withdraw(unit, m_keeping, m_grant, *record.type, record.record,
                                                           record.version, m_options.language);
                    // Somebody changed it meanwhile: then it is not this folder's to withdraw.
                    const bool changed = !written && written.error().code == Code::Conflict;
                    if (!written && !changed) return written.error();
                    changes.push_back({changed ? What::Missing : What::Withdraw, record.name, {}});
                    if (!changed) ++next.withdrawn;
                }
                store_run(unit, next);
                return {};
            };
            if (auto refused = write(work)) return refused;
            m_run = next;
            at = end;
            for (auto& change : changes) note(m_report, std::move(change));
        }
        return {};
    }

    std::optional<Error> finish() {
        return write([&](storage::Unit& unit) -> std::optional<Error> {
            finish_run(unit, m_run);
            append(unit, "import.end", m_run.added + m_run.corrected + m_run.withdrawn);
            return {};
        });
    }

    installation::Installation& m_installation;
    const access::Grant& m_grant;
    const lists::ListFolder& m_folder;
    const ImportOptions& m_options;
    const ImportProgress& m_progress;
    records::Keeping m_keeping;
    ImportRows m_rows;
    ImportRun m_run;
    ImportReport m_report;
};

}  // namespace

FolderSeen look_at(const lists::ListFolder& folder) {
    const ImportRows rows{folder};
    return {seen_digest(folder, rows), rows.count(), rows.too_large()};
}

Result<ImportReport> plan_import(installation::Installation& installation, const access::Grant& grant,
                                 const lists::ListFolder& folder, const ImportOptions& options) {
    if (auto refused = grant.refusal(Area::Transfer, Act::Write, options.language)) return *std::move(refused);
    const ImportRows rows{folder};
    const auto keeping = keeping_of(installation);
    const Snapshot snapshot{installation.reader(), grant.practice()};
    auto& session = snapshot.session();
    ImportReport report;
    report.rows = rows.count();
    report.refused = rows.too_large();
    if (const auto broken = find_broken_run(session, grant.practice(), rows.content_hash())) {
        report.resumed = true;
        report.done_before = static_cast<std::size_t>(broken->rows_done);
    }
    std::optional<Error> refused;
    rows.each(report.done_before, [&](const records::Draft& draft) {
        auto change = compare(session, keeping, grant.practice(), draft);
        if (!change)
            refused = std::move(change).error();
        else if (*change)
            note(report, **std::move(change));
        else
            ++report.unchanged;
        return !refused;
    });
    if (refused) return *std::move(refused);
    const auto missing = find_missing(session, grant.practice(), folder, options.withdraw_missing);
    note_all(report, What::Missing, missing.staying);
    note_all(report, What::Withdraw, missing.to_withdraw);
    return report;
}

Result<ImportReport> run_import(installation::Installation& installation, const access::Grant& grant,
                                const lists::ListFolder& folder, const ImportOptions& options,
                                const ImportProgress& progress) {
    if (auto refused = grant.refusal(Area::Transfer, Act::Write, options.language)) return *std::move(refused);
    return Import{installation, grant, folder, options, progress}.run();
}

}  // namespace kader::transfer
