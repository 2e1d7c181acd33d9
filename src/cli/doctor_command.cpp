// doctor: how the machine and the data folder are, in plain words.

#include <sys/resource.h>
#include <sys/stat.h>

#include <fstream>
#include <ostream>

#include "cli/stored_data.h"
#include "migrations/migrations.h"

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
        key(here.keyring().fingerprint());
        owner();
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

    void key(const std::string& fingerprint) {
        struct stat found {};
        const bool is_there = ::stat((m_data / "root.key").c_str(), &found) == 0;
        const bool closed = is_there && (found.st_mode & 077) == 0;
        line(closed, word("Hoofdsleutel", "Root key"),
             fingerprint + (closed ? word(", alleen leesbaar voor de eigenaar; bewaar een kopie ergens anders", ", readable by the owner only; keep a copy elsewhere")
                                   : word(", anderen kunnen hem lezen; sluit hem af met chmod 0400", ", others can read it; close it with chmod 0400")));
    }

    void owner() {
        std::optional<system::OwnerLock> lock;
        try {
            lock = system::OwnerLock::take(m_data / "kader.lock");
        } catch (const system::FileError&) {
        }
        const auto holder = system::OwnerLock::holder(m_data / "kader.lock");
        line(true, word("Wie schrijft", "Who writes"),
             lock ? word("nu niemand", "nobody now") : word("proces ", "process ") + std::to_string(holder));
    }

    void room() {
        std::error_code error;
        const auto space = fs::space(m_data, error);
        constexpr std::uintmax_t mebi = 1024 * 1024, least = 1024;
        const auto free = error ? 0 : space.available / mebi;
        line(free >= least, word("Ruimte op de schijf", "Room on the disk"),
             std::to_string(free) + " MiB" + (free >= least ? "" : word("; dat is weinig, ruim iets op", "; that is little, clear something")));
    }

    void files() {
        rlimit limit{};
        ::getrlimit(RLIMIT_NOFILE, &limit);
        constexpr rlim_t least = 1024;
        line(limit.rlim_cur >= least, word("Open bestanden tegelijk", "Open files at once"), std::to_string(limit.rlim_cur));
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
