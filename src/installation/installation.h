#pragma once

// A data folder, opened: its lock, keys, database, writer and log. The cast of every program that works
// on stored data.
//
//   kader.lock     held by the one process that may write
//   root.key       the root key, mode 0400; or root.sealed, under a passphrase; or neither, when systemd gives it
//   keyring        sealed under the root key
//   kader.db       the database (SQLite), with kader.db-wal and kader.db-shm while it is open
//   kader.toml     where PostgreSQL is, when that is used, and where the checkpoints of the log go (settings.h)
//
// Made, opened and closed on one thread; writer() and readers may be used from any.

#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <string>

#include "audit/log.h"
#include "kernel/text.h"
#include "storage/databases.h"
#include "storage/writer.h"
#include "subjects/practices.h"
#include "system/files.h"
#include "vault/key_store.h"
#include "vault/subject_keys.h"

namespace kader::installation {

struct Options {
    Language language = Language::Dutch;                    // Of every refusal.
    std::optional<storage::PostgresOptions> postgres = {};  // For create(); open() reads kader.toml.
    storage::SqliteOptions sqlite = {};
    storage::WriterOptions writer = {};
    vault::RootKeyFrom root_key = {};  // Where it is not in the folder as it is.
};

// Makes the folder with its keys and an empty database, durably, unless it is there already. A folder that
// is half made, by a crash, is completed. Conflict: the folder holds other things. Does not open it.
Result<std::monostate> create(const std::filesystem::path& folder, const system::Clock&, const Options& = {});

class Installation {
public:
    // To write: takes the lock, migrates, starts the writer. Every refusal is one sentence that says what
    // to do. NotFound: no such folder, or not made by create(). Conflict: another process has it (with its
    // number). Invalid: a newer schema, keys that do not fit. Unavailable: the database cannot be reached.
    static Result<std::unique_ptr<Installation>> open(const std::filesystem::path& folder,
                                                      const system::Clock&, const Options& = {});
    // To read only: no lock, no migration, no writer; also while a server runs.
    static Result<std::unique_ptr<Installation>> open_to_read(const std::filesystem::path& folder,
                                                              const system::Clock&, const Options& = {});
    ~Installation();

    bool can_write() const { return m_writer != nullptr; }
    storage::Writer& writer() { return *m_writer; }
    std::unique_ptr<storage::Session> reader() { return m_database->open_reader(); }
    storage::Database& database() { return *m_database; }
    const vault::Keyring& keyring() const { return m_key_store->keyring(); }
    // Names this installation in its log and its checkpoints: the same for as long as its data live.
    std::string site() const { return vault::hex(keyring().installation()).substr(0, 8); }
    // To change keys; only when it can write.
    vault::KeyStore& key_store() { return *m_key_store; }
    vault::SubjectKeys& keys() { return *m_keys; }
    audit::Log& log() { return *m_log; }
    const system::Clock& clock() const { return m_clock; }
    const std::filesystem::path& folder() const { return m_folder; }
    // Where the signed checkpoints of the log go, as kader.toml says; empty: nowhere.
    const std::filesystem::path& checkpoints() const { return m_checkpoints; }
    // Called when the database was away and is back, on the writer's thread, for who keeps in memory what is
    // stored: others may have written meanwhile. May not throw or wait. In place of the one before; an empty
    // one ends it, and when this returns it is not being called any more. Only when it can write.
    void on_database_returned(std::function<void()>);

    // Makes a practice, with its own subject and its first line in the log. Conflict: the name is taken.
    // Refused in the language given, or else in that of the options.
    Result<subjects::PracticeId> add_practice(std::string_view name, const access::Actor&, std::optional<Language> = {});

private:
    Installation(const system::Clock& clock, const std::filesystem::path& folder, Language language);
    // False: these keys never sealed what is in the database.
    bool take_keys(std::unique_ptr<vault::KeyStore>);

    const system::Clock& m_clock;
    std::filesystem::path m_folder, m_checkpoints;
    Language m_language;
    std::optional<system::OwnerLock> m_lock;
    std::unique_ptr<vault::KeyStore> m_key_store;
    std::unique_ptr<storage::Database> m_database;
    std::unique_ptr<vault::SubjectKeys> m_keys;
    std::unique_ptr<audit::Log> m_log;
    class Returns;
    std::unique_ptr<Returns> m_returns;
    std::unique_ptr<storage::Writer> m_writer;
};

}  // namespace kader::installation
