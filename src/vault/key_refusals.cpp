#include "vault/key_refusals.h"

namespace kader::vault::refusals {

namespace {

Error said(Code code, Language language, const std::string& nl, const std::string& en) {
    return Error{code, language == Language::Dutch ? nl : en};
}

}  // namespace

Error not_read(Code code, const File& file, Language language, const Error& damaged) {
    const auto name = file.string();
    switch (code) {
        case Code::NotFound:
            return said(code, language,
                        "Het sleutelbestand " + name +
                            " is er niet. Zet het terug uit uw bewaarde kopie; zonder dit bestand zijn de gegevens niet te lezen.",
                        "The key file " + name + " is not there. Put it back from the copy you kept; without this file the data cannot be read.");
        case Code::Forbidden:
            return said(code, language,
                        "Het sleutelbestand " + name + " is ook voor anderen te lezen, of niet voor u. Maak het leesbaar voor alleen de eigenaar: chmod 400 " + name,
                        "The key file " + name + " can be read by others too, or not by you. Make it readable for its owner only: chmod 400 " + name);
        case Code::TooLarge:
            return damaged;
        default:
            return said(code, language, "Het sleutelbestand " + name + " is niet te lezen.", "The key file " + name + " cannot be read.");
    }
}

Error damaged_root_key(const File& file, Language language) {
    return said(Code::Invalid, language,
                "Het sleutelbestand " + file.string() +
                    " is beschadigd. Het heeft twee regels: kader-root-key-1, en een regel met 64 tekens (0-9 en a-f). Zet het terug uit uw bewaarde kopie.",
                "The key file " + file.string() +
                    " is damaged. It has two lines: kader-root-key-1, and a line of 64 characters (0-9 and a-f). Put it back from the copy you kept.");
}

Error damaged_sealed_root_key(const File& file, Language language) {
    return said(Code::Invalid, language,
                "De verzegelde hoofdsleutel " + file.string() + " is beschadigd. Zet hem terug uit een back-up, of herstel met het noodblad: kader kit use.",
                "The sealed root key " + file.string() + " is damaged. Put it back from a backup, or restore it with the recovery kit: kader kit use.");
}

Error damaged_keyring(const File& file, Language language) {
    return said(Code::Invalid, language, "De sleutelbos " + file.string() + " is beschadigd. Zet hem terug uit een back-up.",
                "The keyring " + file.string() + " is damaged. Put it back from a backup.");
}

Error newer_keyring(const File& file, Language language) {
    return said(Code::Invalid, language, "De sleutelbos " + file.string() + " is van een nieuwere versie van Kader.",
                "The keyring " + file.string() + " is of a newer version of Kader.");
}

Error is_there_already(const File& file, Language language) {
    return said(Code::Conflict, language, file.string() + " is er al; een sleutel wordt nooit overschreven.",
                file.string() + " exists already; a key is never overwritten.");
}

Error of_another_root_key(const File& keyring, const std::string& asked, const File& root_key, const std::string& found, Language language) {
    return said(Code::Invalid, language,
                "De sleutelbos " + keyring.string() + " hoort bij sleutel " + asked + ", maar in " + root_key.string() + " staat sleutel " + found +
                    ". Zet de goede sleutel terug; bij overtypen is misschien een teken verwisseld.",
                "The keyring " + keyring.string() + " belongs to key " + asked + ", but " + root_key.string() + " holds key " + found +
                    ". Put the right key back; a character may be wrong if it was typed over.");
}

Error passphrase_needed(const File& file, Language language) {
    return said(Code::Forbidden, language,
                "De hoofdsleutel in " + file.string() + " opent alleen met een wachtzin, en die kan hier aan niemand worden gevraagd. Zet de plaats van een bestand ermee in KADER_PASSPHRASE_FILE.",
                "The root key in " + file.string() + " opens with a passphrase only, and nobody can be asked for it here. Name a file that holds it in KADER_PASSPHRASE_FILE.");
}

Error wrong_passphrase(Language language) {
    return said(Code::Forbidden, language, "Deze wachtzin opent de hoofdsleutel niet. Probeer het opnieuw; let op hoofdletters en spaties.",
                "This passphrase does not open the root key. Try again; mind capitals and spaces.");
}

}  // namespace kader::vault::refusals
