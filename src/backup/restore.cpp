#include "backup/restore.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>

#include "backup/counting.h"
#include "backup/disk.h"
#include "backup/newest_keys.h"
#include "installation/layout.h"
#include "migrations/migrations.h"
#include "storage/databases.h"
#include "system/files.h"
#include "vault/keyring_file.h"

namespace kader::backup {

namespace {

constexpr storage::Sql look_at_pages{"PRAGMA integrity_check(1)"};

class Restoring {
public:
    Restoring(Target target, const vault::Key& root_key, const vault::Key& secret, const RestoreOptions& options)
        : m_target(std::move(target)), m_root_key(root_key), m_secret(secret), m_options(options) {}

    // Everything that can be known before anything is written.
    std::optional<Error> look() {
        if (auto refused = open_keys()) return refused;
        if (auto refused = choose()) return refused;
        return judge();
    }

    std::optional<Error> write(const fs::path& folder) {
        const installation::Layout at{folder};
        if (auto refused = write_database(at.database)) return refused;
        step("database");
        for (const auto& file : m_manifest->files) {
            const auto path = folder / fs::path{file.path};
            system::make_folder_durably(path.parent_path());
            if (auto refused = write_objects(path, {&file.object, 1})) return refused;
            step("file");
        }
        if (auto refused = look_at_database(at.database)) return refused;
        merge(at.database);
        step("keys merged");
        system::write_file_durably(at.keyring, m_keys->keyring, system::FileAccess::OwnerOnly);
        auto root = vault::write_root_key(m_root_key);
        system::write_file_durably(at.root_key, root, system::FileAccess::OwnerReadsOnly);
        vault::wipe(root);
        for (const auto& entry : fs::recursive_directory_iterator{folder})
            if (entry.is_directory()) system::sync_folder(entry.path());
        system::sync_folder(folder);
        step("written");
        return {};
    }

    Restored report() {
        m_report.sequence = m_manifest->sequence;
        m_report.made_at = m_manifest->made_at;
        m_report.made_by = m_manifest->made_by;
        m_report.database_bytes = m_manifest->database_bytes;
        m_report.practices = m_manifest->practices.size();
        m_report.files = m_manifest->files.size();
        return std::move(m_report);
    }

    Error say(Code code, const std::string& nl, const std::string& en) const { return refusal(code, m_options.language, nl, en); }
    void step(std::string_view name) const {
        if (m_options.at_step) m_options.at_step(name);
    }

private:
    std::optional<Error> open_keys() {
        auto opened = open_newest_keys(m_target, m_root_key, m_options.language);
        if (!opened) return opened.error();
        m_report.one_key_copy_was_damaged = opened->one_was_damaged;
        m_keys = std::move(opened->copy);
        m_keyring.emplace(std::move(opened->keyring));
        return {};
    }

    // The newest backup that is meant.
    std::optional<Error> choose() {
        for (const auto& name : m_target.manifests()) {
            if (m_options.sequence && name.sequence != *m_options.sequence) continue;
            const auto shown = name.path.filename().string();
            auto file = OldFile::open(name.path);
            if (!file) continue;
            m_text.clear();
            std::optional<AgeFault> fault = AgeFault::Cut;
            if (file->size() > manifest_bytes_max)
                fault = AgeFault::Damaged;
            else if (file->size() >= age_file_bytes(0, 2))
                fault = read_age([&](std::span<std::uint8_t> into) { return file->read(into); }, m_secret,
                                 [&](Bytes bytes) { m_text.append(reinterpret_cast<const char*>(bytes.data()), bytes.size()); });
            if (fault == AgeFault::Cut) {
                m_report.unfinished.push_back(shown);
                continue;
            }
            if (fault == AgeFault::OtherKey)
                return say(Code::Invalid, "Dit geheim opent " + shown + " niet: het is van een andere noodblad, of het bestand is verwisseld.",
                           "This secret does not open " + shown + ": it is of another recovery kit, or the file was swapped.");
            if (fault) return damaged(shown);
            auto read = parse_manifest(m_text);
            if (!read.manifest) return read.fault == ManifestFault::Newer ? newer() : damaged(shown);
            if (read.manifest->sequence != name.sequence) return damaged(shown);
            if (m_options.before && read.manifest->made_at >= *m_options.before) continue;
            m_manifest = std::move(read.manifest);
            return {};
        }
        if (!m_report.unfinished.empty())
            return say(Code::Invalid, "Er is geen reservekopie die af is; " + m_report.unfinished.front() + " is afgebroken.",
                       "There is no backup that was finished; " + m_report.unfinished.front() + " is cut off.");
        return say(Code::NotFound, "Er is geen reservekopie van die dag of daarvoor.", "There is no backup of that day or before.");
    }

    std::optional<Error> judge() const {
        if (m_manifest->schema > static_cast<int>(migrations::all().size())) return newer();
        if (m_manifest->installation != m_keys->installation || !is_manifest_of(*m_keyring, m_text))
            return say(Code::Invalid, "Deze reservekopie is van een andere installatie dan de sleutels, of is buiten Kader om gemaakt.",
                       "This backup is of another installation than the keys, or was not made by Kader.");
        if (m_manifest->keys_generation > m_keys->generation)
            return say(Code::Invalid, "De sleutels in keys/current zijn ouder dan deze reservekopie; iemand heeft oude sleutels teruggezet. Zoek de nieuwste.",
                       "The keys in keys/current are older than this backup; somebody put old keys back. Look for the newest.");
        for (const auto& chunk : m_manifest->chunks)
            if (object_id(*m_keyring, chunk.digest) != chunk.id) return damaged("chunk " + vault::hex(chunk.id));
        for (const auto& file : m_manifest->files)
            if (object_id(*m_keyring, file.object.digest) != file.object.id) return damaged(file.path);
        return {};
    }

    std::optional<Error> write_database(const fs::path& path) { return write_objects(path, m_manifest->chunks); }

    std::optional<Error> write_objects(const fs::path& path, std::span<const Object> objects) {
        auto made = NewFile::make(path);
        if (!made) return damaged(path.filename().string());
        for (const auto& object : objects) {
            if (const auto wrong = read_object(m_target, object, [&](Bytes bytes) { made->write(bytes); }))
                return say(Code::Invalid, "De reservekopie is niet heel: " + wrong->nl + ". Er is niets teruggezet; probeer een eerdere dag met --at.",
                           "The backup is not whole: " + wrong->en + ". Nothing was put back; try an earlier day with --at.");
            step("object");
        }
        made->finish();
        return {};
    }

    std::optional<Error> look_at_database(const fs::path& path) {
        {
            const auto database = storage::open_sqlite_to_read(path);
            std::string found;
            database->open_reader()->each(look_at_pages, {}, [&](const storage::Row& row) { found = row.text(0); });
            if (found != "ok") return damaged(path.filename().string());
        }
        Manifest counted;
        count_practices(path, counted);
        if (counted.practices != m_manifest->practices || counted.schema != m_manifest->schema)
            return say(Code::Invalid, "Wat er in de database staat, is niet wat de reservekopie zegt dat erin staat.",
                       "What is in the database is not what the backup says is in it.");
        return {};
    }

    void merge(const fs::path& path) {
        // A backup of an older Kader has no ledger yet.
        storage::migrate_sqlite(path, migrations::all(), system::SystemClock{}.now().time_since_epoch().count());
        const auto database = storage::open_sqlite(path);
        const auto writer = database->open_writer();
        const auto merged = merge_keys(*writer, *m_keys, *m_keyring, system::SystemClock{}.now());
        database->checkpoint(*writer, storage::LogEnd::Cut);
        m_report.keys = merged.keys;
        m_report.keys_of_backup = merged.only_here;
        m_report.destroyed = merged.destroyed;
    }

    Error damaged(const std::string& what) const {
        return say(Code::Invalid, "De reservekopie is beschadigd: " + what + ". Er is niets teruggezet; probeer een eerdere dag met --at.",
                   "The backup is damaged: " + what + ". Nothing was put back; try an earlier day with --at.");
    }
    Error newer() const { return made_by_a_newer(m_options.language); }

    Target m_target;
    const vault::Key& m_root_key;
    const vault::Key& m_secret;
    const RestoreOptions& m_options;
    std::optional<KeysCopy> m_keys;
    std::optional<vault::Keyring> m_keyring;
    std::optional<Manifest> m_manifest;
    std::string m_text;
    Restored m_report;
};

bool is_empty_or_absent(const fs::path& folder) {
    std::error_code error;
    if (!is_there(folder)) return true;
    return fs::is_directory(fs::symlink_status(folder, error)) && fs::is_empty(folder, error) && !error;
}

// Taken away again unless it was given its name.
class Unfinished {
public:
    explicit Unfinished(fs::path path) : m_path(std::move(path)) {
        fs::remove_all(m_path);
        system::make_folder_durably(m_path);
    }
    Unfinished(const Unfinished&) = delete;
    Unfinished& operator=(const Unfinished&) = delete;
    ~Unfinished() {
        std::error_code none;
        if (!m_is_done) fs::remove_all(m_path, none);
    }
    const fs::path& path() const { return m_path; }
    void become(const fs::path& name) {
        // An empty folder of that name gives way.
        if (::rename(m_path.c_str(), name.c_str()) != 0) system::throw_file_error("cannot put in place", name);
        m_is_done = true;
        system::sync_folder(name.parent_path());
    }

private:
    fs::path m_path;
    bool m_is_done = false;
};

}  // namespace

Result<Restored> restore(const fs::path& from, const fs::path& given, const vault::Key& root_key, const vault::Key& secret, const RestoreOptions& options) {
    const auto language = options.language;
    KADER_TRY(target, Target::open(from, language));
    const auto whole = fs::absolute(given).lexically_normal();
    const auto into = whole.has_filename() ? whole : whole.parent_path();
    if (!is_empty_or_absent(into))
        return refusal(Code::Conflict, language, "In " + quoted(into) + " staat al iets; kies een nieuwe of lege map om in terug te zetten.",
                       quoted(into) + " holds something already; choose a new or empty folder to put it back into.");
    if (is_there(into.parent_path()) && is_within(into.parent_path(), target.folder()))
        return refusal(Code::Invalid, language, "Zet niet terug in de map met de reservekopieën zelf.", "Do not put it back into the folder of the backups itself.");
    Restoring restoring{std::move(target), root_key, secret, options};
    if (auto refused = restoring.look()) return std::move(*refused);
    system::make_folder_durably(into.parent_path());
    Unfinished folder{into.parent_path() / ("." + into.filename().string() + ".kader-restoring")};
    if (auto refused = restoring.write(folder.path())) return std::move(*refused);
    folder.become(into);
    restoring.step("renamed");
    return restoring.report();
}

}  // namespace kader::backup
