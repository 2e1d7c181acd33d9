#pragma once

// A practice with records, for the tests of this folder and of the rooms' doors: on SQLite in a folder of its
// own that is gone at the end, or on a database that a test brings.

#include <doctest/doctest.h>
#include <stdlib.h>

#include "audit/log.h"
#include "migrations/house_for_tests.h"
#include "records/cells.h"
#include "records/record_store.h"

namespace kader::records {

class RecordsForTests {
public:
    RecordsForTests() : m_folder(new_folder()) {
        storage::migrate_sqlite(file(), migrations::all(), 0);
        m_database =
            storage::open_sqlite(file(), {.synchronous = storage::SqliteOptions::Synchronous::Normal});
        start();
    }
    explicit RecordsForTests(std::unique_ptr<storage::Database> database) : m_database(std::move(database)) {
        start();
    }
    RecordsForTests(const RecordsForTests&) = delete;
    ~RecordsForTests() {
        stop();
        if (!m_folder.empty()) std::filesystem::remove_all(m_folder);
    }

    migrations::ClockForTests clock;
    const vault::Keyring keyring = vault::Keyring::random();
    vault::SubjectKeys keys{keyring};
    audit::Log log{keyring};
    const Keeping keeping{keys, keyring, log};
    const subjects::PracticeId practice{UuidBytes{1}};

    access::Grant grant() const { return access::operator_grant(practice, 1000); }
    // Of someone who may look into no room at all.
    access::Grant bare_grant() const { return access::server_grant(practice); }

    storage::Writer& writer() { return *m_writer; }
    // Runs as one unit what gives a Result. Why it was refused is told as text.
    template <class Work>
    auto in_unit(const Work& work) {
        std::optional<decltype(work(std::declval<storage::Unit&>()))> result;
        const auto error =
            m_writer->write(practice.bytes(), [&](storage::Unit& unit) -> std::optional<Error> {
                result.emplace(work(unit));
                wrote = unit.has_written();
                if (!*result) return result->error();
                return {};
            });
        if (error && *result) result.emplace(*error);
        return *std::move(result);
    }
    // Whether the unit before had written when it ended.
    bool wrote = false;

    template <class Record>
    Result<Written> add(const Record& record, Origin origin = Origin::Entered) {
        return in_unit(
            [&](auto& unit) { return records::add(unit, keeping, grant(), draft_of(record, origin)); });
    }
    template <class Record>
    Result<Written> put(const Record& record, Origin origin = Origin::TakenOver) {
        return in_unit(
            [&](auto& unit) { return records::put(unit, keeping, grant(), draft_of(record, origin)); });
    }
    template <class Record>
    Result<Written> correct(const Written& before, const Record& record) {
        return in_unit([&](auto& unit) {
            return records::correct(unit, keeping, grant(), before.record, before.version, draft_of(record));
        });
    }
    template <class Record>
    Result<Written> withdraw(const Written& before) {
        return in_unit([&](auto& unit) {
            return records::withdraw(unit, keeping, grant(), type_of<Record>(), before.record,
                                     before.version);
        });
    }

    // Everything in it sees one moment.
    template <class Look>
    auto look(const Look& look_at) {
        const auto session = m_database->open_reader();
        session->begin_snapshot();
        session->enter_practice(practice.bytes());
        return look_at(*session);
    }
    std::vector<Version> newest(std::string_view list = {}, std::optional<CalendarDay> known_on = {}) {
        std::vector<Version> versions;
        look([&](storage::Session& session) {
            each_newest(
                session, practice, [&](const Version& each) { versions.push_back(each); }, list, known_on);
        });
        return versions;
    }
    std::optional<Version> newest_of(std::string_view list, std::string_view kenmerk) {
        return look([&](storage::Session& session) { return find_newest(session, practice, list, kenmerk); });
    }
    std::vector<Version> every_version() {
        std::vector<Version> versions;
        look([&](storage::Session& session) {
            each_version(session, practice,
                         [&](const Version& each, vault::Bytes) { versions.push_back(each); });
        });
        return versions;
    }
    Result<OpenedVersion> opened(const Version& version) {
        return look([&](storage::Session& session) {
            const auto sealed = find_sealed(session, practice, version.record, version.number);
            return open_sealed(session, keeping, practice, version, sealed);
        });
    }
    // The log holds; its lines after the first, which makes the practice, as "record.add mensen 1".
    std::vector<std::string> acts() {
        std::vector<std::string> acts;
        each_line([&](const audit::Entry& entry) {
            auto act = entry.act;
            if (entry.object) act += ' ' + entry.object->list + ' ' + std::to_string(entry.object->version);
            acts.push_back(act);
        });
        return acts;
    }
    void each_line(const std::function<void(const audit::Entry&)>& visit) {
        const auto after_first = [&](const audit::Entry& entry) {
            if (entry.seq > 1) visit(entry);
        };
        const auto verified = look([&](storage::Session& session) {
            return audit::verify(session, keyring, practice, after_first);
        });
        CHECK_FALSE(verified.wrong);
    }

    // Only on SQLite. The files as they are, and what someone does who gets at them.
    std::filesystem::path file() const { return m_folder / "kader.db"; }
    std::filesystem::path log_file() const { return m_folder / "kader.db-wal"; }
    void stop() {
        m_writer.reset();
        m_database.reset();
    }
    void tamper(const std::string& sql) {
        const auto other = storage::open_sqlite(file());
        const auto session = other->open_writer();
        session->begin();
        session->script(sql);
        session->commit();
    }

private:
    static std::filesystem::path new_folder() {
        auto name = (std::filesystem::temp_directory_path() / "kader-records-XXXXXX").string();
        HALT_UNLESS(::mkdtemp(name.data()) != nullptr);
        return name;
    }
    void start() {
        m_writer =
            std::make_unique<storage::Writer>(*m_database, clock, std::vector<storage::BatchKeeper*>{&log});
        static constexpr storage::Sql insert{
            "INSERT INTO practice (practice_id, name, name_folded, created_at, complete) VALUES ($1, $2, $2, "
            "0, 1)"};
        HALT_UNLESS(!m_writer->write(practice.bytes(), [&](storage::Unit& unit) -> std::optional<Error> {
            unit.run(insert, {storage::id(practice), std::string_view{"praktijk fictief"}});
            log.append(unit, grant(), {.act = "practice.create"});
            return {};
        }));
    }

    std::filesystem::path m_folder;
    std::unique_ptr<storage::Database> m_database;
    std::unique_ptr<storage::Writer> m_writer;
};

}  // namespace kader::records
