// kit, keys: the recovery kit on paper, the turn of the epoch, and where the root key is kept.

#include <fstream>
#include <ostream>

#include "backup/backup.h"
#include "backup/restore.h"
#include "backup/settings.h"
#include "cli/commands.h"
#include "cli/kit_page.h"
#include "cli/server_client.h"
#include "cli/stored_data.h"
#include "cli/typing.h"
#include "cli/words.h"
#include "deadlines/amsterdam_time.h"
#include "epochs/turning.h"
#include "installation/layout.h"
#include "kernel/limits.h"
#include "server/key_ceremonies.h"
#include "server/tool_types.h"
#include "system/files.h"
#include "vault/keyring_file.h"
#include "vault/recovery_kit.h"

namespace kader::cli {

namespace {

namespace fs = std::filesystem;
using installation::Installation;

// Where backups are set up, their copies of the keys follow; an error means that they could not.
std::optional<Error> copy_keys(Installation& here, const fs::path& data, Language language, std::optional<vault::Bytes> keyring = {}) {
    if (const auto settings = backup::read_settings(backup::BackupPlaces{data}, language); !settings && settings.error().code == Code::NotFound) return {};
    const auto copied = backup::copy_keys(here, data, {.language = language}, keyring);
    return copied ? std::nullopt : std::optional{copied.error()};
}

int disk_refused(const Common& common, const std::exception& error, std::ostream& err) {
    err << say(common.language, "Lezen of schrijven lukt niet; kijk of u daar rechten hebt en of er ruimte is: ",
               "Reading or writing fails; see whether you have the right to and whether there is room: ")
        << harmless(error.what()) << "\n";
    return Exit::Broken;
}

server::Ceremony ceremony_of(const Common& common, Installation& here, const fs::path& data) {
    return {here, access::operator_actor(common.user_number),
            [&here, data](std::optional<vault::Bytes> keyring, Language language) { return copy_keys(here, data, language, keyring); }};
}

struct MadeKit {
    vault::RecoveryKit kit;
    KitPage page;
};

// By the server where it has the data: only through the socket of this folder, to the same user.
Result<MadeKit> made_kit(const Common& common, const OpenedToWrite& opened, const fs::path& data) {
    const auto day = system::instant_text(common.clock->now()).substr(0, 10);
    if (opened.here) {
        KADER_TRY(kit, server::make_kit(ceremony_of(common, *opened.here, data), common.language));
        return MadeKit{std::move(kit), {opened.here->keyring().fingerprint(), day, subjects::practices(*opened.here->reader())}};
    }
    KADER_TRY(made, opened.server->ask<server::KitMade>(server::tools_kit, {}, server::NothingMore{}, common.language));
    vault::SecretText typed;
    for (auto& line : made.lines) {
        for (const char character : line) typed.add(character);
        typed.add('\n');
        wipe_text(line);
    }
    auto read = vault::read_kit(typed.text());
    auto* kit = std::get_if<vault::RecoveryKit>(&read);
    if (!kit) return Error{Code::Unavailable, vault::text_of(std::get<vault::KitFault>(read), common.language)};
    KitPage page{made.fingerprint, day, {}};
    for (auto& name : made.practices) page.practices.push_back({{}, std::move(name), {}});
    return MadeKit{std::move(*kit), std::move(page)};
}

int make_kit(const Common& common, const KitOptions& options, std::ostream& out, std::ostream& err) {
    int code = Exit::Done;
    const auto opened = open_to_write(common, options.data, err, code);
    if (!opened) return code;
    const auto made = made_kit(common, opened, options.data);
    if (!made) return print_refusal(made.error(), err);
    const auto& [kit, page] = *made;
    if (!options.page.empty()) write_kit_page(options.page, kit, page, common.language);
    out << say(common.language, "Noodblad van Kader, herkenningscode ", "Recovery kit of Kader, fingerprint ") << page.fingerprint << "\n\n";
    int number = 0;
    for (const auto& line : vault::write_kit(kit)) out << "  " << ++number << "   " << line.text() << "\n";
    out << say(common.language,
               "\nWie dit blad en een reservekopie heeft, kan alles lezen; zonder dit blad kan na verlies van de computer niemand dat, ook wij niet.\n"
               "Bewaar het twee keer, op papier, in twee gebouwen. Een vorig noodblad opent nieuwe reservekopieën niet.\n"
               "Het is pas klaar als u het hebt geprobeerd: maak een reservekopie (kader backup run) en doe daarna kader kit try.\n",
               "\nWho has this sheet and a backup can read everything; without it nobody can once the computer is lost, not even we.\n"
               "Keep it twice, on paper, in two buildings. A kit of before does not open new backups.\n"
               "It is done only when you tried it: make a backup (kader backup run), and after that do kader kit try.\n");
    if (!options.page.empty())
        out << say(common.language, "Het blad om af te drukken staat in ", "The page to print is in ") << harmless(options.page.string())
            << say(common.language, "; haal dat bestand weg zodra het op papier staat.\n", "; remove that file once it is on paper.\n");
    return Exit::Done;
}

// The root key for which the keyring of a data folder asks; nothing: it is not whole.
std::optional<std::string> asked_root_key(const fs::path& data) {
    const auto keyring = system::read_file(installation::Layout{data}.keyring, limits::key_file_bytes_max);
    return keyring ? vault::KeyringFile::asks_for(*keyring) : std::nullopt;
}

int try_kit(const Common& common, const KitOptions& options, std::istream& in, std::ostream& out, std::ostream& err) {
    int code = Exit::Done;
    const auto opened = open_to_write(common, options.data, err, code);
    if (!opened) return code;
    const auto settings = backup::read_settings(backup::BackupPlaces{options.data}, common.language);
    if (!settings) return print_refusal(settings.error(), err);
    const auto kit = read_typed_kit(common, options.file, in, err);
    if (!kit) return Exit::Wrong;
    if (vault::fingerprint_of(kit->root_key) != asked_root_key(options.data)) {
        err << say(common.language, "Dit noodblad hoort bij een andere hoofdsleutel: maak een nieuw met kader kit make.\n",
                   "This recovery kit belongs to another root key: make a new one with kader kit make.\n");
        return Exit::Refused;
    }
    // With nothing but the sheet and the target, as after a disaster.
    const auto trial = options.data / "backup.kit-trial";
    fs::remove_all(trial);
    const auto restored = backup::restore(settings->target, trial, kit->root_key, kit->backup_secret, {.language = common.language});
    fs::remove_all(trial);
    if (!restored) return print_refusal(restored.error(), err);
    std::optional<Error> refused;
    if (opened.here) refused = server::note_kit_tried(ceremony_of(common, *opened.here, options.data));
    if (opened.server) {
        const auto noted = opened.server->ask<server::BackupNoted>(server::tools_kit_tried, {}, server::NothingMore{}, common.language);
        if (!noted) refused = noted.error();
    }
    if (refused) return print_refusal(*refused, err);
    out << say(common.language, "Het noodblad werkt: de reservekopie van ", "The recovery kit works: the backup of ")
        << deadlines::amsterdam_sentence(std::chrono::floor<std::chrono::seconds>(restored->made_at)).in(common.language)
        << say(common.language, " is ermee geopend en nagekeken. Doe dit elk jaar opnieuw, en na elke nieuwe hoofdsleutel.\n",
               " was opened with it and looked through. Do this every year, and after each new root key.\n");
    return Exit::Done;
}

int use_kit(const Common& common, const KitOptions& options, std::istream& in, std::ostream& out, std::ostream& err) {
    const installation::Layout at{options.data};
    const auto asked = asked_root_key(options.data);
    if (!asked) {
        err << say(common.language, "In deze map staat geen hele sleutelbos. Zet een reservekopie terug: kader backup restore.\n",
                   "This folder holds no whole keyring. Put a backup back: kader backup restore.\n");
        return Exit::Wrong;
    }
    const auto kit = read_typed_kit(common, options.file, in, err);
    if (!kit) return Exit::Wrong;
    if (vault::fingerprint_of(kit->root_key) != *asked) {
        err << say(common.language, "Deze gegevens vragen om hoofdsleutel ", "These data ask for root key ") << *asked
            << say(common.language, "; dit noodblad heeft een andere.\n", "; this recovery kit has another.\n");
        return Exit::Refused;
    }
    if (fs::exists(at.root_key)) {
        err << say(common.language, "Er staat al een hoofdsleutel in de map; die wordt niet overschreven.\n", "There is a root key in the folder already; it is not overwritten.\n");
        return Exit::Refused;
    }
    auto bytes = vault::write_root_key(kit->root_key);
    system::write_file_durably(at.root_key, bytes, system::FileAccess::OwnerReadsOnly);
    vault::wipe(bytes);
    out << say(common.language, "De hoofdsleutel staat weer in ", "The root key is back in ") << harmless(at.root_key.string()) << "\n";
    return Exit::Done;
}

}  // namespace

std::optional<vault::RecoveryKit> read_typed_kit(const Common& common, const fs::path& file, std::istream& in, std::ostream& err) {
    vault::SecretText typed;
    if (file.empty()) {
        Typing typing{in, err};
        for (std::size_t number = 1; number <= vault::kit_lines_count; ++number) {
            auto line = typing.line(std::string{say(common.language, "Regel ", "Line ")} + std::to_string(number) + std::string{say(common.language, " van het noodblad: ", " of the recovery kit: ")});
            for (const char character : line) typed.add(character);
            typed.add('\n');
            wipe_text(line);
        }
    } else {
        auto bytes = system::read_file(file, limits::key_file_bytes_max);
        if (!bytes) {
            err << harmless(bytes.error().detail) << "\n";
            return {};
        }
        for (const auto byte : *bytes) typed.add(static_cast<char>(byte));
        vault::wipe(*bytes);
    }
    auto read = vault::read_kit(typed.text());
    if (auto* kit = std::get_if<vault::RecoveryKit>(&read)) return std::move(*kit);
    err << vault::text_of(std::get<vault::KitFault>(read), common.language) << "\n";
    return {};
}

std::optional<vault::SecretText> passphrase_for(const Common& common, const char* file, std::istream& in, std::ostream& err) {
    std::string line;
    if (file != nullptr && *file != '\0') {
        std::ifstream from{file};
        if (!std::getline(from, line)) return {};
    } else {
        if (::isatty(STDIN_FILENO) != 1) return {};
        Typing typing{in, err};
        line = typing.line(say(common.language, "Wachtzin van de hoofdsleutel: ", "Passphrase of the root key: "));
    }
    vault::SecretText passphrase{line};
    wipe_text(line);
    return passphrase;
}

int kit_make_command(const Common& common, const KitOptions& options, std::ostream& out, std::ostream& err) try {
    return make_kit(common, options, out, err);
} catch (const system::FileError& error) {
    return disk_refused(common, error, err);
}

int kit_try_command(const Common& common, const KitOptions& options, std::istream& in, std::ostream& out, std::ostream& err) try {
    return try_kit(common, options, in, out, err);
} catch (const system::FileError& error) {
    return disk_refused(common, error, err);
} catch (const fs::filesystem_error& error) {
    return disk_refused(common, error, err);
}

int kit_use_command(const Common& common, const KitOptions& options, std::istream& in, std::ostream& out, std::ostream& err) try {
    return use_kit(common, options, in, out, err);
} catch (const system::FileError& error) {
    return disk_refused(common, error, err);
}

int keys_turn_command(const Common& common, const fs::path& data, std::ostream& out, std::ostream& err) try {
    int code = Exit::Done;
    const auto opened = open_to_write(common, data, err, code);
    if (!opened) return code;
    Result<server::KeysTurned> turned{server::KeysTurned{}};
    if (opened.server) {
        turned = opened.server->ask<server::KeysTurned>(server::tools_keys_turn, {}, server::NothingMore{}, common.language);
    } else {
        auto& here = *opened.here;
        epochs::Ground ground{here.database(), here.writer(), here.key_store(), here.keys(), here.log(), here.clock()};
        ground.copies = [&](vault::Bytes keyring) { return copy_keys(here, data, common.language, keyring); };
        const auto done = epochs::turn(ground, access::operator_actor(common.user_number), common.language);
        if (!done) return print_refusal(done.error(), err);
        turned = server::KeysTurned{done->epoch, done->keys, done->units};
    }
    if (!turned) return print_refusal(turned.error(), err);
    out << say(common.language, "De sleutels zijn gewisseld: ", "The keys were turned: ") << turned->keys
        << say(common.language, " sleutels staan nu onder periode ", " keys are now under epoch ") << turned->epoch
        << say(common.language, ". Wat vernietigd was, opent nu ook uit geen oude reservekopie meer.\n", ". What was destroyed opens from no older backup any more.\n");
    return Exit::Done;
} catch (const system::FileError& error) {
    return disk_refused(common, error, err);
}

int keys_root_command(const Common& common, const fs::path& data, const std::string& keep_in, std::istream& in, std::ostream& out, std::ostream& err) try {
    int code = Exit::Done;
    const auto opened = open_to_write(common, data, err, code);
    if (!opened) return code;
    vault::SecretText passphrase;
    if (keep_in == "passphrase") {
        constexpr std::size_t characters_min = 15;
        Typing typing{in, err};
        auto one = typing.line(say(common.language, "Nieuwe wachtzin (minstens 15 tekens): ", "New passphrase (at least 15 characters): "));
        auto two = typing.line(say(common.language, "Nog een keer: ", "Once more: "));
        const bool is_good = one == two && one.size() >= characters_min && one.size() <= vault::SecretText::capacity;
        passphrase = vault::SecretText{one};
        wipe_text(one);
        wipe_text(two);
        if (!is_good) {
            err << say(common.language, "Typ twee keer dezelfde wachtzin, van minstens 15 tekens.\n", "Type the same passphrase twice, of at least 15 characters.\n");
            return Exit::Wrong;
        }
    }
    const auto place = keep_in == "passphrase" ? vault::RootKeyPlace::Passphrase : keep_in == "credential" ? vault::RootKeyPlace::Credential : vault::RootKeyPlace::File;
    std::string fingerprint;
    std::optional<Error> copied;
    if (opened.server) {
        server::NewRootKey wanted{std::string{server::keep_in_words.at(static_cast<std::size_t>(place))}, std::string{passphrase.text()}};
        const auto changed = opened.server->ask<server::RootKeyChanged>(server::tools_keys_root, {}, wanted, common.language);
        wipe_text(wanted.passphrase);
        if (!changed) return print_refusal(changed.error(), err);
        fingerprint = changed->fingerprint;
        if (changed->not_copied) copied = Error{Code::Unavailable, *changed->not_copied};
    } else {
        const auto changed = server::change_root(ceremony_of(common, *opened.here, data), place, passphrase.text(), common.language);
        if (!changed) return print_refusal(changed.error(), err);
        fingerprint = opened.here->keyring().fingerprint();
        copied = *changed;
    }
    out << say(common.language, "De hoofdsleutel is vervangen; herkenningscode ", "The root key was changed; fingerprint ") << fingerprint << "\n"
        << say(common.language, "Het noodblad van voor nu opent niets meer: maak meteen een nieuw (kader kit make) en probeer het (kader kit try).\n",
               "The recovery kit of before opens nothing any more: make a new one at once (kader kit make) and try it (kader kit try).\n");
    if (place == vault::RootKeyPlace::Credential)
        out << say(common.language, "De nieuwe sleutel staat zolang in ", "The new key is for now in ") << harmless((data / "root.key.next").string())
            << say(common.language, "; versleutel hem voor de dienst met systemd-creds en start Kader opnieuw, dan verdwijnt dat bestand.\n",
                   "; encrypt it for the service with systemd-creds and start Kader again, and that file goes.\n");
    if (copied) {
        err << say(common.language, "Let op: de kopieën van de sleutels bij de reservekopieën zijn nog van voor nu. ", "Mind: the copies of the keys at the backups are those of before. ");
        return print_refusal(*copied, err);
    }
    return Exit::Done;
} catch (const system::FileError& error) {
    return disk_refused(common, error, err);
}

}  // namespace kader::cli
