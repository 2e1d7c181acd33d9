#include "transfer/archive_check.h"

#include <algorithm>
#include <set>
#include <tuple>
#include <vector>

#include "audit/chain.h"
#include "transfer/export_lines.h"

namespace kader::transfer {

namespace {

// In both languages; a file and a line are put before it.
struct Said {
    std::string nl, en;
};
using Wrong = std::optional<Said>;

// The subjects by id, and their names once.
class SubjectsCheck {
public:
    Wrong take(std::string_view text) {
        const auto line = parse_subject(text);
        if (!line) return Said{"dit is geen onderwerp.", "this is no subject."};
        if (line->id.is_nil() || !m_ids.insert(line->id.bytes()).second || !m_refs.insert(line->ref).second)
            return Said{"dit onderwerp staat er twee keer in.", "this subject is in it twice."};
        return {};
    }
    std::int64_t count() const { return static_cast<std::int64_t>(m_ids.size()); }
    bool has(const subjects::SubjectId& id) const { return m_ids.contains(id.bytes()); }

private:
    std::set<UuidBytes> m_ids;
    std::set<subjects::SubjectRef> m_refs;
};

class VersionsCheck {
public:
    VersionsCheck(const SubjectsCheck& subjects, std::int64_t change_seq_max)
        : m_subjects(subjects), m_change_seq_max(change_seq_max) {}

    Wrong take(std::string_view text) {
        const auto line = parse_version(text);
        if (!line) return Said{"dit is geen versie.", "this is no version."};
        const auto& version = line->version;
        const bool follows = !m_last.record.is_nil() && version.record == m_last.record;
        if (!follows && !(m_last.record < version.record))
            return Said{"de gegevens staan niet op volgorde, of een gegeven staat er twee keer in.",
                        "the records are not in order, or one is in it twice."};
        if (version.number != (follows ? m_last.number + 1 : 1))
            return Said{"de versies volgen elkaar niet op.", "the versions do not follow on each other."};
        if (follows ? version.list != m_last.list || version.kenmerk != m_last.kenmerk
                    : !m_names.emplace(version.list, version.kenmerk).second)
            return Said{"dit kenmerk is ook van een ander gegeven, of het verandert.",
                        "this kenmerk is that of another record too, or it changes."};
        if (version.change_seq > m_change_seq_max || (follows && version.change_seq < m_last.change_seq))
            return Said{"het nummer van de wijziging klopt niet.", "the number of the change is wrong."};
        if (!m_subjects.has(version.subject))
            return Said{"het onderwerp ontbreekt.", "the subject is missing."};
        m_records += follows ? 0 : 1;
        m_contents.push_back({version.record.bytes(), version.number, records::content_digest(version, line->salt)});
        m_last = version;
        return {};
    }

    // A line of the log about a version.
    Wrong take(const audit::Object& object) {
        const auto record = subjects::RecordId::parse(object.id);
        const Content wanted{record.value_or(subjects::RecordId{}).bytes(), object.version, {}};
        const auto found = std::lower_bound(m_contents.begin(), m_contents.end(), wanted, before);
        if (found == m_contents.end() || before(wanted, *found))
            return Said{"de versie waar deze regel over gaat, ontbreekt.",
                        "the version that this line is about is missing."};
        if (found->digest != object.content)
            return Said{"de versie waar deze regel over gaat, heeft een andere inhoud.",
                        "the version that this line is about has another content."};
        if (std::exchange(found->told, true))
            return Said{"over deze versie ging al een eerdere regel.", "an earlier line is about this version already."};
        ++m_told;
        return {};
    }

    std::int64_t count() const { return static_cast<std::int64_t>(m_contents.size()); }
    std::int64_t records() const { return m_records; }
    bool all_told() const { return m_told == count(); }

private:
    struct Content {
        UuidBytes record{};
        std::int64_t number = 0;
        vault::Digest digest{};
        bool told = false;
    };
    static bool before(const Content& a, const Content& b) {
        return std::tie(a.record, a.number) < std::tie(b.record, b.number);
    }

    const SubjectsCheck& m_subjects;
    std::int64_t m_change_seq_max;
    records::Version m_last;
    std::set<std::pair<std::string, std::string>> m_names;
    std::vector<Content> m_contents;
    std::int64_t m_records = 0, m_told = 0;
};

class AuditCheck {
public:
    AuditCheck(const subjects::PracticeId& practice, VersionsCheck& versions)
        : m_practice(practice), m_versions(versions) {}

    Wrong take(std::string_view text) {
        const auto line = parse_audit(text);
        if (!line) return Said{"dit is geen regel van een logboek.", "this is no line of an audit log."};
        const auto entry = audit::parse_entry(line->entry);
        if (!entry) return Said{"dit is geen regel van een logboek.", "this is no line of an audit log."};
        if (entry->practice != m_practice)
            return Said{"deze regel is van een andere praktijk.", "this line is of another practice."};
        const auto next = audit::following(m_head, line->salt, line->entry);
        if (line->lane != audit::first_lane || entry->lane != line->lane || line->seq != next.seq ||
            entry->seq != line->seq)
            return Said{"de regels van het logboek volgen elkaar niet op.",
                        "the lines of the log do not follow on each other."};
        if (next.chain != line->chain)
            return Said{"de keten van het logboek is hier verbroken.", "the chain of the log is broken here."};
        m_head = next;
        if (!entry->object || entry->object->type != "record" || !entry->object->content) return {};
        return m_versions.take(*entry->object);
    }
    std::int64_t count() const { return m_head.seq; }

private:
    const subjects::PracticeId& m_practice;
    VersionsCheck& m_versions;
    audit::Head m_head;
};

class ExportCheck {
public:
    ExportCheck(const std::filesystem::path& folder, Language language) : m_folder(folder), m_language(language) {}

    Result<Manifest> run() {
        KADER_TRY(manifest, read_manifest(m_folder, m_language));
        SubjectsCheck subjects;
        VersionsCheck versions{subjects, manifest.change_seq};
        AuditCheck audit{manifest.practice.id, versions};
        if (auto error = read(manifest, subjects_file, subjects)) return *std::move(error);
        if (auto error = read(manifest, versions_file, versions)) return *std::move(error);
        if (auto error = read(manifest, audit_file, audit)) return *std::move(error);
        for (const auto& [name, sum] : manifest.files) {
            if (!name.starts_with(lists_folder)) continue;
            KADER_TRY(found, sum_of_file(m_folder / name, m_language));
            if (found != sum) return differs(name);
        }
        if (!versions.all_told())
            return say("Over een versie in " + std::string{versions_file} + " staat niets in het logboek.",
                       "The log says nothing of a version in " + std::string{versions_file} + ".");
        if (manifest.counts != Counts{subjects.count(), versions.records(), versions.count(), audit.count()} ||
            audit.count() == 0)
            return say("De aantallen in " + std::string{manifest_file} + " kloppen niet.",
                       "The counts in " + std::string{manifest_file} + " are wrong.");
        return manifest;
    }

private:
    Error say(std::string nl, std::string en) const {
        return refusal(m_language, Code::Invalid, std::move(nl), std::move(en));
    }
    Error differs(std::string_view file) const {
        const std::string name{file};
        return say("Het bestand " + name + " is veranderd sinds de export.",
                   "The file " + name + " was changed since the export.");
    }

    template <class Check>
    std::optional<Error> read(const Manifest& manifest, std::string_view file, Check& check) {
        auto lines = LineReader::open(m_folder / file, m_language);
        if (!lines) return lines.error();
        while (const auto text = lines->next())
            if (const Wrong wrong = check.take(*text)) {
                const auto number = std::to_string(lines->line_number());
                return say(std::string{file} + ", regel " + number + ": " + wrong->nl,
                           std::string{file} + ", line " + number + ": " + wrong->en);
            }
        if (lines->error()) return lines->error();
        if (lines->sum() != manifest.files.at(std::string{file})) return differs(file);
        return {};
    }

    const std::filesystem::path& m_folder;
    Language m_language;
};

}  // namespace

Result<Manifest> check_export(const std::filesystem::path& folder, Language language) {
    return ExportCheck{folder, language}.run();
}

}  // namespace kader::transfer
