// verify and verify-checkpoints: whether what is stored is as it was written, and as it was signed.

#include <fstream>
#include <ostream>

#include "cli/stored_data.h"
#include "kernel/limits.h"
#include "system/files.h"
#include "verification/verification.h"

namespace kader::cli {

namespace {

namespace fs = std::filesystem;

void print_beside(const Common& common, const std::vector<Text>& beside, std::ostream& out) {
    for (const auto& one : beside) out << say(common.language, "  Controlepunt: ", "  Checkpoint: ") << harmless(one.in(common.language)) << "\n";
}

void print_in_order(const Common& common, const verification::Outcome& outcome, bool with_checkpoints, std::ostream& out) {
    out << say(common.language, "in orde", "in order") << " (" << outcome.records << say(common.language, " gegevens, ", " records, ")
        << outcome.versions << say(common.language, " versies, ", " versions, ") << outcome.lines
        << say(common.language, " regels in het logboek", " lines in the audit log");
    if (with_checkpoints) out << ", " << outcome.checkpoints << say(common.language, " controlepunten", " checkpoints");
    out << ")\n";
}

// Whether all is well with one practice.
bool verify_one(const Common& common, installation::Installation& here, const subjects::Practice& practice, const fs::path& checkpoints,
                std::ostream& out) {
    out << harmless(practice.name) << ": ";
    try {
        const auto outcome = verification::verify(here, practice.id, checkpoints);
        if (outcome.wrong)
            out << say(common.language, "NIET IN ORDE. ", "NOT IN ORDER. ") << harmless(outcome.wrong->in(common.language)) << "\n";
        else if (!outcome.beside.empty())
            out << say(common.language, "NIET IN ORDE. Met de controlepunten van het logboek klopt iets niet:\n",
                       "NOT IN ORDER. Something is wrong with the checkpoints of the log:\n");
        else
            print_in_order(common, outcome, !checkpoints.empty(), out);
        print_beside(common, outcome.beside, out);
        return !outcome.wrong && outcome.beside.empty();
    } catch (const storage::StorageError& error) {
        if (error.fault() != storage::Fault::Damaged) throw;
        out << say(common.language, "NIET IN ORDE. De database zelf is beschadigd; zet een reservekopie terug: ",
                   "NOT IN ORDER. The database itself is damaged; put back a backup: ")
            << harmless(error.what()) << "\n";
        return false;
    } catch (const system::FileError& error) {
        out << say(common.language, "NIET NAGEKEKEN. De map met controlepunten kan niet worden gelezen: ",
                   "NOT LOOKED AT. The folder of checkpoints cannot be read: ")
            << harmless(checkpoints.string()) << "\n";
        return false;
    }
}

// The key that lies beside the checkpoints, when nobody typed one.
std::string key_beside(const fs::path& folder) {
    const auto bytes = system::read_file(folder / audit::verifier_file, limits::key_file_bytes_max);
    if (!bytes) return {};
    return std::string{trimmed(std::string{bytes->begin(), bytes->end()})};
}

}  // namespace

int verify_command(const Common& common, const StoredPractice& stored, const fs::path& checkpoints, std::ostream& out, std::ostream& err) {
    int code = Exit::Done;
    const auto here = open_data_to_read(common, stored.data, err, code);
    if (!here) return code;
    std::vector<subjects::Practice> practices;
    if (stored.practice.empty()) {
        practices = subjects::practices(*here->reader());
    } else {
        const auto practice = practice_of(common, *here, stored.practice, err, code);
        if (!practice) return code;
        practices.push_back(*practice);
    }
    for (const auto& practice : practices)
        if (!verify_one(common, *here, practice, checkpoints.empty() ? here->checkpoints() : checkpoints, out)) code = Exit::Refused;
    if (practices.empty())
        out << say(common.language, "In deze map staat nog geen praktijk.\n", "There is no practice in this folder yet.\n");
    return code;
}

int verify_checkpoints_command(const Common& common, const fs::path& folder, const std::string& key, std::ostream& out, std::ostream& err) {
    const auto verifier = audit::Verifier::parse(key.empty() ? key_beside(folder) : key);
    if (!verifier) {
        err << say(common.language, "Dit is geen sleutel om controlepunten mee na te kijken. Geef met --key de sleutel die op de maandlijst staat.\n",
                   "This is no key to check checkpoints with. Give with --key the key that is printed on the monthly list.\n");
        return Exit::Wrong;
    }
    try {
        const auto outcome = verification::verify_checkpoints(folder, *verifier);
        for (const auto& one : outcome.practices)
            out << one.practice.text() << ": " << one.count << say(common.language, " controlepunten; het laatste: ", " checkpoints; the last: ")
                << one.newest.head.seq << say(common.language, " regels, ", " lines, ") << vault::base64(one.newest.head.chain) << ", "
                << system::instant_text(one.newest.at) << "\n";
        print_beside(common, outcome.wrong, out);
        if (key.empty())
            out << say(common.language, "Nagekeken met de sleutel uit deze map zelf; vergelijk die met de sleutel op de maandlijst: ",
                       "Checked with the key in this folder itself; compare it with the key on the monthly list: ")
                << verifier->text() << "\n";
        if (outcome.practices.empty() && outcome.wrong.empty())
            out << say(common.language, "In deze map staan geen controlepunten.\n", "There are no checkpoints in this folder.\n");
        return outcome.wrong.empty() && !outcome.practices.empty() ? Exit::Done : Exit::Refused;
    } catch (const system::FileError& error) {
        err << harmless(error.what()) << "\n";
        return Exit::Wrong;
    }
}

}  // namespace kader::cli
