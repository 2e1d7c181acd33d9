#pragma once

// The data key of each subject: made with the subject, kept wrapped in the table subject_key.

#include <cstdint>
#include <limits>
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

// The pair of a person, for what nobody else of the practice may read, such as the notes of a complaints officer: a
// key wrapped to the public half opens with the secret half alone. How the person keeps that one is theirs to say.
struct PersonKeys {
    PublicKey open;
    Key secret;
    static PersonKeys random();
};

// Any thread. The keyring must outlive it.
class SubjectKeys {
public:
    explicit SubjectKeys(const Keyring& keyring);
    explicit SubjectKeys(Keyring&&) = delete;
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

    // Wraps the key of a subject to a person as well. Within the unit that made the subject, or any later one.
    void wrap_for_person(storage::Unit&, const UuidBytes& subject, const UuidBytes& person, const PublicKey&, const Key&);
    // From then on the subject opens for those it is wrapped to, and for nobody else. False: it is wrapped to nobody.
    bool leave_to_persons(storage::Unit&, const UuidBytes& subject);
    // NotFound: not wrapped to this person. Invalid: damaged, or another secret. Never kept.
    Result<KeyPtr> open_as_person(storage::Session&, const UuidBytes& practice, const UuidBytes& subject,
                                  const UuidBytes& person, const PersonKeys&);

    // Removes every wrapping of the key: nobody opens the subject any more, except from an older copy of the database
    // together with a keyring that still has this epoch. Gives the epoch that must be forgotten before that is over.
    int destroy(storage::Unit&, const UuidBytes& subject);

    // Of a turn of the epoch. Wraps keys of the unit's practice that are under `from` by the newest, `keys_max` at most and
    // until the time of the unit is up, one at least. Invalid: one does not open; the sentence names its subject, and nothing of this call is to be kept.
    struct Moved {
        std::int64_t keys = 0;
        bool is_all = false;
    };
    Result<Moved> move_from(storage::Unit&, int from, std::int64_t keys_max = std::numeric_limits<std::int64_t>::max());
    // How many keys of the practice are under an epoch, as the session sees it.
    static std::int64_t count_under(storage::Session&, const UuidBytes& practice, int epoch);

private:
    struct Cache;
    std::shared_ptr<Cache> m_cache;
};

}  // namespace kader::vault
