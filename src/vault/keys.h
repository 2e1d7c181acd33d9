#pragma once

// The keys of an installation.
//
//   root key   32 random bytes in a file of its own, mode 0400, made at init. Whoever has it and the
//              database can read everything; without it nobody can, ever.
//   keyring    a small file, sealed under the root key: the epoch key that wraps the keys of subjects,
//              the match key (who is the same human), the chain key (the head of the audit log) and the
//              pepper of passwords. Epochs turn, and the keyring is rewritten, when subjects are
//              destroyed; for now there is one epoch.
//   data key   one for each subject (a staff file, the practice itself, later a dossier), random, wrapped
//              by the epoch key, in the database.
//
// Keys live in memory of libsodium's own: locked, fenced, read-only, wiped when let go, and never in a core
// dump.

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <variant>

#include "kernel/result.h"
#include "kernel/text.h"
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

class Keyring {
public:
    // NotFound, Forbidden (a file that others may read), Invalid (damaged, or a keyring of another root
    // key; the sentence tells which). The refusal names the file and says what to do; never a byte of a
    // key. A root key may be typed over from paper: capitals, spaces and any line ends are accepted.
    static Result<Keyring> open(const std::filesystem::path& root_key, const std::filesystem::path& keyring,
                                Language = Language::Dutch);
    // For tests.
    static Keyring random();

    int epoch() const { return m_epoch; }
    const Key& epoch_key() const { return m_epoch_key; }
    const Key& match_key() const { return m_match_key; }
    const Key& chain_key() const { return m_chain_key; }
    const Key& pepper() const { return m_pepper; }
    // Eight hex digits by which a person recognises a root key without learning it.
    const std::string& fingerprint() const { return m_fingerprint; }

private:
    Keyring(int epoch, Key epoch_key, Key match_key, Key chain_key, Key pepper, std::string fingerprint)
        : m_epoch(epoch),
          m_epoch_key(std::move(epoch_key)),
          m_match_key(std::move(match_key)),
          m_chain_key(std::move(chain_key)),
          m_pepper(std::move(pepper)),
          m_fingerprint(std::move(fingerprint)) {}
    friend struct KeyringFile;
    int m_epoch;
    Key m_epoch_key, m_match_key, m_chain_key, m_pepper;
    std::string m_fingerprint;
};

}  // namespace kader::vault
