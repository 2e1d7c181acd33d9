#pragma once

// The bytes of the two key files. Pure: knows no disk.
//
// Root key, a text that a person can type over from paper:
//   kader-root-key-1
//   64 hexadecimal digits
//
// Keyring:
//   16 bytes  "kader-keyring-1" and a line end
//   4 bytes   fingerprint of the root key
//   24 bytes  nonce, random
//   …         XChaCha20-Poly1305 under the root key's subkey "keyring", with the 20 bytes above as
//             associated data, over: 2 bytes version of the body; 8 bytes instant of writing, in
//             microseconds; from version 2 on 8 bytes generation and 16 bytes installation; 2 bytes number of
//             keys; and for each 1 byte kind (1 epoch, 2 match, 3 chain, 4 pepper; from version 2 on 5 signing,
//             6 recipient of backups, 7 drill), 4 bytes number (of the epoch or the drill; else 0), 32 bytes key
//   32 bytes  SHA-256 of all before it: tells damage apart from another root key
// Numbers are big-endian. The epoch with the highest number is the one in use.

#include <optional>

#include "vault/keys.h"
#include "vault/sealed.h"

namespace kader::vault {

enum class KeyFileFault {
    Damaged,   // These bytes were never written like this.
    OtherKey,  // Sound, and of another root key.
    Newer,     // Sound, and of a newer Kader.
};

ByteVector write_root_key(const Key&);
// Nothing: no root key. Accepts capitals, spaces and any line ends.
std::optional<Key> read_root_key(Bytes);
// Eight hexadecimal digits.
std::string fingerprint_of(const Key& root_key);

struct KeyringFile {
    static KeyringContent fresh();
    static ByteVector write(const Key& root_key, const KeyringContent&, system::Instant now);
    struct Read {
        std::optional<KeyringContent> content;
        KeyFileFault fault = KeyFileFault::Damaged;  // When there is none.
        std::string of_root_key;                     // Where it can be told: the fingerprint it asks for.
    };
    static Read read(const Key& root_key, Bytes);
    // The fingerprint of the root key that a keyring asks for; nothing: these bytes are no sound keyring.
    static std::optional<std::string> asks_for(Bytes);
};

// A root key sealed under a passphrase, by Argon2id, for who types one when the program starts:
//   20 bytes  "kader-root-sealed-1" and a line end
//   4 bytes   fingerprint of the root key
//   4 bytes   passes over the memory; 8 bytes memory, in bytes
//   16 bytes  salt, random; 24 bytes nonce, random
//   48 bytes  XChaCha20-Poly1305 over the root key, with all before it as associated data
//   32 bytes  SHA-256 of all before it
struct PassphraseCost {
    std::uint32_t passes = 4;
    std::uint64_t memory_bytes = std::uint64_t{1} << 30;
};
ByteVector write_sealed_root_key(const Key&, std::string_view passphrase, const PassphraseCost&);
struct SealedRootKeyRead {
    std::optional<Key> key;
    bool is_sound = false;  // Without a key and sound: another passphrase.
};
// The fingerprint of the root key in it; nothing: not sound.
std::optional<std::string> sealed_root_key_asks_for(Bytes);
// Takes seconds and as much memory as the file says, 64 MiB to 2 GiB; what asks for less or more is not sound.
// Throws std::bad_alloc.
SealedRootKeyRead read_sealed_root_key(std::string_view passphrase, Bytes);

}  // namespace kader::vault
