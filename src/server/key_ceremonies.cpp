#include "server/key_ceremonies.h"

#include "backup/settings.h"
#include "installation/house_facts.h"

namespace kader::server {

namespace {

using installation::HouseFact;

std::optional<Error> log_ceremony(const Ceremony& ceremony, audit::Act act, std::optional<HouseFact> fact = {}) {
    auto& here = ceremony.here;
    for (const auto& practice : subjects::practices(*here.reader())) {
        auto refused = here.writer().write(practice.id.bytes(), [&](storage::Unit& unit) -> std::optional<Error> {
            audit::Line line;
            line.act = act;
            line.object = audit::Object{"root_key", here.keyring().fingerprint()};
            here.log().append(unit, access::key_ceremony_grant(practice.id, ceremony.actor), line);
            if (fact) installation::note_fact(unit, *fact, here.keyring().fingerprint());
            if (ceremony.after_writes) ceremony.after_writes(unit);
            return {};
        });
        if (refused) return refused;
    }
    return {};
}

}  // namespace

Result<vault::RecoveryKit> make_kit(const Ceremony& ceremony, Language language) {
    auto& here = ceremony.here;
    vault::RecoveryKit kit{here.key_store().root_key(), vault::Key::random()};
    const auto recipient = kit.backup_recipient();
    if (auto refused = here.key_store().change([&](vault::KeyringContent& content) { content.recipient = recipient; }, here.clock().now(),
                                               [&](vault::Bytes keyring) { return ceremony.copies(keyring, language); }))
        return *std::move(refused);
    // From now on backups are for this kit; those of before stay for the one of before.
    const backup::BackupPlaces places{here.folder()};
    if (auto settings = backup::read_settings(places, language)) {
        settings->recipient = backup::PublicKey{recipient};
        backup::write_settings(places, *settings);
    }
    if (auto refused = log_ceremony(ceremony, "keys.kit_made", HouseFact::KitMade)) return *std::move(refused);
    return kit;
}

std::optional<Error> note_kit_tried(const Ceremony& ceremony) { return log_ceremony(ceremony, "keys.kit_tried", HouseFact::KitTried); }

Result<std::optional<Error>> change_root(const Ceremony& ceremony, vault::RootKeyPlace place, std::string_view passphrase, Language language) {
    auto& here = ceremony.here;
    here.key_store().change_root(place, passphrase, here.clock().now());
    auto not_copied = ceremony.copies({}, language);
    if (auto refused = log_ceremony(ceremony, "keys.change_root")) return *std::move(refused);
    return not_copied;
}

}  // namespace kader::server
