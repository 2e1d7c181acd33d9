#include "backup/newest_keys.h"

#include "backup/disk.h"
#include "backup/restore.h"
#include "installation/layout.h"
#include "installation/settings.h"
#include "storage/databases.h"
#include "system/files.h"
#include "vault/keyring_file.h"

namespace kader::backup {

Error made_by_a_newer(Language language) {
    return refusal(Code::Invalid, language, "Deze reservekopie is gemaakt door een nieuwere Kader dan deze. Installeer eerst die nieuwere.",
                   "This backup was made by a newer Kader than this one. Install that newer one first.");
}

Result<NewestKeys> open_newest_keys(const Target& target, const vault::Key& root_key, Language language) {
    auto found = find_keys(target);
    if (found.of_two_installations)
        return refusal(Code::Invalid, language,
                       "De twee kopieën van de sleutels (keys/current-a en -b) zijn van verschillende installaties; hier is iets verwisseld.",
                       "The two copies of the keys (keys/current-a and -b) are of different installations; something was swapped here.");
    if (!found.newest)
        return refusal(Code::Invalid, language,
                       "Beide kopieën van de sleutels (keys/current-a en -b) ontbreken of zijn beschadigd. Zonder sleutels is niets te lezen.",
                       "Both copies of the keys (keys/current-a and -b) are missing or damaged. Without keys nothing can be read.");
    auto& copy = found.newest->content;
    auto read = vault::KeyringFile::read(root_key, copy.keyring);
    if (!read.content && read.fault == vault::KeyFileFault::OtherKey)
        return refusal(Code::Invalid, language,
                       "Deze hoofdsleutel hoort niet bij deze reservekopie; die vraagt om de sleutel met herkenningscode " + read.of_root_key + ".",
                       "This root key does not belong to this backup; it asks for the key with fingerprint " + read.of_root_key + ".");
    if (!read.content && read.fault == vault::KeyFileFault::Newer) return made_by_a_newer(language);
    const auto changed = [&] {
        return refusal(Code::Invalid, language, "De kopie van de sleutels is veranderd of beschadigd.", "The copy of the keys was changed or is damaged.");
    };
    if (!read.content) return changed();
    vault::Keyring keyring{*std::move(read.content), vault::fingerprint_of(root_key)};
    if (!is_keys_copy_of(keyring, found.newest->bytes) || keyring.installation() != copy.installation) return changed();
    return NewestKeys{std::move(copy), std::move(keyring), found.one_is_damaged};
}

Result<MergedKeys> put_keys_back(const fs::path& data, const fs::path& from, const vault::Key& root_key, Language language) {
    const installation::Layout at{data};
    KADER_TRY(target, Target::open(from, language));
    KADER_TRY(newest, open_newest_keys(target, root_key, language));
    const auto lock = system::OwnerLock::take(at.lock);
    if (!lock)
        return refusal(Code::Conflict, language, "Een ander proces gebruikt deze gegevens; stop kader serve eerst.",
                       "Another process uses these data; stop kader serve first.");
    KADER_TRY(settings, installation::read_settings(at, installation::Refusals{at, language}));
    const auto database = settings ? storage::open_postgres(*settings) : storage::open_sqlite(at.database);
    const auto merged = merge_keys(*database->open_writer(), newest.copy, newest.keyring, system::SystemClock{}.now());
    system::write_file_durably(at.keyring, newest.copy.keyring, system::FileAccess::OwnerOnly);
    return merged;
}

}  // namespace kader::backup
