// doctor: how the machine and the data folder are, in plain words.

#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

#include <cstring>
#include <fstream>
#include <ostream>

#include "backup/notes.h"
#include "cli/open_connections.h"
#include "cli/stored_data.h"
#include "installation/key_care.h"
#include "log_keeping/log_keeper.h"
#include "migrations/migrations.h"
#include "system/open_files.h"

namespace kader::cli {

namespace {

namespace fs = std::filesystem;

class Doctor {
public:
    Doctor(const Common& common, const fs::path& data, std::ostream& out) : m_common(common), m_data(data), m_out(out) {}

    int look(installation::Installation& here) {
        line(true, word("Database", "Database"), here.database().description());
        if (here.database().engine() == storage::Engine::Sqlite) journal();
        line(true, word("Schema", "Schema"), std::to_string(migrations::all().size()));
        std::string names;
        for (const auto& practice : subjects::practices(*here.reader())) names += (names.empty() ? "" : ", ") + harmless(practice.name);
        line(!names.empty(), word("Praktijken", "Practices"), names.empty() ? word("nog geen; maak er een met kader init", "none yet; make one with kader init") : names);
        root_key(here);
        losses(here);
        kit(here);
        checkpoints(here);
        folder();
        backups(here);
        socket(owner());
        room();
        files();
        line(true, word("Klok", "Clock"), system::instant_text(m_common.clock->now()) + word(" (UTC); klopt dit met uw horloge?", " (UTC); does your watch agree?"));
        m_out << "    " << word("Schijf: Kader versleutelt namen en teksten, niet de dagen en codes. Zet daarom ook de versleuteling van de schijf aan (LUKS, BitLocker of FileVault).",
                              "Disk: Kader encrypts names and texts, not days and codes. So switch on the encryption of the disk as well (LUKS, BitLocker or FileVault).")
              << "\n";
        return m_code;
    }

private:
    std::string word(std::string_view nl, std::string_view en) const { return std::string{say(m_common.language, nl, en)}; }

    // Works, and is not safe yet: told, without an exit code of its own.
    void to_do(const std::string& what, const std::string& found) { m_out << "~   " << what << ": " << found << "\n"; }

    void line(bool good, const std::string& what, const std::string& found) {
        m_out << (good ? "ok  " : "!   ") << what << ": " << found << "\n";
        if (!good) m_code = Exit::Refused;
    }

    // Byte 18 of the file of SQLite: 2 when changes go to a log first.
    void journal() {
        std::ifstream file{m_data / "kader.db", std::ios::binary};
        char head[20] = {};
        file.read(head, sizeof head);
        const bool log = file && head[18] == 2;
        line(log, word("Logboek van de database", "Log of the database"), log ? "WAL" : word("niet aan; start kader serve één keer", "not on; start kader serve once"));
    }

    // Where the root key is, and what that costs.
    void root_key(installation::Installation& here) {
        const auto what = word("Hoofdsleutel", "Root key");
        const auto fingerprint = here.keyring().fingerprint();
        switch (here.key_store().place()) {
            case vault::RootKeyPlace::File: {
                struct stat found {};
                const bool closed = ::stat((m_data / "root.key").c_str(), &found) == 0 && (found.st_mode & 077) == 0;
                return line(closed, what,
                            fingerprint + (closed ? word(", in een bestand voor alleen de eigenaar; wie de schijf heeft, heeft hem, tenzij de schijf versleuteld is",
                                                         ", in a file for the owner only; who has the disk has it, unless the disk is encrypted")
                                                  : word(", anderen kunnen hem lezen; sluit hem af met chmod 0400", ", others can read it; close it with chmod 0400")));
            }
            case vault::RootKeyPlace::Passphrase:
                return line(true, what,
                            fingerprint + word(", onder een wachtzin; wie alleen de schijf heeft, kan niets lezen, en na een stroomstoring moet iemand hem typen",
                                               ", under a passphrase; who has the disk alone can read nothing, and after a power cut somebody has to type it"));
            case vault::RootKeyPlace::Credential:
                return line(!here.key_store().waits_for_credential(), what,
                            fingerprint + (here.key_store().waits_for_credential()
                                               ? word(", in root.key.next; zet hem over naar de dienst met systemd-creds", ", in root.key.next; move it to the service with systemd-creds")
                                               : word(", bij systemd; zonder deze computer helpt alleen het noodblad", ", with systemd; without this computer only the recovery kit helps")));
        }
    }

    // What is lost when, with the choice that is in force.
    void losses(installation::Installation& here) {
        for (const auto& row : installation::losses(here.key_store().place()))
            m_out << "      - " << row.lost.in(m_common.language) << ": " << row.then.in(m_common.language) << "\n";
    }

    // Without a kit that was tried, the loss of this computer is the loss of everything; until then setting up is not done.
    void kit(installation::Installation& here) {
        const auto what = word("Noodblad", "Recovery kit");
        const auto session = here.reader();
        const auto found = installation::look_at_kit(*session, here.keyring(), m_common.clock->now());
        const auto text = installation::text_of(found.state).in(m_common.language);
        const auto day = found.tried ? system::instant_text(*found.tried).substr(0, 10) : std::string{};
        if (found.state == installation::KitState::Tried)
            line(true, what, word("geprobeerd op ", "tried on ") + day);
        else
            to_do(what, day.empty() ? text : word("geprobeerd op ", "tried on ") + day + "; " + text);
        set_up(*session, found);
    }

    void set_up(storage::Session& session, const installation::Kit& kit) {
        const auto what = word("Inrichten", "Setting up");
        const bool has_place = static_cast<bool>(backup::read_settings(backup::BackupPlaces{m_data}, m_common.language));
        bool has_backup = false;
        if (const auto practices = subjects::practices(session); !practices.empty()) {
            session.begin_snapshot();
            session.enter_practice(practices.front().id.bytes());
            has_backup = backup::latest(session, practices.front().id).good_run.has_value();
            session.end_snapshot();
        }
        const auto lacks = installation::set_up_lacks(kit, has_place, has_backup);
        if (lacks.empty()) return line(true, what, word("afgerond", "finished"));
        std::string all;
        for (const auto& one : lacks) all += (all.empty() ? "" : "; ") + one.in(m_common.language);
        to_do(what, word("niet afgerond: ", "not finished: ") + all);
    }

    void checkpoints(const installation::Installation& here) {
        const auto& to = here.checkpoints();
        const auto what = word("Controlepunten van het logboek", "Checkpoints of the log");
        std::error_code error;
        if (to.empty())
            return to_do(what,
                        word("nergens; wie alle sleutels heeft, kan het logboek ongemerkt opnieuw maken. Zet in kader.toml onder [log] een map buiten de gegevens: checkpoints = \"/elders\"",
                             "nowhere; whoever has all keys can make the log again unnoticed. Name in kader.toml below [log] a folder outside the data: checkpoints = \"/elsewhere\""));
        if (const auto refused = log_keeping::refusal_of_folder(to, m_data)) return line(false, what, refused->in(m_common.language));
        if (!fs::is_directory(to, error)) return line(false, what, harmless(to.string()) + word(" is er nu niet", " is not there now"));
        line(true, what, harmless(to.string()));
    }

    // Whoever may write in the folder can take a file away and put another in its place.
    void folder() {
        struct stat found {};
        const bool closed = ::stat(m_data.c_str(), &found) == 0 && (found.st_mode & 077) == 0;
        line(closed, word("Map met gegevens", "Data folder"),
             closed ? word("alleen voor de eigenaar", "for the owner only")
                    : word("ook anderen mogen erin; sluit hem af met chmod 0700", "others may enter it; close it with chmod 0700"));
    }

    // When the last backup was made, and when one was last restored to see that it can be.
    void backups(installation::Installation& here) {
        const auto run = word("Laatste reservekopie", "Last backup"), drill = word("Laatste proef met een reservekopie", "Last drill with a backup");
        const auto settings = backup::read_settings(backup::BackupPlaces{m_data}, m_common.language);
        if (!settings && settings.error().code != Code::NotFound) return line(false, run, settings.error().detail);
        if (!settings) {
            m_out << "    " << run << ": " << settings.error().detail << "\n";
            return;
        }
        const auto session = here.reader();
        const auto practices = subjects::practices(*session);
        if (practices.empty()) return;
        session->begin_snapshot();
        session->enter_practice(practices.front().id.bytes());
        const auto found = backup::latest(*session, practices.front().id);
        session->end_snapshot();
        constexpr std::chrono::days run_counts_for{2};
        told(run, found.good_run, found.run_failed, run_counts_for, "kader backup run");
        // On PostgreSQL whoever keeps the database tries its backups, not we.
        if (here.database().engine() == storage::Engine::Sqlite) told(drill, found.good_drill, found.drill_failed, backup::drill_counts_for, "kader backup drill");
    }

    void told(const std::string& what, std::optional<system::Instant> good, bool failed, std::chrono::days counts_for, const std::string& command) {
        auto found = good ? system::instant_text(*good).substr(0, 16) + word(" (UTC)", " (UTC)") : word("nog nooit", "never yet");
        const bool late = !good || m_common.clock->now() - *good > counts_for;
        if (failed) found += word("; de laatste keer is mislukt", "; the last time failed");
        if (late && good) found += word("; dat is te lang geleden", "; that is too long ago");
        if (late || failed) found += word("; probeer: ", "; try: ") + command;
        line(!late && !failed, what, found);
    }

    // Whether somebody has the folder in use.
    bool owner() {
        std::optional<system::OwnerLock> lock;
        try {
            lock = system::OwnerLock::take(m_data / "kader.lock");
        } catch (const system::FileError&) {
        }
        const auto holder = system::OwnerLock::holder(m_data / "kader.lock");
        line(true, word("Wie schrijft", "Who writes"),
             lock ? word("nu niemand", "nobody now") : word("proces ", "process ") + std::to_string(holder));
        return !lock;
    }

    void socket(bool in_use) {
        const auto what = word("Socket voor gereedschap", "Socket for tools");
        const auto path = (m_data / "kader.sock").string();
        struct stat found {};
        if (::lstat(path.c_str(), &found) != 0) return line(true, what, word("geen; er draait geen server", "none; no server is running"));
        if (!in_use)
            return line(false, what,
                        word("kader.sock is achtergebleven van een server die niet netjes is gestopt; kader serve ruimt hem op",
                             "kader.sock was left behind by a server that was not stopped properly; kader serve clears it away"));
        const bool listens = answers(path);
        line(listens, what, listens ? word("de server luistert", "the server listens")
                                    : word("de server luistert niet; start hem opnieuw", "the server does not listen; start it again"));
    }

    static bool answers(const std::string& path) {
        sockaddr_un to{};
        to.sun_family = AF_UNIX;
        if (path.size() >= sizeof to.sun_path) return false;
        std::memcpy(to.sun_path, path.c_str(), path.size() + 1);
        const int one = ::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
        const bool connected = one >= 0 && ::connect(one, reinterpret_cast<const sockaddr*>(&to), sizeof to) == 0;
        if (one >= 0) ::close(one);
        return connected;
    }

    void room() {
        std::error_code error;
        const auto space = fs::space(m_data, error);
        constexpr std::uintmax_t mebi = 1024 * 1024, least = 1024;
        const auto free = error ? 0 : space.available / mebi;
        line(free >= least, word("Ruimte op de schijf", "Room on the disk"),
             std::to_string(free) + " MiB" + (free >= least ? "" : word("; dat is weinig, ruim iets op", "; that is little, clear something")));
    }

    // After asking for what the machine allows, as the server does.
    void files() {
        const auto open = system::raise_open_files();
        const auto connections = connections_for(open);
        auto found = std::to_string(open) + word("; dat is genoeg voor ", "; that is enough for ") + std::to_string(connections) +
                     word(" verbindingen", " connections");
        if (connections < connections_wanted)
            found += word(", terwijl Kader er ", ", while Kader can take ") + std::to_string(connections_wanted) +
                     word(" aankan. Meer krijgt u met ulimit -Hn, of LimitNOFILE in de dienst", ". More come with ulimit -Hn, or LimitNOFILE in the service");
        constexpr std::size_t least = 1024;
        line(open >= least, word("Open bestanden tegelijk", "Open files at once"), found);
    }

    const Common& m_common;
    const fs::path& m_data;
    std::ostream& m_out;
    int m_code = Exit::Done;
};

}  // namespace

int doctor_command(const Common& common, const fs::path& data, std::ostream& out, std::ostream& err) {
    int code = Exit::Done;
    const auto here = open_data_to_read(common, data, err, code);
    if (!here) return code;
    return Doctor{common, data, out}.look(*here);
}

}  // namespace kader::cli
