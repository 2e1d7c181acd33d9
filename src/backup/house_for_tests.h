#pragma once

// For the tests of this module: a data folder with a practice, files of clients in it, and a target.

#include <doctest/doctest.h>

#include <sys/wait.h>
#include <unistd.h>

#include <atomic>
#include <filesystem>
#include <fstream>
#include <string>

#include "backup/backup.h"
#include "backup/restore.h"
#include "installation/layout.h"
#include "subjects/subject.h"
#include "vault/keyring_file.h"
#include "verification/verification.h"

namespace kader::backup {

namespace fs = std::filesystem;

class ScratchFolder {
public:
    ScratchFolder() {
        static std::atomic<int> made = 0;
        m_path = fs::temp_directory_path() / ("kader-backup-" + std::to_string(::getpid()) + "-" + std::to_string(++made));
        fs::remove_all(m_path);
        fs::create_directories(m_path);
    }
    ScratchFolder(const ScratchFolder&) = delete;
    ScratchFolder& operator=(const ScratchFolder&) = delete;
    ~ScratchFolder() {
        std::error_code none;
        fs::remove_all(m_path, none);
    }
    const fs::path& path() const { return m_path; }

private:
    fs::path m_path;
};

inline std::string bytes_in(const fs::path& file) {
    std::ifstream in{file, std::ios::binary};
    return {std::istreambuf_iterator<char>{in}, {}};
}
inline void put_bytes(const fs::path& file, std::string_view bytes) {
    fs::create_directories(file.parent_path());
    std::ofstream{file, std::ios::binary} << bytes;
}

inline vault::Key root_key_in(const fs::path& data) {
    const auto text = bytes_in(data / "root.key");
    auto key = vault::read_root_key(vault::bytes_of(text));
    REQUIRE(key);
    return std::move(*key);
}

class TestHouse {
public:
    explicit TestHouse(const fs::path& folder) : m_data(folder) {
        REQUIRE(installation::create(folder, m_clock));
        auto opened = installation::Installation::open(folder, m_clock);
        REQUIRE(opened);
        m_here = *std::move(opened);
        const auto there = subjects::practices(*m_here->reader());
        if (!there.empty()) {
            m_practice = there.front().id;
            return;
        }
        const auto made = m_here->add_practice("Praktijk Voorbeeld", access::operator_actor(7));
        REQUIRE(made);
        m_practice = *made;
    }

    installation::Installation& here() { return *m_here; }
    const fs::path& data() const { return m_data; }
    const subjects::PracticeId& practice() const { return m_practice; }

    subjects::SubjectId add_subject(const std::string& name) {
        subjects::SubjectId made;
        REQUIRE_FALSE(m_here->writer().write(m_practice.bytes(), [&](storage::Unit& unit) -> std::optional<Error> {
            made = subjects::subject_for(unit, m_here->keys(), {subjects::SubjectKind::StaffFile, name});
            return {};
        }));
        return made;
    }
    // As a destruction does: the key goes, and with it everything.
    void destroy(const subjects::SubjectId& subject) {
        static constexpr storage::Sql remove{"DELETE FROM subject_key WHERE practice_id = $1 AND subject_id = $2"};
        static constexpr storage::Sql remember{
            "INSERT INTO destroyed_subject (practice_id, subject_id, destroyed_at, epoch) VALUES ($1, $2, $3, 1)"};
        REQUIRE_FALSE(m_here->writer().write(m_practice.bytes(), [&](storage::Unit& unit) -> std::optional<Error> {
            unit.run(remove, {storage::id(m_practice), storage::id(subject)});
            unit.run(remember, {storage::id(m_practice), storage::id(subject), std::int64_t{1}});
            return {};
        }));
        m_here->keys().forget(m_practice.bytes(), subject.bytes());
    }
    bool opens(const subjects::SubjectId& subject) {
        const auto session = m_here->reader();
        return bool(m_here->keys().open(*session, m_practice.bytes(), subject.bytes()));
    }
    std::optional<Text> fault() { return verification::verify(*m_here, m_practice).wrong; }

private:
    system::SystemClock m_clock;
    fs::path m_data;
    std::unique_ptr<installation::Installation> m_here;
    subjects::PracticeId m_practice;
};

// A house with backups set up, and the secret that the recovery kit would hold.
struct Setting {
    ScratchFolder scratch;
    fs::path data = scratch.path() / "data", target = scratch.path() / "elders";
    vault::Key secret = vault::Key::random();
    std::unique_ptr<TestHouse> house;

    explicit Setting(int subjects = 3) {
        fs::create_directories(target);
        house = std::make_unique<TestHouse>(data);
        for (int i = 0; i < subjects; ++i) house->add_subject("P" + std::to_string(i));
        const auto done = set_up(house->here(), data, target, public_key_of(secret), Language::Dutch);
        REQUIRE(done);
    }
    RunReport run() {
        auto report = backup::run(house->here(), data);
        if (!report) FAIL(report.error().detail);
        return *std::move(report);
    }
    Result<Restored> restore(const fs::path& into, const RestoreOptions& options = {}) {
        const auto root = root_key_in(data);
        return backup::restore(target, into, root, secret, options);
    }
};

// What stands in a folder: every file with its content.
inline std::map<std::string, std::string> content_of_folder(const fs::path& folder) {
    std::map<std::string, std::string> content;
    for (const auto& entry : fs::recursive_directory_iterator{folder})
        if (entry.is_regular_file()) content[entry.path().lexically_relative(folder).string()] = bytes_in(entry.path());
    return content;
}

}  // namespace kader::backup
