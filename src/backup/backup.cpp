#include "backup/backup.h"

#include <unistd.h>

#include <algorithm>

#include "backup/counting.h"
#include "backup/disk.h"
#include "installation/layout.h"
#include "migrations/migrations.h"
#include "storage/databases.h"
#include "system/files.h"

namespace kader::backup {

namespace {

Error stopped(Language language) {
    return refusal(Code::Unavailable, language, "De reservekopie is afgebroken; wat al geschreven was, blijft bruikbaar voor de volgende.",
                   "The backup was broken off; what was written already stays of use to the next one.");
}

// The copy of the database, taken away again however this ends.
class Snapshot {
public:
    explicit Snapshot(fs::path path) : m_path(std::move(path)) { remove(); }
    Snapshot(const Snapshot&) = delete;
    Snapshot& operator=(const Snapshot&) = delete;
    ~Snapshot() { remove(); }
    const fs::path& path() const { return m_path; }

private:
    void remove() {
        for (const char* ending : {"", "-wal", "-shm", "-journal"}) ::unlink((m_path.string() + ending).c_str());
    }
    fs::path m_path;
};

struct House {
    installation::Installation& here;
    const fs::path& data;
    const BackupPlaces& at;
    const Settings& settings;
    const Target& target;
    const RunOptions& options;
    void step(std::string_view name) const {
        if (options.at_step) options.at_step(name);
    }
    bool is_stopping() const { return options.is_stopping && options.is_stopping(); }
};

std::optional<Error> put_database(const House& house, Objects& objects, Manifest& manifest) {
    const Snapshot snapshot{house.at.snapshot};
    if (!storage::copy_sqlite(installation::Layout{house.data}.database, snapshot.path(), house.options.is_stopping)) return stopped(house.options.language);
    house.step("snapshot");
    count_practices(snapshot.path(), manifest);
    auto file = OldFile::open(snapshot.path());
    if (!file) throw system::FileError{"cannot read " + snapshot.path().string(), ENOENT};
    ByteVector chunk(chunk_bytes);
    while (true) {
        chunk.resize(chunk_bytes);
        chunk.resize(file->read(chunk));
        if (chunk.empty()) return {};
        if (house.is_stopping()) return stopped(house.options.language);
        KADER_TRY(object, objects.put(vault::digest_of({chunk}), chunk.size(), [&](const Sink& sink) { sink(chunk); }, house.options.language));
        manifest.chunks.push_back(object);
        manifest.database_bytes += chunk.size();
    }
}

// After the database: a file is there before the row that speaks of it.
std::optional<Error> put_files(const House& house, Objects& objects, const Known& known, Known& now, Manifest& manifest, RunReport& report) {
    if (!is_there(house.at.blobs)) return {};
    ByteVector piece(age_piece_bytes);
    for (const auto& entry : fs::recursive_directory_iterator{house.at.blobs}) {
        if (house.is_stopping()) return stopped(house.options.language);
        const auto path = entry.path().lexically_relative(house.data).generic_string();
        // Not ours, or half written: of that no row speaks yet.
        if (!is_path_of_copy(path) || path.starts_with("blobs/new/")) continue;
        auto file = OldFile::open(entry.path());
        if (!file) continue;
        const auto before = known.blobs.find(path);
        Known::Blob blob{file->size(), {}};
        const auto feed = [&](const Sink& sink) {
            file->rewind();
            while (const auto got = file->read(piece)) {
                report.file_bytes_read += got;
                sink(Bytes{piece}.first(got));
            }
        };
        if (before != known.blobs.end() && before->second.bytes == blob.bytes) {
            blob.digest = before->second.digest;
        } else {
            blob.digest = digest_of_feed(feed);
        }
        try {
            KADER_TRY(object, objects.put(blob.digest, blob.bytes, feed, house.options.language));
            manifest.files.push_back({object, path});
            now.blobs[path] = blob;
        } catch (const storage::StorageError&) {
            // Overwritten and gone: it was destroyed meanwhile, and is in no backup any more.
            if (is_there(entry.path())) throw;
        }
    }
    // In an order that does not depend on the disk.
    std::ranges::sort(manifest.files, {}, &CopiedFile::path);
    report.files = manifest.files.size();
    return {};
}

// The keyring and the key table of one state: while an epoch turns, the one may be ahead of the other.
bool read_keys(const House& house, KeysCopy& copy, std::optional<Bytes> given) {
    if (given) {
        const auto session = house.here.reader();
        session->begin_snapshot();
        read_key_table(*session, copy);
        session->end_snapshot();
        copy.keyring.assign(given->begin(), given->end());
        return true;
    }
    constexpr int attempts = 20;
    const auto keyring = installation::Layout{house.data}.keyring;
    for (int attempt = 0; attempt < attempts; ++attempt) {
        auto before = system::read_file(keyring, limits::key_file_bytes_max);
        const auto session = house.here.reader();
        session->begin_snapshot();
        read_key_table(*session, copy);
        session->end_snapshot();
        auto after = system::read_file(keyring, limits::key_file_bytes_max);
        if (!before || !after || *before != *after) continue;
        copy.keyring = *std::move(after);
        return true;
    }
    return false;
}

Result<std::uint64_t> write_keys(const House& house, bool* were_damaged = nullptr, std::optional<Bytes> keyring = {}) {
    const auto language = house.options.language;
    const auto found = find_keys(house.target);
    KeysCopy copy;
    copy.installation = house.here.keyring().installation();
    if (found.of_two_installations || (found.newest && found.newest->content.installation != copy.installation))
        return refusal(Code::Conflict, language,
                       "Op de plaats voor reservekopieën staan nu de sleutels van een andere installatie. Er is niets overschreven; kijk wat daar is gebeurd.",
                       "The place for backups now holds the keys of another installation. Nothing was overwritten; look what happened there.");
    copy.generation = found.newest ? found.newest->content.generation + 1 : 1;
    copy.made_at = house.here.clock().now();
    if (!read_keys(house, copy, keyring))
        return refusal(Code::Unavailable, language, "De sleutels veranderen juist nu; probeer het zo opnieuw.", "The keys are changing just now; try again shortly.");
    const auto bytes = write_keys_copy(copy, house.here.keyring());
    // Damage of the one is repaired before the other is touched.
    const bool first_is_whole = [&] {
        const auto first = system::read_file(house.target.keys('a'), keys_copy_bytes_max);
        return first && parse_keys_copy(*first);
    }();
    for (const char which : {first_is_whole ? 'b' : 'a', first_is_whole ? 'a' : 'b'}) {
        const auto path = house.target.keys(which);
        write_over(path, bytes, [&] { house.step("keys half"); });
        system::sync_folder(path.parent_path());
        house.step("keys copy");
    }
    if (were_damaged) *were_damaged = found.one_is_damaged;
    return copy.generation;
}

// The commit of a backup: before it nothing was made, after it all of it.
void write_manifest(const House& house, const Manifest& manifest, const vault::Key& drill) {
    const auto path = house.target.new_manifest(manifest.sequence);
    auto text = text_of(manifest, house.here.keyring());
    const PublicKey recipients[] = {house.settings.recipient, public_key_of(drill)};
    auto file = NewFile::make(path);
    if (!file) throw system::FileError{"cannot create " + path.string(), EEXIST};
    AgeWriter writer{FileKey::random(), recipients, [&](Bytes bytes) { file->write(bytes); }};
    house.step("manifest begun");
    writer.write(vault::bytes_of(text));
    house.step("manifest half");
    writer.finish();
    file->finish();
    system::sync_folder(path.parent_path());
    vault::wipe({reinterpret_cast<std::uint8_t*>(text.data()), text.size()});
    house.step("manifest done");
}

Result<RunReport> copy_all(const House& house) {
    RunReport report;
    report.began = house.here.clock().now();
    const auto& keyring = house.here.keyring();
    if (house.here.database().engine() != storage::Engine::Sqlite) {
        KADER_TRY(generation, write_keys(house, &report.keys_were_damaged));
        report.generation = generation;
        report.ended = house.here.clock().now();
        return report;
    }
    const auto known = read_known(house.at, keyring);
    Known now;
    Manifest manifest;
    manifest.installation = keyring.installation();
    const auto earlier = house.target.manifests();
    manifest.sequence = earlier.empty() ? 1 : earlier.front().sequence + 1;
    manifest.made_at = report.began;
    manifest.made_by = KADER_VERSION;
    Objects objects{house.target, keyring, house.settings.recipient, known, [&](std::string_view name) { house.step(name); }};
    if (auto refused = put_database(house, objects, manifest)) return std::move(*refused);
    if (auto refused = put_files(house, objects, known, now, manifest, report)) return std::move(*refused);
    // The keys come after the data, so that no subject is in these without its key being in those.
    KADER_TRY(generation, write_keys(house, &report.keys_were_damaged));
    manifest.keys_generation = report.generation = generation;
    // First the means to try it, then the backup itself: no backup stays untried for the lack of them.
    const Drill drill{manifest.sequence, vault::Key::random()};
    write_drill(house.at, drill, keyring);
    house.step("drill key");
    write_manifest(house, manifest, drill.secret);
    now.objects = std::move(objects.used());
    write_known(house.at, now, keyring);
    house.step("known");
    report.sequence = manifest.sequence;
    report.database_bytes = manifest.database_bytes;
    report.objects = objects.counts();
    report.ended = house.here.clock().now();
    return report;
}

// Everything around it that may refuse.
template <class Answer, class Work>
Result<Answer> with_target(installation::Installation& here, const fs::path& data, const RunOptions& options, const Work& work) {
    const BackupPlaces at{data};
    const auto language = options.language;
    try {
        KADER_TRY(settings, read_settings(at, language));
        const auto lock = system::OwnerLock::take(at.lock);
        if (!lock)
            return refusal(Code::Conflict, language, "Er wordt al een reservekopie gemaakt of geprobeerd; wacht tot die klaar is.",
                           "A backup is being made or tried already; wait until it is done.");
        KADER_TRY(target, Target::open(settings.target, language));
        return work(House{here, data, at, settings, target, options});
    } catch (const system::FileError& fault) {
        return refusal(Code::Unavailable, language,
                       std::string{"De reservekopie is niet gelukt; kijk of er ruimte is en of Kader er mag schrijven ("} + fault.what() + ").",
                       std::string{"The backup failed; see whether there is room and whether Kader may write there ("} + fault.what() + ").");
    } catch (const fs::filesystem_error& fault) {
        return refusal(Code::Unavailable, language, std::string{"De reservekopie is niet gelukt ("} + fault.what() + ").",
                       std::string{"The backup failed ("} + fault.what() + ").");
    }
}

}  // namespace

Result<std::monostate> set_up(installation::Installation& here, const fs::path& data, const fs::path& target, const PublicKey& recipient, Language language) {
    if (here.keyring().installation() == UuidBytes{})
        return refusal(Code::Unavailable, language, "Deze gegevens zijn van een oudere Kader; start eerst één keer kader serve.",
                       "These data are of an older Kader; first start kader serve once.");
    try {
        KADER_TRY(opened, Target::set_up(target, data, here.keyring().installation(), language));
        write_settings(BackupPlaces{data}, {opened.folder(), recipient});
        return std::monostate{};
    } catch (const system::FileError& fault) {
        return refusal(Code::Unavailable, language, std::string{"Instellen is niet gelukt ("} + fault.what() + ").",
                       std::string{"Setting up failed ("} + fault.what() + ").");
    }
}

Result<RunReport> run(installation::Installation& here, const fs::path& data, const RunOptions& options) {
    return with_target<RunReport>(here, data, options, [](const House& house) { return copy_all(house); });
}

Result<std::uint64_t> copy_keys(installation::Installation& here, const fs::path& data, const RunOptions& options, std::optional<Bytes> keyring) {
    return with_target<std::uint64_t>(here, data, options, [&](const House& house) { return write_keys(house, nullptr, keyring); });
}

}  // namespace kader::backup
