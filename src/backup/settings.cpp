#include "backup/settings.h"

#include <unistd.h>

#include "backup/bytes.h"
#include "backup/disk.h"
#include "kernel/limits.h"
#include "system/files.h"
#include "toml/table_reader.h"

namespace kader::backup {

namespace {

constexpr std::size_t settings_bytes_max = 64 * limits::KiB;
constexpr std::size_t drill_bytes_max = 4 * limits::KiB;
constexpr std::uint16_t body_version = 1;
constexpr std::size_t path_bytes_max = 512;

// A TOML basic string.
std::string toml_words(const std::string& text) {
    constexpr char digits[] = "0123456789abcdef";
    std::string result = "\"";
    for (const char c : text) {
        const auto byte = static_cast<unsigned char>(c);
        if (c == '"' || c == '\\')
            result.append({'\\', c});
        else if (byte < 0x20 || byte == 0x7F)
            result.append("\\u00").append({digits[byte >> 4], digits[byte & 15]});
        else
            result += c;
    }
    return result + "\"";
}

// Sealed under a key of the keyring, bound to what it is.
ByteVector seal_file(const vault::Keyring& keyring, std::string_view what, Bytes plain) {
    return vault::seal(keyring.chain_key().for_purpose(what), {{}, what, {}, 1}, body_version, plain);
}

std::optional<ByteVector> open_file(const fs::path& file, std::size_t bytes_max, const vault::Keyring& keyring, std::string_view what) {
    const auto bytes = system::read_file(file, bytes_max);
    if (!bytes) return {};
    auto opened = vault::open(keyring.chain_key().for_purpose(what), {{}, what, {}, 1}, *bytes);
    if (!opened || opened->body_version != body_version) return {};
    return std::move(opened->plain);
}

}  // namespace

Result<Settings> read_settings(const BackupPlaces& at, Language language) {
    if (!is_there(at.settings))
        return refusal(Code::NotFound, language,
                       "Voor deze gegevens zijn nog geen reservekopieën ingesteld; doe dat met: kader backup set-up",
                       "No backups were set up for these data yet; do so with: kader backup set-up");
    const auto wrong = [&](const std::string& fault) {
        return refusal(Code::Invalid, language, "De instelling van de reservekopieën klopt niet; stel ze opnieuw in met kader backup set-up (" + fault + ").",
                       "The settings of the backups are wrong; set them up again with kader backup set-up (" + fault + ").");
    };
    const auto bytes = system::read_file(at.settings, settings_bytes_max);
    if (!bytes) return wrong(bytes.error().detail);
    toml::Faults faults;
    Settings settings;
    const std::string text{bytes->begin(), bytes->end()};
    if (const auto whole = toml::parse(text, at.settings.string(), faults)) {
        toml::TableReader reader{*whole, at.settings.string(), faults};
        settings.target = reader.text("target");
        if (const auto recipient = parse_public_key(reader.text("recipient")))
            settings.recipient = *recipient;
        else
            reader.refuse_at("recipient", "no public key of age");
        reader.refuse_other_keys();
    }
    if (!faults.empty()) return wrong(toml::text_of(faults.sorted().front()));
    return settings;
}

void write_settings(const BackupPlaces& at, const Settings& settings) {
    const auto text = "# Where backups go, and who can open them: only the holder of the recovery kit.\ntarget = " + toml_words(settings.target.string()) +
                      "\nrecipient = " + toml_words(text_of(settings.recipient)) + "\n";
    system::write_file_durably(at.settings, vault::bytes_of(text), system::FileAccess::OwnerOnly);
}

Known read_known(const BackupPlaces& at, const vault::Keyring& keyring) {
    const auto plain = open_file(at.known, manifest_bytes_max, keyring, "backup-known");
    if (!plain) return {};
    ByteReader in{*plain};
    Known known;
    for (auto left = in.number(8); left > 0 && in.all_right(); --left) {
        const auto id = in.array<32>();
        known.objects[id] = static_cast<int>(in.number(4));
    }
    for (auto left = in.number(8); left > 0 && in.all_right(); --left) {
        const auto path = in.sized(path_bytes_max);
        Known::Blob blob{in.number(8), in.array<32>()};
        known.blobs[{path.begin(), path.end()}] = blob;
    }
    return in.is_at_end() ? known : Known{};
}

void write_known(const BackupPlaces& at, const Known& known, const vault::Keyring& keyring) {
    ByteWriter out;
    out.number(known.objects.size(), 8);
    for (const auto& [id, variant] : known.objects) {
        out.raw(id);
        out.number(static_cast<std::uint64_t>(variant), 4);
    }
    out.number(known.blobs.size(), 8);
    for (const auto& [path, blob] : known.blobs) {
        out.sized(vault::bytes_of(path));
        out.number(blob.bytes, 8);
        out.raw(blob.digest);
    }
    system::write_file_durably(at.known, seal_file(keyring, "backup-known", out.bytes), system::FileAccess::OwnerOnly);
}

std::optional<Drill> read_drill(const BackupPlaces& at, const vault::Keyring& keyring) {
    auto plain = open_file(at.drill, drill_bytes_max, keyring, "backup-drill");
    if (!plain) return {};
    ByteReader in{*plain};
    const auto sequence = in.number(8);
    const auto secret = in.raw(vault::key_bytes);
    std::optional<Drill> drill;
    if (in.is_at_end()) drill = Drill{sequence, vault::Key::from(secret)};
    vault::wipe(*plain);
    return drill;
}

void write_drill(const BackupPlaces& at, const Drill& drill, const vault::Keyring& keyring) {
    ByteWriter out;
    out.bytes.reserve(8 + vault::key_bytes);
    out.number(drill.sequence, 8);
    out.raw(drill.secret.bytes());
    const auto sealed = seal_file(keyring, "backup-drill", out.bytes);
    vault::wipe(out.bytes);
    write_over(at.drill, sealed);
    system::sync_folder(at.drill.parent_path());
}

void forget_drill(const BackupPlaces& at) {
    if (!is_there(at.drill)) return;
    write_over(at.drill, {});
    if (::unlink(at.drill.c_str()) != 0) system::throw_file_error("cannot remove", at.drill);
    system::sync_folder(at.drill.parent_path());
}

}  // namespace kader::backup
