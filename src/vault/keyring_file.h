#pragma once

// The bytes of the two key files. Pure: knows no disk.
//
// Root key, a text that a person can type over from paper:
//   kader-root-key-1
//   64 hexadecimal digits
//
// Keyring, version 1:
//   16 bytes  "kader-keyring-1" and a line end
//   4 bytes   fingerprint of the root key
//   24 bytes  nonce, random
//   …         XChaCha20-Poly1305 under the root key's subkey "keyring", with the 20 bytes above as
//             associated data, over: 2 bytes version of the body (1); 8 bytes instant of writing, in
//             microseconds; 2 bytes number of keys; and for each 1 byte kind (1 epoch, 2 match, 3 chain,
//             4 pepper), 4 bytes number (of the epoch; else 0), 32 bytes key
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
    static Keyring fresh(const Key& root_key);
    static ByteVector write(const Key& root_key, const Keyring&, system::Instant now);
    struct Read {
        std::optional<Keyring> keyring;
        KeyFileFault fault = KeyFileFault::Damaged;  // When there is none.
        std::string of_root_key;                     // With OtherKey: the fingerprint it asks for.
    };
    static Read read(const Key& root_key, Bytes);
};

}  // namespace kader::vault
