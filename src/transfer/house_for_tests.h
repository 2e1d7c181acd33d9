#pragma once

// For the tests of this module: a data folder of its own with a practice in it, gone again afterwards.

#include <doctest/doctest.h>

#include <unistd.h>

#include <atomic>
#include <filesystem>
#include <fstream>
#include <map>
#include <string>

#include "check/record_types.h"
#include "installation/installation.h"
#include "lists/folder.h"
#include "records/cells.h"
#include "records/record_store.h"
#include "transfer/snapshot.h"

namespace kader::transfer {

namespace fs = std::filesystem;

class ScratchFolder {
public:
    ScratchFolder() {
        static std::atomic<int> made = 0;
        m_path = fs::temp_directory_path() /
                 ("kader-transfer-" + std::to_string(::getpid()) + "-" + std::to_string(++made));
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

inline std::string bytes_of(const fs::path& file) {
    std::ifstream in{file, std::ios::binary};
    return {std::istreambuf_iterator<char>{in}, {}};
}

inline void write_bytes(const fs::path& file, std::string_view bytes) {
    std::ofstream{file, std::ios::binary} << bytes;
}

// A data folder that is open.
class House {
public:
    explicit House(const fs::path& folder, bool with_practice = true) {
        REQUIRE(installation::create(folder, m_clock));
        auto opened = installation::Installation::open(folder, m_clock);
        REQUIRE(opened);
        m_installation = *std::move(opened);
        if (!with_practice) return;
        auto session = m_installation->reader();
        const auto there = subjects::practices(*session);
        if (!there.empty()) {
            m_practice = there.front().id;
            return;
        }
        const auto made = m_installation->add_practice("Praktijk Voorbeeld", access::operator_actor(7));
        REQUIRE(made);
        m_practice = *made;
    }

    installation::Installation& installation() { return *m_installation; }
    const subjects::PracticeId& practice() const { return m_practice; }
    access::Grant grant() const { return access::operator_grant(m_practice, 7); }
    records::Keeping keeping() {
        return {m_installation->keys(), m_installation->keyring(), m_installation->log()};
    }

    // "mensen:P1" to its newest cells, opened; withdrawn records say "(ingetrokken)".
    std::map<std::string, records::Cells> content(const subjects::PracticeId& practice) {
        std::map<std::string, records::Cells> content;
        std::vector<records::Version> newest;
        const Snapshot snapshot{m_installation->reader(), practice};
        auto& session = snapshot.session();
        records::each_newest(session, practice, [&](const records::Version& version) { newest.push_back(version); });
        for (const auto& version : newest) {
            auto& cells = content[version.list + ':' + version.kenmerk];
            const auto sealed = records::find_sealed(session, practice, version.record, version.number);
            const auto opened = records::open_sealed(session, keeping(), practice, version, sealed);
            REQUIRE(opened);
            cells = records::whole_cells(version.plain, opened->sealed);
            if (version.state != records::State::Present) cells["(ingetrokken)"] = "ja";
        }
        return content;
    }
    std::map<std::string, records::Cells> content() { return content(m_practice); }

    std::size_t count_versions(const subjects::PracticeId& practice) {
        std::size_t count = 0;
        const Snapshot snapshot{m_installation->reader(), practice};
        records::each_version(snapshot.session(), practice, [&](const auto&, auto) { ++count; });
        return count;
    }
    std::size_t count_versions() { return count_versions(m_practice); }

    // The acts of the log in order; fails when the log does not hold.
    std::vector<std::string> acts(const subjects::PracticeId& practice) {
        std::vector<std::string> acts;
        const Snapshot snapshot{m_installation->reader(), practice};
        const auto verified = audit::verify(snapshot.session(), m_installation->keyring(), practice,
                                            [&](const audit::Entry& entry) { acts.push_back(entry.act); });
        CHECK_FALSE(verified.wrong);
        return acts;
    }
    std::vector<std::string> acts() { return acts(m_practice); }

private:
    system::SystemClock m_clock;
    std::unique_ptr<installation::Installation> m_installation;
    subjects::PracticeId m_practice;
};

// Lists by name.
inline lists::ListFolder folder_of(const std::map<std::string, std::string>& lists) {
    lists::ListFolder folder{check::record_types()};
    for (const auto& [list, csv] : lists) REQUIRE_FALSE(folder.add_text(list, csv, list + ".csv"));
    return folder;
}

}  // namespace kader::transfer
