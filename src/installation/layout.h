#pragma once

// Which files a data folder holds.

#include <filesystem>
#include <string>

#include "vault/key_store.h"

namespace kader::installation {

struct Layout {
    explicit Layout(const std::filesystem::path& where)
        : folder(where),
          lock(where / "kader.lock"),
          root_key(where / "root.key"),
          root_sealed(where / "root.sealed"),
          keyring(where / "keyring"),
          database(where / "kader.db"),
          settings(where / "kader.toml"),
          blobs(where / "blobs") {}

    std::filesystem::path folder, lock, root_key, root_sealed, keyring, database, settings, blobs;

    vault::KeyPlaces key_places() const { return {root_key, root_sealed, keyring}; }

    // Whether a name is that of a file of ours: also half written by a crash, or beside the database.
    static bool is_ours(const std::string& name) {
        for (const char* ours : {"kader.lock", "root.key", "root.sealed", "keyring", "kader.db", "kader.toml", "kader.sock", "blobs", "backup."})
            if (name.starts_with(ours) || name.starts_with(std::string{"."} + ours)) return true;
        return false;
    }
};

}  // namespace kader::installation
