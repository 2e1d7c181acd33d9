// backup: where backups go, making one, trying one, and putting one back.

#include <istream>
#include <ostream>

#include "backup/notes.h"
#include "cli/server_client.h"
#include "cli/stored_data.h"
#include "cli/typing.h"
#include "deadlines/amsterdam_time.h"
#include "kernel/limits.h"
#include "server/tool_types.h"
#include "system/files.h"
#include "vault/keyring_file.h"

namespace kader::cli {

namespace {

namespace fs = std::filesystem;

int print_disk_refusal_of_backup(const Common& common, const std::exception& error, std::ostream& err) {
    err << say(common.language, "Lezen of schrijven lukt niet; kijk of u daar rechten hebt en of er ruimte is: ",
               "Reading or writing fails; see whether you have the right to and whether there is room: ")
        << harmless(error.what()) << "\n";
    return Exit::Broken;
}

// To read: a server may have the data. An older schema is brought up to date first, when nobody has them.
std::unique_ptr<installation::Installation> open_for_backup(const Common& common, const fs::path& data, std::ostream& err, int& code) {
    if (auto here = installation::Installation::open_to_read(data, *common.clock, {.language = common.language, .root_key = common.root_key})) return *std::move(here);
    if (!open_data(common, data, err, code)) return nullptr;
    return open_data_to_read(common, data, err, code);
}

server::BackupNote note_of(const backup::Notes& notes) {
    server::BackupNote note;
    const auto at = [](system::Instant instant) { return system::instant_text(instant); };
    const auto number = [](std::uint64_t value) { return static_cast<std::int64_t>(value); };
    if (notes.run)
        note = {"run", number(notes.run->sequence), at(notes.run->began), at(notes.run->ended),
                {number(notes.run->generation), number(notes.run->files), number(notes.run->objects.written), number(notes.run->objects.bytes_written)}, {}};
    if (notes.run_failed) note = {"run", 0, at(notes.run_failed->began), at(notes.run_failed->ended), {0, 0, 0, 0}, notes.run_failed->wrong};
    if (notes.drill)
        note = {"drill", number(notes.drill->sequence), at(notes.drill->began), at(notes.drill->ended),
                {number(notes.drill->records), number(notes.drill->versions), number(notes.drill->lines), number(notes.drill->subjects_opened),
                 number(notes.drill->files_opened)},
                notes.drill->wrong ? std::optional{notes.drill->wrong->en} : std::nullopt};
    return note;
}

// Into the database, by the server when it has that. The outcome itself was told already.
int keep_note(const Common& common, const fs::path& data, const backup::Notes& notes, int code, std::ostream& err) {
    int failed = Exit::Done;
    const auto opened = open_to_write(common, data, err, failed);
    std::optional<Error> refused;
    if (opened.here) refused = backup::note(*opened.here, notes);
    if (opened.server) {
        const auto noted = opened.server->ask<server::BackupNoted>(server::tools_backup_note, {}, note_of(notes), common.language);
        if (!noted) refused = noted.error();
    }
    if (opened && !refused) return code;
    err << say(common.language, "De uitkomst hierboven kon niet worden bijgeschreven in de gegevens.\n", "The outcome above could not be noted in the data.\n");
    if (refused) print_refusal(*refused, err);
    return Exit::Broken;
}

std::string size_text(std::uint64_t bytes) {
    constexpr std::uint64_t kilo = 1000, mega = kilo * kilo;
    return bytes < mega ? std::to_string((bytes + kilo - 1) / kilo) + " kB" : std::to_string((bytes + mega / 2) / mega) + " MB";
}

std::string moment(const Common& common, system::Instant at) {
    return deadlines::amsterdam_sentence(std::chrono::floor<std::chrono::seconds>(at)).in(common.language);
}

// Of a file, or typed. With or without the line that the file of a root key begins with.
std::optional<std::string> secret_text(const fs::path& file, Typing& typing, std::string_view question, std::ostream& err) {
    if (file.empty()) return typing.line(question);
    auto bytes = system::read_file(file, limits::key_file_bytes_max);
    if (!bytes) {
        err << harmless(bytes.error().detail) << "\n";
        return {};
    }
    std::string text{bytes->begin(), bytes->end()};
    vault::wipe(*bytes);
    return text;
}

std::optional<vault::Key> root_key_of(std::string text) {
    constexpr std::string_view first = "kader-root-key-1\n";
    if (!text.starts_with("kader-root-key-")) text.insert(0, first);
    auto key = vault::read_root_key(vault::bytes_of(text));
    wipe_text(text);
    return key;
}

// A file of age-keygen has comments above the secret.
std::optional<vault::Key> backup_secret_of(std::string text) {
    const auto at = text.find("AGE-SECRET-KEY-");
    auto key = backup::parse_secret_key(at == std::string::npos ? std::string_view{text} : std::string_view{text}.substr(at));
    wipe_text(text);
    return key;
}

int refuse_root_key(const Common& common, std::ostream& err) {
    err << say(common.language, "Dit is geen hoofdsleutel; die heeft 64 cijfers en letters a tot en met f. Typ hem over zonder fouten.\n",
               "This is no root key; it has 64 digits and letters a through f. Type it over without mistakes.\n");
    return Exit::Wrong;
}

std::optional<system::Instant> end_of_day(std::optional<CalendarDay> day) {
    if (!day) return {};
    const auto midnight = std::chrono::sys_seconds{day->time_since_epoch() + std::chrono::days{1}};
    // The clock is never changed at midnight.
    return midnight - deadlines::amsterdam_offset(midnight - std::chrono::hours{3});
}

void tell_of_restored(const Common& common, const backup::Restored& restored, const fs::path& into, std::ostream& out) {
    const auto language = common.language;
    for (const auto& name : restored.unfinished)
        out << say(language, "Een latere reservekopie is nooit afgemaakt en telt niet: ", "A later backup was never finished and does not count: ")
            << harmless(name) << "\n";
    if (restored.one_key_copy_was_damaged)
        out << say(language, "Eén van de twee kopieën van de sleutels is beschadigd; de andere is gebruikt.\n",
                   "One of the two copies of the keys is damaged; the other was used.\n");
    out << say(language, "Teruggezet: de reservekopie van ", "Put back: the backup of ") << moment(common, restored.made_at) << " (" << restored.practices
        << say(language, restored.practices == 1 ? " praktijk, " : " praktijken, ", restored.practices == 1 ? " practice, " : " practices, ")
        << size_text(restored.database_bytes) << ", " << restored.files << say(language, " bestanden)\n", " files)\n");
    if (restored.destroyed > 0)
        out << restored.destroyed << say(language, " dossier(s) die zijn vernietigd, blijven vernietigd.\n", " destroyed file(s) stay destroyed.\n");
    out << say(language, "De gegevens staan in ", "The data are in ") << harmless(into.string()) << "\n";
    // Where it stood before, the backup does not know, and nobody chose a passphrase for this machine yet.
    out << say(language,
               "Iedereen logt opnieuw in, met twee stappen. De hoofdsleutel staat nu in het bestand root.key; een wachtzin of systemd kiest u "
               "opnieuw met kader keys root.\n",
               "Everybody signs in again, with both steps. The root key now stands in the file root.key; choose a passphrase or systemd "
               "again with kader keys root.\n");
}

}  // namespace

int backup_set_up_command(const Common& common, const BackupOptions& options, std::ostream& out, std::ostream& err) {
    int code = Exit::Done;
    const auto here = open_for_backup(common, options.data, err, code);
    if (!here) return code;
    auto recipient = backup::parse_public_key(trimmed(options.recipient));
    // That of the recovery kit, once there is one.
    const auto of_kit = here->keyring().backup_recipient();
    if (options.recipient.empty() && of_kit) recipient = backup::PublicKey{*of_kit};
    if (options.recipient.empty() && !of_kit) {
        err << say(common.language, "Maak eerst een noodblad, of geef met --recipient een eigen publieke sleutel van age.\n",
                   "First make a recovery kit, or give a public key of age of your own with --recipient.\n");
        return Exit::Wrong;
    }
    if (!recipient) {
        err << say(common.language, "--recipient moet een publieke sleutel van age zijn (\"age1…\"); het geheim dat erbij hoort, bewaart u op papier.\n",
                   "--recipient must be a public key of age (\"age1…\"); the secret that belongs to it you keep on paper.\n");
        return Exit::Wrong;
    }
    if (const auto done = backup::set_up(*here, options.data, options.target, *recipient, common.language); !done) return print_refusal(done.error(), err);
    out << say(common.language, "Reservekopieën komen voortaan in ", "From now on backups go to ") << harmless(fs::absolute(options.target).string())
        << say(common.language, ".\nAlleen wie het geheim van deze sleutel heeft, kan ze openen; deze computer zelf niet.\n",
               ".\nOnly the holder of the secret of this key can open them; this computer itself cannot.\n");
    return Exit::Done;
}

int backup_run_command(const Common& common, const BackupOptions& options, std::ostream& out, std::ostream& err) {
    int code = Exit::Done;
    const auto here = open_for_backup(common, options.data, err, code);
    if (!here) return code;
    backup::Notes notes;
    const auto began = common.clock->now();
    const auto report = backup::run(*here, options.data, {.language = common.language});
    if (report) {
        notes.run = *report;
        if (report->keys_were_damaged)
            out << say(common.language, "Eén van de twee kopieën van de sleutels was beschadigd en is hersteld.\n",
                       "One of the two copies of the keys was damaged and was repaired.\n");
        if (report->sequence == 0)
            out << say(common.language, "De sleutels zijn gekopieerd. De database zelf kopieert u met het gereedschap van PostgreSQL.\n",
                       "The keys were copied. The database itself is copied with the tools of PostgreSQL.\n");
        else
            out << say(common.language, "Reservekopie ", "Backup ") << report->sequence << say(common.language, " is gemaakt: ", " was made: ")
                << size_text(report->database_bytes) << say(common.language, " database, ", " of database, ") << report->files
                << say(common.language, " bestanden; nieuw geschreven ", " files; newly written ") << size_text(report->objects.bytes_written) << "\n";
    } else {
        code = print_refusal(report.error(), err);
        // Not set up, or one is being made: then nothing failed.
        if (report.error().code == Code::Conflict || !fs::exists(options.data / "backup.toml")) return code;
        notes.run_failed = backup::RunFailure{began, common.clock->now(), report.error().detail};
    }
    return keep_note(common, options.data, notes, code, err);
}

int backup_keys_command(const Common& common, const BackupOptions& options, std::ostream& out, std::ostream& err) {
    int code = Exit::Done;
    const auto here = open_for_backup(common, options.data, err, code);
    if (!here) return code;
    const auto generation = backup::copy_keys(*here, options.data, {.language = common.language});
    if (!generation) return print_refusal(generation.error(), err);
    out << say(common.language, "De sleutels zijn gekopieerd, over de vorige heen (nummer ", "The keys were copied, over those before (number ") << *generation
        << ").\n";
    return Exit::Done;
}

int backup_keys_back_command(const Common& common, const BackupOptions& options, std::istream& in, std::ostream& out, std::ostream& err) {
    std::optional<vault::Key> root_key;
    {
        Typing typing{in, err};
        auto text = secret_text(options.root_key, typing, say(common.language, "Hoofdsleutel van het noodblad: ", "Root key of the recovery kit: "), err);
        if (!text) return Exit::Wrong;
        root_key = root_key_of(*std::move(text));
    }
    if (!root_key) return refuse_root_key(common, err);
    try {
        const auto merged = backup::put_keys_back(options.data, options.target, *root_key, common.language);
        if (!merged) return print_refusal(merged.error(), err);
        out << say(common.language, "De nieuwste sleutels zijn teruggezet: ", "The newest keys were put back: ") << merged->keys
            << say(common.language, " sleutels; ", " keys; ") << merged->destroyed
            << say(common.language, " vernietigde dossiers blijven vernietigd.\n", " destroyed files stay destroyed.\n");
    } catch (const system::FileError& error) {
        return print_disk_refusal_of_backup(common, error, err);
    }
    return Exit::Done;
}

int backup_drill_command(const Common& common, const BackupOptions& options, std::ostream& out, std::ostream& err) {
    int code = Exit::Done;
    const auto here = open_for_backup(common, options.data, err, code);
    if (!here) return code;
    // For the one on paper.
    const auto root_key = here->key_store().root_key();
    const auto report = backup::try_backup(options.data, root_key, here->keyring(), *common.clock, common.language);
    if (!report) return print_refusal(report.error(), err);
    const auto seconds = std::chrono::ceil<std::chrono::seconds>(report->ended - report->began).count();
    if (report->wrong) {
        err << say(common.language, "De proef met reservekopie ", "The drill with backup ") << report->sequence
            << say(common.language, " is MISLUKT: ", " FAILED: ") << harmless(report->wrong->in(common.language)) << "\n";
        code = Exit::Refused;
    } else {
        out << say(common.language, "De proef met reservekopie ", "The drill with backup ") << report->sequence
            << say(common.language, " is geslaagd: alles teruggezet en nagekeken in ", " passed: all was restored and looked through in ") << seconds
            << say(common.language, " s (", " s (") << report->versions << say(common.language, " versies, ", " versions, ") << report->lines
            << say(common.language, " regels in het logboek, ", " lines in the audit log, ") << report->subjects_opened
            << say(common.language, " sleutels en ", " keys and ") << report->files_opened << say(common.language, " bestanden geopend)\n", " files opened)\n");
    }
    backup::Notes notes;
    notes.drill = *report;
    return keep_note(common, options.data, notes, code, err);
}

int backup_restore_command(const Common& common, const BackupOptions& options, std::istream& in, std::ostream& out, std::ostream& err) {
    std::optional<vault::Key> root_key, secret;
    if (options.asks_kit || !options.kit.empty()) {
        auto kit = read_typed_kit(common, options.kit, in, err);
        if (!kit) return Exit::Wrong;
        root_key = std::move(kit->root_key);
        secret = std::move(kit->backup_secret);
    } else {
        Typing typing{in, err};
        auto root_text = secret_text(options.root_key, typing, say(common.language, "Hoofdsleutel van het noodblad: ", "Root key of the recovery kit: "), err);
        if (!root_text) return Exit::Wrong;
        root_key = root_key_of(*std::move(root_text));
        auto text = secret_text(options.secret, typing, say(common.language, "Geheim van de reservekopie: ", "Secret of the backup: "), err);
        if (!text) return Exit::Wrong;
        secret = backup_secret_of(*std::move(text));
    }
    if (!root_key) return refuse_root_key(common, err);
    if (!secret) {
        err << say(common.language, "Dit is geen geheim van een reservekopie; het begint met AGE-SECRET-KEY-1. Typ het over zonder fouten.\n",
                   "This is no secret of a backup; it begins with AGE-SECRET-KEY-1. Type it over without mistakes.\n");
        return Exit::Wrong;
    }
    backup::RestoreOptions how;
    how.language = common.language;
    how.before = end_of_day(options.at);
    try {
        const auto restored = backup::restore(options.target, options.into, *root_key, *secret, how);
        if (!restored) return print_refusal(restored.error(), err);
        tell_of_restored(common, *restored, options.into, out);
    } catch (const system::FileError& error) {
        return print_disk_refusal_of_backup(common, error, err);
    } catch (const fs::filesystem_error& error) {
        return print_disk_refusal_of_backup(common, error, err);
    }
    // Brings an older schema up to date, and looks at everything.
    int code = Exit::Done;
    if (!open_data(common, options.into, err, code)) return code;
    return verify_command(common, {options.into, {}}, {}, out, err);
}

}  // namespace kader::cli
