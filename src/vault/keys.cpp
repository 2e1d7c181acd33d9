#include "vault/keys.h"

#include <optional>

#include "kernel/limits.h"
#include "system/files.h"
#include "vault/keyring_file.h"

namespace kader::vault {

namespace {

namespace fs = std::filesystem;

// Bytes of a file that held a secret.
struct SecretFile {
    std::vector<std::uint8_t> bytes;
    explicit SecretFile(std::vector<std::uint8_t> read) : bytes(std::move(read)) {}
    SecretFile(const SecretFile&) = delete;
    SecretFile& operator=(const SecretFile&) = delete;
    ~SecretFile() { wipe(bytes); }
};

Error refusal(Code code, Language language, const std::string& nl, const std::string& en) {
    return Error{code, language == Language::Dutch ? nl : en};
}

// Why a file could not be read at all; `damaged` is what to say of one that is too large.
Error not_read(Code code, const fs::path& file, Language language, const Error& damaged) {
    const auto name = file.string();
    switch (code) {
        case Code::NotFound:
            return refusal(code, language,
                           "Het sleutelbestand " + name +
                               " is er niet. Zet het terug uit uw bewaarde kopie; "
                               "zonder dit bestand zijn de gegevens niet te lezen.",
                           "The key file " + name +
                               " is not there. Put it back from the copy you kept; "
                               "without this file the data cannot be read.");
        case Code::Forbidden:
            return refusal(code, language,
                           "Het sleutelbestand " + name +
                               " is ook voor anderen te lezen, of niet voor u. "
                               "Maak het leesbaar voor alleen de eigenaar: chmod 400 " +
                               name,
                           "The key file " + name +
                               " can be read by others too, or not by you. "
                               "Make it readable for its owner only: chmod 400 " +
                               name);
        case Code::TooLarge:
            return damaged;
        default:
            return refusal(code, language, "Het sleutelbestand " + name + " is niet te lezen.",
                           "The key file " + name + " cannot be read.");
    }
}

Error damaged_root_key(const fs::path& file, Language language) {
    return refusal(
        Code::Invalid, language,
        "Het sleutelbestand " + file.string() +
            " is beschadigd. Het heeft twee regels: "
            "kader-root-key-1, en een regel met 64 tekens (0-9 en a-f). Zet het terug uit uw bewaarde kopie.",
        "The key file " + file.string() +
            " is damaged. It has two lines: kader-root-key-1, and a "
            "line of 64 characters (0-9 and a-f). Put it back from the copy you kept.");
}

Error damaged_keyring(const fs::path& file, Language language) {
    return refusal(Code::Invalid, language,
                   "De sleutelbos " + file.string() + " is beschadigd. Zet hem terug uit een back-up.",
                   "The keyring " + file.string() + " is damaged. Put it back from a backup.");
}

Result<Key> root_key_in(const fs::path& file, Language language) {
    const auto damaged = damaged_root_key(file, language);
    auto read = system::read_file(file, limits::key_file_bytes_max, true);
    if (!read) return not_read(read.error().code, file, language, damaged);
    const SecretFile content{std::move(*read)};
    auto key = read_root_key(content.bytes);
    if (!key) return damaged;
    return std::move(*key);
}

std::optional<Error> refusal_if_there(const fs::path& file, Language language) {
    // A link to nowhere is something too.
    if (fs::symlink_status(file).type() == fs::file_type::not_found) return {};
    return refusal(Code::Conflict, language,
                   file.string() + " is er al; een sleutel wordt nooit overschreven.",
                   file.string() + " exists already; a key is never overwritten.");
}

void write_keyring(const Key& root_key, const fs::path& keyring, system::Instant now) {
    system::write_file_durably(keyring, KeyringFile::write(root_key, KeyringFile::fresh(root_key), now),
                               system::FileAccess::OwnerOnly);
}

}  // namespace

Result<std::monostate> make_key_files(const fs::path& root_key, const fs::path& keyring, system::Instant now,
                                      Language language) {
    if (auto refused = refusal_if_there(root_key, language)) return std::move(*refused);
    if (auto refused = refusal_if_there(keyring, language)) return std::move(*refused);
    const auto key = Key::random();
    {
        const SecretFile content{write_root_key(key)};
        system::write_file_durably(root_key, content.bytes, system::FileAccess::OwnerReadsOnly);
    }
    write_keyring(key, keyring, now);
    return std::monostate{};
}

Result<std::monostate> make_keyring_file(const fs::path& root_key, const fs::path& keyring,
                                         system::Instant now, Language language) {
    if (auto refused = refusal_if_there(keyring, language)) return std::move(*refused);
    KADER_TRY(key, root_key_in(root_key, language));
    write_keyring(key, keyring, now);
    return std::monostate{};
}

Result<Keyring> Keyring::open(const fs::path& root_key, const fs::path& keyring, Language language) {
    KADER_TRY(key, root_key_in(root_key, language));
    auto content = system::read_file(keyring, limits::key_file_bytes_max, true);
    if (!content)
        return not_read(content.error().code, keyring, language, damaged_keyring(keyring, language));
    auto read = KeyringFile::read(key, *content);
    if (read.keyring) return std::move(*read.keyring);
    switch (read.fault) {
        case KeyFileFault::OtherKey:
            return refusal(
                Code::Invalid, language,
                "De sleutelbos " + keyring.string() + " hoort bij sleutel " + read.of_root_key +
                    ", maar in " + root_key.string() + " staat sleutel " + fingerprint_of(key) +
                    ". Zet de goede sleutel terug; bij overtypen is misschien een teken verwisseld.",
                "The keyring " + keyring.string() + " belongs to key " + read.of_root_key + ", but " +
                    root_key.string() + " holds key " + fingerprint_of(key) +
                    ". Put the right key back; a character may be wrong if it was typed over.");
        case KeyFileFault::Newer:
            return refusal(Code::Invalid, language,
                           "De sleutelbos " + keyring.string() + " is van een nieuwere versie van Kader.",
                           "The keyring " + keyring.string() + " is of a newer version of Kader.");
        case KeyFileFault::Damaged:
            break;
    }
    return damaged_keyring(keyring, language);
}

Keyring Keyring::random() {
    auto root_key = Key::random();
    return KeyringFile::fresh(root_key);
}

}  // namespace kader::vault
