// A practice out of an installation.

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>

#include "check/record_types.h"
#include "records/record_store.h"
#include "system/random.h"
#include "transfer/archive.h"
#include "transfer/archive_check.h"
#include "transfer/export_lines.h"
#include "transfer/list_files.h"
#include "transfer/snapshot.h"

namespace kader::transfer {

namespace {

namespace fs = std::filesystem;
using access::Act;
using access::Area;

// Makes a folder for the owner alone. Throws.
void make_folder(const fs::path& folder) {
    if (::mkdir(folder.c_str(), S_IRWXU) != 0)
        throw system::FileError{"cannot make the folder " + folder.filename().string(), errno};
}

// The folder in which an export is made, beside its place; gone again unless it got there.
class HalfMade {
public:
    explicit HalfMade(const fs::path& into)
        : m_into(into), m_folder(into.parent_path() / ("." + into.filename().string() + ".kader-part")) {
        fs::remove_all(m_folder);  // Of an attempt that was cut short.
        make_folder(m_folder);
        make_folder(m_folder / lists_folder);
    }
    HalfMade(const HalfMade&) = delete;
    HalfMade& operator=(const HalfMade&) = delete;
    ~HalfMade() {
        std::error_code none;
        if (!m_done) fs::remove_all(m_folder, none);
    }
    const fs::path& folder() const { return m_folder; }

    void move_to_its_place() {
        system::sync_folder(m_folder / lists_folder);
        system::sync_folder(m_folder);
        // Over an empty folder as well.
        if (::rename(m_folder.c_str(), m_into.c_str()) != 0)
            throw system::FileError{"cannot put the export in its place", errno};
        m_done = true;
        system::sync_folder(m_into.parent_path());
    }

private:
    fs::path m_into, m_folder;
    bool m_done = false;
};

std::optional<Error> refusal_of(const fs::path& into, Language language) {
    const auto shown = '"' + shortened(into.filename().string()) + '"';
    std::error_code none;
    const auto status = fs::symlink_status(into, none);
    if (!fs::is_directory(into.parent_path(), none))
        return refusal(language, Code::NotFound, "De map waarin " + shown + " moet komen, is er niet.",
                       "The folder that " + shown + " is to be in is not there.");
    if (!fs::exists(status)) return {};
    if (!fs::is_directory(status))
        return refusal(language, Code::Conflict, shown + " is er al en is geen map. Kies een nieuwe map.",
                       shown + " exists already and is no folder. Choose a new folder.");
    if (!fs::is_empty(into, none) || none)
        return refusal(language, Code::Conflict, "De map " + shown + " is niet leeg. Kies een nieuwe of lege map.",
                       "The folder " + shown + " is not empty. Choose a new or empty folder.");
    return {};
}

class Export {
public:
    Export(installation::Installation& installation, const access::Grant& grant, const fs::path& folder,
           Language language, const Stopping& stopping)
        : m_installation(installation),
          m_grant(grant),
          m_folder(folder),
          m_language(language),
          m_stopping(stopping),
          m_keeping{installation.keys(), installation.keyring(), installation.log()} {}

    Result<ArchiveReport> run() {
        if (auto refused = write_line()) return *std::move(refused);
        {
            const Snapshot walk{m_installation.reader(), m_grant.practice()};
            // Keys are looked up while the walk goes on, which takes a session of its own.
            const Snapshot keys{m_installation.reader(), m_grant.practice()};
            write_subjects(walk.session());
            if (auto refused = write_versions(walk.session(), keys.session())) return *std::move(refused);
            write_audit(walk.session());
        }
        FileWriter manifest{m_folder / manifest_file};
        manifest.write(text_of(m_manifest));
        manifest.finish();
        // An export that could not be put back is worth nothing to its owner: better to hear it now.
        if (const auto checked = check_export(m_folder, m_language); !checked)
            return refusal(m_language, Code::Invalid,
                           "De gegevens zijn niet in orde; voer kader verify uit. " + checked.error().detail,
                           "The data are not in order; run kader verify. " + checked.error().detail);
        const auto& counts = m_manifest.counts;
        return ArchiveReport{m_manifest.practice.name, m_grant.practice(), static_cast<std::size_t>(counts.records),
                             static_cast<std::size_t>(counts.versions),
                             static_cast<std::size_t>(counts.audit_entries)};
    }

private:
    // The line in the log comes first; whatever was written before it belongs to the export.
    std::optional<Error> write_line() {
        auto refused = m_installation.writer().write(
            m_grant.practice().bytes(), [&](storage::Unit& unit) -> std::optional<Error> {
                m_export = system::make_id<subjects::ImportId>(unit.now()).text();
                m_manifest.made_at = unit.now();
                m_manifest.change_seq = unit.change_seq();
                audit::Line line;
                line.act = "practice.export";
                line.object = audit::Object{"export", m_export};
                m_installation.log().append(unit, m_grant, line);
                return {};
            });
        if (refused) return refused;
        m_manifest.made_by = "kader " KADER_VERSION;
        for (auto& practice : subjects::practices(*m_installation.reader()))
            if (practice.id == m_grant.practice()) m_manifest.practice = std::move(practice);
        if (m_manifest.practice.id == m_grant.practice()) return {};
        return refusal(m_language, Code::NotFound, "Deze praktijk is er niet.", "There is no such practice.");
    }

    void note(std::string_view name, const FileSum& sum) { m_manifest.files[std::string{name}] = sum; }

    void write_subjects(storage::Session& session) {
        FileWriter file{m_folder / subjects_file};
        subjects::each_subject(session, m_grant.practice(), [&](const SubjectLine& subject) {
            // Who signs in here does not move along: elsewhere accounts are made anew.
            if (subject.ref.kind == subjects::SubjectKind::Account) return;
            file.write(text_of(subject) + '\n');
            ++m_manifest.counts.subjects;
        });
        note(subjects_file, file.finish());
    }

    std::optional<Error> write_versions(storage::Session& walk, storage::Session& keys) {
        FileWriter file{m_folder / versions_file};
        ListFiles lists{m_folder / lists_folder, check::record_types()};
        std::optional<records::Version> newest;
        std::optional<Error> refused;
        const auto end_record = [&] {
            if (!newest) return;
            ++m_manifest.counts.records;
            lists.add(*newest);
            newest.reset();
        };
        const auto write = [&](const records::Version& stored, vault::Bytes sealed) {
            if (refused || stored.change_seq > m_manifest.change_seq) return;
            if (is_stopping(m_stopping)) {
                refused = stopped();
                return;
            }
            auto opened = records::open_sealed(keys, m_keeping, m_grant.practice(), stored, sealed);
            if (!opened) {
                refused = damaged(stored);
                return;
            }
            if (newest && newest->record != stored.record) end_record();
            newest = stored;
            newest->sealed = std::move(opened->sealed);
            file.write(text_of(VersionLine{*newest, std::move(opened->salt)}) + '\n');
            ++m_manifest.counts.versions;
        };
        records::each_version(walk, m_grant.practice(), write);
        if (refused) return refused;
        end_record();
        note(versions_file, file.finish());
        for (const auto& [name, sum] : lists.finish()) note(std::string{lists_folder} + '/' + name, sum);
        return {};
    }

    // Up to the line of this export.
    void write_audit(storage::Session& session) {
        FileWriter file{m_folder / audit_file};
        bool ended = false;
        audit::each_stored(session, m_grant.practice(), [&](const audit::StoredLine& stored) {
            if (ended) return;
            AuditLine line{stored.lane, stored.seq, std::string{stored.canonical},
                           {stored.salt.begin(), stored.salt.end()}, {}};
            if (stored.chain.size() == line.chain.size()) std::ranges::copy(stored.chain, line.chain.begin());
            file.write(text_of(line) + '\n');
            ++m_manifest.counts.audit_entries;
            const auto entry = audit::parse_entry(stored.canonical);
            ended = entry && entry->object && entry->object->type == "export" && entry->object->id == m_export;
        });
        note(audit_file, file.finish());
    }

    Error stopped() const {
        return refusal(m_language, Code::Unavailable, "Kader stopt; er is geen export gemaakt. Begin straks opnieuw.",
                       "Kader stops; no export was made. Begin again later.");
    }

    Error damaged(const records::Version& version) const {
        const auto record = version.list + " " + shortened(version.kenmerk);
        return refusal(m_language, Code::Invalid,
                       record + " is beschadigd en kan niet mee; voer kader verify uit.",
                       record + " is damaged and cannot go along; run kader verify.");
    }

    installation::Installation& m_installation;
    const access::Grant& m_grant;
    const fs::path& m_folder;
    Language m_language;
    const Stopping& m_stopping;
    records::Keeping m_keeping;
    std::string m_export;
    Manifest m_manifest;
};

}  // namespace

Result<ArchiveReport> export_practice(installation::Installation& installation, const access::Grant& grant,
                                      const fs::path& into, Language language, const Stopping& stopping) {
    if (auto refused = grant.refusal(Area::Transfer, Act::Read, language)) return *std::move(refused);
    auto place = fs::absolute(into).lexically_normal();
    if (!place.has_filename()) place = place.parent_path();  // "folder/"
    if (auto refused = refusal_of(place, language)) return *std::move(refused);
    HalfMade half{place};
    auto report = Export{installation, grant, half.folder(), language, stopping}.run();
    if (report) half.move_to_its_place();
    return report;
}

bool is_export(const fs::path& folder) {
    std::error_code none;
    return fs::exists(fs::symlink_status(folder / manifest_file, none));
}

}  // namespace kader::transfer
