#pragma once

// Where backups go: a folder on another disk or machine.
//
//   data/          only new files, never changed and never taken away by us: it may be immutable
//     LEES-MIJ.txt   what this is, for who finds it
//     objects/ab/…   parts of databases and files, each a file of age; used by every backup that has that part
//     manifests/…    one for each backup, a file of age too
//   keys/          must be somewhere that can really be overwritten
//     current-a, current-b   see keys_copy.h

#include <filesystem>
#include <string>
#include <vector>

#include "backup/keys_copy.h"
#include "backup/manifest.h"

namespace kader::backup {

struct ManifestName {
    std::uint64_t sequence = 0;
    std::filesystem::path path;
};

class Target {
public:
    // For set-up: looks whether it is a good place, makes its folders, and tries what a backup needs. Invalid: it
    // is within the data folder, by whatever name, link or mount. Unavailable: it is not there, or cannot be
    // written. Conflict: it is of another installation. Throws FileError.
    static Result<Target> set_up(const std::filesystem::path& folder, const std::filesystem::path& data_folder,
                                 const UuidBytes& installation, Language);
    // As it was set up. NotFound: no such folder, or no backups in it. Such as a disk that is not plugged in.
    static Result<Target> open(const std::filesystem::path& folder, Language);

    const std::filesystem::path& folder() const { return m_folder; }
    std::filesystem::path object(const vault::Digest& id, int variant) const;
    // For a new backup; with chance in it, so that a broken attempt stands in nobody's way.
    std::filesystem::path new_manifest(std::uint64_t sequence) const;
    // The newest first. Other names are left alone.
    std::vector<ManifestName> manifests() const;
    std::filesystem::path keys(char copy) const { return m_folder / "keys" / (std::string{"current-"} + copy); }
    // Makes the folder of an object, durably.
    void make_room_for(const std::filesystem::path& object) const;

private:
    explicit Target(std::filesystem::path folder) : m_folder(std::move(folder)) {}
    std::filesystem::path m_folder;
};

// Whether a folder is within another, or is it: also by links, by "..", and by a mount of a part of it.
bool is_within(const std::filesystem::path& folder, const std::filesystem::path& other);

// Both copies, and what can be told of them.
struct FoundKeys {
    struct Copy {
        KeysCopy content;
        ByteVector bytes;
    };
    std::optional<Copy> newest;
    bool one_is_damaged = false;   // A copy is missing or damaged; the other is whole.
    bool of_two_installations = false;
};
FoundKeys find_keys(const Target&);

}  // namespace kader::backup
