#pragma once

// A folder that goes away, and what the tests of SQLite do to the files in it.

#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>

#include "storage/databases.h"
#include "storage/session_suite.h"
#include "storage/suite_tools.h"
#include "system/random.h"

namespace kader::storage {

namespace fs = std::filesystem;

struct Folder {
    fs::path path = fs::temp_directory_path() /
                    ("kader-sqlite-" + Uuid<Folder>{system::make_uuid_bytes({})}.text());
    Folder() { fs::create_directory(path); }
    Folder(const Folder&) = delete;
    ~Folder() { fs::remove_all(path); }

    fs::path file() const { return path / "kader.db"; }
    fs::path log() const { return path / "kader.db-wal"; }
};

inline std::string content(const fs::path& file) {
    std::ifstream stream{file, std::ios::binary};
    return {std::istreambuf_iterator<char>{stream}, {}};
}

inline void put(const fs::path& file, const std::string& bytes) {
    std::ofstream stream{file, std::ios::binary | std::ios::trunc};
    stream.write(bytes.data(), static_cast<std::streamsize>(bytes.size()));
}

// What a machine that stopped now would find: the files as they are, without anybody having closed
// them.
inline void copy_as_they_are(const Folder& from, const Folder& to) {
    put(to.file(), content(from.file()));
    put(to.log(), content(from.log()));
}

inline std::unique_ptr<Database> open_migrated(const Folder& folder,
                                               const SqliteOptions& options = {}) {
    migrate_sqlite(folder.file(), suite_migrations(), 1);
    return open_sqlite(folder.file(), options);
}

inline std::string first_text(Session& session, const Sql& sql) {
    std::string text;
    session.each(sql, {}, [&](const Row& row) {
        if (text.empty()) text = row.text(0);
    });
    return text;
}

}  // namespace kader::storage
