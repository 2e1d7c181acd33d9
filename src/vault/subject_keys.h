#pragma once

// The data key of each subject: made with the subject, kept wrapped in the table subject_key.

#include <cstdint>
#include <memory>

#include "kernel/result.h"
#include "kernel/uuid.h"
#include "storage/session.h"
#include "storage/writer.h"
#include "vault/keys.h"

namespace kader::vault {

// By what a data key is wrapped. A key may be wrapped more than once: by the epoch, and to a person.
enum class WrapKind : std::int64_t { Epoch = 1, Person = 2 };

// Wrapped bytes, version 1: one byte suite (1), a nonce of 24 bytes, the key sealed with
// XChaCha20-Poly1305 under the epoch key's subkey "wrap". The associated data is "kader-wrap-1", the suite,
// the practice, the subject, the kind of wrapping and by what: a key fits no other row.

// Any thread.
class SubjectKeys {
public:
    explicit SubjectKeys(const Keyring& keyring);
    ~SubjectKeys();

    // Makes and stores the key of a new subject within its unit. From then on open() gives it, also to
    // later units of the same batch; when the batch comes to nothing, so does the key.
    std::shared_ptr<const Key> make(storage::Unit&, const UuidBytes& subject);
    // NotFound: the key was destroyed, or the subject never existed. Invalid: damaged, or another keyring.
    // Keys that were opened are kept, the 4,096 used last.
    Result<std::shared_ptr<const Key>> open(storage::Session&, const UuidBytes& practice,
                                            const UuidBytes& subject);
    // After the key was destroyed; a key that someone still holds is wiped when they let go.
    void forget(const UuidBytes& practice, const UuidBytes& subject);

private:
    struct Cache;
    std::shared_ptr<Cache> m_cache;
};

}  // namespace kader::vault
