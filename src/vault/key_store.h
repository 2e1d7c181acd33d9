#pragma once

// The key files of a data folder, opened: where the root key is, and a keyring that can be changed.
//
// The root key is kept in one of three places, and never in two once settle() ran:
//   File        root.key, mode 0400. Whoever has the disk has it: for a disk that is encrypted as a whole.
//   Passphrase  root.sealed, opened by what somebody types when the program starts.
//   Credential  nowhere in the folder: systemd gives it to the service (LoadCredentialEncrypted).
//
// The root key is changed in three steps: the new one is written beside the old under a name that ends in ".next"; the
// keyring is written under the new one; the new one takes its place. The keyring names the root key it asks for, so
// after a crash at any moment exactly one of the files opens it, and settle() does what was not done.

#include <functional>
#include <mutex>

#include "vault/keyring_file.h"
#include "vault/secret_text.h"

namespace kader::vault {

enum class RootKeyPlace { File, Passphrase, Credential };

struct KeyPlaces {
    std::filesystem::path root_key, root_sealed, keyring;
    static std::filesystem::path next(const std::filesystem::path& file) { return file.string() + ".next"; }
};

struct RootKeyFrom {
    // Called at most once, and only where a passphrase is needed; nothing: nobody can be asked.
    std::function<std::optional<SecretText>()> passphrase = {};
    std::filesystem::path credential = {};  // The file of the credential; empty: there is none.
};

// Any thread, once it is opened; one change at a time.
class KeyStore {
public:
    // NotFound, Forbidden, Invalid: as Keyring::open; also a wrong passphrase. Changes nothing on the disk.
    static Result<std::unique_ptr<KeyStore>> open(const KeyPlaces&, const RootKeyFrom&, Language = Language::Dutch);

    Keyring& keyring() { return m_keyring; }
    RootKeyPlace place() const;
    // The root key was changed, and stands in root.key.next until the credential holds the new one.
    bool waits_for_credential() const;

    // Finishes what a crash broke off, and brings a keyring of an older Kader up to date. Only for who holds the lock
    // of the folder; before anything else below. Throws FileError.
    void settle(system::Instant now);

    // Writes the changed keyring, and overwrites the one before; only then do others see it. `first` gets the bytes
    // before they are written, for copies elsewhere; when it refuses, so does this, and nothing changed. Throws
    // FileError: then nothing changed in memory, and on the disk there is the one or the other.
    std::optional<Error> change(const std::function<void(KeyringContent&)>&, system::Instant now,
                                const std::function<std::optional<Error>(Bytes)>& first = {});
    // A new root key, in this place. With Passphrase: under this one. Throws as change().
    void change_root(RootKeyPlace, std::string_view passphrase, system::Instant now,
                     const PassphraseCost& = {});
    // A copy of the root key, for a recovery kit.
    Key root_key() const;
    // The bytes of the keyring as they stand in its file.
    ByteVector keyring_bytes() const;

private:
    struct Found {
        Key root_key;
        RootKeyPlace place = RootKeyPlace::File;
        std::filesystem::path file;  // Empty: the credential.
    };
    KeyStore(KeyPlaces places, Found found, KeyringContent content, bool has_credential);
    static Result<Found> find_root_key(const KeyPlaces&, const RootKeyFrom&, const std::string& asked, Language);
    void write(Bytes keyring) const;
    void put_in_place();

    KeyPlaces m_places;
    std::mutex m_changing;        // Held by one change, for as long as its copies take.
    mutable std::mutex m_mutex;   // Of m_found and m_has_credential; taken after the other.
    Found m_found;
    bool m_has_credential;
    Keyring m_keyring;
};

}  // namespace kader::vault
