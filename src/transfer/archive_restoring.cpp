// A practice into an installation.

#include "records/record_store.h"
#include "transfer/archive.h"
#include "transfer/archive_check.h"
#include "transfer/export_lines.h"
#include "transfer/leftovers.h"

namespace kader::transfer {

namespace {

namespace fs = std::filesystem;

// So many lines are made ready at a time; a unit takes as many of them as its time allows.
constexpr std::size_t chunk_lines_count = 1000;

class Restore {
public:
    Restore(installation::Installation& installation, const access::Actor& actor, const fs::path& folder,
            const Manifest& manifest, std::string name, Language language, const Stopping& stopping)
        : m_installation(installation),
          m_grant(access::founder_grant(manifest.practice.id, actor)),
          m_folder(folder),
          m_manifest(manifest),
          m_name(std::move(name)),
          m_language(language),
          m_stopping(stopping),
          m_keeping{installation.keys(), installation.keyring(), installation.log()} {}

    std::optional<Error> run() {
        if (auto refused = begin()) return refused;
        m_begun = true;
        if (auto refused = store<SubjectLine>(subjects_file, parse_subject)) return refused;
        if (auto refused = store<VersionLine>(versions_file, parse_version)) return refused;
        return complete();
    }
    // Whether anything of it is stored, so that it must be removed when it was refused.
    bool has_begun() const { return m_begun; }

private:
    using Work = std::function<std::optional<Error>(storage::Unit&)>;

    std::optional<Error> write(const Work& work) {
        if (is_stopping(m_stopping))
            return refusal(m_language, Code::Unavailable, "Kader stopt; de praktijk is niet teruggezet. Begin straks opnieuw.",
                           "Kader stops; the practice was not put back. Begin again later.");
        return m_installation.writer().write(m_manifest.practice.id.bytes(), work, storage::Kind::Bulk);
    }

    std::optional<Error> begin() {
        return write([&](storage::Unit& unit) {
            return subjects::add_practice(unit, m_name, subjects::Arrival::BeingMovedIn, m_language,
                                          m_manifest.practice.created_at);
        });
    }

    // The log and the practice appear together, in one unit: a log can only be added to, so what broke off
    // in the middle of one could not be removed any more.
    std::optional<Error> complete() {
        return write([&](storage::Unit& unit) -> std::optional<Error> {
            if (auto refused = store_log(unit)) return refused;
            subjects::complete_practice(unit);
            // Its changes go on where they were.
            unit.pass_change_seq(m_manifest.change_seq + 1);
            audit::Line line;
            line.act = "practice.restored";
            line.object = audit::Object{"practice", m_manifest.practice.id.text()};
            line.count = m_manifest.counts.versions;
            m_installation.log().append(unit, m_grant, line);
            return {};
        });
    }

    std::optional<Error> store_log(storage::Unit& unit) {
        return each_line<AuditLine>(audit_file, parse_audit, [&](AuditLine line) {
            return m_installation.log().append_old(unit, line.entry, line.salt);
        });
    }

    // Refused as well when the file is no longer the one that was checked; only then after the last line.
    template <class Line, class Parse, class Take>
    std::optional<Error> each_line(std::string_view file, Parse parse, Take take) {
        auto lines = LineReader::open(m_folder / file, m_language);
        if (!lines) return lines.error();
        while (const auto text = lines->next()) {
            auto line = parse(*text);
            if (!line) return changed(file);
            if (auto refused = take(*std::move(line))) return refused;
        }
        if (lines->error()) return lines->error();
        if (lines->sum() != m_manifest.files.at(std::string{file})) return changed(file);
        return {};
    }

    template <class Line, class Parse>
    std::optional<Error> store(std::string_view file, Parse parse) {
        std::vector<Line> chunk;
        const auto add = [&](Line line) -> std::optional<Error> {
            chunk.push_back(std::move(line));
            if (chunk.size() < chunk_lines_count) return {};
            auto refused = store(chunk);
            chunk.clear();
            return refused;
        };
        if (auto refused = each_line<Line>(file, parse, add)) return refused;
        return store(chunk);
    }

    template <class Line>
    std::optional<Error> store(const std::vector<Line>& chunk) {
        for (std::size_t at = 0; at < chunk.size();) {
            auto end = at;
            const auto refused = write([&](storage::Unit& unit) -> std::optional<Error> {
                for (end = at; end < chunk.size() && (end == at || !unit.is_time_up()); ++end)
                    if (auto error = store_line(unit, chunk[end])) return error;
                return {};
            });
            if (refused) return refused;
            at = end;
        }
        return {};
    }

    std::optional<Error> store_line(storage::Unit& unit, const SubjectLine& line) {
        subjects::add_old_subject(unit, m_installation.keys(), line);
        return {};
    }
    std::optional<Error> store_line(storage::Unit& unit, const VersionLine& line) {
        return records::put_old(unit, m_keeping, m_grant, line.version, line.salt);
    }

    Error changed(std::string_view file) const {
        const std::string name{file};
        return refusal(m_language, Code::Invalid, "Het bestand " + name + " veranderde tijdens het terugzetten.",
                       "The file " + name + " changed while it was put back.");
    }

    installation::Installation& m_installation;
    access::Grant m_grant;
    const fs::path& m_folder;
    const Manifest& m_manifest;
    std::string m_name;
    Language m_language;
    const Stopping& m_stopping;
    records::Keeping m_keeping;
    bool m_begun = false;
};

// Before anything is stored, so that the sentence is about this and not about a database.
std::optional<Error> refusal_if_there(installation::Installation& installation, const Manifest& manifest,
                                      const std::string& name, Language language) {
    const auto session = installation.reader();
    for (const auto& practice : subjects::practices(*session)) {
        if (practice.id == manifest.practice.id)
            return refusal(language, Code::Conflict,
                           "Deze praktijk is er al, als “" + shortened(practice.name) + "”. Er is niets veranderd.",
                           "This practice is here already, as “" + shortened(practice.name) + "”. Nothing was changed.");
        if (folded(practice.name) == folded(name))
            return refusal(language, Code::Conflict,
                           "Er is al een praktijk “" + shortened(name) + "”. Geef met --practice een andere naam.",
                           "There is a practice “" + shortened(name) + "” already. Give another name with --practice.");
    }
    return {};
}

}  // namespace

Result<ArchiveReport> import_practice(installation::Installation& installation, const access::Actor& actor,
                                      const fs::path& from, std::optional<std::string> given, Language language,
                                      const Stopping& stopping) {
    KADER_TRY(manifest, check_export(from, language));
    KADER_TRY(name, subjects::practice_name(given.value_or(manifest.practice.name), language));
    if (auto refused = refusal_if_there(installation, manifest, name, language)) return *std::move(refused);
    if (auto refused = remove_leftovers(installation)) return *std::move(refused);
    Restore restore{installation, actor, from, manifest, name, language, stopping};
    if (auto refused = restore.run()) {
        // What cannot be removed now is removed at the next try; nobody sees it until then.
        if (restore.has_begun() && !is_stopping(stopping)) (void)remove_leftovers(installation);
        return *std::move(refused);
    }
    const auto& counts = manifest.counts;
    return ArchiveReport{name, manifest.practice.id, static_cast<std::size_t>(counts.records),
                         static_cast<std::size_t>(counts.versions),
                         static_cast<std::size_t>(counts.audit_entries) + 1};
}

Result<vault::Digest> export_digest(const fs::path& folder, Language language) {
    KADER_TRY(sum, sum_of_file(folder / manifest_file, language));
    return sum.sha256;
}

}  // namespace kader::transfer
