#include "installation/refusals.h"

#include <system_error>

namespace kader::installation {

namespace {

std::string quoted(const std::filesystem::path& path) {
    return "\"" + path.string() + "\"";
}

}  // namespace

Error Refusals::no_folder() const {
    const auto folder = m_at.folder.string();
    return say(Code::NotFound,
               "De map \"" + folder + "\" bestaat niet; maak hem met: kader init --data \"" + folder +
                   "\" --practice NAAM",
               "The folder \"" + folder + "\" does not exist; make it with: kader init --data \"" + folder +
                   "\" --practice NAME");
}

Error Refusals::not_a_folder() const {
    return say(Code::Conflict, quoted(m_at.folder) + " is geen map; kies een andere plaats voor de gegevens.",
               quoted(m_at.folder) + " is not a folder; choose another place for the data.");
}

Error Refusals::not_a_data_folder() const {
    return say(
        Code::NotFound,
        "De map " + quoted(m_at.folder) +
            " is geen gegevensmap van Kader; kies de goede map, of maak een nieuwe met kader init.",
        "The folder " + quoted(m_at.folder) +
            " is not a data folder of Kader; choose the right folder, or make a new one with kader init.");
}

Error Refusals::other_things(const std::string& name) const {
    return say(Code::Conflict,
               "In de map " + quoted(m_at.folder) + " staat al iets anders (\"" + shortened(name) +
                   "\"); kies een lege of nieuwe map.",
               "The folder " + quoted(m_at.folder) + " already holds something else (\"" + shortened(name) +
                   "\"); choose an empty or new folder.");
}

Error Refusals::no_root_key() const {
    return say(
        Code::NotFound,
        "De hoofdsleutel " + quoted(m_at.root_key) +
            " ontbreekt; zet hem terug vanaf de plek waar u hem apart bewaart, want zonder deze sleutel kan "
            "niemand de gegevens lezen.",
        "The root key " + quoted(m_at.root_key) +
            " is missing; put it back from the place where you keep it apart, because without this key "
            "nobody "
            "can read the data.");
}

Error Refusals::no_keyring() const {
    return say(
        Code::NotFound,
        "De sleutelbos " + quoted(m_at.keyring) +
            " ontbreekt; zet hem terug uit de reservekopie van deze map.",
        "The keyring " + quoted(m_at.keyring) + " is missing; put it back from the backup of this folder.");
}

Error Refusals::others_may_read(const std::filesystem::path& file) const {
    return say(Code::Forbidden,
               "Ook anderen mogen " + quoted(file) +
                   " lezen; sluit het bestand af met chmod 600 en probeer het opnieuw.",
               "Others may read " + quoted(file) + " as well; close the file with chmod 600 and try again.");
}

Error Refusals::keys_of_another() const {
    return say(
        Code::Invalid,
        "De sleutels in " + quoted(m_at.folder) +
            " zijn van een andere installatie dan de gegevens; zet de sleutels terug waarmee deze gegevens "
            "zijn "
            "gemaakt.",
        "The keys in " + quoted(m_at.folder) +
            " are of another installation than the data; put back the keys with which these data were made.");
}

Error Refusals::no_database() const {
    return say(Code::NotFound,
               "De database " + quoted(m_at.database) +
                   " ontbreekt; zet hem terug uit de reservekopie, of voer kader init nog eens uit als deze "
                   "map nooit "
                   "is gebruikt.",
               "The database " + quoted(m_at.database) +
                   " is missing; put it back from the backup, or run kader init again if this folder was "
                   "never used.");
}

Error Refusals::in_use(int process) const {
    const auto number = process > 0 ? std::to_string(process) : std::string{"?"};
    return say(Code::Conflict,
               "Een ander programma (proces " + number + ") werkt al in de map " + quoted(m_at.folder) +
                   "; stop dat programma of wacht tot het klaar is.",
               "Another program (process " + number + ") already works in the folder " + quoted(m_at.folder) +
                   "; stop that program or wait until it is done.");
}

Error Refusals::wrong_settings(const std::string& fault) const {
    return say(Code::Invalid, "De instellingen kloppen niet; verbeter ze: " + fault,
               "The settings are not right; correct them: " + fault);
}

Error Refusals::other_settings() const {
    return say(
        Code::Conflict,
        quoted(m_at.settings) +
            " wijst al naar een andere database; kies een nieuwe map, of laat de opties voor PostgreSQL weg.",
        quoted(m_at.settings) +
            " already points to another database; choose a new folder, or leave out the options for "
            "PostgreSQL.");
}

Error Refusals::engine_is_sqlite() const {
    return say(Code::Conflict,
               "De map " + quoted(m_at.folder) +
                   " heeft al een eigen database; kies voor PostgreSQL een nieuwe map.",
               "The folder " + quoted(m_at.folder) +
                   " already has a database of its own; choose a new folder for PostgreSQL.");
}

Error Refusals::of(const storage::StorageError& error) const {
    using storage::Fault;
    const auto folder = quoted(m_at.folder);
    switch (error.fault()) {
        case Fault::Newer:
            return say(Code::Invalid,
                       "De gegevens in " + folder +
                           " zijn van een nieuwere versie van Kader dan deze; gebruik die nieuwere versie.",
                       "The data in " + folder +
                           " are of a newer version of Kader than this one; use that newer version.");
        case Fault::Damaged:
            return say(Code::Invalid,
                       "De database in " + folder +
                           " is beschadigd of buiten Kader om veranderd; zet een reservekopie terug en voer "
                           "daarna kader "
                           "verify uit (" +
                           error.what() + ").",
                       "The database in " + folder +
                           " is damaged or was changed outside Kader; put back a backup and run kader verify "
                           "after that (" +
                           error.what() + ").");
        case Fault::Full:
            return say(Code::Unavailable,
                       "De schijf met " + folder + " is vol; maak ruimte en probeer het opnieuw.",
                       "The disk with " + folder + " is full; make room and try again.");
        case Fault::ReadOnly:
            return say(
                Code::Unavailable,
                "In " + folder + " mag niet worden geschreven; geef uzelf dat recht en probeer het opnieuw.",
                "Nothing may be written in " + folder + "; give yourself that right and try again.");
        case Fault::Busy:
        case Fault::Gone:
            return say(Code::Unavailable,
                       "De database van " + folder +
                           " is niet te bereiken of al door een ander programma in gebruik; kijk of hij "
                           "draait en probeer het "
                           "opnieuw (" +
                           error.what() + ").",
                       "The database of " + folder +
                           " cannot be reached or is in use by another program; see whether it runs and try "
                           "again (" +
                           error.what() + ").");
        case Fault::Io:
            return say(Code::Unavailable,
                       "De schijf met " + folder +
                           " geeft fouten; controleer de schijf voordat u verder werkt (" + error.what() +
                           ").",
                       "The disk with " + folder + " fails; check the disk before you work on (" +
                           error.what() + ").");
        case Fault::Unique:
        case Fault::ForeignKey:
        case Fault::Check:
        case Fault::Other:
            break;
    }
    return say(
        Code::Unavailable,
        "De database van " + folder +
            " kan niet worden gebruikt; zorg dat dit klopt en probeer het opnieuw: " + error.what(),
        "The database of " + folder + " cannot be used; put this right and try again: " + error.what());
}

Error Refusals::of(const system::FileError& error) const {
    const auto reason = std::generic_category().message(error.code());
    return say(Code::Unavailable,
               "Het lukt niet om in " + quoted(m_at.folder) + " te lezen of te schrijven (" + reason +
                   "); kijk of u daar rechten hebt en of er ruimte is.",
               "Reading or writing in " + quoted(m_at.folder) + " fails (" + reason +
                   "); see whether you have the right to and whether there is room.");
}

}  // namespace kader::installation
