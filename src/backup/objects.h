#pragma once

// Puts contents on a target, each once. Private to this module.
//
// The key of an object is made of its content: SHA-256 of the content, and a key of the keyring that makes of
// that the name and the key of the file. So the same content is found again without keeping anything, and
// whoever no longer has the content (or its digest) cannot make the key, also not with the keyring: decision 0013.

#include <functional>

#include "backup/age_file.h"
#include "backup/settings.h"
#include "backup/target.h"

namespace kader::backup {

// Told before and after whatever changes the target; for tests that stop there.
using AtStep = std::function<void(std::string_view)>;
// Gives the same content to a sink each time it is called.
using Feed = std::function<void(const Sink&)>;

struct ObjectCounts {
    std::size_t written = 0, kept = 0;  // Kept: it was there already.
    std::uint64_t bytes_written = 0;    // To the target.
};

class Objects {
public:
    Objects(const Target&, const vault::Keyring&, const PublicKey& recipient, const Known&, AtStep);

    // Unavailable: the target will not take it. Throws FileError, and whatever the feed throws. A feed whose content
    // changed meanwhile is StorageError(Damaged).
    Result<Object> put(const vault::Digest& digest, std::uint64_t bytes, const Feed&, Language);
    const ObjectCounts& counts() const { return m_counts; }
    // What this backup used so far.
    std::map<vault::Digest, int>& used() { return m_used; }

private:
    bool is_whole(const std::filesystem::path&, const Object&) const;
    void write(class NewFile&, const Object&, const Feed&);
    const Target& m_target;
    PublicKey m_recipient;
    const Known& m_known;
    AtStep m_at_step;
    vault::Key m_naming, m_opening;
    ObjectCounts m_counts;
    std::map<vault::Digest, int> m_used;
};

// Reads an object of a manifest to the end. Nothing: it is there and whole. The sink is given what came before a
// fault was seen, too.
std::optional<Text> read_object(const Target&, const Object&, const Sink&);
// Whether the name belongs to the content, in the house of this keyring.
vault::Digest object_id(const vault::Keyring&, const vault::Digest& content);

}  // namespace kader::backup
