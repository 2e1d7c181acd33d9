#pragma once

// A new database with every table there is, in a folder of its own that is gone at the end, or one that a
// test brings; for tests.

#include <stdlib.h>

#include <atomic>
#include <filesystem>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "kernel/check.h"
#include "migrations/migrations.h"
#include "storage/databases.h"
#include "storage/writer.h"

namespace kader::migrations {

class ClockForTests final : public system::Clock {
public:
    system::Instant now() const override { return system::Instant{std::chrono::microseconds{m_now.load()}}; }
    void set(std::int64_t microseconds) { m_now = microseconds; }

private:
    std::atomic<std::int64_t> m_now = 1'800'000'000'000'000;
};

// A database from elsewhere, brought up to date, and statements past everything that Kader does. Empty: SQLite.
struct EngineForTests {
    std::unique_ptr<storage::Database> database = {};
    std::function<void(const std::string& sql)> tamper = {};
};

class HouseForTests {
public:
    HouseForTests() : HouseForTests(EngineForTests{}) {}
    explicit HouseForTests(EngineForTests engine) : m_database(std::move(engine.database)), m_tamper(std::move(engine.tamper)) {
        if (m_database) return;
        m_folder = new_folder();
        storage::migrate_sqlite(file(), all(), 0);
        m_database = storage::open_sqlite(file(), options());
    }
    HouseForTests(const HouseForTests&) = delete;
    HouseForTests& operator=(const HouseForTests&) = delete;
    ~HouseForTests() {
        m_writer.reset();
        m_tampering.reset();
        m_other.reset();
        m_database.reset();
        if (!m_folder.empty()) std::filesystem::remove_all(m_folder);
    }

    ClockForTests clock;

    // Begins the writer, with those who keep state beside the batch. Asked for once, or again after stop().
    storage::Writer& start(std::vector<storage::BatchKeeper*> keepers = {}) {
        m_writer = std::make_unique<storage::Writer>(*m_database, clock, std::move(keepers));
        return *m_writer;
    }
    void stop() { m_writer.reset(); }
    storage::Writer& writer() { return *m_writer; }
    storage::Database& database() { return *m_database; }
    std::unique_ptr<storage::Session> reader() { return m_database->open_reader(); }

    // What someone does who gets at the file: statements of any kind, past the writer.
    void tamper(const std::string& sql) {
        if (m_tamper) return m_tamper(sql);
        HALT_UNLESS(!m_folder.empty());
        if (!m_tampering) {
            m_other = storage::open_sqlite(file(), options());
            m_tampering = m_other->open_writer();
        }
        m_tampering->begin();
        m_tampering->script(sql);
        m_tampering->commit();
    }

private:
    static std::filesystem::path new_folder() {
        auto name = (std::filesystem::temp_directory_path() / "kader-house-XXXXXX").string();
        HALT_UNLESS(::mkdtemp(name.data()) != nullptr);
        return name;
    }
    // These tests cut no power.
    static storage::SqliteOptions options() {
        return {.synchronous = storage::SqliteOptions::Synchronous::Normal};
    }
    std::filesystem::path file() const { return m_folder / "kader.db"; }

    std::filesystem::path m_folder;
    std::unique_ptr<storage::Database> m_database, m_other;
    std::unique_ptr<storage::Session> m_tampering;
    std::unique_ptr<storage::Writer> m_writer;
    std::function<void(const std::string& sql)> m_tamper;
};

}  // namespace kader::migrations
