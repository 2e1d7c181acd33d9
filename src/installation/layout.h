#pragma once

// Which files a data folder holds.

#include <filesystem>
#include <string>

namespace kader::installation {

struct Layout {
    explicit Layout(const std::filesystem::path& where)
        : folder(where),
          lock(where / "kader.lock"),
          root_key(where / "root.key"),
          keyring(where / "keyring"),
          database(where / "kader.db"),
          settings(where / "kader.toml") {}

    std::filesystem::path folder, lock, root_key, keyring, database, settings;

    // Whether a name is that of a file of ours: also half written by a crash, or beside the database.
    static bool is_ours(const std::string& name) {
        if (name == "blobs") return true;
        for (const char* ours : {"kader.lock", "root.key", "keyring", "kader.db", "kader.toml", "kader.sock", "backup."})
            if (name.starts_with(ours) || name.starts_with(std::string{"."} + ours)) return true;
        return false;
    }
};

}  // namespace kader::installation
