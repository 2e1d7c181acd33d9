#include "vault/key_store.h"

#include <sodium.h>

#include "kernel/limits.h"
#include "system/files.h"
#include "vault/key_refusals.h"

namespace kader::vault {

namespace {

namespace fs = std::filesystem;

// A link to nowhere is something too.
bool is_there(const fs::path& file) {
    return !file.empty() && fs::symlink_status(file).type() != fs::file_type::not_found;
}

// Bytes of a file that held a secret.
struct SecretFile {
    std::vector<std::uint8_t> bytes;
    explicit SecretFile(std::vector<std::uint8_t> read) : bytes(std::move(read)) {}
    SecretFile(const SecretFile&) = delete;
    SecretFile& operator=(const SecretFile&) = delete;
    ~SecretFile() { wipe(bytes); }
};

Result<Key> root_key_in(const fs::path& file, bool private_only, Language language) {
    const auto damaged = refusals::damaged_root_key(file, language);
    auto read = system::read_file(file, limits::key_file_bytes_max, private_only);
    if (!read) return refusals::not_read(read.error().code, file, language, damaged);
    const SecretFile content{std::move(*read)};
    auto key = read_root_key(content.bytes);
    if (!key) return damaged;
    return std::move(*key);
}

void write_root_key_file(const fs::path& file, const Key& key) {
    const SecretFile content{write_root_key(key)};
    system::replace_secret_file_durably(file, content.bytes, system::FileAccess::OwnerReadsOnly);
}

std::optional<Error> refusal_if_there(const fs::path& file, Language language) {
    if (!is_there(file)) return {};
    return refusals::is_there_already(file, language);
}

}  // namespace

Result<std::monostate> make_key_files(const fs::path& root_key, const fs::path& keyring, system::Instant now, Language language) {
    if (auto refused = refusal_if_there(root_key, language)) return std::move(*refused);
    if (auto refused = refusal_if_there(keyring, language)) return std::move(*refused);
    const auto key = Key::random();
    write_root_key_file(root_key, key);
    system::write_file_durably(keyring, KeyringFile::write(key, KeyringFile::fresh(), now), system::FileAccess::OwnerOnly);
    return std::monostate{};
}

Result<std::monostate> make_keyring_file(const fs::path& root_key, const fs::path& keyring, system::Instant now, Language language) {
    if (auto refused = refusal_if_there(keyring, language)) return std::move(*refused);
    KADER_TRY(key, root_key_in(root_key, true, language));
    system::write_file_durably(keyring, KeyringFile::write(key, KeyringFile::fresh(), now), system::FileAccess::OwnerOnly);
    return std::monostate{};
}

Result<Keyring> Keyring::open(const fs::path& root_key, const fs::path& keyring, Language language) {
    KADER_TRY(store, KeyStore::open({root_key, {}, keyring}, {}, language));
    return std::move(store->keyring());
}

KeyStore::KeyStore(KeyPlaces places, Found found, KeyringContent content, bool has_credential)
    : m_places(std::move(places)),
      m_found(std::move(found)),
      m_has_credential(has_credential),
      m_keyring(std::move(content), fingerprint_of(m_found.root_key)) {}

// The root key that the keyring asks for, wherever it is; else why there is none.
Result<KeyStore::Found> KeyStore::find_root_key(const KeyPlaces& places, const RootKeyFrom& from, const std::string& asked,
                                                Language language) {
    std::optional<Error> refused;
    std::string other;  // The fingerprint of a sound root key that is not the one.
    fs::path other_file;
    const auto note_other = [&](const std::string& fingerprint, const fs::path& file) {
        if (other.empty()) other = fingerprint, other_file = file;
    };
    for (const auto& file : {from.credential, places.root_key, KeyPlaces::next(places.root_key)}) {
        if (!is_there(file)) continue;
        const bool is_credential = file == from.credential;
        auto key = root_key_in(file, !is_credential, language);
        if (!key) {
            if (!refused) refused = key.error();
            continue;
        }
        const auto fingerprint = fingerprint_of(*key);
        if (fingerprint == asked)
            return Found{std::move(*key), is_credential ? RootKeyPlace::Credential : RootKeyPlace::File, is_credential ? fs::path{} : file};
        note_other(fingerprint, file);
    }
    for (const auto& file : {places.root_sealed, KeyPlaces::next(places.root_sealed)}) {
        if (places.root_sealed.empty() || !is_there(file)) continue;
        const auto content = system::read_file(file, limits::key_file_bytes_max, true);
        if (!content) {
            if (!refused) refused = refusals::not_read(content.error().code, file, language, refusals::damaged_sealed_root_key(file, language));
            continue;
        }
        const auto fingerprint = sealed_root_key_asks_for(*content);
        if (!fingerprint) {
            if (!refused) refused = refusals::damaged_sealed_root_key(file, language);
            continue;
        }
        if (*fingerprint != asked) {
            note_other(*fingerprint, file);
            continue;
        }
        const auto passphrase = from.passphrase ? from.passphrase() : std::nullopt;
        if (!passphrase) return refusals::passphrase_needed(file, language);
        auto read = read_sealed_root_key(passphrase->text(), *content);
        if (!read.key) return refusals::wrong_passphrase(language);
        return Found{std::move(*read.key), RootKeyPlace::Passphrase, file};
    }
    if (!other.empty()) return refusals::of_another_root_key(places.keyring, asked, other_file, other, language);
    if (refused) return std::move(*refused);
    return refusals::not_read(Code::NotFound, places.root_key, language, {});
}

Result<std::unique_ptr<KeyStore>> KeyStore::open(const KeyPlaces& places, const RootKeyFrom& from, Language language) {
    // A root key that is missing or damaged is told first: it is the worse of the two.
    if (!is_there(places.keyring)) {
        for (const auto& file : {places.root_key, from.credential})
            if (is_there(file)) {
                KADER_TRY(key, root_key_in(file, file != from.credential, language));
                return refusals::not_read(Code::NotFound, places.keyring, language, {});
            }
        if (is_there(places.root_sealed)) return refusals::not_read(Code::NotFound, places.keyring, language, {});
        return refusals::not_read(Code::NotFound, places.root_key, language, {});
    }
    const auto damaged = refusals::damaged_keyring(places.keyring, language);
    const auto content = system::read_file(places.keyring, limits::key_file_bytes_max, true);
    if (!content) return refusals::not_read(content.error().code, places.keyring, language, damaged);
    const auto asked = KeyringFile::asks_for(*content);
    if (!asked)
        return KeyringFile::read(Key::random(), *content).fault == KeyFileFault::Newer ? refusals::newer_keyring(places.keyring, language) : damaged;
    KADER_TRY(found, find_root_key(places, from, *asked, language));
    auto read = KeyringFile::read(found.root_key, *content);
    if (!read.content) return read.fault == KeyFileFault::Newer ? refusals::newer_keyring(places.keyring, language) : damaged;
    return std::unique_ptr<KeyStore>{new KeyStore{places, std::move(found), std::move(*read.content), is_there(from.credential)}};
}

RootKeyPlace KeyStore::place() const {
    const std::lock_guard lock{m_mutex};
    return m_found.place == RootKeyPlace::File && m_has_credential ? RootKeyPlace::Credential : m_found.place;
}

bool KeyStore::waits_for_credential() const {
    const std::lock_guard lock{m_mutex};
    return m_has_credential && !m_found.file.empty();
}

void KeyStore::write(Bytes keyring) const {
    system::replace_secret_file_durably(m_places.keyring, keyring, system::FileAccess::OwnerOnly);
}

// The one root key that opens the keyring in its place, and no other.
void KeyStore::put_in_place() {
    const auto erase_all_but = [&](const fs::path& kept) {
        for (const auto& file : {m_places.root_key, KeyPlaces::next(m_places.root_key), m_places.root_sealed, KeyPlaces::next(m_places.root_sealed)})
            if (!file.empty() && file != kept && file != ".next") system::erase_secret_file_durably(file);
    };
    if (m_found.file.empty()) return erase_all_but({});
    if (m_has_credential && m_found.place == RootKeyPlace::File) return erase_all_but(m_found.file);
    const auto& home = m_found.place == RootKeyPlace::File ? m_places.root_key : m_places.root_sealed;
    if (m_found.file != home) {
        // Overwritten before its name is of another.
        system::erase_secret_file_durably(home);
        fs::rename(m_found.file, home);
        system::sync_folder(home.parent_path());
        m_found.file = home;
    }
    erase_all_but(home);
}

void KeyStore::settle(system::Instant now) {
    const std::lock_guard change_lock{m_changing};
    const std::lock_guard lock{m_mutex};
    // What is half written holds keys too.
    for (const auto& file : {m_places.keyring, m_places.root_key, m_places.root_sealed, KeyPlaces::next(m_places.root_key),
                             KeyPlaces::next(m_places.root_sealed)})
        if (!file.empty() && file != ".next") system::erase_secret_file_durably(file.string() + ".new");
    auto content = *m_keyring.content();
    if (!content.signing) {
        auto fresh = KeyringFile::fresh();
        content.signing = fresh.signing;
        content.installation = fresh.installation;
        ++content.generation;
        write(KeyringFile::write(m_found.root_key, content, now));
        m_keyring.become(std::make_shared<const KeyringContent>(std::move(content)), fingerprint_of(m_found.root_key));
    }
    put_in_place();
}

std::optional<Error> KeyStore::change(const std::function<void(KeyringContent&)>& change, system::Instant now,
                                      const std::function<std::optional<Error>(Bytes)>& first) {
    // Whoever asks where the root key is does not wait for a copy on a disk that does not answer.
    const std::lock_guard lock{m_changing};
    auto content = *m_keyring.content();
    change(content);
    HALT_UNLESS(!content.epochs.empty() && content.match && content.chain && content.pepper && content.signing);
    ++content.generation;
    const auto bytes = KeyringFile::write(m_found.root_key, content, now);
    if (first)
        if (auto refused = first(bytes)) return refused;
    write(bytes);
    m_keyring.become(std::make_shared<const KeyringContent>(std::move(content)), fingerprint_of(m_found.root_key));
    return {};
}

void KeyStore::change_root(RootKeyPlace place, std::string_view passphrase, system::Instant now, const PassphraseCost& cost) {
    const std::lock_guard change_lock{m_changing};
    auto key = Key::random();
    const auto file = KeyPlaces::next(place == RootKeyPlace::Passphrase ? m_places.root_sealed : m_places.root_key);
    if (place == RootKeyPlace::Passphrase)
        system::replace_secret_file_durably(file, write_sealed_root_key(key, passphrase, cost), system::FileAccess::OwnerReadsOnly);
    else
        write_root_key_file(file, key);
    auto content = *m_keyring.content();
    ++content.generation;
    const std::lock_guard lock{m_mutex};
    write(KeyringFile::write(key, content, now));
    const auto fingerprint = fingerprint_of(key);
    m_found = {std::move(key), place == RootKeyPlace::Passphrase ? place : RootKeyPlace::File, file};
    m_has_credential = place == RootKeyPlace::Credential;
    m_keyring.become(std::make_shared<const KeyringContent>(std::move(content)), fingerprint);
    put_in_place();
}

Key KeyStore::root_key() const {
    const std::lock_guard lock{m_mutex};
    return Key::from(m_found.root_key.bytes());
}

ByteVector KeyStore::keyring_bytes() const {
    const std::lock_guard lock{m_mutex};
    auto read = system::read_file(m_places.keyring, limits::key_file_bytes_max, true);
    if (!read) throw system::FileError{"cannot read the keyring", 0};
    return std::move(*read);
}

}  // namespace kader::vault
