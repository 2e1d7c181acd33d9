#include "installation/installation.h"

#include <mutex>

#include "installation/refusals.h"
#include "installation/settings.h"
#include "migrations/migrations.h"
#include "subjects/subject.h"
#include "system/random.h"

namespace kader::installation {

namespace {

using Database = std::unique_ptr<storage::Database>;
using Postgres = std::optional<storage::PostgresOptions>;

std::int64_t microseconds(const system::Clock& clock) {
    return clock.now().time_since_epoch().count();
}

bool is_there(const std::filesystem::path& file) {
    std::error_code none;
    return std::filesystem::exists(file, none);
}

// Also one that is being changed.
bool has_root_key(const Layout& at) {
    const auto next = [](const std::filesystem::path& file) { return vault::KeyPlaces::next(file); };
    return is_there(at.root_key) || is_there(at.root_sealed) || is_there(next(at.root_key)) || is_there(next(at.root_sealed));
}

// What must be there before anything is opened or locked: a lock in a folder that is not ours would be
// litter, and an empty database beside keys would look like a practice that lost everything.
std::optional<Error> refusal_of(const Layout& at, const Refusals& refuse, const vault::RootKeyFrom& from) {
    std::error_code none;
    if (!is_there(at.folder)) return refuse.no_folder();
    if (!std::filesystem::is_directory(at.folder, none)) return refuse.not_a_data_folder();
    const bool root = has_root_key(at), ring = is_there(at.keyring);
    const bool base = is_there(at.database) || is_there(at.settings);
    if (!root && !ring && !base) return refuse.not_a_data_folder();
    if (!root && from.credential.empty()) return refuse.no_root_key();
    if (!ring) return refuse.no_keyring();
    if (!base) return refuse.no_database();
    return {};
}

// A data key that does not open: these keys never sealed these data.
bool keys_fit(storage::Session& session, vault::SubjectKeys& keys) {
    for (const auto& practice : subjects::practices(session)) {
        session.begin_snapshot();
        session.enter_practice(practice.id.bytes());
        bool fits = true;
        if (const auto subject =
                subjects::find_subject(session, practice.id, {subjects::SubjectKind::Practice, ""}))
            if (const auto key = keys.open(session, practice.id.bytes(), subject->bytes()); !key)
                fits = key.error().code != Code::Invalid;
        session.end_snapshot();
        return fits;
    }
    return true;
}

bool holds_practices(storage::Session& session) {
    static constexpr storage::Sql sqlite{
        "SELECT 1 FROM sqlite_master WHERE type = 'table' AND name = 'practice'"};
    static constexpr storage::Sql postgres{
        "SELECT 1 FROM pg_catalog.pg_tables WHERE tablename = 'practice' AND schemaname = current_schema()"};
    static constexpr storage::Sql practices{"SELECT 1 FROM practice LIMIT 1"};
    bool found = false;
    const auto note = [&](const storage::Row&) { found = true; };
    session.each(session.engine() == storage::Engine::Sqlite ? sqlite : postgres, {}, note);
    if (!found) return false;
    found = false;
    session.each(practices, {}, note);
    return found;
}

bool holds_practices(const Layout& at, const Postgres& postgres) {
    if (!postgres && !is_there(at.database)) return false;
    const auto database =
        postgres ? storage::open_postgres(*postgres) : storage::open_sqlite_to_read(at.database);
    return holds_practices(*database->open_reader());
}

void migrate(const Layout& at, const Postgres& postgres, const system::Clock& clock) {
    if (postgres)
        storage::migrate_postgres(*postgres, migrations::all(), microseconds(clock));
    else
        storage::migrate_sqlite(at.database, migrations::all(), microseconds(clock));
}

// Keys are made root key first, so a keyring alone is never half made: its root key was taken away.
std::optional<Error> make_keys(const Layout& at, const Postgres& postgres, const system::Clock& clock,
                               const Refusals& refuse, const vault::RootKeyFrom& from, Language language) {
    const bool root = is_there(at.root_key), ring = is_there(at.keyring);
    if (has_root_key(at) && ring) return {};
    if (ring) return from.credential.empty() ? std::optional{refuse.no_root_key()} : std::nullopt;
    if (holds_practices(at, postgres)) return root ? refuse.no_keyring() : refuse.no_root_key();
    const auto make = root ? vault::make_keyring_file : vault::make_key_files;
    if (auto made = make(at.root_key, at.keyring, clock.now(), language); !made) return made.error();
    return {};
}

}  // namespace

// Keeps nothing of a batch itself; hears of the writer that the database is back.
class Installation::Returns final : public storage::BatchKeeper {
public:
    void close_batch(storage::Session&) override {}
    void forget() override {}
    void database_returned() override {
        const std::lock_guard lock{m_mutex};
        if (m_call) m_call();
    }
    void set(std::function<void()> call) {
        const std::lock_guard lock{m_mutex};
        m_call = std::move(call);
    }

private:
    std::mutex m_mutex;
    std::function<void()> m_call;
};

Installation::Installation(const system::Clock& clock, const std::filesystem::path& folder, Language language)
    : m_clock(clock), m_folder(folder), m_language(language) {}

void Installation::on_database_returned(std::function<void()> call) {
    HALT_UNLESS(m_returns != nullptr);
    m_returns->set(std::move(call));
}

Result<std::monostate> create(const std::filesystem::path& folder, const system::Clock& clock,
                              const Options& options) {
    const Layout at{folder};
    const Refusals refuse{at, options.language};
    return guarded(refuse, [&]() -> Result<std::monostate> {
        if (is_there(folder)) {
            if (!std::filesystem::is_directory(folder)) return refuse.not_a_folder();
            for (const auto& entry : std::filesystem::directory_iterator{folder})
                if (const auto name = entry.path().filename().string(); !Layout::is_ours(name))
                    return refuse.other_things(name);
            std::filesystem::permissions(folder, std::filesystem::perms::owner_all);
        }
        // Also when it is there: a run before this one may have made it and been killed before it lasted.
        system::make_folder_durably(folder);
        const auto lock = system::OwnerLock::take(at.lock);
        if (!lock) return refuse.in_use(system::OwnerLock::holder(at.lock));
        KADER_TRY(postgres, read_settings(at, refuse));
        if (options.postgres) {
            if (postgres &&
                (postgres->owner != options.postgres->owner || postgres->server != options.postgres->server))
                return refuse.other_settings();
            if (!postgres && is_there(at.database)) return refuse.engine_is_sqlite();
            if (!postgres) write_settings(at, *options.postgres);
            postgres = options.postgres;
        }
        if (auto refused = make_keys(at, postgres, clock, refuse, options.root_key, options.language))
            return std::move(*refused);
        migrate(at, postgres, clock);
        return std::monostate{};
    });
}

Result<std::unique_ptr<Installation>> Installation::open(const std::filesystem::path& folder,
                                                         const system::Clock& clock, const Options& options) {
    const Layout at{folder};
    const Refusals refuse{at, options.language};
    return guarded(refuse, [&]() -> Result<std::unique_ptr<Installation>> {
        if (auto refused = refusal_of(at, refuse, options.root_key)) return std::move(*refused);
        std::unique_ptr<Installation> made{new Installation{clock, folder, options.language}};
        made->m_lock = system::OwnerLock::take(at.lock);
        if (!made->m_lock) return refuse.in_use(system::OwnerLock::holder(at.lock));
        KADER_TRY(postgres, read_settings(at, refuse));
        KADER_TRY(checkpoints, read_checkpoint_folder(at, refuse));
        made->m_checkpoints = std::move(checkpoints);
        KADER_TRY(keys, vault::KeyStore::open(at.key_places(), options.root_key, options.language));
        keys->settle(clock.now());
        migrate(at, postgres, clock);
        made->m_database =
            postgres ? storage::open_postgres(*postgres) : storage::open_sqlite(at.database, options.sqlite);
        if (!made->take_keys(std::move(keys))) return refuse.keys_of_another();
        auto writing = options.writer;
        writing.language = options.language;
        made->m_returns = std::make_unique<Returns>();
        made->m_writer = std::make_unique<storage::Writer>(
            *made->m_database, clock, std::vector<storage::BatchKeeper*>{made->m_log.get(), made->m_returns.get()}, writing);
        return made;
    });
}

Result<std::unique_ptr<Installation>> Installation::open_to_read(const std::filesystem::path& folder,
                                                                 const system::Clock& clock,
                                                                 const Options& options) {
    const Layout at{folder};
    const Refusals refuse{at, options.language};
    return guarded(refuse, [&]() -> Result<std::unique_ptr<Installation>> {
        if (auto refused = refusal_of(at, refuse, options.root_key)) return std::move(*refused);
        std::unique_ptr<Installation> made{new Installation{clock, folder, options.language}};
        KADER_TRY(postgres, read_settings(at, refuse));
        KADER_TRY(checkpoints, read_checkpoint_folder(at, refuse));
        made->m_checkpoints = std::move(checkpoints);
        KADER_TRY(keys, vault::KeyStore::open(at.key_places(), options.root_key, options.language));
        made->m_database =
            postgres ? storage::open_postgres(*postgres) : storage::open_sqlite_to_read(at.database);
        storage::require_schema(*made->m_database->open_reader(), migrations::all());
        if (!made->take_keys(std::move(keys))) return refuse.keys_of_another();
        return made;
    });
}

bool Installation::take_keys(std::unique_ptr<vault::KeyStore> store) {
    m_key_store = std::move(store);
    m_keys = std::make_unique<vault::SubjectKeys>(keyring());
    m_log = std::make_unique<audit::Log>(keyring(), site());
    return keys_fit(*m_database->open_reader(), *m_keys);
}

Installation::~Installation() = default;

Result<subjects::PracticeId> Installation::add_practice(std::string_view name, const access::Actor& actor,
                                                        std::optional<Language> given) {
    const auto language = given.value_or(m_language);
    const Layout at{m_folder};
    const Refusals refuse{at, language};
    KADER_TRY(wanted, subjects::practice_name(name, language));
    return guarded(refuse, [&]() -> Result<subjects::PracticeId> {
        const auto practice = system::make_id<subjects::PracticeId>(m_clock.now());
        const auto work = [&](storage::Unit& unit) -> std::optional<Error> {
            if (auto refused = subjects::add_practice(unit, wanted, subjects::Arrival::Complete, language))
                return refused;
            const auto subject = subjects::subject_for(unit, *m_keys, {subjects::SubjectKind::Practice, ""});
            audit::Line line;
            line.act = "practice.create";
            line.subject = subject;
            line.object = audit::Object{"practice", practice.text()};
            m_log->append(unit, access::founder_grant(practice, actor), line);
            return {};
        };
        if (auto refused = m_writer->write(practice.bytes(), work)) return std::move(*refused);
        return practice;
    });
}

}  // namespace kader::installation
