#pragma once

// A disk as the power cut leaves it: what was synced is there, and of the rest anything.
//
// Strict: a sync of a file makes its bytes last and nothing else. A name, or its being gone, lasts
// only when the folder it stands in was synced after it. Of every write that was not synced, each
// sector of 512 bytes may be there or not, in any order; a new size may or may not; so may each
// change of a name.

#include <filesystem>
#include <map>
#include <string>
#include <vector>

#include "durability/chance.h"
#include "durability/recording.h"

namespace kader::durability {

// What is left: files and folders below the recorded folder.
struct Remains {
    std::map<std::string, std::string, std::less<>> files;
    std::vector<std::string> folders;  // Those above before those below.
    // Replaces what is in `folder`, which exists.
    void write_into(const std::filesystem::path& folder) const;
};

class DiskModel {
public:
    struct Options {
        bool ignore_folder_syncs = false;  // To see what is lost without them.
    };
    DiskModel() : DiskModel(Options{}) {}
    explicit DiskModel(Options);

    // In the order of the recording. The operation must outlive the model.
    void apply(const Operation&);
    // The power fails now.
    Remains cut(Chance&) const;
    // What a program sees with the power on.
    Remains now() const;

private:
    using Node = std::size_t;
    using Names = std::map<std::string, Node, std::less<>>;
    struct File {
        bool is_folder = false;
        std::string lasting;
        std::vector<const Operation*> pending;  // Writes and sizes since the last sync.
    };
    struct NameChange {
        std::string gone;  // Empty: none.
        std::string made;  // Empty: none.
        Node node = 0;
        // What `made` stood for before, for a rename over it, is simply replaced.
    };
    Node make(bool is_folder);
    void sync(Node);
    static void change(Names&, const NameChange&);
    template <class Content>
    Remains remains_of(const Names&, const Content&) const;
    static std::string surviving(const File&, Chance&, unsigned percent);

    Options m_options;
    std::vector<File> m_files;
    Names m_names;    // With the power on.
    Names m_lasting;  // Of which the folder was synced since.
    std::vector<NameChange> m_changes;
    std::map<std::uint32_t, Node> m_handles;
};

}  // namespace kader::durability
