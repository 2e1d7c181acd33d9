#include "backup/drill.h"

#include <algorithm>

#include "backup/disk.h"
#include "installation/installation.h"
#include "system/files.h"
#include "system/random.h"
#include "verification/verification.h"

namespace kader::backup {

namespace {

constexpr storage::Sql subjects_of_practice{"SELECT subject_id FROM subject WHERE practice_id = $1 AND EXISTS (SELECT 1 FROM subject_key"
                                            " WHERE subject_key.practice_id = subject.practice_id AND subject_key.subject_id = subject.subject_id)"};

// Gone afterwards, and what a killed drill left is gone before.
class Scratch {
public:
    explicit Scratch(fs::path path) : m_path(std::move(path)) { fs::remove_all(m_path); }
    Scratch(const Scratch&) = delete;
    Scratch& operator=(const Scratch&) = delete;
    ~Scratch() {
        std::error_code none;
        fs::remove_all(m_path, none);
    }
    const fs::path& path() const { return m_path; }

private:
    fs::path m_path;
};

std::size_t chance_below(std::size_t count) {
    std::array<std::uint8_t, 8> bytes{};
    system::fill_random(bytes);
    std::uint64_t number = 0;
    for (const auto byte : bytes) number = number << 8 | byte;
    return static_cast<std::size_t>(number % count);
}

// So many at random, or all when there are fewer.
template <class Item>
std::vector<Item> some_of(std::vector<Item> items, std::size_t most) {
    for (std::size_t at = 0; at < std::min(most, items.size()); ++at) std::swap(items[at], items[at + chance_below(items.size() - at)]);
    if (items.size() > most) items.resize(most);
    return items;
}

std::optional<Text> open_subjects(installation::Installation& here, DrillReport& report) {
    std::vector<WhoseKey> all;
    const auto session = here.reader();
    for (const auto& practice : subjects::practices(*session))
        session->each(subjects_of_practice, {storage::id(practice.id)}, [&](const storage::Row& row) {
            all.push_back({practice.id.bytes(), row.id<subjects::SubjectId>(0).bytes()});
        });
    for (const auto& whose : some_of(std::move(all), drill_subjects_count)) {
        if (!here.keys().open(*session, whose.practice, whose.subject))
            return Text{"de sleutel van een dossier opent niet", "the key of a file does not open"};
        ++report.subjects_opened;
    }
    return {};
}

// Their content was compared with the manifest when they were put back; here that they can be read to the end from where
// they stand. No room keeps files yet, so nobody can say under which key one opens.
std::optional<Text> open_files(const fs::path& folder, DrillReport& report) {
    std::vector<fs::path> all;
    if (is_there(folder))
        for (const auto& entry : fs::recursive_directory_iterator{folder})
            if (entry.is_regular_file()) all.push_back(entry.path());
    for (const auto& path : some_of(std::move(all), drill_subjects_count)) {
        auto file = OldFile::open(path);
        ByteVector piece(age_piece_bytes);
        std::uint64_t read = 0;
        if (file)
            for (std::size_t got = 0; (got = file->read(piece)) > 0;) read += got;
        if (!file || read == 0 || read != file->size()) return Text{"een bestand opent niet", "a file does not open"};
        ++report.files_opened;
    }
    return {};
}

std::optional<Text> look_through(const fs::path& folder, const system::Clock& clock, Language language, DrillReport& report) {
    const auto here = installation::Installation::open_to_read(folder, clock, {.language = language});
    if (!here) return Text{here.error().detail, here.error().detail};
    for (const auto& practice : subjects::practices(*(*here)->reader())) {
        ++report.practices;
        const auto outcome = verification::verify(**here, practice.id);
        report.records += outcome.records;
        report.versions += outcome.versions;
        report.lines += outcome.lines;
        if (outcome.wrong) return outcome.wrong;
    }
    if (auto wrong = open_subjects(**here, report)) return wrong;
    return open_files(folder / "blobs", report);
}

}  // namespace

Result<DrillReport> try_backup(const fs::path& data, const vault::Key& root_key, const vault::Keyring& keyring, const system::Clock& clock,
                               Language language) {
    const BackupPlaces at{data};
    KADER_TRY(settings, read_settings(at, language));
    const auto lock = system::OwnerLock::take(at.lock);
    if (!lock)
        return refusal(Code::Conflict, language, "Er wordt al een reservekopie gemaakt of geprobeerd; wacht tot die klaar is.",
                       "A backup is being made or tried already; wait until it is done.");
    const auto drill = read_drill(at, keyring);
    if (!drill)
        return refusal(Code::NotFound, language, "Er is geen reservekopie die nog niet is geprobeerd; maak er eerst een met kader backup run.",
                       "There is no backup that was not tried yet; first make one with kader backup run.");
    DrillReport report;
    report.sequence = drill->sequence;
    report.began = clock.now();
    try {
        const Scratch scratch{data / "backup.trial"};
        RestoreOptions how;
        how.language = language;
        how.sequence = drill->sequence;
        const auto restored = restore(settings.target, scratch.path(), root_key, drill->secret, how);
        if (!restored)
            report.wrong = Text{restored.error().detail, restored.error().detail};
        else
            report.wrong = look_through(scratch.path(), clock, language, report);
    } catch (const std::runtime_error& fault) {
        // Infrastructure that fails is what a drill is to find.
        report.wrong = Text{fault.what(), fault.what()};
    }
    report.ended = clock.now();
    if (!report.wrong) forget_drill(at);
    return report;
}

}  // namespace kader::backup
