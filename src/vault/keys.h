#pragma once

// The keys of an installation.
//
//   root key   32 random bytes, kept in one of the places of key_store.h. Whoever has it, the keyring and the
//              database can read everything; without it nobody can, ever.
//   keyring    a small file, sealed under the root key: the epoch keys that wrap the keys of subjects, the match
//              key (who is the same human), the chain key (the head of the audit log), the pepper of passwords, the
//              seed that signs checkpoints of the log, the public key that backups are sealed to, and for a backup
//              whose drill did not pass yet the key of that drill. It is small enough to be overwritten wherever it
//              stands, and may never be kept where it cannot be.
//   data key   one for each subject (a staff file, the practice itself, later a dossier), random, wrapped by an epoch
//              key, in the database.
//
// There is one epoch, or two while it turns: every data key is then wrapped anew by the younger, and the older is
// forgotten when none is left under it. What was destroyed meanwhile no backup brings back: its key is nowhere under
// the younger epoch, and the older is no more.
//
// Keys live in memory of libsodium's own: locked, fenced, read-only, wiped when let go, and never in a core
// dump.

#include <array>
#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <map>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

#include "kernel/result.h"
#include "kernel/text.h"
#include "kernel/uuid.h"
#include "system/clock.h"

namespace kader::vault {

inline constexpr std::size_t key_bytes = 32;

// 32 secret bytes. Cannot be copied, compared or printed. May be read by several threads at once.
class Key {
public:
    static Key random();
    // Copies the 32 bytes; the caller wipes its own.
    static Key from(std::span<const std::uint8_t> bytes);
    // Not of a key that was moved away.
    std::span<const std::uint8_t> bytes() const;
    // A key for one purpose, of which this one cannot be found back: BLAKE2b keyed with this key over
    // the purpose ("seal", "match", …).
    Key for_purpose(std::string_view purpose) const;

    Key(Key&&) noexcept;
    Key& operator=(Key&&) noexcept;
    ~Key();

private:
    explicit Key(std::uint8_t* bytes) : m_bytes(bytes) {}
    std::uint8_t* m_bytes = nullptr;
};

// Overwrites bytes that held a secret; the compiler may not leave it out.
void wipe(std::span<std::uint8_t>);

// Makes both files, durably: the root key first. Conflict: one of them exists; nothing is changed then.
// Throws FileError.
Result<std::monostate> make_key_files(const std::filesystem::path& root_key,
                                      const std::filesystem::path& keyring, system::Instant now,
                                      Language = Language::Dutch);
// The second half of the above, for a folder whose making broke off between the two files: a root key
// alone. Never for a folder that has a database: what it holds would be lost. Conflict: the keyring exists.
// Refuses a root key as Keyring::open does.
Result<std::monostate> make_keyring_file(const std::filesystem::path& root_key,
                                         const std::filesystem::path& keyring, system::Instant now,
                                         Language = Language::Dutch);

using KeyPtr = std::shared_ptr<const Key>;
// Of a pair for X25519: what is sealed to it only the holder of the other half opens.
using PublicKey = std::array<std::uint8_t, 32>;

// What a keyring holds, as of one moment.
struct KeyringContent {
    UuidBytes installation{};      // Chance, made with it: the same for as long as the data live. Nil in the oldest files.
    std::int64_t generation = 0;   // One more at each writing of the file.
    std::map<int, KeyPtr> epochs;  // One or two; the last wraps what is new.
    KeyPtr match, chain, pepper;
    KeyPtr signing;  // Not in the oldest files.
    std::optional<PublicKey> recipient;
    std::map<std::uint32_t, KeyPtr> drills;
};

// Any thread. What it gives by reference is the same for as long as it lives.
class Keyring {
public:
    // NotFound, Forbidden (a file that others may read), Invalid (damaged, or a keyring of another root
    // key; the sentence tells which). The refusal names the file and says what to do; never a byte of a
    // key. A root key may be typed over from paper: capitals, spaces and any line ends are accepted.
    static Result<Keyring> open(const std::filesystem::path& root_key, const std::filesystem::path& keyring,
                                Language = Language::Dutch);
    // For tests.
    static Keyring random();
    Keyring(KeyringContent content, std::string fingerprint);
    Keyring(Keyring&&) noexcept;
    ~Keyring();

    const Key& match_key() const;
    const Key& chain_key() const;
    const Key& pepper() const;
    // The seed of an Ed25519 pair. Stops the program where there is none: in a folder of an older Kader that was not
    // opened to write since (KeyStore::settle).
    const Key& signing_seed() const;
    const UuidBytes& installation() const;
    // Eight hex digits by which a person recognises a root key without learning it.
    std::string fingerprint() const;

    // The epoch that wraps what is new.
    int epoch() const;
    // Null: not there, any more or yet.
    KeyPtr epoch_key(int number) const;
    // As of now.
    std::shared_ptr<const KeyringContent> content() const;
    std::optional<PublicKey> backup_recipient() const { return content()->recipient; }

private:
    friend class KeyStore;
    void become(std::shared_ptr<const KeyringContent>, std::string fingerprint);
    struct Now;
    std::unique_ptr<Now> m_now;
};

}  // namespace kader::vault
