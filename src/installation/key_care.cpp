#include "installation/key_care.h"

#include "installation/house_facts.h"

namespace kader::installation {

namespace {

using vault::RootKeyPlace;

constexpr std::chrono::days trial_counts_for{366};

const Text with_kit_or_never = {"met het noodblad komt alles terug (kader kit use); zonder noodblad is alles voorgoed weg, ook de reservekopieën, en niemand kan helpen",
                                "with the recovery kit everything comes back (kader kit use); without it everything is gone for good, backups included, and nobody can help"};

std::vector<Loss> losses_of_file() {
    return {{{"de schijf wordt gestolen", "the disk is stolen"},
             {"wie hem heeft, heeft de hoofdsleutel en kan alles lezen, tenzij de hele schijf versleuteld is",
              "who has it has the root key and can read everything, unless the whole disk is encrypted"}},
            {{"de hele computer wordt gestolen", "the whole computer is stolen"},
             {"staat hij uit, dan beschermt alleen de versleuteling van de schijf; staat hij aan, dan niets",
              "when it is off only the encryption of the disk protects; when it is on nothing does"}},
            {{"het bestand root.key is weg", "the file root.key is gone"}, with_kit_or_never}};
}

std::vector<Loss> losses_of_passphrase() {
    return {{{"de schijf of de uitgezette computer wordt gestolen", "the disk, or the computer while it is off, is stolen"},
             {"zonder de wachtzin is daar niets op te lezen", "without the passphrase nothing on it can be read"}},
            {{"de stroom valt uit", "the power fails"},
             {"Kader start pas weer als iemand de wachtzin typt", "Kader starts again only when somebody types the passphrase"}},
            {{"de wachtzin is vergeten, of het bestand root.sealed is weg", "the passphrase is forgotten, or the file root.sealed is gone"}, with_kit_or_never}};
}

std::vector<Loss> losses_of_credential() {
    return {{{"de schijf wordt gestolen", "the disk is stolen"},
             {"zit de sleutel vast aan de TPM-chip van deze computer, dan is er niets te lezen; zonder TPM staat alles om hem te openen op dezelfde schijf",
              "where the key is tied to the TPM chip of this computer nothing can be read; without a TPM all that opens it is on the same disk"}},
            {{"de hele computer wordt gestolen", "the whole computer is stolen"},
             {"hij start zoals altijd: alleen het aanmelden op de computer zelf beschermt dan", "it starts as always: only signing in to the computer itself protects then"}},
            {{"het moederbord gaat stuk, of de TPM wordt gewist", "the mainboard dies, or the TPM is cleared"}, with_kit_or_never}};
}

}  // namespace

Text place_text(RootKeyPlace place) {
    switch (place) {
        case RootKeyPlace::File: return {"in een bestand voor alleen de eigenaar (root.key)", "in a file for the owner only (root.key)"};
        case RootKeyPlace::Passphrase: return {"onder een wachtzin, die iemand typt als Kader start", "under a passphrase that somebody types when Kader starts"};
        case RootKeyPlace::Credential: return {"bij systemd, buiten de map met gegevens", "with systemd, outside the data folder"};
    }
    return {};
}

std::vector<Loss> losses(RootKeyPlace place) {
    auto all = place == RootKeyPlace::File ? losses_of_file() : place == RootKeyPlace::Passphrase ? losses_of_passphrase() : losses_of_credential();
    all.push_back({{"iemand breekt in op de computer terwijl Kader draait", "somebody breaks into the computer while Kader runs"},
                   {"wie dan kan wat Kader kan, kan alles lezen, waar de hoofdsleutel ook staat", "whoever can do what Kader can then can read everything, wherever the root key is"}});
    all.push_back({{"het noodblad is kwijt", "the recovery kit is lost"},
                   {"nog niets: vervang meteen de hoofdsleutel (kader keys root), maak een nieuw noodblad (kader kit make) en een reservekopie; met het verloren blad opende iemand oude reservekopieën",
                    "nothing yet: change the root key at once (kader keys root), make a new kit (kader kit make) and a backup; with the lost sheet somebody could open old backups"}});
    all.push_back({{"het bestand keyring en beide kopieën ervan bij de reservekopieën zijn weg", "the file keyring and both copies of it at the backups are gone"},
                   {"alles is voorgoed weg, ook met het noodblad", "everything is gone for good, also with the recovery kit"}});
    return all;
}

Kit look_at_kit(storage::Session& session, const vault::Keyring& keyring, system::Instant now) {
    Kit kit;
    const auto made = find_fact(session, HouseFact::KitMade), tried = find_fact(session, HouseFact::KitTried);
    if (!made) return kit;
    kit.made = made->at;
    kit.state = KitState::OtherKey;
    if (made->value != keyring.fingerprint()) return kit;
    kit.state = KitState::Untried;
    if (!tried || tried->value != made->value || tried->at < made->at) return kit;
    kit.tried = tried->at;
    kit.state = now - tried->at < trial_counts_for ? KitState::Tried : KitState::Old;
    return kit;
}

Text text_of(KitState state) {
    switch (state) {
        case KitState::None:
            return {"nog niet gemaakt; gaat deze computer verloren, dan is alles weg: kader kit make", "not made yet; if this computer is lost, everything is: kader kit make"};
        case KitState::OtherKey:
            return {"hoort bij een vorige hoofdsleutel; maak een nieuw: kader kit make", "belongs to a root key of before; make a new one: kader kit make"};
        case KitState::Untried: return {"gemaakt en nog niet geprobeerd: kader kit try", "made and not tried yet: kader kit try"};
        case KitState::Old: return {"te lang geleden geprobeerd: kader kit try", "tried too long ago: kader kit try"};
        case KitState::Tried: return {"geprobeerd", "tried"};
    }
    return {};
}

std::vector<Text> set_up_lacks(const Kit& kit, bool has_place, bool has_backup) {
    if (kit.state == KitState::Tried || kit.state == KitState::Old) return {};
    std::vector<Text> lacks;
    if (kit.state != KitState::Untried) lacks.push_back({"maak een noodblad en bewaar het op papier (kader kit make)", "make a recovery kit and keep it on paper (kader kit make)"});
    if (!has_place) lacks.push_back({"wijs aan waar reservekopieën komen (kader backup set-up)", "say where backups go (kader backup set-up)"});
    if (!has_backup) lacks.push_back({"maak een reservekopie (kader backup run)", "make a backup (kader backup run)"});
    lacks.push_back({"zet die reservekopie op proef terug met het noodblad (kader kit try)", "restore that backup on trial with the recovery kit (kader kit try)"});
    return lacks;
}

}  // namespace kader::installation
