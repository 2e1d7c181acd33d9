#include "backup/target.h"

#include <fcntl.h>
#include <sys/stat.h>

#include <algorithm>
#include <cerrno>
#include <charconv>
#include <set>

#include "backup/disk.h"
#include "system/files.h"
#include "system/random.h"

namespace kader::backup {

namespace {

constexpr std::string_view read_me =
    "Dit zijn reservekopieën van Kader. Verwijder of verander hier niets.\n"
    "\n"
    "Alles in deze map is versleuteld. Terugzetten gaat met het noodblad (op papier) en met\n"
    "    kader backup restore --from DEZE-MAP --into NIEUWE-MAP\n"
    "\n"
    "These are backups of Kader. Remove or change nothing here.\n"
    "\n"
    "All in this folder is encrypted. Restoring takes the recovery kit (on paper) and\n"
    "    kader backup restore --from THIS-FOLDER --into NEW-FOLDER\n"
    "\n"
    "Without Kader: every file in here is a file of age (age-encryption.org, version 1). The newest file in\n"
    "manifests opens with the backup secret of the kit, and says which objects, one after another, are the\n"
    "database (SQLite).\n";

constexpr std::string_view manifest_ending = ".age";
constexpr std::size_t sequence_digits = 10;

using Place = std::pair<dev_t, ino_t>;

std::optional<Place> place_of(const fs::path& path) {
    struct stat found {};
    if (::stat(path.c_str(), &found) != 0) return {};
    return Place{found.st_dev, found.st_ino};
}

// The folder and every folder above it, as the disk knows them.
std::set<Place> places_above(const fs::path& folder) {
    std::set<Place> places;
    std::error_code error;
    for (auto at = fs::canonical(folder, error); !error; at = at.parent_path()) {
        if (const auto place = place_of(at)) places.insert(*place);
        if (at == at.parent_path()) break;
    }
    return places;
}

// Tries what each backup does with keys/current.
void try_to_overwrite(const fs::path& folder) {
    const auto probe = folder / ".kader-probe";
    for (const auto* words : {"kader: eerst", "kader: later"}) {
        write_over(probe, vault::bytes_of(words));
        auto file = OldFile::open(probe);
        ByteVector bytes(64);
        if (file) bytes.resize(file->read(bytes));
        if (!file || !std::ranges::equal(bytes, vault::bytes_of(words))) throw system::FileError{"cannot overwrite " + probe.string(), EIO};
    }
    if (::unlink(probe.c_str()) != 0) system::throw_file_error("cannot remove", probe);
    system::sync_folder(folder);
}

void try_to_add(const fs::path& folder) {
    // On a medium that never forgets a probe would stay for ever, so it is the page for who finds this.
    const auto page = folder / "LEES-MIJ.txt";
    if (auto made = NewFile::make(page)) {
        made->write(vault::bytes_of(read_me));
        made->finish();
        system::sync_folder(folder);
    } else if (::access(folder.c_str(), W_OK) != 0) {
        system::throw_file_error("cannot write in", folder);
    }
}

std::optional<std::uint64_t> sequence_in(const std::string& name) {
    if (name.size() <= sequence_digits || name[sequence_digits] != '-' || !name.ends_with(manifest_ending)) return {};
    std::uint64_t sequence = 0;
    const auto* end = name.data() + sequence_digits;
    const auto [behind, error] = std::from_chars(name.data(), end, sequence);
    if (error != std::errc{} || behind != end || sequence == 0) return {};
    return sequence;
}

Error within(const fs::path& folder, const fs::path& data, Language language) {
    return refusal(Code::Invalid, language,
                   "De plaats voor reservekopieën " + quoted(folder) + " ligt in de map met gegevens " + quoted(data) +
                       ". Wie of wat die map kwijtmaakt, maakt dan ook de reservekopie kwijt. Kies een andere schijf of computer.",
                   "The place for backups " + quoted(folder) + " is within the data folder " + quoted(data) +
                       ". Whoever or whatever loses that folder would lose the backup with it. Choose another disk or machine.");
}

}  // namespace

bool is_within(const fs::path& folder, const fs::path& other) {
    const auto above = places_above(folder);
    const auto is_above = [&](const fs::path& path) {
        const auto place = place_of(path);
        return place && above.contains(*place);
    };
    if (is_above(other)) return true;
    // A mount of a part of it has another path, and is the same folder to the disk.
    for (const auto& entry : fs::recursive_directory_iterator{other})
        if (entry.is_directory() && !entry.is_symlink() && is_above(entry.path())) return true;
    return false;
}

Result<Target> Target::set_up(const fs::path& given, const fs::path& data_folder, const UuidBytes& installation, Language language) {
    std::error_code error;
    const auto folder = fs::canonical(given, error);
    if (error || !fs::is_directory(folder))
        return refusal(Code::Unavailable, language,
                       "De map " + quoted(given) + " is er niet. Maak hem op de schijf waar de reservekopie moet komen, of sluit die schijf aan.",
                       "The folder " + quoted(given) + " is not there. Make it on the disk where the backup is to go, or plug that disk in.");
    const Target target{folder};
    for (const auto& part : {folder, folder / "data", folder / "keys"})
        if (fs::is_directory(part) && is_within(part, data_folder)) return within(folder, data_folder, language);
    if (const auto keys = find_keys(target); keys.of_two_installations || (keys.newest && keys.newest->content.installation != installation))
        return refusal(Code::Conflict, language,
                       "In " + quoted(folder) + " staan al reservekopieën van een andere installatie van Kader. Kies een andere map.",
                       quoted(folder) + " holds backups of another installation of Kader already. Choose another folder.");
    try {
        for (const auto& part : {folder / "data" / "objects", folder / "data" / "manifests", folder / "keys"}) system::make_folder_durably(part);
        try_to_add(folder / "data");
        try_to_overwrite(folder / "keys");
    } catch (const system::FileError& fault) {
        return refusal(Code::Unavailable, language,
                       "In " + quoted(folder) + " kan Kader niet schrijven wat voor een reservekopie nodig is: in data moet iets nieuws kunnen komen, en in "
                       "keys moet een bestand overschreven kunnen worden (" + fault.what() + ").",
                       "In " + quoted(folder) + " Kader cannot write what a backup needs: in data something new must be possible, and in keys a file must be "
                       "possible to overwrite (" + fault.what() + ").");
    }
    return target;
}

Result<Target> Target::open(const fs::path& folder, Language language) {
    std::error_code error;
    if (!fs::is_directory(folder, error))
        return refusal(Code::NotFound, language,
                       "De plaats voor reservekopieën " + quoted(folder) + " is er niet; is de schijf aangesloten?",
                       "The place for backups " + quoted(folder) + " is not there; is the disk plugged in?");
    if (!fs::is_directory(folder / "data" / "manifests", error) || !fs::is_directory(folder / "keys", error))
        return refusal(Code::NotFound, language, "In " + quoted(folder) + " staan geen reservekopieën van Kader.",
                       quoted(folder) + " holds no backups of Kader.");
    return Target{folder};
}

fs::path Target::object(const vault::Digest& id, int variant) const {
    auto name = vault::hex(id);
    const auto start = name.substr(0, 2);
    if (variant > 0) name += "-" + std::to_string(variant);
    return m_folder / "data" / "objects" / start / (name + ".age");
}

fs::path Target::new_manifest(std::uint64_t sequence) const {
    auto digits = std::to_string(sequence);
    if (digits.size() < sequence_digits) digits.insert(0, sequence_digits - digits.size(), '0');
    std::array<std::uint8_t, 8> chance{};
    system::fill_random(chance);
    return m_folder / "data" / "manifests" / (digits + "-" + vault::hex(chance) + std::string{manifest_ending});
}

std::vector<ManifestName> Target::manifests() const {
    std::vector<ManifestName> found;
    for (const auto& entry : fs::directory_iterator{m_folder / "data" / "manifests"})
        if (const auto sequence = sequence_in(entry.path().filename().string())) found.push_back({*sequence, entry.path()});
    std::ranges::sort(found, [](const auto& a, const auto& b) { return std::tie(b.sequence, a.path) < std::tie(a.sequence, b.path); });
    return found;
}

void Target::make_room_for(const fs::path& object) const {
    const auto folder = object.parent_path();
    if (::mkdir(folder.c_str(), 0700) == 0)
        system::sync_folder(folder.parent_path());
    else if (errno != EEXIST)
        system::throw_file_error("cannot create", folder);
}

FoundKeys find_keys(const Target& target) {
    FoundKeys found;
    std::optional<FoundKeys::Copy> copies[2];
    for (int at = 0; at < 2; ++at) {
        auto bytes = system::read_file(target.keys(at == 0 ? 'a' : 'b'), keys_copy_bytes_max);
        if (!bytes) continue;
        if (auto content = parse_keys_copy(*bytes)) copies[at] = FoundKeys::Copy{*std::move(content), *std::move(bytes)};
    }
    found.one_is_damaged = copies[0].has_value() != copies[1].has_value();
    if (copies[0] && copies[1]) found.of_two_installations = copies[0]->content.installation != copies[1]->content.installation;
    const bool second = copies[1] && (!copies[0] || copies[1]->content.generation > copies[0]->content.generation);
    found.newest = std::move(copies[second ? 1 : 0]);
    return found;
}

}  // namespace kader::backup
